from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import InputError, TableError
from coder.importing.profile import ColumnPlan, ImportProfile, dump_profile, load_profile, placed, unplanned
from coder.importing.roles import Layout, Role

GOOD = """\
# our survey tool
layout: wide
sheet: Responses
header_rows: 2
id: row
columns:
  - header: Comments
    role: open
    question: q1
  - {header: no, role: profile}
"""


def load(tmp_path, text):
    path = tmp_path / "p.yaml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path)


def test_a_profile_is_read(tmp_path):
    profile = load(tmp_path, GOOD)
    assert profile == ImportProfile(
        layout=Layout.WIDE,
        sheet="Responses",
        header_rows=2,
        row_ids=True,
        columns=(ColumnPlan("Comments", 0, Role.OPEN, "q1"), ColumnPlan("no", 1, Role.PROFILE)),
    )
    assert load(tmp_path, dump_profile(profile)) == profile


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("sheet:", "shete:"), "p.yaml:3: unknown key 'shete'; use one of layout, sheet"),
        (("    question: q1", "    quesiton: q1"), "p.yaml:9: unknown key 'quesiton'; use one of header, role"),
        (("header_rows: 2", "header_rows: two"), "p.yaml:4: header_rows:"),
        (("header_rows: 2", "header_rows: 9"), "p.yaml:4: header_rows:"),
        (("id: row", "id: ID"), "p.yaml:5: id:"),
        (("layout: wide\n", ""), "'layout' is missing"),
        (("role: open", "role: opne"), "p.yaml:8: role:"),
        (("header: no", "header: 5"), "p.yaml:10: header:"),
        (("    question: q1\n", ""), "p.yaml:7: 'question' goes with"),
        (("role: profile", "role: codes"), "p.yaml:10: a wide file has no column with the role 'codes'"),
        (("id: row\n", ""), "either one column has the role 'id'"),
        (("header: no", "header: Comments"), "stands more than once"),
        (("layout: wide", "layout: &a wide"), "p.yaml:2: anchors"),
        (("layout: wide", "layout: !!python/name:os.system x"), "p.yaml:2: anchors, aliases and tags"),
        (("layout: wide", "layout: [wide"), "not YAML"),
        (("layout: wide", "layout: wide\nlayout: long"), "p.yaml:3: not YAML"),
    ],
)
def test_every_mistake_is_reported_with_its_line(tmp_path, change, message):
    text = GOOD.replace(*change)
    assert text != GOOD
    with pytest.raises(InputError) as caught:
        load(tmp_path, text)
    assert message in caught.value.message


@pytest.mark.parametrize("text", ["", "just text", "[]", "layout: long\ncolumns: []"])
def test_what_is_no_profile_is_refused(tmp_path, text):
    with pytest.raises(InputError, match=r"p\.yaml:[12]: "):
        load(tmp_path, text)


def test_files_that_cannot_be_read_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(InputError, match="cannot be read"):
            load_profile(path)
    (tmp_path / "p.yaml").write_bytes(b"\xff")
    with pytest.raises(InputError, match="UTF-8"):
        load_profile(tmp_path / "p.yaml")
    (tmp_path / "p.yaml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(InputError, match="too large"):
        load_profile(tmp_path / "p.yaml")


def test_all_mistakes_are_reported_at_once(tmp_path):
    text = "layout: coded\ncolumns:\n  - {header: a, role: start}\n  - {header: b, role: open}\n"
    with pytest.raises(InputError) as caught:
        load(tmp_path, text)
    assert len(caught.value.message.splitlines()) >= 5


def test_columns_are_found_by_name_wherever_they_are(tmp_path):
    profile = load(tmp_path, GOOD)
    header = ("new", "no", "Comments")
    assert [column.index for column in placed(profile, header, Path("f.csv")).columns] == [2, 1]
    assert unplanned(profile, header) == ("new",)
    with pytest.raises(TableError, match="has no column 'Comments'"):
        placed(profile, ("no",), Path("f.csv"))


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(0, len(GOOD)))
def test_whatever_the_text_a_profile_is_read_or_refused_in_a_sentence(tmp_path_factory, text, at):
    path = tmp_path_factory.mktemp("profile") / "p.yaml"
    path.write_text(GOOD[:at] + text + GOOD[at:], encoding="utf-8", errors="replace")
    try:
        assert load_profile(path).columns
    except InputError as error:
        assert "p.yaml" in error.message
