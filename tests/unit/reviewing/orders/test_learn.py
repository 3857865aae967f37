"""What teaches most."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.reviewing.orders import learn as module
from coder.reviewing.orders.learn import learn
from tests.unit.reviewing.orders.sheets import CODES, LABELS, names, sheet, sheets, whys

KNOWN = dict.fromkeys(CODES, 5)
"""No code is new."""


def test_doubt_comes_first():
    known = sheet(
        (1, "a", [0.99, 0.01, 0.0], [1, 0, 0]), (2, "b", [0.5, 0.01, 0.0], [0, 1, 0]), (3, "c", [0.7, 0.0, 0.0], None)
    )
    order = learn(known, KNOWN, LABELS)
    assert names(order) == ["2", "3", "1"]
    assert whys(order)[0] == "unsure about Parking"
    assert {place.reason.chosen for place in order} == {"learn"}


def test_doubt_about_a_rare_code_counts_for_more():
    known = sheet((1, "a", [0.5, 0.0, 0.0], None), (2, "b", [0.0, 0.4, 0.0], None))
    assert names(learn(known, {**KNOWN, "hours": 1}, LABELS)) == ["2", "1"]
    assert names(learn(known, KNOWN, LABELS)) == ["1", "2"]


def test_a_long_response_is_worth_its_mean():
    known = sheet(
        (1, "a", [0.5, 0.0, 0.0], None),
        *((1, f"sure {number}", [0.0, 0.0, 0.0], None) for number in range(4)),
        (2, "b", [0.7, 0.0, 0.0], None),
    )
    assert names(learn(known, KNOWN, LABELS)) == ["2", "1"]


def test_typical_ones_of_codes_without_positives_come_first_in_rounds():
    known = sheet(
        (1, "a", [0.5, 0.1, 0.0], None),
        (2, "b", [0.5, 0.9, 0.0], None),
        (3, "c", [0.5, 0.8, 0.0], None),
        (4, "d", [0.5, 0.0, 0.3], None),
        (5, "e", [0.5, 0.0, 0.2], None),
        (6, "f", [0.5, 0.5, 0.1], None),
        (7, "g", [0.5, 0.5, 0.05], None),
    )
    order = learn(known, {"parking": 1}, LABELS)
    assert names(order)[:5] == ["2", "4", "3", "5", "6"]
    assert whys(order)[:4] == ["first for Opening hours", "first for Staff"] * 2
    assert whys(order)[-1].startswith("unsure about")


def test_the_same_words_are_asked_once_and_copies_come_last():
    known = sheet(
        (1, "a", [0.5, 0.5, 0.5], None),
        (2, "a", [0.5, 0.5, 0.5], None),
        (3, "b", [0.1, 0.1, 0.1], None),
        (4, "c", [0.5, 0.5, 0.5], None, True),
        (5, "c", [0.5, 0.5, 0.5], None),
    )
    order = learn(known, KNOWN, LABELS)
    assert names(order) == ["1", "3", "2", "5"]
    assert whys(order)[2:] == ["said before", "said before"]


def test_what_is_not_scored_is_left_out():
    assert names(learn(sheet((1, "a", None, None), (2, "b", [0.5, 0, 0], None)), KNOWN, LABELS)) == ["2"]
    assert learn(sheet(), KNOWN, LABELS) == []


def test_ten_near_identical_ones_are_not_consecutive():
    rng = np.random.default_rng(1)
    same = [(number, f"same {number}", [0.5, 0, 0], [1, 0.01 * number, 0, 0]) for number in range(10)]
    others = [(number, f"other {number}", [0.4, 0, 0], [0.0, *rng.normal(size=3).tolist()]) for number in range(10, 30)]
    found = names(learn(sheet(*same, *others), KNOWN, LABELS))[:10]
    assert found[0] == "0"
    assert sum(int(name) < 10 for name in found) <= 2


@pytest.mark.parametrize("most", [0, 1, 3, 7])
def test_the_first_so_many_are_the_first_of_all(most):
    rng = np.random.default_rng(2)
    known = sheet(*((n, f"{n}", rng.random(3).tolist(), rng.normal(size=4).tolist()) for n in range(12)))
    order = learn(known, {"parking": 3}, LABELS)
    assert list(learn(known, {"parking": 3}, LABELS, most=most)) == list(order)[:most]


@given(sheets(), st.dictionaries(st.sampled_from(CODES), st.integers(0, 3)))
def test_each_response_with_something_open_and_scored_stands_once(known, positives):
    order = learn(known, positives, LABELS)
    wanted = {known.keys[known.response[row]] for row in np.flatnonzero(known.open & known.scored)}
    assert sorted(place.key for place in order) == sorted(wanted)
    assert list(order) == list(learn(known, positives, LABELS))


@given(sheets())
def test_beyond_the_block_what_teaches_more_comes_first(known):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 2)
        found = learn(known, KNOWN, LABELS)
    doubt, _ = module._doubts(known, np.full(3, 1 / 3))
    taught, _ = module._by_response(known, doubt)
    rest = [taught[known.keys.index(place.key)] for place in found][2:]
    assert rest == sorted(rest, reverse=True)
