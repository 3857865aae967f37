"""Codes proposed for comments, from the framework and from decisions."""
