"""Rows of a file of scores."""

from coder.domain.response import ResponseKey
from coder.exporting.cells import Cell
from coder.exporting.columns import SCORE_COLUMNS, SCORE_DECIMALS

__all__ = ["SCORE_COLUMNS", "score_record"]


def score_record(key: ResponseKey, code: str, score: float, assigned: bool) -> tuple[Cell, ...]:
    """The cells of a row: the probability (0 to 1) that a response carries a code, and whether it was given it."""
    return key.respondent, key.question, code, round(float(score), SCORE_DECIMALS), int(assigned)
