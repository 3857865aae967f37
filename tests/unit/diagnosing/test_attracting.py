"""Codes that were selected beforehand and not given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.diagnosing.attracting import Wording, attractions
from tests.unit.diagnosing.books import BOOK, CODES, several

STAFF, KNEW = Wording("keyword", "staff"), Wording("keyword", "knew")
TREATED = Wording("definition", "how staff treat people")


def test_nothing_is_found_where_there_is_nothing():
    assert attractions(BOOK, [], {}) == []
    assert attractions(BOOK, several(20, "manner", "manner"), {}) == []
    assert attractions(BOOK, several(20, "manner", None), {}) == []


def test_a_code_that_is_taken_out_with_the_words_that_drew_it():
    removed, kept = several(4, "speed", "manner"), several(2, "manner", "manner", start=50, shown=False)
    reasons = {(one.comment, "manner"): [STAFF, TREATED] for one in removed[:3]}
    reasons |= {(removed[3].comment, "manner"): [KNEW], (kept[0].comment, "manner"): [STAFF]}
    (found,) = attractions(BOOK, [*removed, *kept], reasons, 2)
    assert (found.code, found.preselected, found.removed, found.shown) == ("manner", 6, 4, 4)
    assert found.rate == pytest.approx(4 / 6)
    assert (found.low, found.high) == (pytest.approx(0.300, abs=1e-3), pytest.approx(0.903, abs=1e-3))
    pulls = [(pull.text, pull.removed, pull.kept) for pull in found.pulls]
    assert pulls == [("how staff treat people", 3, 0), ("staff", 3, 1), ("knew", 1, 0)]
    assert [(one.code, one.comments) for one in found.instead] == [("speed", 4)]
    assert len(found.examples) == 2 and {one.given for one in found.examples} == {("speed",)}


def test_wording_that_drew_only_one_is_told_of_keywords_alone():
    removed = several(3, "", "manner")
    (found,) = attractions(BOOK, removed, {(0, "manner"): [TREATED], (1, "manner"): [KNEW]})
    assert [pull.text for pull in found.pulls] == ["knew"] and found.instead == ()


def test_a_few_rejections_among_many_are_ordinary():
    assert attractions(BOOK, [*several(3, "speed", "manner"), *several(7, "manner", "manner", start=50)], {}) == []
    assert attractions(BOOK, several(2, "speed", "manner"), {}) == []


def test_the_surest_comes_first():
    rows = [*several(3, "", "manner"), *several(30, "", "speed", start=50), *several(10, "speed", "speed", start=200)]
    assert [one.code for one in attractions(BOOK, rows, {})] == ["speed", "manner"]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sets(st.sampled_from(CODES)), st.sets(st.sampled_from(CODES))), max_size=30))
def test_figures_agree_with_a_plain_count(rows):
    made = [one for n, (gave, had) in enumerate(rows) for one in several(1, " ".join(gave), " ".join(had), start=n)]
    found = {one.code: one for one in attractions(BOOK, made, {})}
    for code in CODES:
        had = [gave for gave, selected in rows if code in selected]
        removed = sum(code not in gave for gave in had)
        assert (code in found) == (removed >= 3 and 3 * removed >= len(had))
        if code in found:
            assert (found[code].preselected, found[code].removed) == (len(had), removed)
            assert 0 <= found[code].low <= found[code].rate <= found[code].high <= 1
