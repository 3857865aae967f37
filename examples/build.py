"""Build the example consultation from its hand-written sources.

Run ``python examples/build.py [FOLDER]``: it checks ``source/`` against the codebook, writes the framework, the survey
as a workbook and both coders' codings as CSV (here, or into the folder), and prints how often each code was used. The
same sources give the same bytes.
"""

import csv
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from consultation import (
    SOURCE,
    Framework,
    Respondent,
    Response,
    problems,
    read_framework,
    read_respondents,
    read_second_coder,
)

HERE = Path(__file__).resolve().parent
CODEBOOK = HERE.parent / "codebooks" / "oxfordshire-customer-experience.yaml"
FRAMEWORK = "customer-experience-framework.yaml"
WORKBOOK = "customer-experience.xlsx"
CODED = "customer-experience-coded.csv"
CHECK = "customer-experience-check.csv"

HEAD = """\
# The framework of the example consultation, made by build.py: the codes of oxfordshire-customer-experience.yaml, and
# closed questions of our own (source/closed-questions.yaml).
codebook: customer-experience-example
title: "Example consultation (synthetic: nobody really said this)"
"""
FIRST, SECOND = "jm", "sk"
CREATED = datetime(2024, 4, 2, tzinfo=UTC)
FORMULA_START = re.compile(r"'*[=+\-@\t\r]")
ADULTS = {
    "16 - 24": 0.13,
    "25 - 34": 0.16,
    "35 - 44": 0.17,
    "45 - 54": 0.16,
    "55 - 64": 0.15,
    "65 - 74": 0.12,
    "75 - 84": 0.08,
    "85 or over": 0.03,
}
"""The shares of the age bands among adults that the weights aim at: invented, as everything here."""


def framework_text() -> str:
    """Oxfordshire's framework under another name, with the closed questions after the open ones."""
    text = CODEBOOK.read_text(encoding="utf-8")
    questions, codes = text[text.index("version:") :].split("\ncodes:\n", maxsplit=1)
    closed = (SOURCE / "closed-questions.yaml").read_text(encoding="utf-8").split("\n", maxsplit=1)[1]
    return f"{HEAD}{questions}\n{closed}codes:\n{codes}"


def weights(respondents: list[Respondent]) -> dict[str, str]:
    """A weight for each age band: its share among adults over its share among those who gave one."""
    bands = Counter(respondent.closed["age-band"] for respondent in respondents)
    stated = sum(bands[band] for band in ADULTS)
    return {band: f"{share * stated / bands[band]:.2f}" for band, share in ADULTS.items()}


def write_workbook(path: Path, respondents: list[Respondent], framework: Framework) -> None:
    """Write the survey, one row per respondent; every cell is a string, never a formula."""
    closed = {key: question.get("column", question["text"]) for key, question in framework.closed.items()}
    weight = weights(respondents)
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.set_properties({"title": "Customer experience (synthetic)", "created": CREATED})
        sheet = workbook.add_worksheet("Responses")
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, len(closed) + 1, 16)
        sheet.set_column(len(closed) + 2, len(closed) + 1 + len(framework.open), 60)
        sheet.freeze_panes(1, 1)
        for column, heading in enumerate(["ID", *closed.values(), "Weight", *framework.open.values()]):
            sheet.write_string(0, column, heading, bold)
        for row, respondent in enumerate(respondents, start=1):
            cells = [respondent.id, *(respondent.closed[key] for key in closed)]
            cells += [weight.get(respondent.closed["age-band"], "1.00")]
            cells += [response.text for response in respondent.responses]
            for column, value in enumerate(cells):
                if value:
                    sheet.write_string(row, column, value, wrapped)


def guarded(cell: str) -> str:
    """Put an apostrophe in front of what a spreadsheet would take for a formula (or for such an apostrophe)."""
    return f"'{cell}" if FORMULA_START.match(cell) else cell


def write_coded(path: Path, responses: list[Response], coder: str, purpose: str) -> None:
    """Write a coding, one row per comment; the offsets refer to the text before it was guarded."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "question", "start", "end", "text", "codes", "coder", "purpose"])
        for response in responses:
            for comment in response.comments:
                cells = [response.text, "|".join(comment.codes), coder, purpose]
                place = [guarded(response.respondent), response.question, comment.start, comment.end]
                writer.writerow([*place, *map(guarded, cells)])


def print_counts(respondents: list[Respondent], second: list[Response], framework: Framework) -> None:
    """Print, per question, how many people and comments there are and how often each code was used."""
    for question in framework.open:
        responses = [r for respondent in respondents for r in respondent.responses if r.question == question]
        comments = [comment for response in responses for comment in response.comments]
        answered = sum(bool(response.comments) for response in responses)
        print(f"{question}: {answered} of {len(responses)} answered, {len(comments)} comments")
        mentions = Counter(code for comment in comments for code in comment.codes)
        for code, number in mentions.most_common():
            print(f"  {number:3}  {code}")
        print(f"  {sum(not comment.codes for comment in comments):3}  (no code applies)")
    first = {(r.respondent, r.question): r for respondent in respondents for r in respondent.responses}
    pairs = [pair for r in second for pair in zip(first[r.respondent, r.question].comments, r.comments, strict=True)]
    same = sum(set(one.codes) == set(other.codes) for one, other in pairs)
    print(f"second coder: {len(second)} responses, {len(pairs)} comments, {same} of them coded as by the first")


def main(folder: Path = HERE) -> None:
    """Check the sources, build all files and print the counts."""
    text = framework_text()
    framework = read_framework(text)
    respondents = read_respondents(framework)
    second = read_second_coder(respondents)
    if found := list(problems(respondents, second, framework)):
        raise SystemExit("\n".join(found))
    (folder / FRAMEWORK).write_text(text, encoding="utf-8", newline="\n")
    write_workbook(folder / WORKBOOK, respondents, framework)
    write_coded(folder / CODED, [each for person in respondents for each in person.responses], FIRST, "coding")
    write_coded(folder / CHECK, second, SECOND, "check")
    print_counts(respondents, second, framework)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
