"""Texts that are nearly the same, found among many."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggesting.duplicates import NEAR_WORDS, exchangeable
from coder.suggesting.near import TOGETHER, NearTexts
from coder.suggesting.words import normal

LETTER = (
    "Please keep the number seven bus running through our village on weekday evenings because many of us depend on it "
    "to get home from work and college"
)
TEXTS = [
    LETTER,
    f"{LETTER} thanks",
    LETTER.replace("evenings", "evnings"),
    LETTER.replace("Please keep", "Please do not keep"),
    LETTER.replace("seven", "7"),
    "Staff at the desk were kind and listened to what I had to say about it",
    "Staff at the desk were rude and never listened to what I had to say",
    "Kind staff",
    "Kind staffs",
    "",
    "The desk is too far from the door, and nobody says where it is.",
]


def test_a_word_more_or_spelled_otherwise_is_nearly_the_same_and_another_meaning_is_not():
    found = NearTexts(TEXTS, ["q"] * len(TEXTS))
    assert [list(found.near(place)) for place in range(len(TEXTS))] == [[1, 2], [0], [0], *[[]] * 8]
    apart = NearTexts(TEXTS, [*"qqr", *"q" * 8])
    assert [list(apart.near(place)) for place in range(3)] == [[1], [0], []], "answers to another question are not"


words = st.lists(
    st.sampled_from(["bus", "stop", "late", "kind", "staff", "desk", "never", "phone"]),
    min_size=4,
    max_size=12,
)
texts = st.lists(words.map(" ".join), min_size=1, max_size=12, unique=True)


@settings(max_examples=8)
@given(texts)
def test_nothing_is_missed_that_is_likely_enough_and_what_is_near_is_near_both_ways(several):
    several = [*several, *(f"{one} {other.split()[0]}" for one, other in pairwise(several))]
    found = NearTexts(several, ["q"] * len(several))
    for place, text in enumerate(several):
        near = list(found.near(place))
        assert near == sorted(set(near)) and place not in near
        for other in range(len(several)):
            likeness = found._weights.likeness(text, several[other])
            if other in near:
                assert likeness >= TOGETHER and exchangeable(text, several[other]) and place in found.near(other)
            elif other != place and sorted(normal(text).split()) == sorted(normal(several[other]).split()):
                assert likeness < TOGETHER or len(text.split()) < NEAR_WORDS or not exchangeable(text, several[other])
