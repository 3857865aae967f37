"""Tests of differences and intervals against published figures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.counting.asked import Asked, Item, ItemKind, People
from coder.counting.crosstabs import table
from coder.counting.differences import difference, holm, independence
from coder.counting.dominant import dominant
from coder.counting.groups import Grouping
from coder.counting.weights import effective_base, wilson
from coder.domain.response import Respondent


def test_fishers_exact_test_of_the_lady_tasting_tea():
    """Fisher 1935: four of four and four of four gives 1 in 70 on one side; three of each gives 0.486 on two."""
    assert independence(np.array([[4, 0], [0, 4]])) == pytest.approx(2 / 70)
    assert independence(np.array([[3, 1], [1, 3]])) == pytest.approx(34 / 70)


def test_pearsons_chi_square_of_large_samples():
    """Agresti, Categorical Data Analysis (2002), table 2.1: aspirin and heart attacks, X2 = 25.01 on one degree."""
    p = independence(np.array([[189, 104], [10_845, 10_933]]))
    assert p == pytest.approx(5.7e-7, rel=0.02)


def test_more_than_two_small_groups_are_simulated_and_the_same_each_time():
    """Complete separation: of the ways to place three of six, one each for three groups of two is far from rare."""
    counts = np.array([[3, 0, 0], [0, 3, 3]])
    exact = 1 / 84 * 3  # of the 84 ways to choose 3 of 9, one for each group has them together
    assert independence(counts) == pytest.approx(exact, abs=0.006)
    assert independence(counts) == independence(counts)


@pytest.mark.parametrize("counts", [[[0, 0], [4, 5]], [[4, 5], [0, 0]], [[3], [2]], [[3, 0], [2, 0]]])
def test_where_there_is_nothing_to_compare_nothing_is_said(counts):
    assert independence(np.array(counts)) is None


def test_holm_corrects_as_published():
    """The example of Wikipedia's article on the method, also in R: p.adjust(c(.01, .04, .03, .005), "holm")."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, None, 0.9]) == [1.0, None, 1.0]


@settings(max_examples=30)
@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=8))
def test_holm_keeps_the_order_and_never_makes_smaller(p_values):
    corrected = holm(p_values)
    pairs = [(p, q) for p, q in zip(p_values, corrected, strict=True) if p is not None]
    assert [q is None for q in corrected] == [p is None for p in p_values]
    assert all(p <= q <= 1 for p, q in pairs)
    assert all(q <= s for p, q in pairs for r, s in pairs if p < r)


def test_wilson_and_kish_as_published():
    """Wilson: Newcombe 1998, table I, 81 of 263 is 0.2553 to 0.3662; Kish: equal weights are worth their number."""
    assert wilson(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0 / 20, 20)[0] == 0
    assert wilson(0, 20)[1] == pytest.approx(0.1611, abs=5e-5)  # Newcombe 1998: 0 of 20
    assert effective_base(np.full(7, 0.3)) == pytest.approx(7)
    assert effective_base(np.array([1.0, 3.0])) == pytest.approx(16 / 10)
    assert effective_base(np.array([])) == 0


def asked(*rows, kind=ItemKind.OPTION, **more):
    base = np.ones(len(rows[0]), dtype=bool)
    items = tuple(
        Item(key=str(at), label=str(at), kind=kind, who=np.array(row, dtype=bool), **more)
        for at, row in enumerate(rows)
    )
    return Asked(question="q", text="", open=False, answered=base, base=base, items=items)


def test_those_who_did_not_state_their_group_are_not_compared():
    everyone = People([Respondent(id=str(at)) for at in range(12)])
    members = np.array([[at // 4 == group for at in range(12)] for group in range(3)])
    one = asked([1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0])
    with_rest = table(one, everyone, Grouping("g", "g", ("a", "b", "not stated"), members))
    assert difference(with_rest, 0) == pytest.approx(2 / 70)
    overlapping = np.array([[True] * 12, [True] * 12])
    assert difference(table(one, everyone, Grouping("g", "g", ("a", "b"), overlapping)), 0) is None


def test_what_is_dominant_is_what_most_of_the_group_gave_with_its_ties():
    one = asked([1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0])
    everyone, first = np.ones(4, dtype=bool), np.array([True, True, False, False])
    assert dominant(one, first).labels == ("0",)
    assert (dominant(one, everyone).labels, dominant(one, everyone).respondents) == (("0", "1"), 2)
    assert dominant(one, ~everyone).labels == ()
    tied = dominant(asked(*np.eye(4)), everyone)
    assert (tied.labels, tied.tied) == ((), 4), "four that tie: none is dominant"
