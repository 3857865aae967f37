"""Questions and codes as the file has them: domain objects beside the lines they came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coder.codebook.fields import Located, Part, read_text, read_texts
from coder.codebook.nodes import Fields, Kind, Scalar
from coder.codebook.problems import Problems, shown
from coder.domain.codebook import Code, Codebook, Question, QuestionKind, Role

CODEBOOK_KEYS = ("codebook", "title", "version", "language", "questions", "codes")
QUESTION_KEYS = ("id", "text", "kind", "options", "nets", "column")
CODE_KEYS = (
    "id",
    "label",
    "definition",
    "include",
    "exclude",
    "examples",
    "counterexamples",
    "keywords",
    "questions",
    "codable",
    "role",
    "retired",
    "replaced_by",
    "memo",
    "colour",
    "codes",
)

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_ROLES = (Role.OTHER, Role.NON_SUBSTANTIVE)


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question as read."""

    question: Question
    part: Part


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code as read."""

    code: Code
    part: Part
    questions: tuple[Located, ...]
    """The ids in its own `questions`, with their lines."""
    children: tuple["ReadCode", ...]

    def tree(self) -> Iterator["ReadCode"]:
        """The code and all codes below it, in codebook order."""
        yield self
        for child in self.children:
            yield from child.tree()


@dataclass(frozen=True, slots=True)
class ReadCodebook:
    """A framework as read; whether it can be used depends on the problems found so far and by the rules."""

    codebook: Codebook
    part: Part
    questions: tuple[ReadQuestion, ...]
    codes: tuple[ReadCode, ...]
    """The top level."""

    def all_codes(self) -> Iterator[ReadCode]:
        """Every code, in codebook order."""
        for top in self.codes:
            yield from top.tree()


def read_parts(root: Fields, problems: Problems) -> ReadCodebook:
    """The framework in a tree of nodes; what does not fit becomes a problem."""
    part = Part(root, "framework", CODEBOOK_KEYS, problems)
    part.require("codebook", "questions", "codes")
    questions = tuple(_question(each) for each in part.parts("questions", "question", QUESTION_KEYS))
    codes = tuple(_code(each) for each in part.parts("codes", "code", CODE_KEYS))
    codebook = Codebook(
        id=part.id("codebook"),
        title=part.one_line("title"),
        version=part.one_line("version"),
        language=part.one_line("language") or "en",
        questions=tuple(each.question for each in questions),
        codes=tuple(each.code for each in codes),
    )
    return ReadCodebook(codebook, part, questions, codes)


def _question(part: Part) -> ReadQuestion:
    part.require("id", "text")
    options = part.texts("options")
    question = Question(
        id=part.id("id"),
        text=part.text("text"),
        kind=part.choice("kind", QuestionKind, tuple(QuestionKind), QuestionKind.OPEN),
        options=options,
        nets=tuple(_nets(part, frozenset(options))),
        column=part.text("column") or None,
    )
    return ReadQuestion(question, part)


def _nets(part: Part, options: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    node = part.node.values.get("nets")
    if node is not None and not isinstance(node, Fields):
        part.problems.add(
            part.line("nets"), "'nets' is not a mapping", "write `nets: {Agree: [Strongly agree, Agree]}`"
        )
    if not isinstance(node, Fields):
        return
    for key, value in node.values.items():
        scalar = node.keys[key]
        label = read_text(scalar, "the label of a net", scalar.line, part.problems)
        joined = read_texts(value, key, scalar.line, part.problems)
        for option in joined:
            if option.text not in options:
                _unknown_option(option, part, options)
        yield label or "", tuple(option.text for option in joined)


def _unknown_option(option: Located, part: Part, options: frozenset[str]) -> None:
    near = part.problems.guess(option.text, options)
    todo = f"did you mean '{shown(near)}'?" if near else "add it to 'options' or take it out of the net"
    part.problems.add(option.line, f"the question has no option '{shown(option.text)}'", todo)


def _code(part: Part) -> ReadCode:
    part.require("id", "label")
    questions = part.located("questions")
    children = tuple(_code(child) for child in part.parts("codes", "code", CODE_KEYS))
    code = Code(
        id=part.id("id"),
        label=part.one_line("label"),
        definition=part.text("definition"),
        include=part.texts("include"),
        exclude=part.texts("exclude"),
        examples=part.texts("examples"),
        counterexamples=part.texts("counterexamples"),
        keywords=part.texts("keywords"),
        questions=tuple(each.text for each in questions) if "questions" in part.node.keys else None,
        codable=part.flag("codable", default=True),
        role=part.choice("role", Role, _ROLES, Role.THEME),
        retired=part.flag("retired", default=False),
        replaced_by=part.text("replaced_by") or None,
        memo=part.text("memo"),
        colour=_colour(part),
        codes=tuple(child.code for child in children),
    )
    return ReadCode(code, part, questions, children)


def _colour(part: Part) -> str | None:
    node = part.node.values.get("colour")
    if isinstance(node, Scalar) and node.kind is Kind.NOTHING:
        part.problems.add(part.line("colour"), "'colour' has no value", 'put the colour in quotes: "#1D70B8"')
        return None
    colour = part.text("colour")
    if colour and not _COLOUR.fullmatch(colour):
        part.problems.add(
            part.line("colour"), f"'{shown(colour)}' is no colour", 'write "#RRGGBB" or "#RGB", in quotes'
        )
    return colour or None
