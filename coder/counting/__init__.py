"""Mentions, bases and percentages from standing codes."""
