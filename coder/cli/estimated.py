"""`coder count --basis estimated`."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from coder.cli.narration import say
from coder.cli.output import Format, Record, print_records, write_line
from coder.domain.text import plural

if TYPE_CHECKING:
    from pathlib import Path

    from coder.domain.estimates import Estimate, EstimateSource
    from coder.workflow.estimate_groups import GroupEstimate

COLUMNS = (
    *("question", "code", "label", "parent", "basis", "mentions", "own_mentions", "respondents"),
    *("percent_of_comments", "percent_of_respondents", "base", "comments", "read_respondents", "read_comments"),
    *("tier", "low", "high", "percent_low", "percent_high", "mentions_low", "mentions_high", "provisional", "audited"),
)
MARGIN_COLUMNS = ("more_in_audit", "new_audit")
INDENT = "  "
UNRELIABLE = "[u]"
MOST_COLUMNS = 4
"""Groups that have a column each in a table."""


def count_estimated(
    project: "Path",
    *,
    questions: list[str] | None,
    exact: bool,
    margin: float | None,
    top: int,
    also: int,
    form: Format,
) -> None:
    """Print what an audit lets be said of all responses."""
    from coder.workflow.estimate import estimate_project
    from coder.workflow.estimated_notices import RECEIVED
    from coder.workflow.estimated_rows import EstimateOptions

    options = EstimateOptions(exact=exact, margin=margin, top=top, also=also)
    found = estimate_project(project, options, questions=questions)
    for notice in found.notices:
        say(f"note: {notice}")
    if form is not Format.TABLE:
        columns = COLUMNS if margin is None else (*COLUMNS, *MARGIN_COLUMNS)
        print_records([{name: asdict(row)[name] for name in columns} for row in found.estimates], form, columns=columns)
    else:
        for source in found.sources:
            rows = [row for row in found.estimates if row.question == source.question]
            parents = {row.parent for row in rows}
            nets = {row.code for row in rows if row.code in parents}
            if not nets:
                rows = [row for row in found.published if row.question == source.question]
            _print_table(source, rows, nets, margin)
    if margin is not None:
        say(
            f"To read for ±{margin:g}: about how many more responses until the interval of % people reaches so many "
            "points either way: of this audit, or, if `new`, of another one (`coder audit draw --looks 1`)."
        )
    say(RECEIVED)


def count_groups(
    project: "Path",
    by: str,
    *,
    joined: list[str] | None,
    questions: list[str] | None,
    exact: bool,
    form: Format,
) -> None:
    """Print what an audit lets be said of groups of respondents."""
    from coder.workflow.estimate_groups import WIDEST, estimate_groups
    from coder.workflow.estimated_notices import RECEIVED
    from coder.workflow.estimated_rows import EstimateOptions

    found = estimate_groups(project, by, EstimateOptions(exact=exact), joined=joined or (), questions=questions)
    for notice in found.notices:
        say(f"note: {notice}")
    if form is not Format.TABLE:
        rows = [{"group": one.group, **asdict(one.row), "reliable": one.reliable} for one in found.rows]
        columns = ("group", *COLUMNS, "reliable")
        print_records([{name: row[name] for name in columns} for row in rows], form, columns=columns)
    else:
        for source in found.sources:
            _print_groups(source, found.by, [one for one in found.rows if one.row.question == source.question])
        say(f"{UNRELIABLE}: fewer than 30 of the group read, or an interval wider than {WIDEST:g} points.")
    say(RECEIVED)


def _print_groups(source: "EstimateSource", by: str, rows: Sequence["GroupEstimate"]) -> None:
    """Print percentages of each group's respondents: a group a column, or a row where they are many."""
    title = f"{_title(source)}; % of people by {by}"
    told = {one.group for one in rows if one.reliable}
    if small := list(dict.fromkeys(one.group for one in rows if one.row.base and one.group not in told)):
        say(f"{source.question}: too little of these groups is read to say anything of them: {', '.join(small)}")
    found = {one.row.code for one in rows if one.row.respondents}
    shown = [one for one in rows if one.group in told and one.row.code in found]
    if not shown:
        write_line(f"{title}; nothing can be said")
        return
    groups = dict.fromkeys(f"{one.group} ({one.row.base:,})" for one in shown)
    if len(groups) > MOST_COLUMNS:
        order = {code: place for place, code in enumerate(dict.fromkeys(one.row.code for one in shown))}
        shown.sort(key=lambda one: order[one.row.code])
        records: list[Record] = [
            {"theme": one.row.label, by: one.group, "people": one.row.base, "%": _of_group(one)} for one in shown
        ]
        print_records(records, Format.TABLE, columns=("theme", by, "people", "%"), title=title)
        return
    by_theme: dict[str, dict[str, str]] = {}
    for one in shown:
        record = by_theme.setdefault(one.row.code, {"theme": one.row.label})
        record[f"{one.group} ({one.row.base:,})"] = _of_group(one)
    print_records(list(by_theme.values()), Format.TABLE, columns=("theme", *groups), title=title)


def _of_group(one: "GroupEstimate") -> str:
    if not one.reliable:
        return UNRELIABLE
    return _between(_percent, one.row.percent_of_respondents, one.row.percent_low, one.row.percent_high)


def _print_table(source: "EstimateSource", rows: Sequence["Estimate"], nets: set[str], margin: float | None) -> None:
    shown = [row for row in rows if row.respondents]
    depths: dict[str | None, int] = {}
    for row in rows:
        depths[row.code] = depths.get(row.parent, -1) + 1
    records = [_table_row(row, depths[row.code], row.code in nets, margin) for row in shown]
    if records:
        print_records(records, Format.TABLE, columns=list(records[0]), title=_title(source))
    else:
        write_line(f"{_title(source)}; nothing was found of any code")
    unfound = [row for row in rows if row.respondents == 0]
    if unfound:
        most = max(row.high or 0 for row in unfound)
        codes = ", ".join(row.code for row in unfound)
        say(
            f"{source.question}: nothing found of {plural(len(unfound), 'code')}, each at most {_people(most)}: {codes}"
        )


def _title(source: "EstimateSource") -> str:
    answered = f"{source.question}: {_people(source.base)} answered"
    if source.audit is None:
        return f"{answered}; all read, nothing is left to estimate"
    read = f"estimated from {source.audited:,} audited of {source.frame:,} that nobody had read"
    limits = f"{'exact ' if source.exact else ''}{100 * source.confidence:g} % intervals"
    if source.looks > 1:
        limits += f", the error divided over {source.looks} looks"
    return f"{answered}; {read}; {limits}{' (provisional)' if source.provisional else ''}"


def _table_row(row: "Estimate", depth: int, net: bool, margin: float | None) -> Record:
    found: Record = {
        "theme": INDENT * depth + row.label + (" (net)" if net else ""),
        "people": _between(_whole, row.respondents, row.low, row.high),
        "% people": _between(_percent, row.percent_of_respondents, row.percent_low, row.percent_high),
        "mentions": _between(_whole, row.mentions, row.mentions_low, row.mentions_high),
        "tier": row.tier,
    }
    return found if margin is None else {**found, f"to read for ±{margin:g}": _more(row)}


def _between(shown: Callable[[float | None], str], value: float | None, low: float | None, high: float | None) -> str:
    return shown(value) if low is None else f"{shown(value)} ({shown(low)}-{shown(high)})"


def _more(row: "Estimate") -> str:
    if row.more_in_audit is not None:
        return f"{row.more_in_audit:,}" if row.more_in_audit else "enough"
    return "-" if row.new_audit is None else f"new: {row.new_audit:,}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _whole(value: float | None) -> str:
    return "-" if value is None else f"{int(value + 0.5):,}"


def _people(number: float) -> str:
    return plural(round(number), "person", "people")
