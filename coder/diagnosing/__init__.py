"""What decisions and suggestions say about the framework itself: where its wording fails people or the machine."""
