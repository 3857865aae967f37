"""The files of the example consultation are what its sources give, and show what a real survey has."""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from coder.codebook.read import read_codebook
from coder.domain.codebook import QuestionKind

EXAMPLES = Path(__file__).parents[3] / "examples"
TEXTS = ("framework.yaml", "coded.csv", "check.csv")

pytestmark = pytest.mark.usefixtures("nothing_remembered")


def survey(path):
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Responses").to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def coded(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_files_are_what_the_sources_give(tmp_path):
    done = subprocess.run(
        [sys.executable, EXAMPLES / "build.py", tmp_path], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    for name in TEXTS:
        file = f"customer-experience-{name}"
        assert (tmp_path / file).read_bytes() == (EXAMPLES / file).read_bytes(), f"run python examples/build.py: {file}"
    book = "customer-experience.xlsx"
    assert survey(tmp_path / book) == survey(EXAMPLES / book)


def test_the_survey_has_every_question_and_what_real_answers_have():
    framework = read_codebook(EXAMPLES / "customer-experience-framework.yaml")
    rows = survey(EXAMPLES / "customer-experience.xlsx")
    headers = {question.id: question.column or question.text for question in framework.questions}
    assert len(rows) >= 150
    assert set(headers.values()) <= set(rows[0])
    kinds = Counter(question.kind for question in framework.questions)
    assert kinds[QuestionKind.OPEN] == 3 and kinds[QuestionKind.MULTIPLE] == 1 and kinds[QuestionKind.SCALE] >= 7
    for question in framework.questions:
        given = Counter(row[headers[question.id]] for row in rows)
        assert given[""], f"nobody left {question.id} blank"
        assert len(given) > 2
    assert any(";" in row[headers["channels"]] for row in rows)
    assert {"Prefer not to say"} <= {row["Age band"] for row in rows} & {row["Disability"] for row in rows}
    assert sum(float(row["Weight"]) for row in rows) == pytest.approx(len(rows), rel=0.01)
    copies = Counter(row[headers["q2"]] for row in rows)
    copies.pop("")
    assert copies.most_common(1)[0][1] >= 3


def test_the_second_coder_read_a_fifth_of_the_responses_and_did_not_always_agree():
    first = {
        (row["id"], row["question"], row["start"]): row for row in coded(EXAMPLES / "customer-experience-coded.csv")
    }
    check = coded(EXAMPLES / "customer-experience-check.csv")
    responses = {(row["id"], row["question"]) for row in check}
    assert len(responses) / len({key[:2] for key in first}) == pytest.approx(0.2, abs=0.002)
    assert {row["purpose"] for row in check} == {"check"}
    same = [
        set(row["codes"].split("|")) == set(first[row["id"], row["question"], row["start"]]["codes"].split("|"))
        for row in check
    ]
    assert 0.6 < sum(same) / len(same) < 0.9
