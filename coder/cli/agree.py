"""`coder agree`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.agreement import as_text
from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, Record, print_records, write, write_line
from coder.domain.text import plural

if TYPE_CHECKING:
    from coder.agreeing.measured import Measured
    from coder.workflow.agree import AgreeSummary, Disagreement

_FIGURES = ("percent", "kappa", "ac1", "positive", "alpha")
COLUMNS = (
    *("kind", "of", "coders", "code", "label", "units", "respondents", "carrying", "both", "first_only", "second_only"),
    *(f"{figure}{end}" for figure in _FIGURES for end in ("", "_low", "_high")),
    "verdict",
)
DISAGREEMENT_COLUMNS = (
    *("kind", "of", "question", "wave", "respondent", "comment", "text"),
    *("first", "first_codes", "second", "second_codes", "settled", "settled_codes"),
)
_KINDS = {
    "people": "Between people",
    "machine": "People who saw no suggestions, and the machine",
    "again": "The same person again",
}


def agree(
    project: ProjectOption = None,
    question: QuestionOption = None,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this person; may be repeated.")
    ] = None,
    disagreements: Annotated[
        bool,
        typer.Option("--disagreements", metavar="", help="List what was disagreed on, with both sets of codes."),
    ] = False,
    resamples: Annotated[
        int, typer.Option("--resamples", metavar="N", min=0, help="Samples for the intervals; 0: no intervals.")
    ] = 2000,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show how far coders agree: with each other, with the machine, and with themselves.

    People are compared where they coded the same comment without seeing each
    other's codes; the machine with people who saw no suggestions (checks and
    audits), by what it proposed before it could learn from them. Codes given
    to a whole response are compared with all that another gave its comments.

    Every code has percent agreement, Cohen's kappa, Gwet's AC1, positive
    agreement (of those who gave it, how many agreed) and Krippendorff's alpha.
    All codes together: the comments with equal sets of codes in percent, kappa
    and AC1 pooled over codes, positive agreement pooled (between two, this is
    micro-F1), and alpha with MASI distance between sets. Intervals are 95 %,
    from respondents drawn anew with a fixed seed.

    --format csv and json have a row for each comparison and code; no
    code is all of them. percent runs from 0 to 100, the other figures to 1.

    Example: coder agree --disagreements --format csv > to-discuss.csv
    """
    from coder.workflow.agree import agree_project

    found = agree_project(find_project(project), questions=question, coders=coder, resamples=resamples)
    for notice in found.notices:
        say(f"note: {notice}")
    if disagreements:
        _print_disagreements(found, form)
    elif form is Format.TABLE:
        write(as_text(found))
        if found.disagreements:
            number = plural(len(found.disagreements), "disagreement")
            settled = sum(one.settled is not None for one in found.disagreements)
            say(
                f"{number}, {settled:,} settled: list them with --disagreements, settle them with "
                "`coder review --adjudicate`."
            )
    else:
        print_records([row for one in found.measured for row in _rows(one, found)], form, columns=COLUMNS)


def _rows(measured: "Measured", found: "AgreeSummary") -> Iterator[Record]:
    comparison = measured.comparison
    shown = any(one is measured for one in found.shown)
    for one in (measured.overall, *measured.codes):
        figures = {
            f"{figure}{end}": getattr(getattr(one, figure), value)
            for figure in _FIGURES
            for end, value in (("", "value"), ("_low", "low"), ("_high", "high"))
        }
        yield {
            "kind": comparison.kind.value,
            "of": comparison.of,
            "coders": "|".join(comparison.raters),
            "code": one.code,
            "label": found.labels.get(one.code, one.code) if one.code else None,
            "units": one.units,
            "respondents": one.respondents,
            "carrying": one.carrying,
            "both": one.both,
            "first_only": one.first_only,
            "second_only": one.second_only,
            **figures,
            "verdict": found.verdicts.get(one.code) if one.code and shown else None,
        }


def _print_disagreements(found: "AgreeSummary", form: Format) -> None:
    if form is not Format.TABLE:
        print_records([_disagreement(one) for one in found.disagreements], form, columns=DISAGREEMENT_COLUMNS)
        return
    for number, one in enumerate(found.disagreements, start=1):
        where = f"{one.question}, {one.respondent}" + (f" ({one.wave})" if one.wave else "")
        write_line(f"{number}. {where}: {one.text}")
        gave = [(one.first, one.first_codes), (one.second, one.second_codes)]
        gave += [(f"settled by {one.settled}", one.settled_codes)] if one.settled is not None else []
        for coder, codes in gave:
            write_line(f"   {coder}: {' · '.join(found.labels.get(code, code) for code in codes) or 'no code applies'}")
        write("\n")


def _disagreement(one: "Disagreement") -> Record:
    return {
        "kind": one.kind.value,
        "of": one.of,
        "question": one.question,
        "wave": one.wave,
        "respondent": one.respondent,
        "comment": one.comment,
        "text": one.text,
        "first": one.first,
        "first_codes": "|".join(one.first_codes),
        "second": one.second,
        "second_codes": "|".join(one.second_codes),
        "settled": one.settled,
        "settled_codes": "|".join(one.settled_codes) if one.settled is not None else None,
    }
