"""`coder demo`: the example consultation, set up and run as far as it goes without a person."""

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from coder.domain.units import Unit
from coder.errors import InputError
from coder.workflow.bundled import bundled
from coder.workflow.house_style import style_beside
from coder.workflow.import_ import prepare_import
from coder.workflow.progress import Progress, silent
from coder.workflow.project import create_project
from coder.workflow.reading import ReadingOptions
from coder.workflow.report import ReportOptions, write_report
from coder.workflow.suggest import suggest_project

FRAMEWORK = "customer-experience-framework.yaml"
RESPONSES = "customer-experience.xlsx"
CODED = "customer-experience-coded.csv"
CHECK = "customer-experience-check.csv"
STYLE = "customer-experience.report.yaml"
PROJECT = "demo.coder"
REPORT = "report.html"
CODED_SHARE = 0.6
"""The share of responses that carry the example's coding; the rest is left for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """Where the demo is and what is in it."""

    folder: Path
    report: Path
    responses: int
    coded: int
    """Responses that carry a person's coding."""


def run_demo(folder: Path, *, progress: Progress = silent) -> Demo:
    """Set up the example in a new folder: import, part of its coding, suggestions, report.

    Raises:
        InputError: the folder exists and is not empty, or cannot be made.
        EnvironmentLacks: a model is missing.
    """
    with _new_folder(folder):
        return _set_up(folder, progress)


def _set_up(folder: Path, progress: Progress) -> Demo:
    project = folder / PROJECT
    coded = _copy_files(folder)
    create_project(project, folder / FRAMEWORK, Unit.COMMENT)
    with prepare_import(project, folder / RESPONSES, ReadingOptions()) as prepared:
        responses = prepared.run().added.responses_new
    for codings in (CODED, CHECK):
        with prepare_import(project, folder / codings, ReadingOptions()) as prepared:
            prepared.run()
    suggest_project(project, progress=progress)
    write_report(project, folder / REPORT, ReportOptions())
    return Demo(folder=folder, report=folder / REPORT, responses=responses, coded=coded)


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    """An empty folder; what was made is removed when the block fails, so that a second try starts afresh."""
    there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"The folder {folder} is not empty.", "Name a new folder: coder demo FOLDER.")
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be made: {error.strerror or error}.") from error
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for made in folder.iterdir():
                made.unlink()
            if not there:
                folder.rmdir()
        raise


def _copy_files(folder: Path) -> int:
    """Copy what is bundled; returns how many responses of it carry a coding."""
    try:
        for whole in (FRAMEWORK, RESPONSES):
            shutil.copyfile(bundled("examples", whole), folder / whole)
        coded = _copy_coding(bundled("examples", CODED), folder / CODED)
        _copy_coding(bundled("examples", CHECK), folder / CHECK)
        shutil.copyfile(bundled("examples", STYLE), style_beside(folder / PROJECT))
    except OSError as error:
        raise InputError(f"The example cannot be copied to {folder}: {error.strerror or error}.") from error
    return coded


def _copy_coding(source: Path, target: Path) -> int:
    """Copy the coding of a fixed share of the responses, chosen by a hash; returns how many responses that is."""
    chosen = set()
    with source.open(newline="", encoding="utf-8") as given, target.open("w", newline="", encoding="utf-8") as kept:
        rows = csv.DictReader(given)
        writer = csv.DictWriter(kept, rows.fieldnames or [])
        writer.writeheader()
        for row in rows:
            if _is_chosen(row["id"], row["question"]):
                chosen.add((row["id"], row["question"]))
                writer.writerow(row)
    return len(chosen)


def _is_chosen(respondent: str, question: str) -> bool:
    digest = sha256(f"{respondent} {question}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < CODED_SHARE
