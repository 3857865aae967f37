"""What all reasons for suggestions have in common."""

from coder.domain.decision import Evidence

ALIKE = 0.35
"""Cosine from which a comment is said to resemble a text."""
MOST_REASONS = 3
"""Reasons given for a suggestion."""
_MOST_LETTERS = 120


def by_example(decided: str) -> Evidence:
    """That people gave the code to a comment that says something like it."""
    return Evidence("decided", decided[:_MOST_LETTERS])
