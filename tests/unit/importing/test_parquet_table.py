import datetime as dt
import random
from contextlib import suppress
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coder.errors import CoderError, TableError, UsageError
from coder.importing.tables import open_table


def write(path, **columns):
    pq.write_table(pa.table(columns), path)
    return path


def test_columns_become_text_by_the_rules_of_spreadsheets(tmp_path):
    path = write(
        tmp_path / "a.parquet",
        id=pa.array([1, None], pa.int64()),
        number=pa.array([5.0, 5.5]),
        single=pa.array([0.1, None], pa.float32()),
        day=pa.array([dt.date(2024, 5, 1), None]),
        moment=pa.array([0, 1_000_000_001], pa.timestamp("ns")),
        yes=pa.array([True, None]),
        category=pa.array(["a", None]).dictionary_encode(),
        money=pa.array([Decimal("5.00"), Decimal("5.50")]),
        several=pa.array([["a", "é"], None]),
        text=pa.array(["'=1+1", "  nul \x00 kept \r\n"]),
    )
    assert list(open_table(path).rows()) == [
        (2, ("1", "5", "0.1", "2024-05-01", "1970-01-01", "TRUE", "a", "5", '["a", "é"]', "'=1+1")),
        (3, ("", "5.5", "", "", "1970-01-01 00:00:01", "", "", "5.5", "", "  nul \x00 kept \r\n")),
    ]


def test_many_rows_are_numbered_through(tmp_path):
    path = write(tmp_path / "a.parquet", id=list(range(5000)), q1=[str(n) for n in range(5000)])
    rows = list(open_table(path).rows())
    assert [number for number, _ in rows] == list(range(2, 5002)) and rows[-1][1] == ("4999", "4999")


def test_columns_of_one_name_are_kept_apart(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table([["1"], ["2"]], names=["a", "a"]), path)
    assert open_table(path).header == ("a", "a (2)")


def test_bytes_that_are_no_text_are_refused_with_their_column(tmp_path):
    path = write(tmp_path / "a.parquet", id=["1"], raw=[b"\xff"])
    with pytest.raises(TableError, match="column 'raw'"):
        open_table(path)


def test_damaged_files_end_in_a_sentence(tmp_path):
    good = write(tmp_path / "a.parquet", id=list(range(100)), q1=[f"text {n}" for n in range(100)]).read_bytes()
    (tmp_path / "not.parquet").write_bytes(b"hello")
    with pytest.raises(TableError, match="cannot be read as Parquet"):
        open_table(tmp_path / "not.parquet")
    chance = random.Random(3)
    for _ in range(100):
        damaged = bytearray(good)
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / "b.parquet").write_bytes(damaged)
        with suppress(CoderError):
            list(open_table(tmp_path / "b.parquet").rows())
    with pytest.raises(UsageError):
        open_table(tmp_path / "a.parquet", encoding="utf-8")
