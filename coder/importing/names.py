"""Headers compared with the words of the contract and with the questions of a codebook."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from coder.domain.codebook import Codebook, Question
from coder.importing.roles import Layout, Role

NEAR = 0.9
"""How alike (difflib's ratio, 0..1) a header and a question must be for a near match."""
_SHORTEST_NEAR = 12  # shorter names are too easily alike: q11 and q12
_JOINERS = str.maketrans("_-", "  ")
_DIGITS = re.compile(r"\d+")
_TAG = re.compile(r"<[^<>]{1,200}>")

ROLE_WORDS: dict[Role, tuple[str, ...]] = {
    Role.ID: (
        "id",
        "respondent id",
        "respondentid",
        "respondent",
        "response id",
        "responseid",
        "unique id",
        "uniqueid",
    ),
    Role.QUESTION: ("question",),
    Role.TEXT: ("text", "answer", "response"),
    Role.CODES: ("codes",),
    Role.CODER: ("coder",),
    Role.PURPOSE: ("purpose",),
    Role.DECIDED: ("decided",),
    Role.START: ("start",),
    Role.END: ("end",),
    Role.WAVE: ("wave",),
    Role.WEIGHT: ("weight",),
}
"""Headers of each role, the likeliest first."""


def name_key(name: str) -> str:
    """What two names have in common that differ only in case, white space, markup or punctuation at the end."""
    plain = html.unescape(_TAG.sub(" ", name)).casefold().translate(_JOINERS)
    return " ".join(plain.split()).strip(" ?!.:;,*…")


def columns_named(role: Role, headings: Iterable[Iterable[str]]) -> list[int]:
    """Indexes of the columns whose headings are words for a role, the likeliest word first."""
    words = ROLE_WORDS[role]
    found = [
        (min(words.index(key) for key in keys), index)
        for index, cells in enumerate(headings)
        if (keys := [key for cell in cells if (key := name_key(cell)) in words])
    ]
    return [index for _, index in sorted(found)]


def layout_of(headings: Iterable[Iterable[str]], codebook: Codebook | None = None) -> Layout | None:
    """The layout that the headings speak for, if they speak for one of the long ones.

    A codebook with one question makes a question column unnecessary, unless the question has its own column.
    """
    columns = [list(cells) for cells in headings]
    has = {role for role in (Role.QUESTION, Role.TEXT, Role.CODES) if columns_named(role, columns)}
    if Role.TEXT not in has:
        return None
    if Role.QUESTION not in has and not _one_question_without_column(columns, codebook):
        return None
    return Layout.CODED if Role.CODES in has else Layout.LONG


def _one_question_without_column(columns: list[list[str]], codebook: Codebook | None) -> bool:
    if codebook is None or len(codebook.open_questions) != 1:
        return False
    matcher = QuestionMatcher(codebook)
    return not any(matcher.match(cells) for cells in columns)


@dataclass(frozen=True, slots=True)
class Match:
    """A question that a heading names."""

    question: Question
    exact: bool


class QuestionMatcher:
    """Finds the question that a name stands for: its `column`, its id or its text."""

    def __init__(self, codebook: Codebook) -> None:
        self._by_key: dict[str, Question] = {}
        for names in (self._columns, self._ids, self._texts):
            for question in codebook.questions:
                for name in names(question):
                    self._by_key.setdefault(name_key(name), question)
        self._by_key.pop("", None)
        self._long = [(key, question) for key, question in self._by_key.items() if len(key) >= _SHORTEST_NEAR]

    @staticmethod
    def _columns(question: Question) -> tuple[str, ...]:
        return (question.column,) if question.column else ()

    @staticmethod
    def _ids(question: Question) -> tuple[str, ...]:
        return (question.id,)

    @staticmethod
    def _texts(question: Question) -> tuple[str, ...]:
        return (question.text, f"{question.id} {question.text}", f"{question.id}. {question.text}")

    def exact(self, name: str) -> Question | None:
        """The question with exactly this name, but for case, white space and punctuation at the end."""
        return self._by_key.get(name_key(name))

    def match(self, names: Iterable[str]) -> Match | None:
        """The question that one of the names stands for; else the one a name comes near to."""
        keys = [key for name in names if (key := name_key(name))]
        for key in keys:
            if question := self._by_key.get(key):
                return Match(question, exact=True)
        near = max((hit for key in keys if (hit := self._near(key))), key=lambda hit: hit[0], default=None)
        return Match(near[1], exact=False) if near else None

    def _near(self, key: str) -> tuple[float, Question] | None:
        if len(key) < _SHORTEST_NEAR:
            return None
        alike = ((_ratio(key, other), question) for other, question in self._long)
        best = max(alike, key=lambda hit: hit[0], default=(0.0, None))
        return (best[0], best[1]) if best[1] is not None and best[0] >= NEAR else None


def _ratio(one: str, other: str) -> float:
    """How alike two names are, 0..1; names with different numbers in them are not alike at all."""
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()
