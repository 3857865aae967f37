"""Comments turned into vectors."""
