import csv

import pyarrow as pa
import pyarrow.parquet as pq

from coder.domain.coded import CodedRow
from coder.domain.decision import Purpose
from coder.domain.response import ResponseKey, Span
from coder.exporting.coded import CODED_COLUMNS, coded_columns, coded_record
from coder.exporting.scores import SCORE_COLUMNS, score_record
from coder.exporting.writer import open_writer

KEY = ResponseKey("2024", "R1", "q1")


def test_the_cells_of_a_comment():
    row = CodedRow(
        key=KEY,
        text="Kind but slow.",
        codes=("kind", "slow"),
        coder="Ann",
        purpose=Purpose.CHECK,
        span=Span(5, 9),
        profile={"age": "35-44"},
    )
    columns = coded_columns(["age", "district"], waves=True)
    assert columns.names == (*CODED_COLUMNS, "wave", "age", "district")
    assert coded_record(row, columns) == (
        *("R1", "q1", 5, 9, "Kind but slow.", "kind|slow", "Ann", "check", 1),
        *("2024", "35-44", ""),
    )


def test_a_whole_response_that_nobody_has_read():
    record = coded_record(CodedRow(key=KEY, text="Hm.", decided=False), coded_columns())
    assert record == ("R1", "q1", None, None, "Hm.", "", "imported", "coding", 0)
    assert len(record) == len(CODED_COLUMNS)


def test_profile_columns_that_clash_get_a_prefix():
    profile = {"id": "a", "profile_id": "b", " Text ": "c", "wave": "d", "score": "e", "profile_end": "f"}
    columns = coded_columns(profile)
    assert columns.names[len(CODED_COLUMNS) :] == (
        "profile_profile_id",
        "profile_id",
        "profile_ Text ",
        "profile_wave",
        "score",
        "profile_end",
    )
    record = coded_record(CodedRow(key=KEY, text="x", profile=profile), columns)
    assert record[len(CODED_COLUMNS) :] == tuple("abcdef")


def test_a_coded_file_in_parquet_keeps_numbers_apart_from_text(tmp_path):
    columns = coded_columns(["score"])
    with open_writer(tmp_path / "t.parquet", columns.names) as writer:
        writer.write(coded_record(CodedRow(key=KEY, text="x", profile={"score": "high"}), columns))
        writer.write(coded_record(CodedRow(key=KEY, text="x", span=Span(0, 1)), columns))
    table = pq.read_table(tmp_path / "t.parquet")
    assert [table.schema.field(name).type for name in ("start", "end", "decided", "score")] == [
        *[pa.int64()] * 3,
        pa.string(),
    ]
    assert table["start"].to_pylist() == [None, 0]


def test_scores_have_six_decimals(tmp_path):
    with open_writer(tmp_path / "s.csv", SCORE_COLUMNS) as writer:
        for score in (0.5, 0.1234564, 0.1234567, 1e-9, 1.0):
            writer.write(score_record(KEY, "kind", score, score > 0.4))
    with (tmp_path / "s.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["score"] for row in rows] == ["0.500000", "0.123456", "0.123457", "0.000000", "1.000000"]
    assert [row["assigned"] for row in rows] == ["1", "0", "0", "0", "1"]
    assert rows[0] | {"score": "", "assigned": ""} == dict.fromkeys(SCORE_COLUMNS, "") | {
        "id": "R1",
        "question": "q1",
        "code": "kind",
    }
