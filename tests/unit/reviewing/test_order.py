"""The plain orders of work."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.response import ResponseKey
from coder.reviewing.order import FILE, as_drawn, at_random, in_file_order

KEYS = [ResponseKey("", f"r{number}", "q1") for number in range(6)]
keys = st.lists(st.builds(ResponseKey, st.text(max_size=2), st.text(max_size=3), st.sampled_from(["q1", "q2"])))


def test_file_order_and_an_audits_order_are_as_given():
    assert [place.key for place in in_file_order(KEYS)] == KEYS
    assert {place.reason for place in in_file_order(KEYS)} == {FILE}
    drawn = as_drawn(reversed(KEYS), 3)
    assert [place.key for place in drawn] == KEYS[::-1]
    assert {place.reason.chosen for place in drawn} == {"audit 3"}


@given(keys, st.integers(0, 2**32 - 1))
def test_a_random_order_does_not_depend_on_what_else_is_there(given_keys, seed):
    known = list(dict.fromkeys(given_keys))
    whole = [place.key for place in at_random(known, seed)]
    assert sorted(whole) == sorted(known)
    assert whole == [place.key for place in at_random(reversed(known), seed)]
    half = known[::2]
    assert [place.key for place in at_random(half, seed)] == [key for key in whole if key in half]


def test_every_response_is_as_often_first_as_any_other():
    first = Counter(at_random(KEYS, seed)[0].key for seed in range(3000))
    assert sum((first[key] - 500) ** 2 / 500 for key in KEYS) < 20.5  # chi-squared, 5 degrees of freedom, 0.001


def test_the_seed_is_told():
    assert at_random(KEYS, 7)[0].reason.chosen == "random 7"
