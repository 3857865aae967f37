"""Files and codebooks for the tests of importing, made with the ordinary writers of each format."""

import csv
from pathlib import Path

import xlsxwriter

from coder.domain.codebook import Code, Codebook, Question, QuestionKind
from coder.importing.propose import Wishes, propose
from coder.importing.tables import open_table
from coder.importing.tally import Tally

Q1 = Question(id="q1", text="What does excellent customer service mean to you?")
Q2 = Question(id="q2", text="How can we make it easier to contact us?", column="Contact")
DISTRICT = Question(id="district", text="Which district do you live in?", kind=QuestionKind.SINGLE)
STAFF = Code(
    id="staff",
    label="Staff",
    codable=False,
    codes=(Code(id="kind", label="Kind staff"), Code(id="rude", label="Rude staff", retired=True, replaced_by="kind")),
)
WEB = Code(id="web", label="Website")


def codebook(*questions, codes=(STAFF, WEB)):
    return Codebook(id="test", questions=questions or (Q1, Q2, DISTRICT), codes=codes)


def write_csv(path, rows, *, delimiter=",", encoding="utf-8"):
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(path, rows, **options):
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Responses")
        for index, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(index, column, value)
                else:
                    sheet.write(index, column, value)
    return path


def read_all(path: Path, reader, book=None, *, wave="", wishes: Wishes | None = None, **options):
    """What a reader gives for a file as proposed, and its tally, which has to add up."""
    book = book or codebook()
    table = open_table(path, codebook=book, **options)
    profile = propose(table, book, wishes).accepted()
    tally = Tally(header_end=table.first_row - 1)
    found = []
    for item in reader(table, profile, book, wave):
        tally.add(item)
        found.append(item)
    assert tally.adds_up()
    return found, tally
