"""A framework's text with its places and its meaning, and the check that every edit ends with."""

import re
from collections.abc import Iterable
from functools import lru_cache

from coder.codebook.check import MAX_BYTES, Checked, check_codebook
from coder.codebook.editing.habits import Habits, nearest_first
from coder.codebook.editing.places import CodePlace, Place, code_places, find_places
from coder.codebook.editing.splicing import Splice, line_of, spliced
from coder.codebook.problems import Problems
from coder.domain.codebook import Codebook
from coder.errors import CodebookError, InputError

BYTE_ORDER_MARK = "\ufeff"
UNCHANGED = "The framework was not changed."

_OTHER_LINE = re.compile(r" \((?:the )?first on line \d+\)")


@lru_cache(maxsize=4)
def _checked(source: str, name: str) -> Checked:
    """Kept, because what one edit has made and checked is where the next one begins, and reading takes its time."""
    return check_codebook(source, name)


def meaning(source: str, name: str) -> Codebook:
    """The framework in a YAML text, without reading anew what an edit has just made.

    Raises:
        CodebookError: it has problems; the message has a line for each.
    """
    checked = _checked(source.removeprefix(BYTE_ORDER_MARK), name)
    if checked.codebook is None:
        raise CodebookError("\n".join(map(str, checked.problems)), "Mend the file at these lines and try again.")
    return checked.codebook


class Framework:
    """A framework that is to be edited."""

    def __init__(self, source: str, name: str) -> None:
        """Read a framework; `name` is what its file is called in problems.

        Raises:
            CodebookError: it has problems already.
        """
        self.codebook = meaning(source, name)
        self.source = source.removeprefix(BYTE_ORDER_MARK)
        self.root = find_places(self.source)
        self.codes = {place.id: place for place in code_places(self.root)}
        self._mark = source[: len(source) - len(self.source)]
        self._name = name

    def code(self, code_id: str) -> CodePlace:
        """Where a code stands.

        Raises:
            InputError: there is no such code.
        """
        if code_id in self.codes:
            return self.codes[code_id]
        near = Problems(self._name).guess(code_id, self.codes)
        raise InputError(
            f"The framework has no code '{code_id}'.",
            f"Did you mean '{near}'?" if near else "`coder codebook show` lists all ids.",
        )

    def habits_beside(self, siblings: Place | None, index: int, parent: str | None) -> Habits:
        """How codes are written near a position in a list of codes."""
        near = nearest_first(list(self.codes.values()), siblings, index, parent)
        return Habits(self.source, self.root, tuple(near))

    def habits_in(self, place: CodePlace) -> Habits:
        """How a code and those near it are written."""
        above = place.parent.id if place.parent else None
        near = nearest_first(list(self.codes.values()), place.siblings, place.index, above)
        return Habits(self.source, self.root, (place, *(code for code in near if code is not place)))

    def edited(self, splices: Iterable[Splice], meant: Codebook, at: int) -> str:
        """The source with the splices made, once it is sure that it reads as meant.

        Args:
            splices: what changes.
            meant: the framework that must come out.
            at: an offset where the edit was made.

        Raises:
            CodebookError: the framework would have problems.
            InputError: the layout at this place is beyond what can be edited safely.
        """
        source = spliced(self.source, splices)
        checked = _checked(source, self._name)
        if checked.problems:
            said = (f"{_OTHER_LINE.sub('', problem.what)}; {problem.todo}" for problem in checked.problems)
            raise CodebookError("\n".join(said), UNCHANGED)
        edited = self._mark + source
        if len(edited.encode()) > MAX_BYTES:
            raise CodebookError("the framework is larger than 1 MB; keep data out of it, or split it", UNCHANGED)
        if checked.codebook != meant:
            where = f"{self._name}:{line_of(self.source, at)}"
            raise InputError(
                f"{where}: the layout here is one that cannot be edited without changing more than was asked.",
                f"{UNCHANGED} Make this change by hand.",
            )
        return edited
