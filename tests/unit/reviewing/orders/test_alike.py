"""Like answers together."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coder.reviewing.orders import alike as module
from coder.reviewing.orders.alike import LIKE, alike, grouped
from coder.reviewing.orders.sheet import unit
from tests.unit.reviewing.orders.sheets import names, sheet, sheets, whys

ANY = [0.0, 0.0, 0.0]


def test_the_same_words_follow_first_then_the_nearest_and_then_the_next_in_the_file():
    known = sheet(
        (1, "friendly staff", ANY, [1, 0, 0]),
        (2, "parking", ANY, [0, 1, 0]),
        (3, "kind staff", ANY, [0.9, 0, 0.4]),
        (4, "friendly staff", ANY, [1, 0, 0]),
        (5, "nice staff", ANY, [1, 0, 0.1]),
        (6, "parking!", ANY, [0, 1, 0.2]),
        (7, "no idea", ANY, None),
    )
    order = alike(known)
    assert names(order) == ["1", "4", "5", "3", "2", "6", "7"]
    assert whys(order) == [
        *("1 of 4 alike", "2 of 4 in the same words", "3 of 4 alike", "4 of 4 alike"),
        *("1 of 2 alike", "2 of 2 alike", "like no other"),
    ]
    assert {place.reason.chosen for place in order} == {"alike"}


def test_answers_to_two_questions_are_never_alike():
    known = sheet((1, "a", ANY, [1, 0]), (2, "a", ANY, [1, 0]), question=lambda response: f"q{response}")
    assert whys(alike(known)) == ["like no other", "like no other"]


def test_a_response_is_what_is_open_of_it():
    known = sheet(
        (1, "staff", ANY, [1, 0]),
        (2, "parking", ANY, [0, 1], True),
        (2, "staff", ANY, [1, 0]),
        (3, "staff", ANY, [1, 0], True),
        (4, "parking", ANY, [0, 1]),
        (4, "parking still", ANY, [0, 1]),
        (4, "staff", ANY, [1, 0]),
    )
    assert names(alike(known)) == ["1", "2", "4"]
    assert whys(alike(known)) == ["1 of 2 alike", "2 of 2 in the same words", "like no other"]


def greedy(vectors):
    """The groups, plainly."""
    left, groups = list(range(len(vectors))), []
    while left:
        leader = left[0]
        like = {row: float(vectors[row] @ vectors[leader]) for row in left[1:]}
        members = sorted((row for row in like if like[row] >= LIKE), key=lambda row: -like[row])
        groups.append({leader, *members})
        left = [row for row in left if row not in groups[-1]]
    return groups


@given(st.integers(0, 2**32 - 1), st.integers(0, 60), st.sampled_from([0.2, 0.5, 0.8]), st.sampled_from([4, 80]))
def test_the_quick_way_finds_what_the_plain_way_finds(seed, count, noise, dimensions):
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(5, dimensions))
    rows = centres[rng.integers(0, 5, count)] + noise * rng.normal(size=(count, dimensions))
    vectors = unit(np.asarray(rows, dtype=np.float32))
    if count:
        vectors[rng.integers(0, count)] = 0
    cosines = vectors @ vectors.T
    if (np.abs(cosines - LIKE) < 1e-5).any():
        return
    found = grouped(vectors)
    assert [set(group) for group in found] == greedy(vectors)
    assert [group[0] for group in found] == [min(group) for group in found]


def test_blocks_and_the_full_comparison_change_nothing(monkeypatch):
    rng = np.random.default_rng(3)
    centres = rng.normal(size=(20, 80))
    vectors = unit(np.asarray(centres[rng.integers(0, 20, 300)] + 0.5 * rng.normal(size=(300, 80)), dtype=np.float32))
    expected = greedy(vectors)
    monkeypatch.setattr(module, "_LEADERS", 7)
    for many in (0.0, 1.0):
        monkeypatch.setattr(module, "_MANY", many)
        assert [set(group) for group in grouped(vectors)] == expected
    assert grouped(vectors, 3) == grouped(vectors)[:3]


@given(sheets())
def test_each_open_response_stands_once_and_groups_are_whole(known):
    order = alike(known)
    wanted = {known.keys[known.response[row]] for row in np.flatnonzero(known.open)}
    assert sorted(place.key for place in order) == sorted(wanted)
    assert list(order) == list(alike(known))
    left = 0
    for why in whys(order):
        if left:
            left -= 1
        elif why != "like no other":
            assert why.startswith("1 of ")
            left = int(why.split()[2]) - 1
    assert left == 0
