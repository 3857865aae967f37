"""Brings the rows of a coded file into a project: divisions, and decisions in file order."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from coder.domain.codebook import Codebook
from coder.domain.coded import CodedRow
from coder.domain.decision import Basis, Decision, Purpose
from coder.domain.response import ResponseKey, Span, is_whole, whole, without
from coder.domain.text import plural
from coder.store.project import Project
from coder.store.records import NewDivision, StoredResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedSummary:
    """What the rows of a coded file became."""

    decisions: int
    same: int
    """Rows that say what the project's latest decision of that coder and purpose says already."""
    undecided: int
    """Rows that say "not read yet"."""
    checks: int
    """Whole-response rows on responses that are divided: kept as checks at response level, never counted."""
    uncovered: int
    """Responses with words that belong to none of the comments the file gives them."""
    headings: tuple[tuple[str, int], ...]
    """Code and number of rows, where a code is a heading that can no longer be given."""
    strays: tuple[tuple[str, str, int], ...]
    """Code, question and number of rows, where a code is used outside its questions."""

    def notices(self) -> list[str]:
        """What the person should know."""
        said = []
        if self.checks:
            said.append(
                f"{plural(self.checks, 'whole-response coding')} of responses that are divided into comments: kept as "
                "checks at response level, not counted."
            )
        if self.uncovered:
            said.append(
                f"{plural(self.uncovered, 'response')} with words that belong to none of the comments in the file; "
                "those words will not be coded."
            )
        for code, number in self.headings:
            said.append(f"Code '{code}' is a heading and can no longer be given; {plural(number, 'row')} with it kept.")
        for code, question, number in self.strays:
            rows = plural(number, "row")
            said.append(f"Code '{code}' is used on question '{question}', outside its questions ({rows}).")
        return said


def record_coded_rows(
    project: Project, codebook: Codebook, rows: Sequence[CodedRow], stored: Mapping[ResponseKey, StoredResponse]
) -> CodedSummary:
    """Divide the responses as the rows say, then append their decisions in file order."""
    _divide(project, rows, stored)
    comments = _comments_by_span(project, stored.values())
    known = _latest_codes(project)
    counts: Counter[str] = Counter()
    decisions: list[Decision] = []
    checks: list[tuple[int, Decision]] = []
    now = datetime.now(UTC)
    for row in rows:
        if not row.decided:
            counts["undecided"] += 1
            continue
        comment = _comment(row, comments[row.key])
        decision = _decision(row, comment, codebook, now)
        place = (comment or -stored[row.key].id, row.coder, decision.purpose)
        if known.get(place) == row.codes:
            counts["same"] += 1
            continue
        known[place] = row.codes
        if comment:
            decisions.append(decision)
        else:
            checks.append((stored[row.key].id, decision))
    project.record(decisions)
    project.record_on_responses(checks)
    return CodedSummary(
        decisions=len(decisions),
        same=counts["same"],
        undecided=counts["undecided"],
        checks=len(checks),
        uncovered=_uncovered(rows, comments),
        headings=_headings(codebook, rows),
        strays=_strays(codebook, rows),
    )


def _divide(project: Project, rows: Iterable[CodedRow], stored: Mapping[ResponseKey, StoredResponse]) -> None:
    spans: dict[ResponseKey, set[Span]] = defaultdict(set)
    coded_whole: set[ResponseKey] = set()
    for row in rows:
        if row.span is not None:
            spans[row.key].add(row.span)
        elif row.decided:
            coded_whole.add(row.key)
    current = _comments_by_span(project, stored.values())
    divisions = []
    for key, response in stored.items():
        wanted = _wanted_division(spans.get(key, set()), set(current[key]), key in coded_whole, response.text)
        if wanted:
            divisions.append(NewDivision(response.id, tuple(sorted(wanted)), "imported", "import"))
    project.divide(divisions)


def _wanted_division(in_file: set[Span], current: set[Span], coded_whole: bool, text: str) -> set[Span]:
    """The division to make; empty where the response stays as it is."""
    if not in_file:
        return {whole(text)} if coded_whole and not current else set()
    if in_file <= current or (_only_whole(in_file, text) and _only_whole(current, text)):
        return set()
    # A file that names only some of the comments does not take the others away: what it leaves of them stays.
    return in_file | {left for span in current for left in without(span, in_file, text)}


def _only_whole(spans: Collection[Span], text: str) -> bool:
    return len(spans) == 1 and all(is_whole(span, text) for span in spans)


def _comments_by_span(project: Project, stored: Iterable[StoredResponse]) -> dict[ResponseKey, dict[Span, int]]:
    found: dict[ResponseKey, dict[Span, int]] = defaultdict(dict)
    for comment in project.comments(responses=[response.id for response in stored]):
        found[comment.response][comment.span] = comment.id
    return found


def _latest_codes(project: Project) -> dict[tuple[int, str, Purpose], tuple[str, ...]]:
    """What each coder gave each comment last, by purpose; responses stand as their number with a minus."""
    known = {(one.comment, one.coder, one.purpose): one.codes for one in project.decisions()}
    return known | {(-response, one.coder, one.purpose): one.codes for response, one in project.response_checks()}


def _comment(row: CodedRow, comments: Mapping[Span, int]) -> int | None:
    """The comment a row decides on; None where it speaks of a response that has several."""
    span = row.span or whole(row.text)
    if is_whole(span, row.text) and _only_whole(comments, row.text):
        return next(iter(comments.values()))
    return comments.get(span)


def _decision(row: CodedRow, comment: int | None, codebook: Codebook, now: datetime) -> Decision:
    return Decision(
        id=str(uuid4()),
        comment=comment or 0,
        coder=row.coder,
        codes=row.codes,
        purpose=row.purpose if comment else Purpose.CHECK,
        basis=Basis.IMPORTED,
        at=now,
        codebook=codebook.content_hash,
    )


def _uncovered(rows: Sequence[CodedRow], comments: Mapping[ResponseKey, Mapping[Span, int]]) -> int:
    texts = {row.key: row.text for row in rows if row.span is not None}
    return sum(bool(without(whole(text), comments[key], text)) for key, text in texts.items())


def _headings(codebook: Codebook, rows: Iterable[CodedRow]) -> tuple[tuple[str, int], ...]:
    used = Counter(code for row in rows for code in row.codes)
    return tuple((code, number) for code, number in used.items() if not codebook.placed[code].code.codable)


def _strays(codebook: Codebook, rows: Iterable[CodedRow]) -> tuple[tuple[str, str, int], ...]:
    used = Counter((code, row.key.question) for row in rows for code in row.codes)
    return tuple(
        (code, question, number)
        for (code, question), number in used.items()
        if code in codebook.placed and question not in codebook.placed[code].questions
    )
