"""Comments far from every code, and the groups they make."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.diagnosing.far import Scored, far_from_all, groups
from tests.hashing import HashingEncoder

PARKING = ["the car park is full", "no space in the car park", "car park full again", "full car park every day"]
OTHERS = ["staff were very kind to me", "opening hours suit me well", "website is easy to use", "books are new"]


def scored(number, text, best=0.05, **more):
    values = {"question": "q1", "nearest": "manner", "placed": False} | more
    return Scored(comment=number, respondent=f"r{number}", text=text, best=best, **values)


def vectors(rows):
    texts = [one.text for one in rows]
    return dict(zip(texts, HashingEncoder().encode(texts), strict=True))


def find(rows, texts=(), most_examples=3):
    return groups(rows, vectors(rows), [*texts, *(one.text for one in rows)], most_examples)


def test_nothing_is_found_where_there_is_nothing():
    assert far_from_all([]) == [] and groups([], {}, []) == []


def test_the_lowest_quarter_without_a_code_and_what_people_found_no_code_for():
    rows = [scored(n, f"a comment of some length {n}", best=n / 10) for n in range(8)]
    assert [one.comment for one in far_from_all(rows)] == [0, 1]
    rows[0] = scored(0, "a comment of some length", best=0.0, placed=True)
    rows[7] = scored(7, "another of some length", best=0.7, none_applies=True)
    assert [one.comment for one in far_from_all(rows)] == [1, 7]


def test_questions_are_looked_at_each_for_itself():
    rows = [scored(n, f"a comment of some length {n}", best=0.01 * n) for n in range(4)]
    rows += [scored(9, "a comment on the second question", best=0.5, question="q2")]
    assert [one.comment for one in far_from_all(rows)] == [0, 9]


@pytest.mark.parametrize("text", ["n/a", "None", "ok thanks", "?!", "…", "no no"])
def test_what_says_next_to_nothing_is_left_out(text):
    assert far_from_all([scored(1, text, none_applies=True), scored(2, text)]) == []


def test_like_comments_make_a_group_with_the_words_that_mark_it():
    rows = [scored(n, text, none_applies=n == 1, best=0.1 * n) for n, text in enumerate([*PARKING, *OTHERS])]
    (found,) = find(rows, ["the staff is kind", "the desk is new", "a day at the library"] * 3)
    assert (found.question, found.comments, found.texts, found.none_applies) == ("q1", 4, 4, 1)
    assert set(found.words[:2]) == {"car", "park"} and "the" not in found.words
    assert (found.nearest, found.best) == ("manner", pytest.approx(0.15))
    assert {one.text for one in found.examples} <= set(PARKING) and len(found.examples) <= 3


def test_the_same_text_again_makes_no_group_and_is_counted_in_one():
    again = [scored(n, "the car park is full" if n % 2 else "The car park is FULL!") for n in range(6)]
    assert find(again) == []
    rows = [*again, *(scored(10 + n, text) for n, text in enumerate(PARKING))]
    (found,) = find(rows, OTHERS * 3)
    assert (found.comments, found.texts) == (10, 4)


def test_groups_do_not_cross_questions():
    rows = [scored(n, text, question=f"q{n % 2}") for n, text in enumerate(PARKING)]
    assert find(rows, OTHERS) == []


def test_comments_without_a_vector_are_left_out():
    rows = [scored(n, text) for n, text in enumerate(PARKING)]
    assert groups(rows, {}, PARKING) == []


def test_a_group_that_no_word_marks_is_no_candidate():
    rows = [scored(n, text) for n, text in enumerate(["they are they", "are they they are", "they they are are"])]
    assert find(rows, ["they are nice", "they are late", "are they here"] * 4) == []


WORDS = st.sampled_from(["car", "park", "full", "staff", "kind", "desk", "book", "late"])


@settings(max_examples=40)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=5).map(" ".join), max_size=15))
def test_a_comment_is_in_one_group_at_most_whatever_the_order(texts):
    rows = [scored(n, text, best=n / 100) for n, text in enumerate(texts)]
    found = find(rows, OTHERS * 5, 100)
    assert sum(one.comments for one in found) <= len(rows)
    assert all(one.texts >= 3 and one.comments >= one.texts and one.words for one in found)
    turned = find(rows[::-1], OTHERS * 5, 100)
    assert [(one.comments, one.words) for one in found] == [(one.comments, one.words) for one in turned]


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr("coder.diagnosing.far.MOST_TEXTS", 4)
    rows = [scored(n, f"car park full {n} {n * 7}", best=1 - n / 100) for n in range(20)]
    seen = []
    monkeypatch.setattr("coder.diagnosing.far._apart", lambda matrix: seen.append(len(matrix)) or np.zeros(6))
    find(rows)
    assert seen == [4]
