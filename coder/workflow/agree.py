"""`coder agree`: how well coders agree with each other, with the machine and with themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.agreeing.comparing import EVERYONE, main
from coder.agreeing.measured import Agreement, Measured, measure
from coder.agreeing.resampling import RESAMPLES
from coder.agreeing.units import Comparison, Kind
from coder.agreeing.verdicts import Verdict, verdict
from coder.domain.annotation import redacted, redactions, within
from coder.domain.decision import Purpose
from coder.domain.personal import propose
from coder.domain.response import ResponseKey, Span, whole
from coder.domain.text import plural
from coder.errors import InputError
from coder.store.project import Project
from coder.workflow.agreed import Gathered, gather
from coder.workflow.count import chosen_questions
from coder.workflow.project import Opened, open_project


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A comment, or a whole response, that two coders gave different codes."""

    kind: Kind
    of: str
    question: str
    wave: str
    respondent: str
    comment: int | None
    """None: it is about a whole response."""
    text: str
    """The words, without what is redacted or looks as if it should be."""
    first: str
    first_codes: tuple[str, ...]
    second: str
    second_codes: tuple[str, ...]
    settled: str | None
    """Who settled it; None: nobody yet."""
    settled_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeSummary:
    """What was found."""

    measured: tuple[Measured, ...]
    shown: tuple[Measured, ...]
    """Of each kind the comparison that says most."""
    verdicts: Mapping[str, Verdict]
    """Of every code that anybody gave or that applied, in codebook order."""
    disagreements: tuple[Disagreement, ...]
    labels: Mapping[str, str]
    resamples: int
    notices: tuple[str, ...]


def agree_project(
    path: Path,
    *,
    questions: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    resamples: int = RESAMPLES,
) -> AgreeSummary:
    """Measure how well coders agree; nothing is written.

    Args:
        path: The project file.
        questions: Only these; None: all.
        coders: Only these persons; None: all.
        resamples: How many samples of respondents to draw for the intervals.

    Raises:
        InputError: there is no such question or coder.
    """
    with open_project(path, read_only=True) as opened:
        return agree_opened(opened, questions=questions, coders=coders, resamples=resamples)


def agree_opened(
    opened: Opened,
    *,
    questions: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    resamples: int = RESAMPLES,
) -> AgreeSummary:
    """The same in a project that is open already."""
    codebook = opened.codebook
    wanted = chosen_questions(opened, questions)
    order = {code: place for place, code in enumerate(codebook.placed)}
    with opened.project.snapshot():  # what is read belongs together; what is measured delays nobody
        _check_coders(opened.project, coders)
        gathered = gather(opened, wanted, coders)
        found = tuple(_disagreements(opened.project, gathered, order))
    offered = {question: [code.id for code in codebook.assignable(question)] for question in wanted}
    measured = tuple(measure(one, offered, resamples=resamples) for one in gathered.comparisons)
    shown = {kind: _main(measured, kind) for kind in Kind}
    return AgreeSummary(
        measured=measured,
        shown=tuple(one for one in shown.values() if one is not None),
        verdicts=_verdicts(shown, order),
        disagreements=found,
        labels={code: entry.code.label for code, entry in codebook.placed.items()},
        resamples=resamples,
        notices=(*opened.notices, *_notices(gathered)),
    )


def _check_coders(project: Project, coders: Collection[str] | None) -> None:
    known = sorted({one.coder for one in project.decisions()} | {one.coder for _, one in project.response_checks()})
    for unknown in set(coders or ()) - set(known):
        raise InputError(
            f"Nobody called '{unknown}' has decided anything.", f"There are: {', '.join(known) or 'none'}."
        )


def _main(measured: Sequence[Measured], kind: Kind) -> Measured | None:
    found = main([one.comparison for one in measured], kind)
    return next((one for one in measured if one.comparison is found), None)


def _verdicts(shown: Mapping[Kind, Measured | None], order: Mapping[str, int]) -> dict[str, Verdict]:
    """What is said of each code: of people among themselves, else of one person again; then of a person and machine."""
    codes = {one.code for measured in shown.values() if measured for one in measured.codes if one.code is not None}

    def of(kind: Kind, code: str) -> Agreement | None:
        measured = shown[kind]
        return measured.of(code) if measured is not None else None

    return {
        code: verdict(of(Kind.PEOPLE, code) or of(Kind.AGAIN, code), of(Kind.MACHINE, code))
        for code in sorted(codes, key=lambda code: (order.get(code, len(order)), code))
    }


def _notices(gathered: Gathered) -> Iterator[str]:
    if not gathered.comparisons:
        yield (
            "nobody has coded what somebody else has coded too; `coder review --check` shows a second coder a share of "
            "it, blind, and `coder import` takes a second coder's file (columns coder and purpose)."
        )
    if gathered.taught:
        yield (
            f"nothing is said of the machine on {plural(gathered.taught, 'comment')} that people coded without seeing "
            "suggestions: those there are may have learnt from what people gave. Responses read for an audit are "
            "compared, as are comments whose first coder saw suggestions."
        )
    if gathered.corrected:
        yield (
            f"{plural(gathered.corrected, 'comment')} corrected in view of another's codes: whoever corrects is not "
            "compared there, as whoever agrees writes nothing."
        )


def _disagreements(project: Project, gathered: Gathered, order: Mapping[str, int]) -> Iterator[Disagreement]:
    """Pair by pair; those of more raters are pairs too."""
    pairs = [one for one in gathered.comparisons if len(one.raters) == 2 and EVERYONE not in one.raters]
    words = _Words(project, gathered, pairs)
    settled = {one.comment: one for one in project.decisions() if one.purpose is Purpose.ADJUDICATION}
    for comparison in pairs:
        for unit in sorted(comparison.units, key=lambda unit: unit.id):
            first, second = unit.given
            if first is None or second is None or first == second:
                continue
            key, text = words.of(comparison.of, unit.id)
            final = settled.get(unit.id) if comparison.of == "comment" else None
            yield Disagreement(
                kind=comparison.kind,
                of=comparison.of,
                question=unit.question,
                wave=key.wave,
                respondent=key.respondent,
                comment=unit.id if comparison.of == "comment" else None,
                text=text,
                first=comparison.raters[0],
                first_codes=_ordered(first, order),
                second=comparison.raters[1],
                second_codes=_ordered(second, order),
                settled=final.coder if final is not None else None,
                settled_codes=_ordered(final.codes, order) if final is not None else (),
            )


def _ordered(codes: Iterable[str], order: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: (order.get(code, len(order)), code)))


class _Words:
    """What comments and responses say, without what is redacted and what looks like personal data."""

    def __init__(self, project: Project, gathered: Gathered, comparisons: Sequence[Comparison]) -> None:
        self._gathered = gathered
        keys = set(gathered.responses.values())
        for comparison in comparisons:
            if comparison.of == "comment":
                keys |= {gathered.comments[unit.id].response for unit in comparison.units}
        self._stored = project.response_texts(keys)
        self._hidden = redactions(project.annotations())

    def of(self, of: str, unit: int) -> tuple[ResponseKey, str]:
        """Whose a comment or a response is, and its words."""
        if of == "response":
            key = self._gathered.responses[unit]
            return key, self._shown(key, whole(self._stored[key].text))
        comment = self._gathered.comments[unit]
        return comment.response, self._shown(comment.response, comment.span)

    def _shown(self, key: ResponseKey, span: Span) -> str:
        stored = self._stored[key]
        hidden = [*self._hidden.get(stored.id, ()), *propose(stored.text)]
        return redacted(span.of(stored.text), within(hidden, span))
