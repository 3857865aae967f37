"""`coder batch`."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import progress_bars, say
from coder.cli.options import DownloadOption, ModelOption
from coder.domain.decision import FRAMEWORK_ONLY
from coder.domain.text import plural
from coder.domain.units import Unit


def batch(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="Responses: CSV, XLSX or Parquet, wide or long.")],
    codebook: Annotated[Path, typer.Option("--codebook", metavar="FILE", help="The coding framework (YAML).")],
    out: Annotated[Path, typer.Option("--out", metavar="OUTPUT", help="A .csv, .xlsx or .parquet file.")],
    learn_from: Annotated[
        Path | None, typer.Option("--learn-from", metavar="CODED", help="A coded file that teaches the model.")
    ] = None,
    unit: Annotated[Unit, typer.Option("--unit", help="What is coded: each comment, or whole responses.")] = (
        Unit.COMMENT
    ),
    all_scores: Annotated[
        bool, typer.Option("--all-scores", metavar="", help="Write the score of every code for every response instead.")
    ] = False,
    profile: Annotated[
        Path | None, typer.Option("--profile", metavar="FILE", help="An import profile saved by `coder import`.")
    ] = None,
    background: Annotated[
        Path | None,
        typer.Option("--background", metavar="FILE", help="Responses that show what is usual, instead of INPUT's own."),
    ] = None,
    save_background: Annotated[
        Path | None,
        typer.Option("--save-background", metavar="FILE", help="Keep a sample of responses for `--background`."),
    ] = None,
    model: ModelOption = None,
    allow_download: DownloadOption = False,
) -> None:
    """Code a file of responses in one go, without a project. Same input, same output.

    Scores are measured against what is usual in INPUT. To code a large file in parts, give every part the whole file,
    or the sample of it that --save-background kept, as --background: the parts are then scored as one.

    Example: coder batch responses.csv --codebook framework.yaml --learn-from coded.csv --out coded-by-machine.csv
    """
    from coder.workflow.batch import BatchOptions, batch_file

    options = BatchOptions(
        unit=unit,
        all_scores=all_scores,
        learn_from=learn_from,
        profile=profile,
        background=background,
        save_background=save_background,
        model=model,
        allow_download=allow_download,
    )
    with progress_bars() as progress:
        summary = batch_file(source, codebook, out, options, progress=progress)
    for notice in summary.notices:
        say(f"note: {notice}")
    say(f"Wrote {plural(summary.rows, 'row')} on {plural(summary.responses, 'response')} to {out}.")
    if summary.coder == FRAMEWORK_ONLY:
        say("These codes come from the framework's wording only, and nobody has checked them.")
