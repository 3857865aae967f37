"""Model files found on this machine and verified, without importing the packages they come in."""
