"""Pairs of codes: mistaken for each other, given together, worded alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.diagnosing.chance import Expected, by_chance
from coder.diagnosing.confused import Relation, confusions
from tests.unit.diagnosing.books import BOOK, CODES, judged, several

CODE_SETS = st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(" ".join)
JUDGED = st.lists(st.tuples(CODE_SETS, CODE_SETS, st.sampled_from(["q1", "q2"])), max_size=25).map(
    lambda rows: [judged(n, gave, had, question=q) for n, (gave, had, q) in enumerate(rows)]
)


def test_nothing_is_found_where_there_is_nothing():
    assert confusions(BOOK, [], {}) == []
    assert confusions(BOOK, several(50, "manner", "manner"), {}) == []


def test_one_code_proposed_where_people_gave_another():
    rows = [*several(3, "manner", "knowledge"), *several(40, "speed", "speed", start=100)]
    (found,) = confusions(BOOK, rows, {})
    assert (found.code, found.other, found.relation) == ("manner", "knowledge", Relation.MISTAKEN)
    assert (found.code_as_other, found.other_as_code, found.together, found.coders) == (3, 0, 0, 0)
    assert found.expected == pytest.approx(3 * 3 / 43)
    assert found.shared_keywords == ("Staff",)
    assert [(one.given, one.proposed) for one in found.examples] == [(("manner",), ("knowledge",))] * 3


def test_both_directions_are_one_pair_and_examples_take_turns():
    rows = [*several(4, "manner", "knowledge"), *several(2, "knowledge", "manner", start=50)]
    rows += several(60, "speed", "speed", start=100)
    (found,) = confusions(BOOK, rows, {}, 2)
    assert (found.code_as_other, found.other_as_code, found.mistaken) == (4, 2, 6)
    assert [one.given for one in found.examples] == [("manner",), ("knowledge",)]


def test_the_best_code_counts_where_none_was_selected():
    rows = [*several(3, "manner", "", first="speed"), *several(40, "knowledge", "knowledge", start=100)]
    assert [(one.code, one.other) for one in confusions(BOOK, rows, {})] == [("manner", "speed")]


def test_a_code_that_attracts_everything_makes_no_pairs():
    """Selected everywhere, it stands for each other code as often as that is missed: what chance expects."""
    rows = [*several(4, "manner", "speed"), *several(40, "knowledge", "speed knowledge", start=100)]
    assert confusions(BOOK, rows, {}) == []


def test_a_code_proposed_besides_the_right_one_is_no_confusion():
    assert confusions(BOOK, several(20, "manner", "manner knowledge"), {}) == []


def test_the_same_text_again_is_not_more_evidence():
    rows = [judged(n, "manner", "knowledge", text="Kind, staff!" if n % 2 else "kind staff") for n in range(9)]
    assert confusions(BOOK, [*rows, *several(200, "speed", "speed", start=100)], {}) == []


def test_what_people_often_give_together_is_told_apart_and_comes_last():
    rows = [*several(3, "manner", "knowledge"), *several(5, "manner knowledge", "manner knowledge", start=50)]
    rows += [*several(2, "speed", "rude", start=70), *several(80, "speed", "speed", start=100)]
    found = confusions(BOOK, rows, {})
    assert [one.relation for one in found] == [Relation.MISTAKEN, Relation.TOGETHER]
    assert (found[1].code, found[1].together) == ("manner", 5)


def test_two_people_who_differ():
    rows = [judged(n, "manner", None, text=f"w{n} x{n} y{n}", by_coder=("manner", "knowledge speed")) for n in range(2)]
    found = confusions(BOOK, rows, {})
    assert [(one.code, one.other, one.coders, one.mistaken) for one in found] == [
        ("manner", "knowledge", 2, 0),
        ("manner", "speed", 2, 0),
    ]
    rows = [judged(n, "manner", None, by_coder=("manner", "manner speed")) for n in range(9)]
    assert confusions(BOOK, rows, {}) == []


def test_wording_that_is_nearly_the_same_needs_no_decision():
    near = {("manner", "knowledge"): 0.9, ("knowledge", "speed"): 0.79, ("manner", "rude"): 0.99}
    (found,) = confusions(BOOK, [], near)
    assert (found.code, found.other, found.relation) == ("manner", "knowledge", Relation.ALIKE)
    assert (found.similarity, found.examples, found.expected) == (0.9, (), 0.0)


def test_codes_without_substance_and_unknown_ones_make_no_pair():
    rows = [*several(5, "manner", "none"), *several(5, "gone", "manner", start=50)]
    assert confusions(BOOK, [*rows, *several(200, "speed", "speed", start=100)], {("manner", "none"): 0.95}) == []


@settings(max_examples=50)
@given(JUDGED)
def test_a_pair_stands_once_in_codebook_order_and_counts_no_comment_twice_in_one_direction(rows):
    found = confusions(BOOK, rows, dict.fromkeys([("manner", "knowledge"), ("knowledge", "speed")], 0.5))
    pairs = [(one.code, one.other) for one in found]
    assert len(pairs) == len({frozenset(pair) for pair in pairs})
    assert all(CODES.index(code) < CODES.index(other) for code, other in pairs)
    for one in found:
        assert one.mistaken <= len(rows) and len(one.examples) <= 3


@settings(max_examples=20)
@given(st.integers(2, 5), st.integers(0, 5))
def test_people_and_suggestions_changing_places_turns_a_pair_round(one_way, other_way):
    rows = [*several(one_way, "manner", "knowledge"), *several(other_way, "knowledge", "manner", start=20)]
    rows += several(200, "speed", "speed", start=100)
    turned = [judged(r.comment, " ".join(r.proposed), " ".join(r.given), text=r.text) for r in rows]
    (found,), (back,) = confusions(BOOK, rows, {}), confusions(BOOK, turned, {})
    assert (found.code_as_other, found.other_as_code) == (one_way, other_way)
    assert (back.code_as_other, back.other_as_code) == (other_way, one_way)
    assert back.expected == pytest.approx(found.expected)


@settings(max_examples=40)
@given(JUDGED, st.sampled_from(CODES), st.sampled_from(CODES))
def test_what_chance_makes_is_the_same_from_either_side(rows, code, other):
    expected = Expected(rows)
    assert expected.of(code, other) == pytest.approx(expected.of(other, code))


def test_chance():
    assert by_chance(0, 1.0) == 1.0
    assert by_chance(1, 1.0) == pytest.approx(0.6321, abs=1e-4)
    assert by_chance(4, 1.5) == pytest.approx(0.0656, abs=1e-4)
    assert by_chance(2, 0.0) == 0.0
