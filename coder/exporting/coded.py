"""Rows of a coded-responses file."""

from collections.abc import Iterable
from dataclasses import dataclass

from coder.domain.coded import CodedRow
from coder.exporting.cells import Cell
from coder.exporting.columns import CODED_COLUMNS

__all__ = ["CODED_COLUMNS", "CodedColumns", "coded_columns", "coded_record"]

_PREFIX = "profile_"
_RESERVED = frozenset((*CODED_COLUMNS, "wave", "weight"))


@dataclass(frozen=True, slots=True)
class CodedColumns:
    """The columns of a coded-responses file."""

    names: tuple[str, ...]
    """The header."""
    waves: bool
    weights: bool
    profile: tuple[str, ...]
    """What the last columns hold: the names they have in a profile."""


def coded_columns(profile: Iterable[str] = (), *, waves: bool = False, weights: bool = False) -> CodedColumns:
    """The columns of a coded-responses file.

    Args:
        profile: names of the profile's columns, in order; one that means something else in such a file gets the
            prefix `profile_`.
        waves: whether the responses have waves.
        weights: whether the respondents have weights.
    """
    own = tuple(dict.fromkeys(profile))
    names = [*CODED_COLUMNS, *(["wave"] if waves else []), *(["weight"] if weights else [])]
    for name in own:
        shown = name
        while shown.strip().casefold() in _RESERVED or (shown != name and shown in own):
            shown = _PREFIX + shown
        names.append(shown)
    return CodedColumns(tuple(names), waves, weights, own)


def coded_record(row: CodedRow, columns: CodedColumns) -> tuple[Cell, ...]:
    """The cells of a row, in the order of the columns."""
    return (
        row.key.respondent,
        row.key.question,
        row.span.start if row.span else None,
        row.span.end if row.span else None,
        row.text,
        "|".join(row.codes),
        row.coder,
        row.purpose.value,
        int(row.decided),
        *((row.key.wave,) if columns.waves else ()),
        *(("" if row.weight is None else repr(row.weight),) if columns.weights else ()),
        *(row.profile.get(name, "") for name in columns.profile),
    )
