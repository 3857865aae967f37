"""Codes free-text survey comments: import, split, embed, suggest, review, count, report."""

__version__ = "0.1.0"
