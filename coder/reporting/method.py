"""The part on how it was done: who read what, what a machine did, how far coders agree, and what that limits."""

from collections.abc import Iterator, Sequence

from coder.domain.results import QuestionTotals
from coder.domain.text import plural
from coder.reporting.blocks import Block, Bullets, Column, Facts, Heading, Item, Note, Paragraph, Part, Row, Table
from coder.reporting.cells import Cell, Count, Mark, Marked, Percent, Statistic, Text, percent_text
from coder.reporting.findings import Agreed, Findings, Making, Read
from coder.reporting.wording import HASH_SHOWN, is_read, joined, people

VIEWS = "These are the views of those who responded, not of residents in general."
SELF_SELECTED = (
    "People chose for themselves whether to respond. Who did is set out below; how far others think alike, nobody can "
    "tell from this."
)
_ORDERS = {
    "file": "in the order of the file",
    "random": "in random order",
    "learn": "in an order that teaches the machine most",
    "alike": "with like answers one after the other",
    "code": "in search of single themes",
    "audit": "as a random sample, without seeing what the machine suggests",
    "by hand": "one by one, as somebody looked them up",
}
_KINDS = {
    "people": "Between people",
    "machine": "A person who saw no suggestions, and the machine",
    "again": "The same person again",
}
_SAMPLES = frozenset({"random", "audit"})
_FEW = 100


def method_part(findings: Findings, places: dict[str, int]) -> Part:
    """How it was done.

    Args:
        findings: everything that was found.
        places: the number of each question in the report, by id.
    """
    making = findings.making
    blocks: list[Block] = [Facts(_facts(findings)), *_reading(findings, places), *_machine(findings, places)]
    blocks += [Heading(3, "How far coders agree"), *_agreement(making.agreed, making.name_coders)]
    blocks += [*_copies(making, places), Heading(3, "What the figures cannot say"), Bullets(tuple(_limits(findings)))]
    return Part(id="method", heading="How it was done", blocks=tuple(blocks))


def cover_facts(findings: Findings) -> tuple[tuple[str, str], ...]:
    """What stands on the cover."""
    comments = sum(total.comments for total in findings.totals)
    read = sum(total.read_comments for total in findings.totals)
    facts = [("Respondents", people(findings.respondents)), ("Comments", f"{comments:,}")]
    if read < comments:
        facts.append(("Read by people", f"{read:,} of {plural(comments, 'comment')}"))
    return (*facts, ("Coding framework", _framework(findings)))


def _framework(findings: Findings) -> str:
    codebook = findings.codebook
    version = f", version {codebook.version}" if codebook.version else ""
    return f"{codebook.id}{version} (content {codebook.content_hash[:HASH_SHOWN]})"


def _facts(findings: Findings) -> tuple[tuple[str, str], ...]:
    making = findings.making
    facts = [("Coding framework", _framework(findings))]
    for term, who in (("Coded by", making.people), ("Coded by machine", making.machines)):
        if who:
            facts.append((term, _who(who, named=making.name_coders or who is making.machines)))
    if making.shown:
        share = percent_text(100 * making.as_selected / making.shown)
        facts.append(
            (
                "Suggestions",
                f"A machine suggested themes. People decided on {plural(making.shown, 'comment')} with suggestions in "
                f"view, and gave {making.as_selected:,} of them ({share}) exactly the themes that were put forward.",
            )
        )
    return (*facts, ("Made with", making.program))


def _who(who: Sequence[tuple[str, int]], *, named: bool) -> str:
    if named:
        return ", ".join(f"{name} ({plural(number, 'comment')})" for name, number in who)
    decided = joined([f"{number:,}" for _, number in who])
    return f"{people(len(who))}, who decided on {decided} {'comment' if decided == '1' else 'comments'}"


def _reading(findings: Findings, places: dict[str, int]) -> Iterator[Block]:
    yield Heading(3, "What was read")
    counted = findings.totals
    machine = any(total.machine_comments for total in counted)
    yield Table(
        id="reading",
        caption="What was read, by question",
        base="Comments are those that said something of substance.",
        columns=(
            Column(key="question", heading="Question", numeric=False),
            Column(key="base", heading="People who responded"),
            Column(key="comments", heading="Comments"),
            Column(key="read_comments", heading="Read by people"),
            Column(key="percent_read", heading="% read"),
            *((Column(key="machine_comments", heading="Coded by machine only"),) if machine else ()),
        ),
        rows=tuple(_read_row(total, places[total.question], machine=machine) for total in counted),
    )
    said = [sentence for one in findings.making.reading if (sentence := _order(one, places))]
    if said:
        yield Bullets(tuple(Item(text=sentence) for sentence in said))
    if any(set(one.orders) - _SAMPLES for one in findings.making.reading) and not all(map(is_read, counted)):
        yield Note(
            "What was read in any other order than a random one is no sample of what was not: shares of the comments "
            "read are then no estimates of all comments."
        )


def _read_row(total: QuestionTotals, number: int, *, machine: bool) -> Row:
    share: Cell = Percent(100 * total.read_comments / total.comments) if total.comments else Marked(Mark.NOT_APPLICABLE)
    cells: tuple[Cell, ...] = (
        Text(f"Question {number}"),
        Count(total.base),
        Count(total.comments),
        Count(total.read_comments),
        share,
        *((Count(total.machine_comments),) if machine else ()),
    )
    return Row(key=total.question, cells=cells)


def _order(read: Read, places: dict[str, int]) -> str:
    said = [
        f"{plural(number, 'response')} {_ORDERS.get(order, 'coded elsewhere and brought in')}"
        for order, number in read.orders.items()
        if number
    ]
    return f"Question {places[read.question]}: {joined(said)}." if said and read.question in places else ""


def _machine(findings: Findings, places: dict[str, int]) -> Iterator[Block]:
    certified = [one for one in findings.making.certified if one.question in places]
    applied = any(total.machine_comments for total in findings.totals)
    if not certified and not applied:
        return
    yield Heading(3, "The machine’s part")
    labels = {code: entry.code.label for code, entry in findings.codebook.placed.items()}
    for one in certified:
        yield Paragraph(
            f"Question {places[one.question]}: {plural(one.audited, 'response')} drawn at random were read by a person "
            f"who did not see what the machine suggests. On them, {plural(len(one.codes), 'theme')} could be "
            f"certified ({joined([labels.get(code, code) for code in one.codes])}): of the responses given such a "
            f"theme by machine, at least {100 * one.precision:g}% have it rightly, and that is wrong for at most "
            f"{100 * (1 - one.confidence):.3g}% of such certificates. What the machine missed is not counted."
        )
    if applied and not certified:
        yield Paragraph(
            "A machine gave themes to comments that no person has read. Nobody has certified them; they are in tables "
            "of their own and in no other figure."
        )


def _agreement(agreed: Sequence[Agreed], named: bool) -> Iterator[Block]:
    if not agreed:
        yield Paragraph("How far coders agree was not measured: nobody coded the same comments a second time.")
        return
    yield Table(
        id="agreement",
        caption="How far coders agree, all themes together",
        base="Base: comments, or whole responses, that were judged twice without sight of the other’s codes.",
        columns=(
            Column(key="who", heading="Who is compared", numeric=False),
            Column(key="units", heading="Judged twice"),
            Column(key="respondents", heading="From people"),
            Column(key="percent", heading="% given the same themes"),
            Column(key="kappa", heading="Kappa"),
            Column(key="alpha", heading="Alpha"),
            Column(key="alpha_low", heading="95% interval of alpha from"),
            Column(key="alpha_high", heading="to"),
        ),
        rows=tuple(_agreed_row(one, named) for one in agreed),
        notes=(
            "Kappa is Cohen’s, pooled over themes; alpha is Krippendorff’s, with MASI distance. 1 is full agreement, "
            "0 is what chance would give. Intervals come from samples of respondents.",
        ),
    )


def _agreed_row(one: Agreed, named: bool) -> Row:
    who = _KINDS[one.kind] + (f" ({joined(one.raters)})" if named else "") + (", whole responses" if one.whole else "")
    cells: tuple[Cell, ...] = (
        Text(who),
        Count(one.units),
        Count(one.respondents),
        Marked(Mark.NOT_AVAILABLE) if one.percent is None else Percent(one.percent),
        *(_statistic(value) for value in (one.kappa, one.alpha, one.alpha_low, one.alpha_high)),
    )
    return Row(key=one.kind, cells=cells)


def _copies(making: Making, places: dict[str, int]) -> Iterator[Block]:
    found = [one for one in making.sent if one.copied and one.question in places]
    if not found:
        return
    yield Heading(3, "Texts that were sent in several times")
    yield Table(
        id="copies",
        caption="Submissions and distinct texts",
        base="Texts in the very same words, case, spacing and punctuation apart.",
        columns=(
            Column(key="question", heading="Question", numeric=False),
            Column(key="submissions", heading="Responses"),
            Column(key="distinct", heading="Distinct texts"),
            Column(key="copied", heading="Texts sent in more than once"),
        ),
        rows=tuple(
            Row(
                key=one.question,
                cells=(
                    Text(f"Question {places[one.question]}"),
                    Count(one.submissions),
                    Count(one.distinct),
                    Count(one.copied),
                ),
            )
            for one in found
        ),
        notes=("Every submission is counted in all other figures.",),
    )


def _limits(findings: Findings) -> Iterator[Item]:
    yield Item(text=f"{VIEWS} {SELF_SELECTED}")
    small = [total for total in findings.totals if 0 < total.base < _FEW]
    if small:
        yield Item(
            text=f"Fewer than {_FEW} people responded to {_some(small, findings)}: a few answers more or less would "
            "change percentages much."
        )
    unread = [total for total in findings.totals if total.base and not is_read(total)]
    if unread:
        yield Item(text=f"Not everything has been read yet on {_some(unread, findings)}.")
    if findings.estimates:
        yield Item(
            text="Estimates and their intervals speak of the answers received. They say nothing about people who did "
            "not answer."
        )
    if not any(one.kind == "people" for one in findings.making.agreed):
        yield Item(text="Nobody knows how differently another person would have coded the same comments.")


def _some(totals: Sequence[QuestionTotals], findings: Findings) -> str:
    number = len(totals)
    if number == len(findings.totals):
        return "each question" if number > 1 else "the question"
    return f"{number} of the {len(findings.totals)} questions"


def _statistic(value: float | None) -> Cell:
    return Marked(Mark.NOT_AVAILABLE) if value is None else Statistic(value)
