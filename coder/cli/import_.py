"""`coder import`."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.narration import asked, has_person, say
from coder.cli.options import ProjectOption, YesOption, find_project
from coder.cli.output import print_table
from coder.domain.text import plural
from coder.errors import UsageError

if TYPE_CHECKING:
    from coder.importing.profile import ColumnPlan
    from coder.workflow.import_ import ImportSummary, PreparedImport
    from coder.workflow.reading import ReadingOptions

EXAMPLE_CHARACTERS = 40


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Responses: CSV, XLSX or Parquet; wide, long or coded.")],
    project: ProjectOption = None,
    yes: YesOption = False,
    wave: Annotated[str, typer.Option("--wave", metavar="NAME", help="The wave of all rows, such as 2024.")] = "",
    id_column: Annotated[
        str | None, typer.Option("--id", metavar="HEADER", help="The column with respondents' ids; `row` numbers them.")
    ] = None,
    open_columns: Annotated[
        list[str] | None,
        typer.Option("--open", metavar="ID=HEADER", help="The column that answers a question; may be repeated."),
    ] = None,
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="The one question of a long or coded file.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", metavar="HEADER", help="Keep this column in the profile.")
    ] = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", metavar="HEADER", help="Do not read this column.")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of an XLSX file.")] = None,
    header_rows: Annotated[
        int | None, typer.Option("--header-rows", metavar="N", min=1, max=3, help="How many rows the header has.")
    ] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="A CSV file's encoding.")] = None,
    delimiter: Annotated[
        str | None, typer.Option("--delimiter", metavar="TEXT", help="A CSV file's delimiter.")
    ] = None,
    profile: Annotated[
        Path | None, typer.Option("--profile", metavar="FILE", help="Read the file as this saved profile says.")
    ] = None,
    save_profile: Annotated[
        Path | None, typer.Option("--save-profile", metavar="FILE", help="Save how the file was read, to repeat it.")
    ] = None,
) -> None:
    """Bring responses in, after a preview of what was understood. Nothing is changed or dropped silently.

    Example: coder import responses.xlsx --open q1="What would make it better?"
    """
    from coder.importing.propose import Wishes
    from coder.importing.roles import Role
    from coder.workflow.reading import ReadingOptions

    roles = dict.fromkeys(keep or (), Role.PROFILE) | dict.fromkeys(drop or (), Role.DROP)
    wishes = Wishes(id=id_column, open=_pairs(open_columns or []), question=question, roles=roles)
    options = ReadingOptions(
        profile=profile,
        sheet=sheet,
        header_rows=header_rows,
        encoding=encoding,
        delimiter=delimiter,
        wishes=wishes,
    )
    _import(find_project(project), file, options, wave, yes=yes, save_profile=save_profile)


def _import(
    project: Path, file: Path, options: "ReadingOptions", wave: str, *, yes: bool, save_profile: Path | None
) -> None:
    from coder.exporting.text_file import write_text
    from coder.workflow.import_ import prepare_import
    from coder.workflow.saved_profile import check_profile_target

    with prepare_import(project, file, options, wave) as prepared:
        for notice in prepared.opened.notices:
            say(f"note: {notice}")
        _preview(prepared)
        prepared.reading.accepted()
        if save_profile is not None:
            check_profile_target(save_profile, prepared)
        if not yes:
            _confirm()
        _tell(prepared.run())
        if save_profile is not None:
            write_text(save_profile, prepared.profile_text())
            say(f"Saved how it was read to {save_profile}; repeat it with --profile {shlex.quote(str(save_profile))}.")


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = dict(pair.split("=", 1) for pair in given if "=" in pair)
    for wrong in (pair for pair in given if "=" not in pair):
        raise UsageError(f"--open wants ID=HEADER, not '{wrong}'.", 'Such as --open q1="What would make it better?"')
    return pairs


def _preview(prepared: "PreparedImport") -> None:
    reading = prepared.reading
    table, profile = reading.table, reading.proposal.profile
    about = [f"{prepared.layout} {table.kind.upper()}", table.sheet and f"sheet '{table.sheet}'", table.encoding]
    if table.delimiter:
        about.append({",": "commas", ";": "semicolons", "\t": "tabs"}.get(table.delimiter, table.delimiter))
    if table.header_rows > 1:
        about.append(f"{table.header_rows} header rows")
    say(f"{table.path}: {', '.join(part for part in about if part)}")
    rows = [
        [column.header, _taken_as(column), column.note, _example(prepared, column.index)] for column in profile.columns
    ]
    print_table(["column", "taken as", "why", "first value"], rows, err=True)
    for note in (*table.notes, *reading.proposal.notes):
        say(f"note: {note}")
    for doubt in reading.proposal.doubts:
        say(f"check: {doubt}")


def _taken_as(column: "ColumnPlan") -> str:
    return f"{column.role} {column.question}" if column.question else column.role.value


def _example(prepared: "PreparedImport", index: int) -> str:
    values = (cells[index] for cells in prepared.reading.table.sample if index < len(cells))
    value = next((value for value in values if value.strip()), "")
    return value if len(value) <= EXAMPLE_CHARACTERS else value[: EXAMPLE_CHARACTERS - 1] + "…"


def _confirm() -> None:
    if not has_person():
        raise UsageError("Nobody can be asked whether this is right.", "Pass --yes to import it as shown.")
    if not asked("Import it like this?"):
        raise UsageError(
            "Nothing was imported.",
            "Say what is what with --id, --open, --keep, --drop, --sheet or --profile: see `coder import --help`.",
        )


def _tell(summary: "ImportSummary") -> None:
    tally, added = summary.tally, summary.added
    say(tally.sentence())
    if blank := tally.blank_cells:
        say("Blank answers: " + ", ".join(f"{number} to {question}" for question, number in blank.items()) + ".")
    say(
        f"{plural(added.respondents_new, 'new respondent')}, {plural(added.responses_new, 'new response')}"
        + (f"; {plural(added.responses_same, 'response')} known already" if added.responses_same else "")
        + "."
    )
    if added.profile_conflicts:
        first = added.profile_conflicts[0]
        say(
            f"note: {plural(len(added.profile_conflicts), 'profile value differs', 'profile values differ')} from what "
            f"the project has, which stays (the first: '{first.key}' of respondent '{first.respondent}')."
        )
    for notice in summary.notices:
        say(f"note: {notice}")
    if (coded := summary.coded) is None:
        say("Next: coder suggest")
        return
    said = [f"{plural(coded.decisions, 'decision')} recorded"]
    said += [f"{coded.same} recorded already"] if coded.same else []
    said += [f"{plural(coded.undecided, 'row')} not read yet"] if coded.undecided else []
    say("; ".join(said) + ".")
    for notice in coded.notices():
        say(f"note: {notice}")
    say("Next: coder count, or coder review")
