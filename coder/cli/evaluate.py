"""`coder evaluate`."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import progress_bars, say
from coder.cli.options import DownloadOption, FormatOption, ModelOption
from coder.cli.output import Format
from coder.domain.units import Unit
from coder.errors import UsageError

ORDERS = ("random", "learn")


def evaluate(
    coded: Annotated[Path, typer.Argument(metavar="CODED", help="Responses that people coded: CSV, XLSX or Parquet.")],
    codebook: Annotated[Path, typer.Option("--codebook", metavar="FILE", help="The coding framework (YAML).")],
    budgets: Annotated[
        str, typer.Option("--budgets", metavar="N,N,...", help="How many reviewed responses to learn from; `all` too.")
    ] = "0,100,400,all",
    order: Annotated[
        str,
        typer.Option("--order", metavar="ORDER", help="Reviewed at random, or what teaches most first: random,learn."),
    ] = "random",
    seeds: Annotated[int, typer.Option("--seeds", metavar="N", min=1, help="Random draws for each number.")] = 3,
    test: Annotated[
        float,
        typer.Option(
            "--test", metavar="SHARE", min=0.01, max=0.99, show_default="a third", help="Share of respondents held out."
        ),
    ] = 1 / 3,
    unit: Annotated[
        Unit, typer.Option("--unit", help="What is coded: each comment, or whole responses.")
    ] = Unit.COMMENT,
    audit: Annotated[
        int, typer.Option("--audit", metavar="N", min=0, help="Responses per question in simulated audits; 0: none.")
    ] = 100,
    precision: Annotated[float, typer.Option("--precision", help="The share of applied codes that must be right.")] = (
        0.9
    ),
    confidence: Annotated[float, typer.Option("--confidence", help="How sure that must be, for each code.")] = 0.95,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw it too: an .svg, .png or .pdf file.")
    ] = None,
    form: FormatOption = Format.TABLE,
    model: ModelOption = None,
    allow_download: DownloadOption = False,
) -> None:
    """Show how good suggestions would have been on responses that are coded already. Needs no project.

    A part of the respondents is held out. The model learns from more and more of the others and is compared with
    people on the part held out. The tables have means over the draws; csv and json have every draw.

    Example: coder evaluate last-year-coded.csv --codebook framework.yaml --plot curve.svg
    """
    numbers, orders = _budgets(budgets), _orders(order)
    from coder.cli.evaluated import show
    from coder.workflow.evaluate import EvaluateOptions, evaluate_file
    from coder.workflow.evaluated_audit import AuditPlan
    from coder.workflow.evaluated_runs import Order, Plan

    if plot is not None:
        from coder.workflow.evaluated_picture import check_picture

        check_picture(plot, (coded, codebook))
    plan = Plan(
        budgets=numbers,
        orders=[Order(one) for one in orders],
        seeds=seeds,
        audit=AuditPlan(size=audit, precision=precision, confidence=confidence),
    )
    options = EvaluateOptions(plan=plan, test=test, unit=unit, model=model, allow_download=allow_download)
    with progress_bars() as progress:
        summary = evaluate_file(coded, codebook, options, progress=progress)
    show(summary, form)
    for notice in summary.notices:
        say(f"note: {notice}")
    if plot is not None:
        from coder.workflow.evaluated_picture import write_picture

        write_picture(plot, coded, summary)
        say(f"Drew {plot}.")


def _budgets(said: str) -> list[int | None]:
    parts = [part.strip() for part in said.split(",") if part.strip()]
    if not parts or not all(part == "all" or (part.isascii() and part.isdigit() and len(part) < 12) for part in parts):
        raise UsageError(f"'{said}' are no numbers of responses.", "Write, for example, --budgets 0,100,400,all.")
    return [None if part == "all" else int(part) for part in parts]


def _orders(said: str) -> list[str]:
    parts = list(dict.fromkeys(part.strip() for part in said.split(",") if part.strip()))
    if not parts or not set(parts) <= set(ORDERS):
        raise UsageError(f"'{said}' is no order of review.", "Write --order random, learn, or random,learn.")
    return parts
