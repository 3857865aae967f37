"""`coder report --trace`: the decisions behind a number of a report."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coder.counting.tally import resolver
from coder.domain.annotation import merged, redacted, redactions, within
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, standing
from coder.domain.personal import propose
from coder.domain.response import Comment
from coder.domain.results import CountBasis
from coder.errors import InputError
from coder.store.project import Project
from coder.workflow.project import Opened, open_project

_TABLE = re.compile(r"(?:chart-)?(themes|machine)-(.+)")


@dataclass(frozen=True, slots=True)
class Traced:
    """A comment that a number counts, with the decision that makes it count."""

    question: str
    code: str
    """A code it carries; a comment with several is there for each that is asked for."""
    label: str
    wave: str
    respondent: str
    comment: int
    text: str
    """Its words, without what is redacted or looks as if it should be."""
    codes: tuple[str, ...]
    """All codes the decision gave it."""
    coder: str
    purpose: str
    basis: str
    at: str
    """When, in UTC."""
    decision: str
    """The id of the decision in the log."""
    codebook: str
    """Content hash of the framework it was made with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is behind a number."""

    basis: CountBasis
    rows: tuple[Traced, ...]
    comments: int
    """Different comments among them: what a report calls mentions, for a code,"""
    respondents: int
    """and different respondents."""
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """What is asked for."""

    basis: CountBasis = CountBasis.CONFIRMED
    question: str | None = None
    code: str | None = None
    """It and those below it; None: every code."""
    comment: int | None = None


def trace_report(path: Path, target: str, *, questions: Collection[str] | None = None) -> Trace:
    """The decisions behind a number; nothing is written.

    Args:
        path: the project file.
        target: a code, `QUESTION:CODE`, a question, the id of a table (`themes-QUESTION`, `machine-QUESTION`) or the
            number of a comment.
        questions: only these.

    Raises:
        InputError: there is no such thing.
    """
    with open_project(path, read_only=True) as opened, opened.project.snapshot():
        wanted = _parse(target, opened.codebook)
        rows = tuple(_rows(opened, wanted, questions))
    if wanted.comment is not None and not rows:
        raise InputError(f"No decision on a comment with the number {wanted.comment} counts.", "Check the number.")
    return Trace(
        basis=wanted.basis,
        rows=rows,
        comments=len({row.comment for row in rows}),
        respondents=len({(row.wave, row.respondent) for row in rows}),
        notices=opened.notices,
    )


def _parse(target: str, codebook: Codebook) -> _Target:
    questions = [question.id for question in codebook.open_questions]
    question, colon, code = target.partition(":")
    if colon and question in questions and code in codebook.placed:
        return _Target(question=question, code=code)
    if target in codebook.placed:
        return _Target(code=target)
    if target in questions:
        return _Target(question=target)
    table = _TABLE.fullmatch(target)
    if table and table[2] in questions:
        basis = CountBasis.MACHINE if table[1] == "machine" else CountBasis.CONFIRMED
        return _Target(basis=basis, question=table[2])
    if target.isascii() and target.isdigit():
        return _Target(comment=int(target))
    raise InputError(
        f"'{target}' is no code, question, table of counts or comment of this project.",
        f"Write a code, QUESTION:CODE, a question ({', '.join(questions)}), themes-{questions[0]}, "
        f"machine-{questions[0]}, or the number of a comment."
        if questions
        else "The framework has no open question.",
    )


def _rows(opened: Opened, wanted: _Target, questions: Collection[str] | None) -> Iterator[Traced]:
    project, codebook = opened.project, opened.codebook
    made: dict[int, list[Decision]] = {}
    for decision in project.decisions(None if wanted.comment is None else {wanted.comment}):
        made.setdefault(decision.comment, []).append(decision)
    stands = {comment: one for comment, several in made.items() if (one := standing(several)) is not None}
    resolve = resolver(codebook)
    shown = _Shown(project)
    for comment in project.comments(_questions(wanted, questions)):
        stood = stands.get(comment.id)
        if stood is None or not _asked_for(stood, wanted):
            continue
        coding = resolve(stood.codes)
        if wanted.code is None and wanted.comment is None and coding.non_substantive:
            continue
        codes = coding.own if wanted.code is None else {wanted.code} & coding.net
        for code in sorted(codes, key=_place(codebook)) or ([""] if wanted.comment is not None else []):
            yield _traced(codebook, comment, stood, code, shown)


def _asked_for(decision: Decision, wanted: _Target) -> bool:
    if wanted.comment is not None:
        return decision.comment == wanted.comment
    return decision.by_machine is (wanted.basis is CountBasis.MACHINE)


def _questions(wanted: _Target, questions: Collection[str] | None) -> list[str] | None:
    if wanted.question is None:
        return None if questions is None else list(questions)
    return [wanted.question]


def _place(codebook: Codebook) -> Callable[[str], tuple[int, str]]:
    order: Mapping[str, int] = {code: place for place, code in enumerate(codebook.placed)}
    return lambda code: (order.get(code, len(order)), code)


def _traced(codebook: Codebook, comment: Comment, decision: Decision, code: str, shown: "_Shown") -> Traced:
    key = comment.response
    return Traced(
        question=key.question,
        code=code,
        label=codebook.placed[code].code.label if code in codebook.placed else code,
        wave=key.wave,
        respondent=key.respondent,
        comment=comment.id,
        text=shown.of(comment),
        codes=decision.codes,
        coder=decision.coder,
        purpose=decision.purpose.value,
        basis=decision.basis.value,
        at=decision.at.isoformat(timespec="seconds"),
        decision=decision.id,
        codebook=decision.codebook,
    )


class _Shown:
    """Comments without what is redacted in their responses and what looks like personal data."""

    def __init__(self, project: Project) -> None:
        hidden = redactions(project.annotations())
        self._hidden = {one.key: hidden[one.id] for one in project.responses() if one.id in hidden} if hidden else {}

    def of(self, comment: Comment) -> str:
        """Its words."""
        mine = within(self._hidden.get(comment.response, ()), comment.span)
        return redacted(comment.text, merged([*mine, *propose(comment.text)]))
