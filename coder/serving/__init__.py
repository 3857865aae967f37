"""The review screen in a browser on this machine, for one person at a time."""
