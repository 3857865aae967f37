"""Estimates counts of all responses from a random sample of those nobody had read, with intervals."""
