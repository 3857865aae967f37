"""The review line by line: for screen readers, dumb terminals, pipes and scripts."""
