import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.coded import CodedRow
from coder.domain.decision import Purpose
from coder.domain.response import ResponseKey, Span
from coder.errors import TableError
from coder.importing.coded import read_coded
from coder.importing.rows import Skipped
from tests.unit.importing.build import Q1, codebook, read_all, write_csv

TEXT = "\U0001f600 The staff were kind. The website was not."


def read(tmp_path, header, *rows, **options):
    return read_all(write_csv(tmp_path / "a.csv", [header.split(), *map(list, rows)]), read_coded, **options)


def test_a_row_is_a_coding_with_everything_it_says(tmp_path):
    header = "id question start end text codes coder purpose decided wave region weight"
    found, tally = read(
        tmp_path,
        header,
        ["1", "q1", "2", "22", TEXT, "kind | web|kind|", "ann", "Check", "1", "w1", "north", "2"],
        ["1", Q1.text, "23", "43", TEXT, "", " ", "", "", "", "", ""],
        ["2", "q1", "", "", "n/a", "", "bob", "adjudication", "0", "", "", ""],
        ["3", "q1", "", "", "Retired", "rude", "machine:x", "coding", "", "", "", ""],
    )
    assert found[0] == CodedRow(
        key=ResponseKey("w1", "1", "q1"),
        text=TEXT,
        codes=("kind", "web"),
        coder="ann",
        purpose=Purpose.CHECK,
        span=Span(2, 22),
        profile={"region": "north"},
        weight=2.0,
        row=2,
    )
    assert (found[1].coder, found[1].purpose, found[1].decided, found[1].codes) == ("imported", "coding", True, ())
    assert (found[2].decided, found[2].span) == (False, None)
    assert found[3].codes == ("rude",)
    assert tally.with_responses == 4


def test_without_offsets_several_coders_code_the_whole_response(tmp_path):
    rows = [["1", "q1", "One text.", "kind", "ann"], ["1", "q1", "One text.", "web", "bob"]]
    found, _ = read(tmp_path, "id question text codes coder", *rows)
    assert [(row.coder, row.codes, row.span) for row in found] == [("ann", ("kind",), None), ("bob", ("web",), None)]


def test_blank_rows_and_blank_texts_are_skipped(tmp_path):
    found, tally = read(tmp_path, "id question text codes", ["1", "q1", " \n", ""], ["", "", "", ""])
    assert found == [Skipped(2, "no response"), Skipped(3, "blank row")]
    assert tally.skipped == {"no response": 1, "blank row": 1}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": " "}, "row 2, has codes and no text"),
        ({"purpose": "fun"}, "row 2, has the purpose 'fun'"),
        ({"decided": "yes"}, "row 2, has 'yes' in 'decided'"),
        ({"decided": "0"}, "row 2, has codes and 0 in 'decided'"),
        ({"start": "1"}, "row 2, has the offsets '1' and ''"),
        ({"start": "a", "end": "2"}, "row 2, has the offsets 'a' and '2'"),
        ({"start": "-1", "end": "2"}, "row 2, has the offsets '-1' and '2'"),
        ({"start": "1.0", "end": "2"}, "row 2, has the offsets"),
        ({"start": "2", "end": "2"}, "row 2, has the offsets 2 to 2"),
        ({"start": "0", "end": "5"}, "row 2, has the offsets 0 to 5, and its text has 4 characters"),
        ({"question": "district"}, "row 2, codes question district, which is single"),
        ({"question": "q7"}, "questions that the codebook does not have:\n  'q7' in row 2"),
        ({"id": ""}, "row 2, has no id"),
    ],
)
def test_mistakes_name_file_and_row(tmp_path, changes, message):
    row = {
        "id": "1",
        "question": "q1",
        "text": "Text",
        "codes": "web",
        "purpose": "",
        "decided": "",
        "start": "",
        "end": "",
    }
    with pytest.raises(TableError) as caught:
        read(tmp_path, " ".join(row), list((row | changes).values()))
    assert "a.csv" in caught.value.message and message in caught.value.message


def test_all_codes_that_cannot_be_used_are_reported_with_what_to_write(tmp_path):
    rows = [
        ["1", "q1", "a", "kidn|web"],
        ["2", "q1", "b", "Website"],
        ["3", "q1", "c", "web"],
        ["4", "q1", "d", "kidn|zzz"],
    ]
    with pytest.raises(TableError) as caught:
        read(tmp_path, "id question text codes", *rows)
    assert caught.value.message.splitlines()[1:] == [
        "  'kidn' in rows 2, 5 (did you mean 'kind'?)",
        "  'Website' in row 3: write the id 'web'",
        "  'zzz' in row 5",
    ]


def test_a_code_outside_its_questions_is_read(tmp_path):
    found, _ = read(tmp_path, "id question text codes", ["1", "q2", "a", "web"])
    assert found[0].codes == ("web",)


def test_the_text_of_a_response_is_the_same_in_all_its_rows(tmp_path):
    rows = [["1", "q1", "One.", "web"], ["1", "q2", "Two.", "web"], ["1", "q1", "One. ", "kind"]]
    with pytest.raises(TableError, match="row 4, gives respondent '1' another text for q1 than row 2"):
        read(tmp_path, "id question text codes", *rows)


spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda span: span[0] < span[1])


@settings(deadline=None)
@given(st.lists(spans, max_size=6))
def test_overlapping_comments_are_refused_and_no_others(tmp_path_factory, found):
    rows = [["1", "q1", "0123456789", "", str(start), str(end), str(n)] for n, (start, end) in enumerate(found)]
    distinct = set(found)
    overlap = any(a != b and a[0] < b[1] and b[0] < a[1] for a in distinct for b in distinct)
    try:
        read(tmp_path_factory.mktemp("coded"), "id question text codes start end coder", *rows)
    except TableError as error:
        assert overlap and "overlaps" in error.message
    else:
        assert not overlap


def test_one_question_is_understood(tmp_path):
    found, _ = read(tmp_path, "id text codes", ["1", "a", "web"], book=codebook(Q1))
    assert found[0].key.question == "q1"
