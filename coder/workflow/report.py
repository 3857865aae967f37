"""`coder report`: counts and quotes into a file that can be published."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from coder.errors import InputError
from coder.exporting.text_file import write_bytes
from coder.reporting.blocks import Report
from coder.reporting.building import build_report
from coder.reporting.formats import SUFFIXES, renderer
from coder.reporting.reminders import reminders_of
from coder.reporting.style import Style
from coder.workflow.house_style import default_style, read_style, style_beside
from coder.workflow.project import Opened, keep_inputs, open_project
from coder.workflow.reported import gather


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What the author can choose without a house style; None: as the house style has it."""

    style: Path | None = None
    """A house style; None: the one beside the project, if it is there."""
    questions: Collection[str] | None = None
    title: str | None = None
    top: int | None = None
    also: int | None = None
    detail: float | None = None
    quotes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """What the person should know."""

    notices: tuple[str, ...]
    waiting: int
    """Places in the report for the author's own words that are empty."""


def write_report(path: Path, out: Path, options: ReportOptions) -> ReportSummary:
    """Write the report.

    Raises:
        InputError: the name of the file does not say its kind, or the house style has problems.
    """
    render = renderer(out.suffix)
    if render is None:
        raise InputError(
            f"{out} does not say which kind of report it is.",
            f"End its name in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}.",
        )
    style, file = read_style(path, options.style)
    if file is not None:
        keep_inputs(out, file)
    with open_project(path, read_only=True, out=out) as opened:
        report, notices = project_report(opened, with_options(style, options), options.questions)
    write_bytes(out, render(report))
    return ReportSummary(notices=notices, waiting=len(reminders_of(report)))


def project_report(
    opened: Opened, style: Style, questions: Collection[str] | None = None
) -> tuple[Report, tuple[str, ...]]:
    """The content of a project's report, and what the person should know."""
    gathered = gather(opened, style, questions)
    return build_report(gathered.findings, style), gathered.notices


def write_style(path: Path, options: ReportOptions) -> Path:
    """Write a house style to begin with beside the project, with the places for the author's words; returns it.

    Raises:
        InputError: there is one already.
    """
    file = style_beside(path)
    if file.exists():
        raise InputError(f"There is a house style already: {file}.", "Change it, or rename it and try again.")
    with open_project(path, read_only=True) as opened:
        report, _ = project_report(opened, with_options(Style(), options), options.questions)
    places = [(stub.id, stub.prompt) for stub in reminders_of(report)]
    write_bytes(file, default_style(places).encode())
    return file


def with_options(style: Style, options: ReportOptions) -> Style:
    """The house style with what was chosen for this report alone."""
    tiers = {name: value for name in ("top", "also", "detail") if (value := getattr(options, name)) is not None}
    changed: dict[str, object] = {"tiers": style.tiers.model_copy(update=tiers)}
    if options.title is not None:
        changed["title"] = options.title
    if (most := options.quotes) is not None:
        fewer = {"theme": min(1, most), "detailed": most, "less_frequent": min(style.quotes.less_frequent, most)}
        changed["quotes"] = style.quotes.model_copy(update=fewer)
    return style.model_copy(update=changed)
