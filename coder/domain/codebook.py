"""The coding framework: questions, and codes in a tree."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from coder.errors import CodebookError


class QuestionKind(StrEnum):
    """How a question is answered; only open questions are coded."""

    OPEN = "open"
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"


class Role(StrEnum):
    """What a code is for, besides standing for a theme."""

    THEME = "theme"
    OTHER = "other"
    NON_SUBSTANTIVE = "non-substantive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What respondents were asked."""

    id: str
    text: str
    kind: QuestionKind = QuestionKind.OPEN
    options: tuple[str, ...] = ()
    nets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Pairs of a net's label and the options it joins."""
    column: str | None = None
    """The question's header in files, where that is neither its id nor its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code with its wording and its children."""

    id: str
    label: str
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    questions: tuple[str, ...] | None = None
    """Ids of the questions it applies to; None: the parent's, at top level every question."""
    codable: bool = True
    role: Role = Role.THEME
    retired: bool = False
    replaced_by: str | None = None
    memo: str = ""
    colour: str | None = None
    codes: tuple["Code", ...] = ()


_SCORING_FIELDS = (
    "label",
    "definition",
    "include",
    "exclude",
    "examples",
    "counterexamples",
    "keywords",
    "codable",
    "retired",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A code with its place in the tree."""

    code: Code
    parent: str | None
    depth: int
    """0 at top level."""
    questions: frozenset[str]
    """Ids of the questions the code applies to, after inheritance."""


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """A coding framework for one or more questions."""

    id: str
    title: str = ""
    version: str = ""
    """The author's own version; `content_hash` identifies the content."""
    language: str = "en"
    questions: tuple[Question, ...] = ()
    codes: tuple[Code, ...] = ()

    @cached_property
    def placed(self) -> Mapping[str, Placed]:
        """Every code by id, in codebook order (parents before their children)."""
        return {entry.code.id: entry for entry in self._walk(self.codes, None, 0, self.question_ids)}

    @cached_property
    def question_ids(self) -> frozenset[str]:
        """Ids of all questions."""
        return frozenset(question.id for question in self.questions)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that are answered in free text."""
        return tuple(question for question in self.questions if question.kind is QuestionKind.OPEN)

    def question(self, question_id: str) -> Question | None:
        """The question with that id, if there is one."""
        return next((question for question in self.questions if question.id == question_id), None)

    def assignable(self, question_id: str) -> tuple[Code, ...]:
        """The codes a coder can give to a comment on the question, in codebook order: codable, not retired."""
        return tuple(
            entry.code
            for entry in self.placed.values()
            if question_id in entry.questions and entry.code.codable and not entry.code.retired
        )

    def standing_in(self, code_id: str) -> str:
        """The code that counts for this one: itself, or what replaced it when it was retired.

        Raises:
            CodebookError: the replacements run in a circle.
        """
        seen = [code_id]
        while (entry := self.placed.get(seen[-1])) and entry.code.retired and entry.code.replaced_by:
            if entry.code.replaced_by in seen:
                raise CodebookError(f"The replacements of code '{code_id}' run in a circle.")
            seen.append(entry.code.replaced_by)
        return seen[-1]

    def descendants(self, code_id: str) -> frozenset[str]:
        """Ids of all codes below a code, to any depth."""
        return frozenset(below for child in self.placed[code_id].code.codes for below in _tree_ids(child))

    def ancestors(self, code_id: str) -> tuple[str, ...]:
        """Ids of the codes above a code, nearest first."""
        found: list[str] = []
        parent = self.placed[code_id].parent
        while parent is not None:
            found.append(parent)
            parent = self.placed[parent].parent
        return tuple(found)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) of everything the codebook says; comments and layout of the YAML do not enter it."""
        return _digest(
            {
                "codebook": self.id,
                "title": self.title,
                "version": self.version,
                "language": self.language,
                "questions": [_plain_question(question) for question in self.questions],
                "codes": [_plain_code(code) for code in self.codes],
            }
        )

    def scoring_hash(self, code_id: str) -> str:
        """SHA-256 (hex) of the fields of a code that affect its scores; a change makes its suggestions stale."""
        entry = self.placed[code_id]
        code = entry.code
        scored = {name: getattr(code, name) for name in _SCORING_FIELDS}
        return _digest([scored, sorted(entry.questions), entry.parent, self.language])

    def _walk(
        self, codes: tuple[Code, ...], parent: str | None, depth: int, inherited: frozenset[str]
    ) -> Iterator[Placed]:
        for code in codes:
            questions = inherited if code.questions is None else frozenset(code.questions)
            yield Placed(code, parent, depth, questions)
            yield from self._walk(code.codes, code.id, depth + 1, questions)


def _tree_ids(code: Code) -> Iterator[str]:
    yield code.id
    for child in code.codes:
        yield from _tree_ids(child)


def _plain_question(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "text": question.text,
        "kind": question.kind,
        "options": question.options,
        "nets": question.nets,
        "column": question.column,
    }


def _plain_code(code: Code) -> dict[str, object]:
    fields: dict[str, object] = {name: getattr(code, name) for name in Code.__dataclass_fields__ if name != "codes"}
    return fields | {"codes": [_plain_code(child) for child in code.codes]}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
