"""Coding frameworks in YAML: read, checked with a line for every problem."""
