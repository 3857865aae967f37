"""Check a framework as a whole: every problem at once, each with its line."""

import re
from dataclasses import dataclass

from coder.codebook.nodes import Fields, Kind, Scalar, compose
from coder.codebook.parts import ReadCode, ReadCodebook, read_parts
from coder.codebook.problems import Problem, Problems
from coder.codebook.rules import apply_rules
from coder.codebook.wording import warn_of_near_identical
from coder.domain.codebook import Codebook, QuestionKind, Role

__all__ = ["MAX_BYTES", "Checked", "Problem", "check_codebook"]

MAX_BYTES = 1_000_000
"""The largest framework that is read."""

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Checked:
    """A framework, or what is wrong with it."""

    codebook: Codebook | None
    """None exactly when there are problems."""
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check_codebook(source: str, name: str) -> Checked:
    """Read a framework from YAML text and check it.

    Args:
        source: the text of the file.
        name: what the file is called in problems.
    """
    problems, warnings = Problems(name), Problems(name)
    read = _read(source.removeprefix("\ufeff"), problems)
    if read is not None:
        apply_rules(read, problems)
        _warn(read, warnings)
    found = problems.in_order()
    return Checked(None if found or read is None else read.codebook, found, warnings.in_order())


def _read(source: str, problems: Problems) -> ReadCodebook | None:
    if len(source) > MAX_BYTES:
        problems.add(1, "the framework is larger than 1 MB", "keep data out of it, or split it")
        return None
    for line, text in enumerate(source.split("\n"), start=1):
        if found := _NOT_YAML.search(text):
            problems.add(line, f"there is a control character (code {ord(found[0]):#06x})", "take it out")
    if problems.in_order():
        return None
    root = compose(source, problems)
    if isinstance(root, Fields):
        return read_parts(root, problems)
    if not problems.in_order():
        empty = root is None or (isinstance(root, Scalar) and root.kind is Kind.NOTHING)
        what = "the file is empty" if empty else "this is no framework: it does not begin with keys such as `codebook:`"
        problems.add(1 if empty or root is None else root.line, what, "write `codebook:`, `questions:` and `codes:`")
    return None


def _warn(read: ReadCodebook, warnings: Problems) -> None:
    codes = list(read.all_codes())
    closed = {each.question.id for each in read.questions if each.question.kind is not QuestionKind.OPEN}
    for code in codes:
        if not code.code.codable and not code.children:
            what = f"'{code.code.id}' is not codable and has no codes below it"
            warnings.add(code.part.line("codable"), what, "give it children or make it codable")
        _warn_of_closed(code, closed, warnings)
        if code.code.role is Role.NON_SUBSTANTIVE:
            _warn_of_themes_below(code, warnings)
    warn_of_near_identical(codes, warnings)


def _warn_of_themes_below(code: ReadCode, warnings: Problems) -> None:
    """Roles are not inherited: warn of the codes right below a non-substantive one that count as themes."""
    for child in code.children:
        if child.code.role is Role.THEME:
            what = f"'{child.code.id}' is below a non-substantive code but counts as a theme"
            warnings.add(child.part.line("id"), what, "give it the role too")


def _warn_of_closed(code: ReadCode, closed: set[str], warnings: Problems) -> None:
    for question in code.questions:
        if question.text in closed:
            what = f"'{question.text}' is a closed question, whose answers are not coded"
            warnings.add(question.line, what, "take it out here")
