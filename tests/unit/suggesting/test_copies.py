"""Copied texts, found again."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggesting.copies import copies, repeats
from coder.suggesting.words import normal

LETTER = (
    "We ask the council to keep the library in the market square open on Saturdays and not to sell its building, as "
    "children and older people need a warm place to read."
)
OTHER = "The bins at Alkerton should be emptied twice a week because the lane is full of rubbish by Thursday."


def groups(texts, **more):
    return [one.places for one in copies(texts, **more)]


def test_the_same_words_whatever_their_case_spacing_and_punctuation():
    texts = [LETTER, OTHER, LETTER.upper(), f"  {LETTER.replace(',', ' -')}\n"]
    (found,) = copies(texts)
    assert (found.places, found.variants, found.text) == ((0, 2, 3), 1, 0)


@pytest.mark.parametrize(
    "changed",
    [
        LETTER.replace("Saturdays", "Sundays"),
        LETTER.replace("warm", "warm, dry").replace("We ask", "I urge"),
        f"{LETTER} I have lived in Banbury for thirty years and use it every week with my two grandchildren.",
        f"Dear Sir or Madam! {LETTER}",
        LETTER[:100],
    ],
)
def test_a_copy_that_was_changed_or_added_to(changed):
    assert groups([LETTER, OTHER, changed]) == [(0, 2)]
    assert groups([changed, OTHER, LETTER]) == [(0, 2)]
    assert repeats([LETTER, OTHER, changed]) == []


def test_the_same_words_again_quickly():
    texts = ["No.", LETTER, OTHER, "No.", LETTER.upper(), f" {LETTER}\n", OTHER[:60]]
    assert repeats(texts) == [one for one in copies(texts) if one.text == 1]
    assert repeats(texts)[0].places == (1, 4, 5)


def test_texts_about_the_same_thing_are_not_copies():
    texts = [
        "I would like the library in the market square to be open on Saturdays, please.",
        "Please keep the library open on Saturdays, the market square is dead without it.",
        "Children need somewhere warm to read, so keep the library in the market square.",
        "I would like the staff in the market square library to smile more.",
    ]
    assert groups(texts) == []


def test_short_texts_are_written_by_many_without_copying():
    assert groups(["More staff please"] * 5 + ["Open longer in the evening at weekends too please"] * 2) == [(5, 6)]
    assert groups(["More staff please"] * 5, fewest_words=3) == [(0, 1, 2, 3, 4)]


def test_a_sentence_of_a_long_letter_is_no_copy_of_it():
    long = " ".join(
        f"Point {number} is about {word} and nothing else at all." for number, word in enumerate(LETTER.split())
    )
    assert groups([OTHER, f"{long} {OTHER}"]) == []


def test_small_changes_do_not_chain_different_texts_together():
    """Word by word one text becomes another: who joins is like the first of the group, not like its neighbour."""
    start, end = LETTER.split(), [f"other{n}" for n in range(len(LETTER.split()))]
    steps = [" ".join(end[:n] + start[n:]) for n in range(len(start) + 1)]
    found = groups(steps)
    assert len(found) > 1
    assert all(max(places) - min(places) < 20 for places in found)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([LETTER, LETTER.upper(), OTHER, OTHER[:80], LETTER + " So there.", "no", ""])))
def test_every_text_is_in_one_group_at_most_and_exact_copies_together(texts):
    found = groups(texts)
    placed = [place for places in found for place in places]
    assert len(placed) == len(set(placed))
    where = {place: number for number, places in enumerate(found) for place in places}
    for place, text in enumerate(texts):
        same = [other for other in range(len(texts)) if normal(texts[other]) == normal(text)]
        if len(same) > 1 and len(normal(text).split()) >= 8:
            assert len({where[other] for other in same}) == 1 and place in where
    assert [len(places) for places in found] == sorted((len(places) for places in found), reverse=True)


def test_a_campaign_among_many_texts_is_found_whole():
    chance = random.Random(5)
    words = [f"word{n}" for n in range(900)]
    texts = [" ".join(chance.choices(words, k=chance.randint(3, 40))) for _ in range(1500)]
    sent = sorted(chance.sample(range(1500), 60))
    for number, place in enumerate(sent):
        own = LETTER.split()
        if number % 2:
            own.insert(chance.randrange(len(own)), chance.choice(words))
        texts[place] = " ".join(own)
    assert groups(texts) == [tuple(sent)]
