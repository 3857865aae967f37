"""`coder codebook add`, `example` and `retire`: the framework is edited as a person would, and the project knows."""

import json

import pytest

FRAMEWORK = """\
# The framework of the library survey.
codebook: small
questions:
  - id: q1
    text: What would make the library better?
codes:
  - id: hours     # as in 2023
    label: Longer opening hours
    keywords: [open*, sunday*]

  - id: website
    label: Website easy to use
"""


@pytest.fixture
def survey(folder):
    folder.write("small.yaml", FRAMEWORK)
    rows = [["1", "q1", "Open on Sundays.", "hours"], ["2", "q1", "A better website.", "website"]]
    folder.project(folder.table("coded.csv", "id question text codes", rows))
    return folder


def framework(folder):
    return (folder.path / "small.yaml").read_text()


def test_a_framework_grows_and_keeps_its_looks(survey):
    done = survey.run(
        *("codebook", "add", "Toilets: more, cleaner", "--definition", "Wants toilets.", "--example", "no loo"),
        *("--example", "yes", "--keyword", "toilet*", "--question", "q1"),
    )
    assert done.stdout == "toilets-more-cleaner\n"
    assert "small.yaml" in done.stderr
    added = """
  - id: toilets-more-cleaner
    label: "Toilets: more, cleaner"
    definition: Wants toilets.
    examples: [no loo, "yes"]
    keywords: [toilet*]
    questions: [q1]
"""
    assert framework(survey) == FRAMEWORK + added
    survey.run("codebook", "add", "Too early", "--under", "hours", "--id", "early")
    said = survey.run("codebook", "example", "early", "Shut at 8: why?").stderr
    assert "'early' has 1 example in" in said
    assert FRAMEWORK.replace(
        "sunday*]\n",
        'sunday*]\n    codes:\n      - id: early\n        label: Too early\n        examples: ["Shut at 8: why?"]\n',
    ) + added == framework(survey)
    survey.run("codebook", "check", "small.yaml")


def test_decisions_on_a_retired_code_count_as_its_replacement(survey):
    survey.run("codebook", "retire", "website", "--replaced-by", "hours")
    assert framework(survey) == FRAMEWORK + "    retired: true\n    replaced_by: hours\n"
    assert survey.counts()["q1", "hours"]["mentions"] == 2
    said = survey.run("codebook", "retire", "website").stderr
    assert "'website' is retired and counts as hours" in said
    survey.path.joinpath("small.yaml").unlink()
    assert survey.counts()["q1", "hours"]["mentions"] == 2, "the last stored version has the replacement"


def test_a_framework_without_a_project(folder):
    folder.write("small.yaml", FRAMEWORK.replace("\n", "\r\n"))
    assert folder.run("codebook", "add", "Staff", "--codebook", "small.yaml").stdout == "staff\n"
    folder.run("codebook", "example", "staff", "Nobody there.", "--codebook", "small.yaml")
    folder.run("codebook", "retire", "hours", "--codebook", "small.yaml")
    content = (folder.path / "small.yaml").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"  - id: staff\r\n    label: Staff\r\n    examples: [Nobody there.]\r\n" in content
    assert not list(folder.path.glob("*.coder"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "WEBSITE easy to use"), "two codes have the label"),
        (("add", "Staff", "--id", "hours"), "two codes have the id 'hours'"),
        (("add", "Staff", "--id", "The Staff"), "cannot be an id"),
        (("add", "Staff", "--under", "hour"), "Did you mean 'hours'?"),
        (("add", "Staff", "--question", "q2"), "there is no question 'q2'"),
        (("add", " "), "'label' is empty"),
        (("example", "staff", "text"), "The framework has no code 'staff'."),
        (("example", "hours", "a\x1b[31mb"), "control character"),
        (("retire", "hours", "--replaced-by", "hours"), "replaced by itself"),
        (("retire", "hours", "--replaced-by", "nothing"), "there is no code 'nothing'"),
    ],
)
def test_what_cannot_be_done_is_said_and_the_file_stays(survey, arguments, said):
    result = survey.run("codebook", *arguments, status=1)
    assert said in " ".join(result.stderr.split()) and result.stdout == ""
    assert framework(survey) == FRAMEWORK


def test_a_file_that_is_not_in_order_or_not_there_is_not_edited(survey):
    survey.write("small.yaml", "codes: [\n")
    assert "small.yaml:" in survey.run("codebook", "example", "hours", "text", status=1).stderr
    assert framework(survey) == "codes: [\n"
    (survey.path / "small.yaml").unlink()
    assert "There is no framework" in survey.run("codebook", "retire", "hours", status=1).stderr
    assert not (survey.path / "small.yaml").exists()
    assert json.loads(survey.run("count", "--format", "json").stdout)


def test_which_framework_is_meant_must_be_clear(survey):
    arguments = ("retire", "hours", "--project", "p.coder", "--codebook", "small.yaml")
    assert "Give one of the two." in survey.run("codebook", *arguments, status=2).stderr
    (survey.path / "p.coder").unlink()
    assert "no project file" in survey.run("codebook", "retire", "hours", status=2).stderr
    assert framework(survey) == FRAMEWORK


@pytest.mark.parametrize("command", ["add", "example", "retire"])
def test_help_has_an_example(folder, command):
    assert f"Example: coder codebook {command} " in folder.run("codebook", command, "--help").stdout
