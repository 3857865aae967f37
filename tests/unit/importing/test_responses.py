import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.response import ResponseKey
from coder.errors import TableError
from coder.importing.profile import ColumnPlan, ImportProfile
from coder.importing.propose import Wishes
from coder.importing.responses import ImportedRow, read_responses
from coder.importing.roles import Layout, Role
from coder.importing.rows import Skipped
from coder.importing.tables import open_table
from tests.unit.importing.build import Q1, codebook, read_all, write_csv, write_xlsx


def read(tmp_path, rows, **options):
    return read_all(write_csv(tmp_path / "a.csv", rows), read_responses, **options)


def texts(found):
    return {
        response.key: response.text for item in found if isinstance(item, ImportedRow) for response in item.responses
    }


def test_a_wide_row_brings_a_respondent_and_responses(tmp_path):
    rows = [
        ["id", "Age", "Email", "q1", "Contact", "District", "weight"],
        ["1", "35-44", "a@b.org", " n/a ", "\n", "Oxford", "1.25"],
        ["2", "", "", "  ", "", "", ""],
        ["3", "x", "", "NULL", "None", "", "0"],
    ]
    found, tally = read(tmp_path, rows, wave="2024")
    first, second, third = found
    assert first.respondent.profile == {"Age": "35-44", "district": "Oxford"}
    assert (first.respondent.id, first.respondent.wave, first.respondent.weight) == ("1", "2024", 1.25)
    assert [(r.key, r.text) for r in first.responses] == [(ResponseKey("2024", "1", "q1"), " n/a ")]
    assert first.blank == ("q2",)
    assert (second.responses, second.blank, second.respondent.profile) == ((), ("q1", "q2"), {})
    assert [r.text for r in third.responses] == ["NULL", "None"]
    assert (tally.rows, tally.with_responses, tally.without_responses, tally.responses) == (3, 2, 1, 3)
    assert tally.blank_cells == {"q1": 1, "q2": 2}


def test_a_long_file_brings_a_response_a_row(tmp_path):
    rows = [
        ["id", "question", "text", "wave", "region"],
        ["1", "q1", "one", "w1", "north"],
        ["1", Q1.text.upper(), "two", "w2", ""],
        ["1", "district", "Oxford", "w1", ""],
        ["2", "q2", " ", "", "south"],
        ["", "", "", "", ""],
    ]
    found, tally = read(tmp_path, rows, wave="w0")
    assert texts(found) == {ResponseKey("w1", "1", "q1"): "one", ResponseKey("w2", "1", "q1"): "two"}
    assert found[0].respondent.profile == {"region": "north"}
    assert found[2].respondent.profile == {"district": "Oxford"}
    assert (found[3].blank, found[3].respondent.wave) == (("q2",), "w0")
    assert found[4] == Skipped(6, "blank row")
    assert tally.skipped == {"blank row": 1}


def test_the_same_response_again_is_skipped_and_another_refused(tmp_path):
    rows = [["id", "q1", "q2"], ["1", "a", ""], ["1", "a", ""], ["1", "a", "b"], ["1", "", ""]]
    found, tally = read(tmp_path, rows)
    assert found[1] == Skipped(3, "same as row 2", same_as=2)
    assert [r.text for r in found[2].responses] == ["b"]
    assert tally.skipped == {"same as an earlier row": 1} and tally.without_responses == 1
    with pytest.raises(
        TableError, match=r"a\.csv, row 3, gives respondent '1' another response to q1 than row 2"
    ) as caught:
        read(tmp_path, [["id", "q1"], ["1", "a"], ["1", "b"]])
    assert "--id row" in caught.value.hint


def test_row_numbers_can_be_the_ids(tmp_path):
    rows = [["who", "q1"], ["", "a"], ["", ""], ["x", "a"]]
    found, _ = read(tmp_path, rows, wishes=Wishes(id="row"))
    assert [getattr(item, "respondent", None) and item.respondent.id for item in found] == ["2", None, "4"]


def test_a_row_without_an_id_is_refused(tmp_path):
    with pytest.raises(TableError, match="row 3, has no id"):
        read(tmp_path, [["id", "q1"], ["1", "a"], [" ", "b"]])


@pytest.mark.parametrize("weight", ["heavy", "-1", "nan", "inf", "1_0", "1,5"])
def test_a_weight_is_a_number(tmp_path, weight):
    with pytest.raises(TableError, match="row 2, has the weight"):
        read(tmp_path, [["id", "weight", "q1"], ["1", weight, "a"]])


def test_unknown_questions_are_reported_together(tmp_path):
    rows = [["id", "question", "text"], ["1", "q1", "a"], *([str(n), f"q{n % 3 + 1}", "b"] for n in range(60))]
    rows += [["x", f"distict{n}", "c"] for n in range(30)]
    with pytest.raises(TableError, match="'q3' in rows 5, 8") as caught:
        read(tmp_path, rows)
    assert "did you mean" in caught.value.message and "and others" in caught.value.message
    assert caught.value.hint == "The codebook's questions: q1, q2, district."


def test_a_profile_has_to_fit_the_codebook(tmp_path):
    table = open_table(write_csv(tmp_path / "a.csv", [["id", "a"], ["1", "x"]]))
    for question, role in (("q9", Role.OPEN), ("district", Role.OPEN), ("q1", Role.CLOSED)):
        columns = (ColumnPlan("id", 0, Role.ID), ColumnPlan("a", 1, role, question))
        with pytest.raises(TableError, match=question):
            list(read_responses(table, ImportProfile(layout=Layout.WIDE, columns=columns), codebook()))


def test_columns_that_are_dropped_are_never_read(tmp_path):
    found, _ = read(tmp_path, [["id", "Email", "q1"], ["1", "a@b.org", "text"]])
    assert "a@b.org" not in repr(found)


def test_numeric_ids_and_formulas_of_a_workbook_are_text(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["id", "q1"], [7, "'=kept"], [8.0, 5.5], [True, "=1+1"]])
    found, _ = read_all(path, read_responses)
    assert [(k.respondent, t) for k, t in texts(found).items()] == [("7", "'=kept"), ("8", "5.5"), ("TRUE", "=1+1")]


cell = st.sampled_from(["", " ", "a", "b", "n/a"])


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["1", "2", "3"]), cell, cell, cell), max_size=12))
def test_every_row_is_accounted_for(tmp_path_factory, rows):
    path = write_csv(tmp_path_factory.mktemp("wide") / "a.csv", [["id", "Age", "q1", "q2"], *rows, ["", "", " ", ""]])
    try:
        found, tally = read_all(path, read_responses)
    except TableError as error:
        assert "another response" in error.message
        return
    assert [item.row for item in found] == list(range(2, len(rows) + 3))
    assert tally.rows == len(rows) + 1
    kept = texts(found)
    for respondent, _, *answers in rows:
        for question, answer in zip(("q1", "q2"), answers, strict=True):
            assert not answer.strip() or kept[ResponseKey("", respondent, question)] == answer
