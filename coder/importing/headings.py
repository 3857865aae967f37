"""Header rows: how many there are, and the one name that each column gets from them."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.codebook import Codebook
from coder.importing.names import columns_named, name_key
from coder.importing.roles import Role
from coder.importing.source import Cells

MOST_HEADER_ROWS = 3
_SHORTEST_TEXT = 12  # a shorter question could also stand as an answer in the first row
_SECOND_ROW = frozenset({"response", "open-ended response", "other (please specify)"})


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table."""

    rows: int
    names: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    """For each column, what stands in its header rows."""
    doubts: tuple[str, ...]
    unclear: frozenset[int]
    """Columns whose header was blank or not the only one of its name."""


def header_rows_of(top: Sequence[Cells], codebook: Codebook | None) -> int:
    """How many of the first rows are header: more than one for Qualtrics, SurveyMonkey and rows of question texts.

    Qualtrics ends its header with a row of `{"ImportId": ...}`; SurveyMonkey begins with a Respondent ID column and
    writes "Response" or "Open-Ended Response" in a second row. A second or third row with the whole text of a
    question is header too, where the first row does not hold the column `question`.
    """
    for index, cells in enumerate(top[1:MOST_HEADER_ROWS], start=1):
        if any(_is_import_id(cell) for cell in cells):
            return index + 1
    if len(top) > 1 and _is_survey_monkey(top[0], top[1]):
        return 2
    return _row_of_question_texts(top, codebook) + 1 if codebook else 1


def _is_import_id(cell: str) -> bool:
    if "ImportId" not in cell:
        return False
    try:
        return isinstance(json.loads(cell), dict)
    except ValueError:
        return False


def _is_survey_monkey(first: Cells, second: Cells) -> bool:
    return bool(first) and name_key(first[0]) == "respondent id" and any(c.casefold() in _SECOND_ROW for c in second)


def _row_of_question_texts(top: Sequence[Cells], codebook: Codebook) -> int:
    """The last of the first rows, from 0, with the whole text of an open question in it; 0: none."""
    if columns_named(Role.QUESTION, [(cell,) for cell in top[0]]):
        return 0
    keys = (name_key(question.text) for question in codebook.open_questions)
    texts = {key for key in keys if len(key) >= _SHORTEST_TEXT}
    rows = (index for index, cells in enumerate(top[:MOST_HEADER_ROWS]) if any(name_key(c) in texts for c in cells))
    return max(rows, default=0)


def join_headings(
    top: Sequence[Cells], merges: Sequence[Sequence[tuple[int, int]]], rows: int, keep_blank: bool
) -> Header:
    """One name for each column from the first `rows` rows: the first heading that is not blank.

    Merged cells are filled to the right. Names that would be alike are told apart by the column's other headings,
    then by a number; a column without heading is named by its place.
    """
    filled = [_filled(cells, merged) for cells, merged in zip(top[:rows], merges, strict=False)]
    width = max(len(cells) for cells in filled)
    width = max(map(len, top)) if keep_blank else _used_width(top, width)
    headings = tuple(tuple(cells[i] if i < len(cells) else "" for cells in filled) for i in range(width))
    names, unclear = _distinct([_first(cells) for cells in headings], headings)
    return Header(rows, names, headings, _doubts(names, headings, unclear), unclear)


def _filled(cells: Cells, merged: Sequence[tuple[int, int]]) -> list[str]:
    row = list(cells)
    for first, last in merged:
        for index in range(first + 1, min(last + 1, len(row))):
            row[index] = row[first]
    return row


def _used_width(top: Sequence[Cells], width: int) -> int:
    """The width without columns at the right end that have neither a heading nor content in the first rows."""
    used = [i + 1 for cells in top for i, cell in enumerate(cells[:width]) if cell.strip()]
    return max(used, default=1)


def _first(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if cell.strip()), "")


def _distinct(names: list[str], headings: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], frozenset[int]]:
    """Names that differ from one another, and the columns that had none or shared one."""
    blank = {index for index, name in enumerate(names) if not name.strip()}
    names = [f"Column {index + 1}" if index in blank else name for index, name in enumerate(names)]
    taken = Counter(names)
    names = [_all_of(headings[index]) if taken[name] > 1 else name for index, name in enumerate(names)]
    taken = Counter(names)
    shared = {index for index, name in enumerate(names) if taken[name] > 1}
    seen: set[str] = set(names)
    used: set[str] = set()
    for index, name in enumerate(names):
        if name in used:
            names[index] = _free(name, seen)
            seen.add(names[index])
        used.add(names[index])
    return tuple(names), frozenset(blank | shared)


def _all_of(cells: Sequence[str]) -> str:
    return " / ".join(dict.fromkeys(cell for cell in cells if cell.strip()))


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _doubts(names: Sequence[str], headings: Sequence[Sequence[str]], unclear: frozenset[int]) -> tuple[str, ...]:
    blank = [names[index] for index in sorted(unclear) if not _first(headings[index])]
    shared = [names[index] for index in sorted(unclear) if _first(headings[index])]
    said: list[str] = []
    if blank:
        said.append(f"Columns without a header are named by their place: {', '.join(blank)}.")
    if shared:
        said.append(f"Headers that stand more than once are told apart by a number: {', '.join(shared)}.")
    return tuple(said)
