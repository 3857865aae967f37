"""The columns of the files that leave the project, and which of them hold numbers."""

from collections.abc import Mapping, Sequence

CODED_COLUMNS = ("id", "question", "start", "end", "text", "codes", "coder", "purpose", "decided")
"""The columns every coded-responses file has, in order; `wave` and the profile follow."""

SCORE_COLUMNS = ("id", "question", "code", "score", "assigned")
"""The columns of a file of scores."""

SCORE_DECIMALS = 6

_CODED_NUMBERS = {"start": 0, "end": 0, "decided": 0}
_SCORE_NUMBERS = {"score": SCORE_DECIMALS, "assigned": 0}


def number_columns(columns: Sequence[str]) -> Mapping[str, int]:
    """The columns that hold numbers only, with their decimals (0: whole numbers), told by the layout of the file.

    A name alone decides nothing: a profile may have a column `score` that holds words.
    """
    if tuple(columns[: len(CODED_COLUMNS)]) == CODED_COLUMNS:
        return _CODED_NUMBERS
    return _SCORE_NUMBERS if tuple(columns) == SCORE_COLUMNS else {}
