"""Agreement between coders as text for people: a line for each comparison, and one for each code under its verdict."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coder.domain.text import display, plural

if TYPE_CHECKING:
    from coder.agreeing.measured import Agreement, Estimate, Measured
    from coder.agreeing.units import Comparison
    from coder.agreeing.verdicts import Verdict
    from coder.workflow.agree import AgreeSummary

NARROWEST, WIDEST = 60, 120
_LONGEST = 60
"""Characters of a label at most; CSV and JSON have it whole."""
_KINDS = {
    "people": "Between people",
    "machine": "People who saw no suggestions, and the machine",
    "again": "The same person again",
}
_ASIDE = {
    "vague code": "people disagree on what it is for: say in its definition and its `exclude` what tells it apart",
    "weak machine": "people agree, the machine does not: examples, keywords and more decisions help",
    "too few": "no verdict before more has been coded twice",
    "vague code or weak machine": "nobody can tell which before two people have coded the same comments",
}
_FIGURES = ("%", "kappa", "AC1", "pos.", "alpha", "95 % of alpha")


def as_text(found: "AgreeSummary") -> str:
    """All comparisons, and of each kind the one that says most code by code; inert, as wide as the terminal."""
    if not found.measured:
        return ""
    width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
    heads = ("all codes together", "comments", "people", *_FIGURES)
    lines = [*_table(heads, [_overall(one) for one in found.measured], width)]
    for measured in found.shown:
        lines += ["", *_wrapped(_title(measured), width), *_by_verdict(measured, found, width)]
    lines += ["", *(line for sentence in _explained(found) for line in _wrapped(sentence, width))]
    return display("\n".join(lines)) + "\n"


def _explained(found: "AgreeSummary") -> Iterator[str]:
    from coder.agreeing.verdicts import RULE

    yield RULE
    yield (
        "pos.: of those who gave a code, how many agreed. Of all codes together, alpha goes by MASI distance, % by "
        "equal sets of codes. Intervals come from samples of respondents "
        f"({found.resamples:,}, drawn with a fixed seed); there is none where no disagreement was seen, or with fewer "
        "than 10 people."
    )


def _by_verdict(measured: "Measured", found: "AgreeSummary", width: int) -> Iterator[str]:
    """The codes that anybody gave, those with the same verdict together."""
    two = len(measured.comparison.raters) == 2
    heads = ("both", "1st", "2nd") if two else ("all", "some")
    given = [one for one in measured.codes if one.carrying and one.code is not None]
    groups: dict[Verdict, list[Agreement]] = {}
    for one in given:
        groups.setdefault(found.verdicts[one.code or ""], []).append(one)
    for said, several in sorted(
        groups.items(), key=lambda group: [*type(group[0]).__members__.values()].index(group[0])
    ):
        aside = f": {_ASIDE[said]}" if said in _ASIDE else ""
        yield from ["", *_wrapped(f"{said}{aside}", width)]
        yield from _table(("", *heads, *_FIGURES), [_code(one, found) for one in several], width)


def _overall(measured: "Measured") -> list[str]:
    one = measured.overall
    return [_who(measured.comparison), f"{one.units:,}", f"{one.respondents:,}", *_figures(one)]


def _code(one: "Agreement", found: "AgreeSummary") -> list[str]:
    code = one.code or ""
    counts = [one.both, one.carrying - one.both]
    if one.first_only is not None and one.second_only is not None:
        counts = [one.both, one.first_only, one.second_only]
    return [found.labels.get(code, code), *(f"{count:,}" for count in counts), *_figures(one)]


def _figures(one: "Agreement") -> list[str]:
    percent = "-" if one.percent.value is None else f"{one.percent.value:.1f}"
    return [percent, *(_two(figure) for figure in (one.kappa, one.ac1, one.positive, one.alpha)), _interval(one.alpha)]


def _two(found: "Estimate") -> str:
    return "-" if found.value is None else f"{found.value:.2f}"


def _interval(found: "Estimate") -> str:
    return "-" if found.low is None else f"{found.low:.2f} to {found.high:.2f}"


def _title(measured: "Measured") -> str:
    comparison = measured.comparison
    units = plural(measured.overall.units, comparison.of)
    people = plural(measured.overall.respondents, "person", "people")
    first = f"; 1st: {comparison.raters[0]}, 2nd: {comparison.raters[1]}" if len(comparison.raters) == 2 else ""
    return f"{_KINDS[comparison.kind]}: {units} of {people}{first}"


def _who(comparison: "Comparison") -> str:
    named = ", ".join(comparison.raters[:-1]) + f" and {comparison.raters[-1]}"
    return named if comparison.of == "comment" else f"{named}, whole responses"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Lines of a table whose first column takes what the others leave."""
    flat = [[display(cell, lines=False) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in (heads, *flat)) for place in range(1, len(heads))]
    left = min(max(12, width - sum(widths) - 2 * len(widths)), _LONGEST)
    for row in (heads, *flat):
        first = row[0] if len(row[0]) <= left else row[0][: left - 1].rstrip() + "…"
        cells = "".join(f"  {cell:>{room}}" for cell, room in zip(row[1:], widths, strict=True))
        yield f"{first:<{left}}{cells}".rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)
