import numpy as np
import pytest

from coder.suggesting.duplicates import Duplicates
from coder.suggesting.items import Item
from coder.suggesting.kernels import DecidedItems, Lexical
from coder.suggesting.twins import twin_groups
from coder.suggesting.words import turns
from tests.unit.suggesting.books import vectors

SAME = [Item("q1", "Too dear"), Item("q1", "too dear!"), Item("q1", "The staff"), Item("q2", "Fine")]
GIVEN = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], dtype=bool)


def test_a_text_follows_the_decisions_on_it():
    scores = np.full((4, 2), 0.2)
    others = [Item("q1", "TOO DEAR"), Item("q1", "the staff."), Item("q1", "fine"), Item("q1", "weather")]
    found = Duplicates(SAME, GIVEN).follow(others, scores)
    np.testing.assert_allclose(found[0], [0.84, 0.44])
    assert (found[1] < 0.1).all()
    assert (found[2:] == 0.2).all(), "another question, another text: nothing to follow"


LETTER = "Please keep the library in our village open on Saturdays because my children have no other place to read"
CHANGED = LETTER.replace("children", "kids")
TURNED = [LETTER.replace("keep", "do not keep"), LETTER + " 7", "Too dear now", LETTER]


def alike(decided, others):
    compared = DecidedItems(decided, vectors(decided), Lexical([item.text for item in (*decided, *others)]))
    return compared.likeness(others, vectors(others)).words


def test_a_text_follows_decisions_on_nearly_the_same_unless_a_turn_of_meaning_differs():
    decided = [Item("q1", LETTER), Item("q1", "Too dear, now")]
    given = np.array([[1, 0], [0, 1]], dtype=bool)
    others = [Item("q1", CHANGED), *(Item("q1", text) for text in TURNED[:2]), Item("q2", CHANGED)]
    scores = np.full((4, 2), 0.2)
    found = Duplicates(decided, given).follow(others, scores, alike(decided, others))
    np.testing.assert_allclose(found[0], [0.6, 0.1])
    assert (found[1:] == 0.2).all()


def test_nearly_the_same_texts_are_held_out_together():
    items = [Item("q1", text) for text in (LETTER, "The staff", CHANGED, TURNED[0], "the staff!", LETTER.upper())]
    assert [group.tolist() for group in twin_groups(items)] == [[0, 5], [1, 4]]
    assert [group.tolist() for group in twin_groups(items, alike(items, items))] == [[0, 2, 5], [1, 4]]


@pytest.mark.parametrize("text", ["I can't wait", "I can’t wait", "I cannot wait", "never wait"])
def test_negations_are_turns_of_meaning(text):
    assert turns(text) == ["not"]
    assert turns(f"{text} 30 minutes") == ["not", "30"]
