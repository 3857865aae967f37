"""Coded responses with a row per respondent: the profile, the texts, and 0 or 1 for each question and code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.domain.response import Respondent
from coder.exporting.cells import Cell

_PREFIX = "profile_"


@dataclass(frozen=True, slots=True)
class WideColumns:
    """The columns of a wide file."""

    names: tuple[str, ...]
    """The header."""
    waves: bool
    weights: bool
    profile: tuple[str, ...]
    """The names that the columns of the profile have in a profile."""
    texts: tuple[str, ...]
    """Ids of the questions whose texts are written."""
    codes: tuple[tuple[str, str], ...]
    """Question and code of the columns of 0 and 1."""

    @property
    def decimals(self) -> Mapping[str, int]:
        """The columns of whole numbers."""
        return dict.fromkeys(map(code_column, self.codes), 0)


def code_column(pair: tuple[str, str]) -> str:
    """The header of a question's code."""
    return ":".join(pair)


def wide_columns(
    profile: Iterable[str],
    texts: Sequence[str],
    codes: Sequence[tuple[str, str]],
    *,
    waves: bool = False,
    weights: bool = False,
) -> WideColumns:
    """The columns of a wide file; a column of the profile that is named like another gets the prefix `profile_`.

    Args:
        profile: names in the profile, in order; closed questions are among them.
        texts: ids of the open questions, whose columns are named so.
        codes: question and code, in order.
        waves: whether the respondents have waves.
        weights: whether they have weights.
    """
    own = tuple(dict.fromkeys(profile))
    others = [*(["wave"] if waves else []), *(["weight"] if weights else [])]
    taken = {name.casefold() for name in ("id", "wave", "weight", *texts, *map(code_column, codes))}
    names = ["id", *others]
    for name in own:
        shown = name
        while shown.strip().casefold() in taken or (shown != name and shown in own):
            shown = _PREFIX + shown
        names.append(shown)
    return WideColumns((*names, *texts, *map(code_column, codes)), waves, weights, own, tuple(texts), tuple(codes))


def wide_record(
    person: Respondent, texts: Mapping[str, str], given: Sequence[bool | None], columns: WideColumns
) -> tuple[Cell, ...]:
    """The cells of a respondent, in the order of the columns.

    Args:
        person: the respondent.
        texts: their responses, by question.
        given: whether their comments carry each code, in the order of `columns.codes`; None: not read, or no response.
        columns: the columns.
    """
    return (
        person.id,
        *((person.wave,) if columns.waves else ()),
        *((person.weight,) if columns.weights else ()),
        *(person.profile.get(name, "") for name in columns.profile),
        *(texts.get(question, "") for question in columns.texts),
        *(None if one is None else int(one) for one in given),
    )
