"""How figures are shown."""

import math

from hypothesis import given
from hypothesis import strategies as st

from coder.reporting.cells import MEANINGS, About, Count, Interval, Mark, Marked, Percent, Statistic, Text, cell_text


def test_each_kind_of_cell() -> None:
    shown = {
        Text("a <b>"): "a <b>",
        Count(1204): "1,204",
        Percent(0.0): "0%",
        Percent(0.49): "<1%",
        Percent(0.5): "1%",
        Percent(72.5): "73%",
        Percent(99.6): ">99%",
        Percent(100.0): "100%",
        About(1034.5): "1,035",
        Interval(0.2, 88.5, percent=True): "<1% to 89%",
        Interval(25.2, 1035.5, percent=False): "25 to 1,036",
        Statistic(-0.023): "−0.02",
        Marked(Mark.CONFIDENTIAL): "[c]",
    }
    assert {cell: cell_text(cell) for cell in shown} == shown


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_percentage_is_nothing_or_everything_only_if_it_is(part: int, whole: int) -> None:
    part = min(part, whole)
    said = cell_text(Percent(100 * part / whole))
    assert (said == "0%") == (part == 0)
    assert (said == "100%") == (part == whole)
    if said[:-1].isdigit():
        assert math.isclose(float(said[:-1]), 100 * part / whole, abs_tol=0.5 + 1e-9)


def test_every_mark_is_explained() -> None:
    assert set(MEANINGS) == set(Mark)
