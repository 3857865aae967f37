"""Live counts: how many comments carry each code by now, kept up to date one comment at a time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from coder.domain.codebook import Codebook, Role
from coder.domain.results import CountedComment

MOST_SHOWN = 5


class Counts:
    """The codes that people gave each comment, and the mentions that come of them.

    As in every count, a code that was replaced counts as its replacement, once for each comment, and mentions of a
    parent are the comments that carry it or a code below it. What a machine applied is not counted.
    """

    def __init__(self, codebook: Codebook, comments: Iterable[CountedComment]) -> None:
        """Count what is decided.

        Args:
            codebook: the framework.
            comments: the comments with their standing codes.
        """
        self._codes: dict[int, tuple[str, ...]] = {}
        self._questions: dict[int, str] = {}
        for one in comments:
            self._questions[one.comment] = one.question
            if one.codes is not None and not one.by_machine:
                self._codes[one.comment] = one.codes
        self.use(codebook)

    def use(self, codebook: Codebook) -> None:
        """Count by this version of the framework from now on."""
        self._codebook = codebook
        self._lines: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {}
        self._own: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._net: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for comment in self._codes:
            self._count(comment, +1)

    def codes_of(self, comment: int) -> tuple[str, ...] | None:
        """The codes that people gave a comment; None: it is undecided."""
        return self._codes.get(comment)

    def put(self, comment: int, question: str, codes: Collection[str] | None) -> None:
        """Note the codes that stand on a comment now; None: it is undecided, or no longer there."""
        if comment in self._codes:
            self._count(comment, -1)
            del self._codes[comment]
        if codes is not None:
            self._questions[comment] = question
            self._codes[comment] = tuple(codes)
            self._count(comment, +1)

    def mentions(self, question: str, code: str) -> int:
        """The comments on a question that carry a code or one below it."""
        return self._net[question][code]

    def carried(self) -> Counter[str]:
        """How many comments carry each code itself, on all questions together."""
        return sum(self._own.values(), Counter())

    def shown(self, question: str, watched: Collection[str]) -> tuple[tuple[str, str, int], ...]:
        """Code, label and mentions: the codes that are watched, then those a question mentions most.

        The latter are sorted as in published lists: by the comments that carry the code itself, then in codebook order,
        with the role *other* last and the non-substantive left out.
        """
        placed, own = self._codebook.placed, self._own[question]
        places = {code: place for place, code in enumerate(placed)}
        themes = [code for code in placed if own[code] and placed[code].code.role is not Role.NON_SUBSTANTIVE]
        ranked = sorted(themes, key=lambda code: (placed[code].code.role is Role.OTHER, -own[code], places[code]))
        wanted = dict.fromkeys([*(self._codebook.standing_in(code) for code in watched), *ranked[:MOST_SHOWN]])
        net = self._net[question]
        return tuple((code, placed[code].code.label, net[code]) for code in wanted if code in placed)

    def _count(self, comment: int, change: int) -> None:
        question, codes = self._questions[comment], self._codes[comment]
        if codes not in self._lines:
            own = frozenset(self._codebook.standing_in(code) for code in codes)
            placed = self._codebook.placed
            net = frozenset(one for code in own if code in placed for one in (code, *self._codebook.ancestors(code)))
            self._lines[codes] = own, net
        own, net = self._lines[codes]
        for counted, found in ((self._own[question], own), (self._net[question], net)):
            for code in found:
                counted[code] += change
