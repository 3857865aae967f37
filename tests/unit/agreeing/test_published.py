"""Every figure against published examples, and against scikit-learn."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from coder.agreeing.masi import distances, masi
from coder.agreeing.measured import measure
from coder.agreeing.units import Unit
from tests.unit.agreeing import published
from tests.unit.agreeing.published import comparison, of_sets, table, units


def measured(rows, offered="x", raters=("ann", "ben")):
    return measure(comparison(rows, raters), {"q": list(offered)}, resamples=0)


def code(rows, raters=("ann", "ben")):
    return measured(rows, raters=raters).of("x")


@pytest.mark.parametrize("cells", published.TABLES)
def test_published_tables(cells):
    percent, kappa, ac1, positive = published.TABLES[cells]
    found = code(table(*cells))
    assert (found.both, found.first_only, found.second_only, found.units) == (*cells[:3], sum(cells))
    assert found.percent.value == pytest.approx(percent)
    assert found.kappa.value == pytest.approx(kappa, abs=5e-4)
    assert found.ac1.value == pytest.approx(ac1, abs=5e-4)
    assert found.positive.value == pytest.approx(positive)


def test_krippendorffs_binary_example():
    assert code(units(published.KRIPPENDORFF_BINARY, published.given)).alpha.value == pytest.approx(0.0952, abs=5e-5)


@pytest.mark.parametrize(
    ("rows", "alpha"),
    [
        (published.KRIPPENDORFF_NOMINAL, 0.6920),
        (published.KRIPPENDORFF_FOUR, 0.7434),
        (published.WIKIPEDIA_THREE, 0.6914),
    ],
)
def test_sets_of_one_code_each_make_masi_alpha_the_nominal_one(rows, alpha):
    found = measured(units(rows, published.alone), "", tuple("abcd"[: len(rows)]))
    assert found.overall.alpha.value == pytest.approx(alpha, abs=5e-5)


def test_four_raters_with_missing_data_as_irrcac_and_krippendorff_have_them():
    """The second category of the four coders against all others: irrCAC 0.4.4 and krippendorff 0.9.0 on the units that
    at least two judged."""
    rows = units(published.KRIPPENDORFF_FOUR, lambda value: frozenset("x") if value == "2" else frozenset())
    found = code(rows, tuple("abcd"))
    assert found.ac1.value == pytest.approx(0.76637, abs=5e-6)
    assert found.alpha.value == pytest.approx(0.66667, abs=5e-6)
    assert found.kappa.value is None
    assert (found.first_only, found.second_only) == (None, None)


def test_masi_alpha_of_sets():
    assert measured(of_sets(published.SETS)).overall.alpha.value == pytest.approx(0.3169, abs=5e-5)
    without = [pair for pair in published.SETS if pair != ("", "")]
    assert measured(of_sets(without)).overall.alpha.value == pytest.approx(0.0906, abs=5e-5)


def test_passonneaus_weights():
    """Equal, one within the other, overlapping, apart; and two coders who both found nothing agree."""
    sets = [frozenset(one) for one in ("ab", "a", "bc", "c", "")]
    assert masi(sets[0], sets[0]) == 0 == masi(sets[4], sets[4])
    assert masi(sets[0], sets[1]) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(sets[0], sets[2]) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi(sets[1], sets[3]) == 1 == masi(sets[1], sets[4])


@given(st.lists(st.frozensets(st.sampled_from("abcd")), min_size=1, max_size=12))
def test_distances_of_many_sets_are_those_of_each_two(sets):
    expected = [[masi(one, other) for other in sets[::-1]] for one in sets]
    assert distances(sets, sets[::-1]) == pytest.approx(np.array(expected))


SETS = st.frozensets(st.sampled_from("abc"))
PAIRS = st.lists(st.tuples(SETS, SETS), min_size=1, max_size=30)


def as_units(pairs, people=7):
    return [Unit(n, ("", str(n % people)), "q", pair) for n, pair in enumerate(pairs)]


@settings(max_examples=40)
@given(PAIRS)
def test_as_scikit_learn_has_it(pairs):
    found = measured(as_units(pairs), "abc")
    matrices = [np.array([[one in codes for one in "abc"] for codes in side]) for side in zip(*pairs, strict=True)]
    for place, letter in enumerate("abc"):
        first, second = (matrix[:, place] for matrix in matrices)
        one = found.of(letter)
        if first.any() or second.any():
            assert one.positive.value == pytest.approx(f1_score(first, second))
        else:
            assert one.positive.value is None
        if len({*first, *second}) > 1:
            assert one.kappa.value == pytest.approx(cohen_kappa_score(first, second))
        else:
            assert one.kappa.value is None and one.alpha.value is None
    assume(any(matrix.any() for matrix in matrices))
    assert found.overall.positive.value == pytest.approx(f1_score(*matrices, average="micro"))


@settings(max_examples=40)
@given(PAIRS, st.randoms(use_true_random=False))
def test_nothing_hangs_on_who_is_first_or_on_the_order_of_comments(pairs, random):
    swapped = [pair[::-1] for pair in pairs]
    random.shuffle(swapped)
    found, other = measured(as_units(pairs), "abc"), measured(as_units(swapped), "abc")
    for one, two in zip((found.overall, *found.codes), (other.overall, *other.codes), strict=True):
        assert (one.first_only, one.second_only, one.both) == (two.second_only, two.first_only, two.both)
        for figure in ("percent", "kappa", "ac1", "positive", "alpha"):
            mine, yours = getattr(one, figure).value, getattr(two, figure).value
            assert mine == yours if mine is None else mine == pytest.approx(yours, abs=1e-9)


@settings(max_examples=25)
@given(PAIRS)
def test_equal_codes_are_perfect_agreement(pairs):
    found = measured(as_units([(one, one) for one, _ in pairs]), "abc")
    for one in (found.overall, *found.codes):
        assert one.percent.value == 100
        for figure in (one.kappa, one.ac1, one.positive, one.alpha):
            assert figure.value is None or figure.value == pytest.approx(1)


def test_a_third_rater_who_missed_all_changes_nothing():
    pairs = [(frozenset(one), frozenset(two)) for one, two in published.SETS]
    three = [Unit(n, ("", str(n)), "q", (*pair, None)) for n, pair in enumerate(pairs)]
    two, with_third = measured(of_sets(published.SETS), "abc"), measured(three, "abc", ("a", "b", "c"))
    for one, other in zip((two.overall, *two.codes), (with_third.overall, *with_third.codes), strict=True):
        for figure in ("percent", "ac1", "positive", "alpha"):
            assert getattr(one, figure).value == pytest.approx(getattr(other, figure).value)


def test_a_code_is_judged_where_it_applies_or_was_given():
    """Where it can be given to nobody's comment, that everybody agrees says nothing."""
    rows = [
        Unit(1, ("", "1"), "q", (frozenset("x"), frozenset("x"))),
        Unit(2, ("", "2"), "q", (frozenset(), frozenset())),
        Unit(3, ("", "3"), "other", (frozenset(), frozenset())),
        Unit(4, ("", "4"), "stray", (frozenset("x"), frozenset())),
    ]
    found = measure(comparison(rows), {"q": ["x"], "other": ["y"], "stray": []}, resamples=0)
    assert [(one.code, one.units) for one in found.codes] == [("x", 3), ("y", 1)]
    assert found.overall.units == 4
