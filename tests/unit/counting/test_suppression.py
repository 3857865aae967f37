"""No small cell can be told from what is published, whatever the table: checked by brute force and by other bounds."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from coder.counting.bounds import BASES, ITEMS, SIZES, Published, Reader, Sum
from coder.counting.suppression import sensitive, suppressed


def table(sizes, bases, *items, single=False, disjoint=True):
    groups = np.array([sizes, bases, *items])
    counts = np.concatenate([groups.sum(axis=1, keepdims=True), groups], axis=1)
    rows = (*range(ITEMS, len(counts)), BASES)
    known = (Sum(rows, (*[1] * len(items), -1), 0, 0),) if single else ()
    return Published(counts, disjoint, known)


def least_and_most(found, hidden, cell):
    """The range of a cell by a dense programme written out anew: published cells are constants of it."""
    rows, columns = found.counts.shape
    at = np.arange(rows * columns).reshape(rows, columns)
    equal, upper = [], []

    def line(pairs):
        row = np.zeros(rows * columns)
        for place, factor in pairs:
            row[place] += factor
        return row

    for row in range(rows):
        equal.append(line([(at[row, 0], -1), *((at[row, g], 1) for g in range(1, columns))]))
    for column in range(columns):
        upper.append(line([(at[BASES, column], 1), (at[SIZES, column], -1)]))
        upper += [line([(at[row, column], 1), (at[BASES, column], -1)]) for row in range(ITEMS, rows)]
        equal += [
            line([(at[row, column], factor) for row, factor in zip(one.rows, one.factors, strict=True)])
            for one in found.known
        ]
    limits = [(0, None) if gone else (n, n) for gone, n in zip(hidden.ravel(), found.counts.ravel(), strict=True)]
    ends = []
    for sign in (1, -1):
        aim = sign * line([(at[cell], 1)])
        done = linprog(aim, np.array(upper), np.zeros(len(upper)), np.array(equal), np.zeros(len(equal)), limits)
        ends.append(sign * done.fun)
    return ends


def groups_of(draw, count, single):
    groups = draw(st.integers(2, 4))
    columns = []
    for _ in range(groups):
        base = draw(st.integers(0, 40))
        if single:
            cuts = sorted(draw(st.lists(st.integers(0, base), min_size=count - 1, max_size=count - 1)))
            items = np.diff([0, *cuts, base]).tolist()
        else:
            items = draw(st.lists(st.integers(0, base), min_size=count, max_size=count))
        columns.append([base + draw(st.integers(0, 3)), base, *items])
    return np.array(columns).T


@st.composite
def tables(draw):
    single = draw(st.booleans())
    counts = groups_of(draw, draw(st.integers(1, 3)), single)
    return table(*counts, single=single)


@settings(max_examples=5)
@given(tables())
def test_who_knows_everything_published_cannot_place_a_small_count(found):
    hidden = suppressed(found)
    small = sensitive(found.counts, 5)
    assert not (small & ~hidden).any()
    assert not hidden[:, 0].any()
    assert (hidden[:, 1:] | ~hidden[BASES, 1:]).all(), "a group that is not named has no cell"
    ranges = Reader(found, hidden).ranges([(int(row), int(column)) for row, column in np.argwhere(small)])
    for row, column in np.argwhere(small):
        low, high = least_and_most(found, hidden, (row, column))
        assert ranges[row, column] == pytest.approx((low, high), abs=1e-5)
        assert low - 1e-6 <= found.counts[row, column] <= high + 1e-6
        everything = hidden.copy()  # what the totals of everyone tell, which are published anyway
        everything[ITEMS if row >= ITEMS else 0 :, 1:] = True
        lowest, highest = least_and_most(found, everything, (row, column))
        assert high - low >= min(5, highest - lowest) - 1e-6


@settings(max_examples=4)
@given(tables())
def test_nothing_is_left_out_that_subtraction_gives_back(found):
    hidden = suppressed(found)
    named = ~(hidden[BASES] | hidden[SIZES])
    for row, column in np.argwhere(hidden & ~sensitive(found.counts, 5) & named):
        low, high = least_and_most(found, hidden, (row, column))
        assert high - low > 1e-6


def test_the_next_smallest_cell_goes_too():
    found = table([60, 60, 60, 60], [50, 50, 50, 50], [3, 12, 9, 20])
    hidden = suppressed(found)
    assert hidden[ITEMS].tolist() == [False, True, False, True, False], "3, and 9 with it"
    assert not hidden[:ITEMS].any()


def test_two_small_cells_protect_each_other_only_if_they_come_to_enough():
    enough = suppressed(table([60, 60, 60], [50, 50, 50], [4, 3, 20]))
    assert enough[ITEMS].tolist() == [False, True, True, False]
    too_few = suppressed(table([60, 60, 60], [50, 50, 50], [1, 2, 20]))
    assert too_few[ITEMS].tolist() == [False, True, True, True], (
        "1 and 2 come to 3: whoever sees that knows them nearly"
    )


def test_nearly_everybody_is_as_telling_as_nearly_nobody():
    hidden = suppressed(table([50, 50, 50], [50, 50, 50], [48, 20, 30]))
    assert hidden[ITEMS, 1]
    assert hidden[ITEMS, 1:].sum() == 2


def test_a_group_too_small_to_be_named_takes_another_with_it():
    hidden = suppressed(table([3, 40, 20, 90], [3, 40, 20, 90], [0, 20, 10, 40]))
    assert hidden[BASES].tolist() == [False, True, False, True, False]
    assert hidden[:, [1, 3]].all()


def test_a_total_too_small_to_hide_in_does_not_take_the_other_rows_along():
    """Three people chose the third option: nothing can make its cells wider than that, so nothing more is left out."""
    hidden = suppressed(table([60, 60], [60, 60], [40, 30], [18, 29], [2, 1], single=True))
    assert hidden[ITEMS:, 1:].tolist() == [[False, False], [True, True], [True, True]]


def test_zeros_and_large_cells_stay():
    assert not suppressed(table([40, 40], [40, 40], [0, 20], [5, 35])).any()


def test_brute_force_finds_no_fewer_tables_than_the_programme_says():
    """Every whole-numbered table that agrees with what is published: small cells take five values or more in them."""
    found = table([9, 9, 9], [9, 9, 9], [2, 7, 5])
    hidden = suppressed(found)
    total, shown = found.counts[ITEMS, 0], ~hidden[ITEMS, 1:]
    fits = [
        cells
        for cells in product(range(10), repeat=3)
        if sum(cells) == total and (np.array(cells)[shown] == found.counts[ITEMS, 1:][shown]).all()
    ]
    for column in np.flatnonzero(sensitive(found.counts, 5)[ITEMS, 1:]):
        assert len({cells[column] for cells in fits}) > 5


def test_groups_that_overlap_give_bounds_only():
    found = Published(np.array([[60, 40, 40], [60, 40, 40], [12, 3, 10]]), False, ())
    hidden = suppressed(found)
    assert hidden[ITEMS].tolist()[1]
    low, high = Reader(found, hidden).ranges([(ITEMS, 1)])[ITEMS, 1]
    assert high - low >= 5
