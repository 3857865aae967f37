"""What `coder evaluate` prints: tables and a curve for people, every draw for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from coder.cli.output import Cell, Format, print_records, print_table, write, write_line
from coder.domain.text import plural

if TYPE_CHECKING:
    from coder.evaluating.curve import Point, Spread
    from coder.workflow.evaluate import EvaluateSummary
    from coder.workflow.evaluated_runs import Evaluated

TABLES: dict[str, dict[str, str]] = {
    "Suggestions: shares of responses or of codes, 1 is best": {
        "hit1": "hit1",
        "recall3": "recall3",
        "mAP": "mAP",
        "microF1": "microF1",
        "microF1_best": "best microF1",
        "macroF1": "macroF1",
    },
    "Effort: keys per response; error of the totals if nobody reviews, in percentage points": {
        "keys": "keys with suggestions",
        "keys_without": "keys without",
        "count_error": "error of totals",
    },
    "Calibration: over pairs of response and code scored 0.05 or more; error 0 and skill 1 are best": {
        "pairs": "pairs",
        "ece": "error (ECE)",
        "brier": "Brier score",
        "brier_skill": "Brier skill",
        "brier_skill_by_code": "skill by code",
    },
    "Autocode: codes that audits of {looks} would have certified, and their truth outside the audits": {
        "audited": "read",
        "audit_tested": "tested",
        "certified": "certified",
        "false_certificates": "falsely",
        "machine_applied": "applied",
        "machine_precision": "right",
        "machine_share": "of all codes",
    },
}
"""The tables for people: the title of each, and its columns with what they are called there.

{looks} stands for the number of looks."""
DECIMALS = {
    **dict.fromkeys(("ece", "brier", "brier_skill", "brier_skill_by_code"), 3),
    **dict.fromkeys(("pairs", "audited", "audit_tested", "machine_applied"), 0),
    **dict.fromkeys(("certified", "false_certificates"), 1),
}
"""Digits after the point in tables; 2 where nothing is said."""
WITHOUT_SPREAD = {"keys_without", "pairs", *list(TABLES.values())[-1]}
BAR = 50
"""Characters of a bar that stands for 1."""


def show(summary: "EvaluateSummary", form: Format) -> None:
    """Print what was found."""
    if form is Format.JSON:
        write(json.dumps([_full(one) for one in summary.runs], ensure_ascii=False, indent=1) + "\n")
    elif form is Format.CSV:
        records = [_flat(one) for one in summary.runs]
        print_records(records, form, columns=list(records[0]))
    else:
        _print_for_people(summary)


def _print_for_people(summary: "EvaluateSummary") -> None:
    write_line(_heading(summary))
    orders = list(dict.fromkeys(point.order for point in summary.points))
    for order in orders:
        of_order = [point for point in summary.points if point.order == order]
        if len(orders) > 1:
            write(f"\nReviewed in the order: {order}\n")
        write("\n")
        for title, names in TABLES.items():
            _print_table(title.format(looks=_looks(of_order)), names, of_order)
        for line in _curve(of_order):
            write_line(line)


def _heading(summary: "EvaluateSummary") -> str:
    draws = max(point.draws for point in summary.points)
    spread = f" Means of {draws} draws, ± standard deviation." if draws > 1 else ""
    return f"{plural(summary.tested, 'response')} tested, {plural(summary.learnable, 'other')} to learn from.{spread}"


def _looks(points: Sequence["Point"]) -> str:
    """How many looks the audits had; a question with few responses may have fewer than others."""
    most = max((int(point.figures["audit_looks"].mean or 0) for point in points), default=0)
    return f"up to {plural(most, 'look')}" if most > 1 else plural(most, "look")


def _flat(one: "Evaluated") -> Mapping[str, Cell]:
    run = one.run
    flat: dict[str, Cell] = {"order": run.order, "budget": run.budget, "reviewed": run.reviewed, "seed": run.seed}
    return {**flat, **run.figures}


def _full(one: "Evaluated") -> Mapping[str, object]:
    """A run with the calibration of bins and codes, and each code that was certified."""
    codes = [{"code": code} | asdict(calibrated) for code, calibrated in one.codes]
    certificates = [asdict(certified) for certified in one.audit.certified] if one.audit else []
    bins = [asdict(found) for found in one.calibration.bins]
    return {**_flat(one), "bins": bins, "codes": codes, "certificates": certificates}


def _print_table(title: str, names: Mapping[str, str], points: Sequence["Point"]) -> None:
    rows = [
        [
            _reviewed(point),
            *(_cell(point.figures[name], DECIMALS.get(name, 2), spread=name not in WITHOUT_SPREAD) for name in names),
        ]
        for point in points
        if any(point.figures[name].mean is not None for name in names)
    ]
    if rows:
        print_table(["reviewed", *names.values()], rows, title=title)


def _reviewed(point: "Point") -> str:
    return f"all {point.reviewed}" if point.budget == "all" else str(point.reviewed)


def _cell(found: "Spread", decimals: int, *, spread: bool) -> str:
    if found.mean is None:
        return "-"
    around = "" if found.sd is None or not spread else f"±{found.sd:.{decimals}f}".replace("±0.", "±.")
    return f"{found.mean:.{decimals}f}{around}"


def _curve(points: Sequence["Point"]) -> Iterator[str]:
    """The learning curve in characters: a bar for each number of reviewed responses."""
    yield "First suggestion right (hit1), by responses reviewed"
    names = [_reviewed(point) for point in points]
    width = max(map(len, names))
    for name, point in zip(names, points, strict=True):
        share = point.figures["hit1"].mean or 0.0
        yield f"{name.rjust(width)} |{'#' * round(BAR * share)}{'.' * (BAR - round(BAR * share))}| {share:.2f}"
