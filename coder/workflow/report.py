"""`coder report`: counts and quotes into a file that can be published."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from coder import __version__
from coder.domain.annotation import Kind, Redaction, marked, redacted, redactions, within
from coder.domain.codebook import Codebook
from coder.domain.decision import standing
from coder.domain.response import Comment, ResponseKey, whole, without
from coder.domain.results import CountBasis
from coder.domain.text import plural
from coder.errors import InputError
from coder.exporting.text_file import write_text
from coder.reporting.content import Choices, Origin, Report, build_report
from coder.reporting.exemplars import Candidate, choose, withheld
from coder.reporting.html import render as render_html
from coder.reporting.markdown import render as render_markdown
from coder.store.project import Project
from coder.workflow.count import CountSummary, count_opened
from coder.workflow.project import Opened, open_project

RENDERERS: dict[str, Callable[[Report], str]] = {
    ".html": render_html,
    ".htm": render_html,
    ".md": render_markdown,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What the author can choose."""

    questions: Collection[str] | None = None
    title: str = ""
    top: int = 3
    also: int = 10
    detail: float = 10.0
    quotes: int = 3


def write_report(path: Path, out: Path, options: ReportOptions) -> tuple[str, ...]:
    """Write the report; returns what the person should know."""
    render = RENDERERS.get(out.suffix.lower())
    if render is None:
        raise InputError(f"{out} does not say which kind of report it is.", "End its name in .html or .md.")
    with open_project(path, read_only=True, out=out) as opened:
        report, notices = project_report(opened, options)
    write_text(out, render(report))
    return notices


def project_report(opened: Opened, options: ReportOptions) -> tuple[Report, tuple[str, ...]]:
    """The content of a project's report, and what the person should know."""
    # Everything is read from one state of the file, so that figures and quotes belong together.
    with opened.project.snapshot():
        confirmed = _count(opened, CountBasis.CONFIRMED, options)
        machine = _count(opened, CountBasis.MACHINE, options)
        candidates = _candidates(opened.project, opened.codebook)
        coders = Counter(decision.coder for decision in opened.project.decisions())
    choices = Choices(
        also=options.also,
        percent=options.detail,
        quotes=min(1, options.quotes),
        detailed_quotes=options.quotes,
    )
    origin = Origin(
        date=datetime.now(UTC).astimezone().date(), program=f"coder {__version__}", coders=tuple(sorted(coders.items()))
    )
    report = build_report(
        opened.codebook,
        confirmed.frequencies,
        confirmed.totals,
        choose(candidates, options.quotes),
        origin,
        machine=machine.frequencies if any(total.machine_comments for total in machine.totals) else (),
        choices=choices,
    )
    notices = (*confirmed.notices, *_withheld(len(withheld(candidates))))
    return (replace(report, title=options.title) if options.title else report), notices


def _withheld(comments: int) -> tuple[str, ...]:
    if not comments:
        return ()
    these = plural(comments, "comment marked as an exemplar is", "comments marked as exemplars are")
    return (f"{these} not quoted: they seem to have personal data in them. Redact it, and they will be.",)


def _count(opened: Opened, basis: CountBasis, options: ReportOptions) -> CountSummary:
    return count_opened(opened, basis=basis, questions=options.questions, top=options.top, also=options.also)


def _candidates(project: Project, codebook: Codebook) -> dict[tuple[str, str], list[Candidate]]:
    """The comments a person gave each code, by question and code, without what was redacted."""
    judged = defaultdict(list)
    for decision in project.decisions():
        if not decision.by_machine:
            judged[decision.comment].append(decision)
    annotations = project.annotations()
    exemplars = marked(annotations, Kind.EXEMPLAR)
    hidden = _hidden(project, redactions(annotations))
    found: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for comment in project.comments():
        decided = standing(judged.get(comment.id, []))
        codes = dict.fromkeys(codebook.standing_in(code) for code in decided.codes) if decided else {}
        if not codes:
            continue
        candidate = _candidate(comment, len(codes), comment.id in exemplars, hidden.get(comment.response, ()))
        if candidate is not None:
            for code in codes:
                found[comment.response.question, code].append(candidate)
    return found


def _hidden(project: Project, hidden: dict[int, tuple[Redaction, ...]]) -> dict[ResponseKey, tuple[Redaction, ...]]:
    if not hidden:
        return {}
    return {response.key: hidden[response.id] for response in project.responses() if response.id in hidden}


def _candidate(comment: Comment, codes: int, exemplar: bool, hidden: Sequence[Redaction]) -> Candidate | None:
    """The comment as it may be quoted; None: nothing is left of it."""
    mine, text = within(hidden, comment.span), comment.text
    if mine:
        left = without(whole(text), (one.span for one in mine), text)
        if not any(character.isalnum() for span in left for character in span.of(text)):
            return None
        text = redacted(text, mine)
    return Candidate(comment.id, comment.response.respondent, text, codes, marked=exemplar, redacted=bool(mine))
