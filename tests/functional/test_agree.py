"""`coder agree` on projects that several coded, in Excel as it were, through the command line."""

import csv
import io
import json

import pytest

from tests.functional import test_audit as audited
from tests.functional.conftest import SMALL

HEADER = "id question text codes coder purpose"
CODES = ["hours", "website", "hours|website", ""]


def said(number):
    return f"Comment number {number} by 07700 900{number:03d}."


def rows(coder, purpose, codes, people=range(40)):
    return [[f"R{n}", "q1", said(n), codes(n), coder, purpose] for n in people]


def anns(number):
    return CODES[number % 4]


def bens(number):
    """As Ann has it, but for every tenth."""
    return "website" if number % 10 == 0 else anns(number)


@pytest.fixture
def coded(folder):
    def make(folder):
        folder.project(unit="response")
        folder.run("import", folder.table("ann.csv", HEADER, rows("ann", "coding", anns)), "--yes")
        folder.run("import", folder.table("ben.csv", HEADER, rows("ben", "check", bens, range(30))), "--yes")

    return folder.once("agreed", make)


def agreed(folder, *more):
    found = json.loads(folder.run("agree", "--format", "json", *more).stdout)
    return {(row["kind"], row["of"], row["coders"], row["code"]): row for row in found}


def test_two_people_code_by_code_and_together(coded):
    found = agreed(coded)
    assert {key[:3] for key in found} == {("people", "comment", "ann|ben")}
    whole = found["people", "comment", "ann|ben", None]
    # Of 30 comments, Ben has 0, 10 and 20 otherwise: hours became website, hours|website became website, hours.
    assert (whole["units"], whole["respondents"], whole["percent"]) == (30, 30, 90)
    assert whole["alpha_low"] < whole["alpha"] < whole["alpha_high"]
    hours = found["people", "comment", "ann|ben", "hours"]
    assert (hours["both"], hours["first_only"], hours["second_only"], hours["units"]) == (12, 3, 0, 30)
    assert hours["percent"] == 90
    assert hours["positive"] == pytest.approx(24 / 27)
    assert hours["kappa"] == pytest.approx((0.9 - 0.5) / (1 - 0.5))
    assert found["people", "comment", "ann|ben", "nothing"]["alpha"] is None


def test_the_same_again_gives_the_same_intervals(coded):
    assert agreed(coded) == agreed(coded)
    assert agreed(coded, "--resamples", 0)["people", "comment", "ann|ben", None]["alpha_low"] is None


def test_for_people(coded):
    result = coded.run("agree")
    assert "ann and ben" in result.stdout and "Longer opening" in result.stdout
    assert "Between people: 30 comments of 30 people; 1st: ann, 2nd: ben" in result.stdout
    assert "The rule: alpha from 0.8 is good" in result.stdout
    assert "3 disagreements, 0 settled" in result.stderr


def test_what_was_disagreed_on(coded):
    listed = list(csv.DictReader(io.StringIO(coded.run("agree", "--disagreements", "--format", "csv").stdout)))
    assert [(row["respondent"], row["first_codes"], row["second_codes"]) for row in listed] == [
        ("R0", "hours", "website"),
        ("R10", "hours|website", "website"),
        ("R20", "hours", "website"),
    ]
    assert listed[0]["text"] == "Comment number 0 by [phone]."
    shown = coded.run("agree", "--disagreements").stdout
    assert "q1, R10: Comment number 10 by [phone].\n   ann: Longer opening hours · Website easy to use\n" in shown


def test_one_person_later_and_three_people(coded):
    coded.run("import", coded.table("again.csv", HEADER, rows("ann", "check", bens, range(12))), "--yes")
    coded.run("import", coded.table("carl.csv", HEADER, rows("carl", "check", anns, range(12, 40))), "--yes")
    found = agreed(coded)
    assert found["again", "comment", "ann|ann, later", None]["units"] == 12
    assert found["again", "comment", "ann|ann, later", None]["percent"] == pytest.approx(100 * 10 / 12)
    together = found["people", "comment", "ann|ben|carl", None]
    assert (together["units"], together["kappa"]) == (40, None)
    # Pairs that agree: 12 comments of two (2 differ), 18 of three (one differs from two at 20), 10 of two.
    assert together["percent"] == pytest.approx(100 * (10 + 17 + 1 / 3 + 10) / 40)
    assert agreed(coded, "--coder", "ann", "--coder", "carl").keys() >= {("people", "comment", "ann|carl", None)}
    assert ("people", "comment", "ann|ben", None) not in agreed(coded, "--coder", "ann", "--coder", "carl")


def test_one_person_again_where_nobody_else_coded(folder):
    """Codes of questions on which only one person coded twice have their verdict too."""
    book = SMALL.replace("codes:\n", "  - {id: q2, text: Anything else?}\ncodes:\n") + "    questions: [q2]\n"
    folder.write("two.yaml", book)
    folder.project(codebook="two.yaml", unit="response")
    made = [*rows("ann", "coding", anns), *rows("ben", "check", bens)]
    for purpose, codes in (("coding", "nothing"), ("check", "")):
        made += [[f"R{n}", "q2", f"Nothing {n}.", codes, "ann", purpose] for n in range(12)]
    folder.run("import", folder.table("both.csv", HEADER, made), "--yes")
    found = agreed(folder)
    assert found["again", "comment", "ann|ann, later", "nothing"]["verdict"] == "vague code"
    assert found["people", "comment", "ann|ben", "hours"]["verdict"] == "too few"
    said = folder.run("agree").stdout
    assert "The same person again: 12 comments of 12 people" in said and "vague code: people disagree" in said


def test_whole_responses_against_comments(folder):
    """Who codes in Excel need not divide responses as the project does."""
    folder.project(unit="response")
    text = "Open late. A better website."
    header = "id question text codes coder purpose start end"
    parts = [("0", "10", "hours"), ("11", "28", "website")]
    people = [[f"R{n}", "q1", text, codes, "ann", "coding", a, b] for n in range(12) for a, b, codes in parts]
    folder.run("import", folder.table("ann.csv", header, people), "--yes")
    wholes = [[f"R{n}", "q1", text, "hours|website" if n else "hours", "ben", "check"] for n in range(12)]
    folder.run("import", folder.table("ben.csv", HEADER, wholes), "--yes")
    found = agreed(folder)
    assert {key[:3] for key in found} == {("people", "response", "ann|ben")}
    assert found["people", "response", "ann|ben", None]["percent"] == pytest.approx(100 * 11 / 12)
    listed = json.loads(folder.run("agree", "--disagreements", "--format", "json").stdout)
    assert [(one["of"], one["comment"], one["text"]) for one in listed] == [("response", None, text)]


def test_people_who_saw_no_suggestions_and_the_machine(folder):
    """The suggestions from before the audit was read count; those that may have learnt from it do not."""
    folder.texts = {row[0]: row[2] for row in audited.ROWS}
    folder.once("audited", audited.suggested_project)
    folder.run("audit", "draw", "--size", 80, "--looks", 1, "--seed", 7)
    names = audited.read_audit(folder)
    found = agreed(folder)
    assert {key[:3] for key in found} == {("machine", "comment", "ann|suggestions")}
    website = found["machine", "comment", "ann|suggestions", "website"]
    assert (website["units"], website["alpha"], website["verdict"]) == (80, 1, "good")
    hours = found["machine", "comment", "ann|suggestions", "hours"]
    guessed = sum(int(name) % 4 == 0 for name in names)
    assert (hours["both"] + hours["second_only"], hours["verdict"]) == (guessed, "vague code or weak machine")
    audited.suggest(folder, "second")
    assert agreed(folder) == {}
    assert "nothing is said of the machine on 80 comments" in folder.run("agree").stderr


def test_nothing_to_compare(folder):
    folder.project(unit="response")
    assert json.loads(folder.run("agree", "--format", "json").stdout) == []
    result = folder.run("agree")
    assert result.stdout == "" and "coder review --check" in result.stderr
    assert "Nobody called 'zoe'" in folder.run("agree", "--coder", "zoe", status=1).stderr
    assert "no open question 'q9'" in folder.run("agree", "--question", "q9", status=1).stderr
