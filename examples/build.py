"""Build the example consultation from its hand-written source.

Run ``python examples/build.py``: it checks ``source/customer-experience.yaml`` against the codebook, writes the survey
as a workbook and its coding as CSV, and prints how often each code was used. The same source gives the same bytes.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
CODEBOOK = HERE.parent / "codebooks" / "oxfordshire-customer-experience.yaml"
SOURCE = HERE / "source" / "customer-experience.yaml"
WORKBOOK = HERE / "customer-experience.xlsx"
CODED = HERE / "customer-experience-coded.csv"

CODER = "jm"
PURPOSE = "coding"
CREATED = datetime(2024, 4, 2, tzinfo=UTC)
FORMULA_START = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True)
class Comment:
    """A stretch of a response that makes one point, as code points into the response's text."""

    start: int
    end: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Response:
    """One respondent's answer to one question, with its coded comments."""

    respondent: str
    question: str
    text: str
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Respondent:
    """One row of the survey."""

    id: str
    profile: tuple[str, ...]
    responses: tuple[Response, ...]


@dataclass(frozen=True)
class Codebook:
    """What the build needs to know of the coding framework."""

    questions: dict[str, str]
    codes: dict[str, frozenset[str]]


def load(path: Path) -> dict[str, Any]:
    """Read a YAML file."""
    document: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return document


def read_codebook(path: Path) -> Codebook:
    """Read the question texts, and the questions each code may be used on."""
    raw = load(path)
    return Codebook(
        questions={question["id"]: question["text"] for question in raw["questions"]},
        codes={code["id"]: frozenset(code["questions"]) for code in raw["codes"]},
    )


def read_response(respondent: str, question: str, pieces: str | list[Any]) -> Response:
    """Concatenate the pieces of an answer, noting where each comment starts and ends."""
    if isinstance(pieces, str):
        pieces = [pieces]
    text = ""
    comments: list[Comment] = []
    glued = True
    for piece in pieces:
        if isinstance(piece, str):
            if piece.strip():
                raise ValueError(f"{respondent} {question}: glue is white space only, not {piece!r}")
            text += piece
            glued = True
            continue
        words, codes = (piece[0], tuple(piece[1].split()) if len(piece) == 2 else ())
        if not words or words != words.strip():
            raise ValueError(f"{respondent} {question}: a comment neither starts nor ends with white space: {words!r}")
        text += "" if glued else " "
        comments.append(Comment(len(text), len(text) + len(words), codes))
        text += words
        glued = False
    return Response(respondent, question, text, tuple(comments))


def read_respondents(path: Path, codebook: Codebook) -> tuple[list[str], list[Respondent]]:
    """Read the profile columns and the respondents, each with a response (perhaps blank) to every question."""
    raw = load(path)
    respondents = []
    for entry in raw["respondents"]:
        unknown = set(entry["answers"]) - set(codebook.questions)
        if unknown or len(entry["profile"]) != len(raw["columns"]):
            raise ValueError(f"{entry['id']}: unknown questions {sorted(unknown)}, or a profile of the wrong length")
        responses = tuple(read_response(entry["id"], q, entry["answers"].get(q, "")) for q in codebook.questions)
        respondents.append(Respondent(entry["id"], tuple(entry["profile"]), responses))
    return raw["columns"], respondents


def problems(respondents: list[Respondent], codebook: Codebook) -> Iterator[str]:
    """Yield whatever is wrong with the coding: text no comment covers, codes that are unknown or do not fit."""
    for identifier, times in Counter(respondent.id for respondent in respondents).items():
        if times > 1:
            yield f"{identifier}: used {times} times"
    for response in (response for respondent in respondents for response in respondent.responses):
        place = f"{response.respondent} {response.question}"
        covered = {position for comment in response.comments for position in range(comment.start, comment.end)}
        for position, character in enumerate(response.text):
            if position not in covered and not character.isspace():
                yield f"{place}: no comment covers {character!r} at {position}"
        for comment in response.comments:
            if len(set(comment.codes)) != len(comment.codes):
                yield f"{place}: the same code twice in {comment.codes}"
            for code in comment.codes:
                if response.question not in codebook.codes.get(code, frozenset()):
                    yield f"{place}: {code} is not a code of this question"


def write_workbook(path: Path, columns: list[str], respondents: list[Respondent], codebook: Codebook) -> None:
    """Write the survey, one row per respondent; every cell is a string, never a formula."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.set_properties({"title": "Customer experience (synthetic)", "created": CREATED})
        sheet = workbook.add_worksheet("Responses")
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, len(columns), 14)
        sheet.set_column(len(columns) + 1, len(columns) + len(codebook.questions), 60)
        sheet.freeze_panes(1, 1)
        for column, heading in enumerate(["ID", *columns, *codebook.questions.values()]):
            sheet.write_string(0, column, heading, bold)
        for row, respondent in enumerate(respondents, start=1):
            texts = [response.text for response in respondent.responses]
            for column, value in enumerate([respondent.id, *respondent.profile, *texts]):
                if value:
                    sheet.write_string(row, column, value, wrapped)


def guarded(cell: str) -> str:
    """Put an apostrophe in front of what a spreadsheet would take for a formula (or for such an apostrophe)."""
    return f"'{cell}" if FORMULA_START.match(cell) else cell


def write_coded(path: Path, respondents: list[Respondent]) -> None:
    """Write the coding, one row per comment; the offsets refer to the text before it was guarded."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "question", "start", "end", "text", "codes", "coder", "purpose"])
        for response in (response for respondent in respondents for response in respondent.responses):
            for comment in response.comments:
                cells = [response.text, "|".join(comment.codes), CODER, PURPOSE]
                place = [guarded(response.respondent), response.question, comment.start, comment.end]
                writer.writerow([*place, *map(guarded, cells)])


def print_counts(respondents: list[Respondent], codebook: Codebook) -> None:
    """Print, per question, how many people and comments there are and how often each code was used."""
    for question in codebook.questions:
        responses = [r for respondent in respondents for r in respondent.responses if r.question == question]
        comments = [comment for response in responses for comment in response.comments]
        answered = sum(bool(response.comments) for response in responses)
        print(f"{question}: {answered} of {len(responses)} answered, {len(comments)} comments")
        mentions = Counter(code for comment in comments for code in comment.codes)
        for code, number in mentions.most_common():
            print(f"  {number:3}  {code}")
        print(f"  {sum(not comment.codes for comment in comments):3}  (no code applies)")


def main() -> None:
    """Check the source, build both files and print the counts."""
    codebook = read_codebook(CODEBOOK)
    columns, respondents = read_respondents(SOURCE, codebook)
    if found := list(problems(respondents, codebook)):
        raise SystemExit("\n".join(found))
    write_workbook(WORKBOOK, columns, respondents, codebook)
    write_coded(CODED, respondents)
    print_counts(respondents, codebook)


if __name__ == "__main__":
    main()
