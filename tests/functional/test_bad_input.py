"""What a user can get wrong ends in one clear sentence, the right exit code and an intact project."""

import pytest

DEEP = "codebook: x\ncodes: " + "[" * 5000 + "]" * 5000
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (BOMB, "bad.yaml:1"),
        ("codebook: !!python/object/apply:os.system [ls]\n", "bad.yaml:1"),
        (DEEP, "bad.yaml"),
        ("codes: [", "bad.yaml"),
        ("", "bad.yaml"),
        ("\x00", "bad.yaml"),
        ("codebook: a\ncodebook: b\n", "bad.yaml:2"),
    ],
)
def test_a_hostile_codebook_is_refused_with_its_line(folder, source, said):
    folder.write("bad.yaml", source)
    result = folder.run("codebook", "check", "bad.yaml", status=1)
    assert said in result.stdout + result.stderr
    assert said in folder.run("init", "p.coder", "--codebook", "bad.yaml", status=1).stderr
    assert not (folder.path / "p.coder").exists()


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_codebook_that_is_a_folder_or_missing_is_refused(folder, command):
    folder.run("codebook", command, ".", status=1)
    folder.run("codebook", command, "missing.yaml", status=1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("not-a-zip.xlsx", b"hello"),
        ("empty.xlsx", b""),
        ("empty.csv", b""),
        ("cut.parquet", b"PAR1"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("no-such-kind.docx", b"PK"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_the_project_is_intact(folder, name, content):
    folder.project(folder.table("in.csv", "id question text", [["1", "q1", "Open."]]))
    (folder.path / name).write_bytes(content)
    result = folder.run("import", name, "--yes", status=2 if name == "picture.csv" else 1)
    assert name in result.stderr
    assert folder.counts()["q1", "hours"]["base"] == 1


@pytest.mark.parametrize("file", [".", "missing.csv"])
def test_a_folder_or_a_missing_file_is_refused(folder, file):
    folder.project()
    folder.run("import", file, "--yes", status=1)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["1", "q1", "Open.", "houers"]], "hours"),
        ([["1", "q9", "Open.", "hours"]], "q9"),
        ([["", "q1", "Open.", "hours"]], "row 2"),
        ([["1", "q1", "Open.", "hours"], ["1", "q1", "Shut.", "hours"]], "row 3, gives respondent '1' another text"),
        ([["1", "q1", "", "hours"]], "row 2"),
    ],
)
def test_a_coded_row_that_cannot_be_right_is_refused_with_its_row(folder, rows, said):
    folder.project()
    result = folder.run("import", folder.table("coded.csv", "id question text codes", rows), "--yes", status=1)
    assert said in result.stderr
    assert folder.counts()["q1", "hours"]["base"] == 0


@pytest.mark.parametrize(("start", "end"), [("-1", "3"), ("3", "3"), ("0", "999"), ("0", ""), ("x", "3"), ("2", "8")])
def test_offsets_outside_the_text_or_overlapping_are_refused(folder, start, end):
    rows = [["1", "q1", "0", "5", "Open on Sundays.", "hours"], ["1", "q1", start, end, "Open on Sundays.", "hours"]]
    folder.project()
    file = folder.table("coded.csv", "id question start end text codes", rows)
    assert "row 3" in folder.run("import", file, "--yes", status=1).stderr


def test_a_project_that_is_none_is_refused(folder):
    folder.run("count", "--project", "nowhere.coder", status=1)
    folder.run("count", "--project", ".", status=1)
    folder.write("text.coder", "hello")
    folder.run("count", "--project", "text.coder", status=1)


def test_a_truncated_project_is_refused_and_left_as_it_is(folder):
    folder.project(folder.table("in.csv", "id question text", [["1", "q1", "Open."]]))
    whole = (folder.path / "p.coder").read_bytes()
    (folder.path / "p.coder").write_bytes(whole[: len(whole) // 2])
    for command in ("count", "status", "suggest", "export"):
        more = ["--out", "out.csv"] if command == "export" else []
        folder.run(command, *more, status=1)
    assert (folder.path / "p.coder").read_bytes() == whole[: len(whole) // 2]
    assert not (folder.path / "out.csv").exists()


def test_init_never_overwrites(folder):
    folder.project()
    before = (folder.path / "p.coder").read_bytes()
    folder.run("init", "p.coder", "--codebook", "small.yaml", status=1)
    assert (folder.path / "p.coder").read_bytes() == before


@pytest.mark.parametrize("name", ["report.pdf", "report", "nowhere/report.md", "."])
def test_a_report_that_cannot_be_written_is_refused(folder, name):
    folder.project()
    folder.run("report", "--out", name, status=1)


def test_a_model_that_is_not_there_ends_in_what_to_do(folder):
    folder.project(folder.table("in.csv", "id question text", [["1", "q1", "Open."]]), unit="response")
    (folder.path / "empty").mkdir()
    folder.run("suggest", "--model", "missing/", status=1)
    assert "empty" in folder.run("suggest", "--model", "empty/", status=1).stderr
    result = folder.run("suggest", "--model", "some-organisation/some-model", status=3)
    assert "--allow-download" in result.stderr


def test_review_without_a_terminal_says_so(folder):
    folder.project(folder.table("in.csv", "id question text", [["1", "q1", "Open."]]))
    assert "terminal" in folder.run("review", "--coder", "ann", status=2).stderr


def test_unknown_questions_are_named(folder):
    folder.project()
    assert "q1" in folder.run("count", "--question", "q9", status=1).stderr
    assert "q1" in folder.run("codebook", "show", "small.yaml", "--question", "q9", status=1).stderr
