"""From an export and a framework to counts, report and back, through the command line."""

import json

import pytest

from tests.functional.conftest import ROOT

FRAMEWORK = ROOT / "examples" / "customer-experience-framework.yaml"
EXAMPLE = ROOT / "examples" / "customer-experience.xlsx"
CODED = ROOT / "examples" / "customer-experience-coded.csv"
CHECK = ROOT / "examples" / "customer-experience-check.csv"


@pytest.fixture
def example(folder):
    return folder.once("example", lambda new: new.project(EXAMPLE, CODED, codebook=FRAMEWORK))


def test_the_example_counts_as_its_coding_says(example):
    rows = example.read(CODED)
    found = example.counts()
    for (question, code), row in found.items():
        expected = [one for one in rows if one["question"] == question and code in one["codes"].split("|")]
        assert row["mentions"] == len(expected)
        assert row["respondents"] == len({one["id"] for one in expected})
        assert row["base"] == row["read_respondents"] == len({one["id"] for one in rows if one["question"] == question})


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.parquet"])
def test_an_export_reads_back_to_the_same_counts(example, name):
    before = example.counts("--project", "p.coder")
    example.run("export", "--out", name)
    example.run("init", "again.coder", "--codebook", FRAMEWORK)
    example.run("import", name, "--project", "again.coder", "--yes")
    assert example.counts("--project", "again.coder") == before


def test_importing_the_same_files_again_changes_nothing(example):
    before = example.counts()
    for file in (EXAMPLE, CODED):
        example.run("import", file, "--yes")
    assert example.counts() == before
    assert json.loads(example.run("status", "--format", "json").stdout)["coders"] == [["jm", "coding", 662]]


def test_a_second_coders_check_is_kept_beside_the_coding_and_counts_nothing(example):
    before = example.counts()
    example.run("import", CHECK, "--yes")
    assert example.counts() == before
    coders = json.loads(example.run("status", "--format", "json").stdout)["coders"]
    assert sorted(coders) == [["jm", "coding", 662], ["sk", "check", 124]]


def test_the_summary_of_an_import_adds_up_to_the_rows_of_the_file(folder):
    folder.project()
    rows = [["1", "q1", "Open on Sundays."], ["2", "q1", "  "], ["", "", ""], ["1", "q1", "Open on Sundays."]]
    said = folder.run("import", folder.table("in.csv", "id question text", rows), "--yes").stderr
    assert "4 rows read: 1 with responses, 1 without any" in said.replace("\n", " ")
    assert "1 skipped (blank row)" in said
    assert "1 skipped (same as an earlier row)" in said


def test_a_changed_text_is_refused_and_nothing_of_the_file_is_imported(folder):
    folder.project(folder.table("a.csv", "id question text", [["1", "q1", "Open on Sundays."]]))
    later = folder.table("b.csv", "id question text", [["2", "q1", "New here."], ["1", "q1", "Shut on Sundays."]])
    assert "never changes" in folder.run("import", later, "--yes", status=1).stderr
    assert folder.counts()["q1", "hours"]["base"] == 1
    folder.run("import", later, "--yes", "--wave", "2025")
    assert folder.counts()["q1", "hours"]["base"] == 3


def test_an_import_profile_repeats_an_import(folder):
    header = "Ref,Respondent name,Your view,Area\n"
    folder.write("a.csv", header + "1,Ann Example,Open on Sundays.,North\n")
    folder.write("b.csv", header + "2,Bob Example,The website is slow.,South\n")
    folder.project()
    options = ["--id", "Ref", "--open", "q1=Your view", "--yes", "--save-profile", "how.yaml"]
    shown = folder.run("import", "a.csv", *options).stderr
    assert "drop" in shown
    folder.run("import", "b.csv", "--profile", "how.yaml", "--yes")
    folder.run("export", "--out", "out.csv")
    rows = folder.read("out.csv")
    assert [(row["id"], row["Area"]) for row in rows] == [("1", "North"), ("2", "South")]
    assert "Respondent name" not in rows[0]


def test_a_question_that_needs_an_answer_names_the_option_when_nobody_can_be_asked(folder):
    folder.project()
    file = folder.table("in.csv", "id question text", [["1", "q1", "Open."]])
    assert "--yes" in folder.run("import", file, status=2).stderr
    assert "--id" in folder.run("import", folder.table("b.csv", "who q1", [["1", "Open."]]), "--yes", status=2).stderr
    assert folder.counts()["q1", "hours"]["base"] == 0


def test_whole_response_codes_on_a_divided_response_are_kept_as_checks_and_not_counted(folder):
    text = "Open on Sundays. The website is slow."
    rows = [["1", "q1", 0, 16, text, "hours"], ["1", "q1", 17, 37, text, "website"]]
    whole = folder.table("whole.csv", "id question text codes coder", [["1", "q1", text, "nothing", "bob"]])
    folder.project(folder.table("coded.csv", "id question start end text codes", rows))
    before = folder.counts()
    assert "not counted" in folder.run("import", whole, "--yes").stderr
    assert folder.counts() == before
    folder.run("export", "--out", "out.csv")
    check = [row for row in folder.read("out.csv") if row["coder"] == "bob"]
    assert [(row["purpose"], row["start"], row["codes"]) for row in check] == [("check", "", "nothing")]


def test_coding_with_other_comments_than_the_decided_ones_is_refused(folder):
    text = "Open on Sundays. The website is slow."
    folder.project(folder.table("a.csv", "id question start end text codes", [["1", "q1", 0, 16, text, "hours"]]))
    other = folder.table("b.csv", "id question start end text codes", [["1", "q1", 0, 10, text, "hours"]])
    said = folder.run("import", other, "--yes", status=1).stderr
    assert "respondent '1' to question 'q1' is divided in another way" in said
    assert folder.counts()["q1", "hours"]["mentions"] == 1


def test_the_only_project_in_the_folder_is_used_and_two_are_not_guessed_between(folder):
    folder.project()
    folder.run("status")
    folder.run("init", "q.coder", "--codebook", "small.yaml")
    assert "--project" in folder.run("status", status=2).stderr
    folder.run("status", "--project", "q.coder")


def test_counts_come_as_csv_too(example):
    lines = example.run("count", "--format", "csv", "--question", "q1").stdout.splitlines()
    assert lines[0].split(",")[:6] == ["question", "code", "label", "parent", "basis", "mentions"]
    assert len(lines) == 1 + len([key for key in example.counts() if key[0] == "q1"])


PADDED = ["Kind staff ", "\nOpen on Sundays.\n", "  The website. ", "Open later"]


@pytest.mark.model
@pytest.mark.parametrize("order", ["coded first", "suggested first"])
def test_codes_of_a_padded_response_count_whether_or_not_it_was_divided_before(folder, order):
    rows = [[str(n), "q1", text, "website"] for n, text in enumerate(PADDED)]
    plain = folder.table("plain.csv", "id question text", [row[:3] for row in rows])
    coded = folder.table("coded.csv", "id question text codes", rows)
    folder.project(plain)
    if order == "suggested first":
        folder.run("suggest")
    folder.run("import", coded, "--yes")
    assert folder.counts()["q1", "website"]["mentions"] == len(PADDED)
    folder.run("suggest")
    folder.run("export", "--out", "out.csv")
    folder.run("init", "again.coder", "--codebook", "small.yaml")
    folder.run("import", "out.csv", "--project", "again.coder", "--yes")
    assert folder.counts("--project", "again.coder") == folder.counts("--project", "p.coder")


def test_weights_and_profiles_survive_coding_and_export(folder):
    header = "id question text codes weight age"
    rows = [["1", "q1", "Open later.", "hours", "1.25", "young"], ["2", "q1", "The website.", "website", "0.5", ""]]
    folder.project(folder.table("coded.csv", header, rows))
    folder.run("export", "--out", "out.csv")
    assert [(row["weight"], row["age"]) for row in folder.read("out.csv")] == [("1.25", "young"), ("0.5", "")]
    folder.run("init", "again.coder", "--codebook", "small.yaml")
    folder.run("import", "out.csv", "--project", "again.coder", "--yes")
    folder.run("export", "--project", "again.coder", "--out", "again.csv")
    assert (folder.path / "again.csv").read_bytes() == (folder.path / "out.csv").read_bytes()


def test_a_blank_profile_cell_takes_nothing_away_and_a_different_one_is_reported(folder):
    rows = [["1", "q1", "Open later.", "hours", "young"], ["1", "q1", "Open later.", "hours", ""]]
    rows += [["1", "q1", "Open later.", "hours", "old"]]
    folder.run("init", "p.coder", "--codebook", "small.yaml")
    said = folder.run("import", folder.table("coded.csv", "id question text codes age", rows), "--yes").stderr
    assert "'age' of respondent '1'" in said
    folder.run("export", "--out", "out.csv")
    assert {row["age"] for row in folder.read("out.csv")} == {"young"}


@pytest.mark.model
def test_a_file_with_one_of_several_comments_leaves_the_others_to_be_coded(folder):
    text = "Open on Sundays please. The website is slow. The staff are kind."
    folder.project(folder.table("in.csv", "id question text", [["1", "q1", text]]))
    folder.run("suggest")
    before = folder.counts()["q1", "hours"]["comments"]
    coded = folder.table("one.csv", "id question start end text codes", [["1", "q1", 0, 15, text, "hours"]])
    folder.run("import", coded, "--yes")
    after = folder.counts()["q1", "hours"]
    assert (before, after["mentions"], after["read_comments"]) == (3, 1, 1)
    assert after["comments"] == 4
    assert after["read_respondents"] == 0


def test_words_that_belong_to_no_comment_are_reported(folder):
    text = "Open on Sundays. The website is slow."
    folder.run("init", "p.coder", "--codebook", "small.yaml")
    coded = folder.table("coded.csv", "id question start end text codes", [["1", "q1", 0, 16, text, "hours"]])
    assert "1 response with words that belong to none" in folder.run("import", coded, "--yes").stderr


def test_an_export_reads_back_when_a_used_code_has_become_a_heading(folder):
    folder.project(folder.table("coded.csv", "id question text codes", [["1", "q1", "Open later.", "hours"]]))
    source = (folder.path / "small.yaml").read_text(encoding="utf-8")
    folder.write("small.yaml", source.replace("    label: Longer", "    codable: false\n    label: Longer"))
    folder.run("export", "--out", "out.csv")
    folder.run("init", "again.coder", "--codebook", "small.yaml")
    said = folder.run("import", "out.csv", "--project", "again.coder", "--yes").stderr
    assert "'hours' is a heading" in said
    assert folder.counts("--project", "again.coder") == folder.counts("--project", "p.coder")


def test_responses_to_a_question_that_left_the_codebook_are_not_forgotten_in_silence(folder):
    folder.project(folder.table("in.csv", "id question text", [["1", "q1", "Open later."]]))
    source = (folder.path / "small.yaml").read_text(encoding="utf-8")
    folder.write("small.yaml", source.replace("id: q1", "id: q2"))
    for command in ("count", "status"):
        assert "1 comment on 'q1'" in folder.run(command).stderr


@pytest.mark.model
def test_new_comments_are_scored_and_the_others_left_alone(folder):
    folder.project(
        folder.table("a.csv", "id question text", [[n, "q1", f"Open at {n}."] for n in "4567"]), unit="response"
    )
    assert "4 comments scored" in folder.run("suggest").stderr
    folder.run("import", folder.table("b.csv", "id question text", [["2", "q1", "The website."]]), "--yes")
    assert json.loads(folder.run("status", "--format", "json").stdout)["undivided"] == 1
    assert "1 comment scored" in folder.run("suggest").stderr
    assert "0 comments scored" in folder.run("suggest").stderr
    assert json.loads(folder.run("status", "--format", "json").stdout)["unscored"] == 0
