"""Reads a coded file that teaches, outside any project."""

from dataclasses import dataclass
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.domain.coded import CodedRow
from coder.domain.decision import is_machine
from coder.errors import TableError
from coder.importing.coded import read_coded
from coder.importing.roles import Layout
from coder.workflow.reading import ReadingOptions, open_reading


@dataclass(frozen=True, slots=True)
class CodedFile:
    """The rows of a coded file, and what the person should know about it."""

    rows: list[CodedRow]
    notices: tuple[str, ...]


def read_coded_file(file: Path, codebook: Codebook) -> CodedFile:
    """Read a coded file whole, asking nobody."""
    reading = open_reading(file, codebook, ReadingOptions())
    if reading.proposal.profile.layout is not Layout.CODED:
        raise TableError(
            f"{file} is not a coded file: it has no column 'codes'.",
            "A coded file has the columns id, question, text and codes.",
        )
    rows = [row for row in read_coded(reading.table, reading.accepted(), codebook) if isinstance(row, CodedRow)]
    machine = sum(is_machine(row.coder) for row in rows)
    notices = (f"{machine} rows of {file} are a machine's coding and teach nothing.",) if machine else ()
    return CodedFile(rows, notices)
