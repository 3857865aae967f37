"""What the parts of a framework must be to each other: unique, known, and within their parents."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from coder.codebook.parts import ReadCode, ReadCodebook, ReadQuestion
from coder.codebook.problems import Problems, shown
from coder.domain.codebook import Code


def apply_rules(read: ReadCodebook, problems: Problems) -> None:
    """Report every part that does not fit the others."""
    _questions(read, problems)
    codes = list(read.all_codes())
    _unique_codes(codes, problems)
    known = frozenset(each.part.written("id") for each in read.questions)
    for top in read.codes:
        _scopes(top, known, known, problems)
    _replaced(codes, problems)
    _circles(codes, problems)


def folded(text: str) -> str:
    """The text as it is compared: case, width of letters and white space make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _questions(read: ReadCodebook, problems: Problems) -> None:
    if read.part.has_empty_list("questions"):
        problems.add(read.part.line("questions"), "the framework has no question", "add one, with an id and its text")
    for key in ("id", "column"):
        written = ((each.part.written(key), each.part.line(key)) for each in read.questions)
        for value, line, first in _repeats(written):
            what = f"two questions have the {key} '{shown(value)}' (the first on line {first})"
            problems.add(line, what, f"give each its own {key}")
    for question in read.questions:
        _unique_options(question, problems)


def _unique_options(question: ReadQuestion, problems: Problems) -> None:
    options = [(option, question.part.line("options")) for option in question.question.options]
    for value, line, _ in _repeats(options):
        problems.add(line, f"the option '{shown(value)}' is here twice", "keep one of them")


def _unique_codes(codes: Sequence[ReadCode], problems: Problems) -> None:
    ids = ((code.part.written("id"), code.part.line("id")) for code in codes)
    for value, line, first in _repeats(ids):
        what = f"two codes have the id '{shown(value)}' (the first on line {first})"
        problems.add(line, what, "give each its own id")
    by_label: dict[str, ReadCode] = {}
    for code in codes:
        label = folded(code.code.label)
        if label and (other := by_label.setdefault(label, code)) is not code:
            what = f"two codes have the label '{shown(code.code.label)}' (the first on line {other.part.line('label')})"
            problems.add(code.part.line("label"), what, "word the labels so that nobody can mix them up")


def _repeats(values: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    """Each value that was there before, with its line and the line of the first."""
    first: dict[str, int] = {}
    for value, line in values:
        if value in first:
            yield value, line, first[value]
        elif value:
            first[value] = line


def _scopes(code: ReadCode, known: frozenset[str], allowed: frozenset[str], problems: Problems) -> None:
    """Check the questions of a code against those of its parent, and go on with its children."""
    if code.part.has_empty_list("questions"):
        line = code.part.line("questions")
        problems.add(line, "the code applies to no question", "name one, or leave 'questions' out")
    for question in code.questions:
        if question.text not in known:
            near = problems.guess(question.text, known)
            todo = f"did you mean '{near}'?" if near else "use the id of a question under 'questions:'"
            problems.add(question.line, f"there is no question '{shown(question.text)}'", todo)
        elif question.text not in allowed:
            what = f"the code applies to '{shown(question.text)}', to which its parent does not"
            problems.add(question.line, what, "add the question to the parent or take it out here")
    own = known.intersection(question.text for question in code.questions)
    for child in code.children:
        _scopes(child, known, own or allowed, problems)


def _replaced(codes: Sequence[ReadCode], problems: Problems) -> None:
    known = {code.part.written("id"): code.code for code in reversed(codes)}
    for code in codes:
        target = code.code.replaced_by
        if target is None:
            continue
        line = code.part.line("replaced_by")
        if not code.code.retired:
            problems.add(line, "'replaced_by' is on a code that is not retired", "add `retired: true` or take it out")
        if target == code.part.written("id"):
            problems.add(line, f"the code '{shown(target)}' is replaced by itself", "name another code or take it out")
        elif target not in known:
            near = problems.guess(target, known)
            problems.add(
                line, f"there is no code '{shown(target)}'", f"did you mean '{near}'?" if near else "name a code's id"
            )
        else:
            _replacement(known[target], line, problems)


def _replacement(target: Code, line: int, problems: Problems) -> None:
    """Report a replacement that nobody can give; one that was itself replaced leads on to another."""
    if target.retired and target.replaced_by:
        return
    if target.retired:
        what = f"the replacement '{shown(target.id)}' is retired itself and has no replacement"
        problems.add(line, what, "name a code in use, or give that code a `replaced_by` too")
    elif not target.codable:
        what = f"the replacement '{shown(target.id)}' is a heading (`codable: false`), which no comment can have"
        problems.add(line, what, "name a code that can be given, such as one below it")


def _circles(codes: Sequence[ReadCode], problems: Problems) -> None:
    """Report each circle of replacements once, at the first of its codes in the file."""
    following = {code.part.written("id"): code.code.replaced_by for code in codes if code.code.replaced_by}
    lines = {code.part.written("id"): code.part.line("replaced_by") for code in codes}
    done: set[str] = set()
    for start in following:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = following.get(at)
        if at is not None and at in path:
            circle = list(path)[list(path).index(at) :]
            if len(circle) > 1:
                round_trip = " -> ".join([*circle[:10], *(["..."] if len(circle) > 10 else []), at])
                line = min(lines[each] for each in circle)
                problems.add(line, f"the replacements run in a circle: {round_trip}", "let the last one stand")
        done.update(path)
