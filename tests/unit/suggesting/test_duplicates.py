import numpy as np

from coder.suggesting.duplicates import Duplicates
from coder.suggesting.items import Item

SAME = [Item("q1", "Too dear"), Item("q1", "too dear!"), Item("q1", "The staff"), Item("q2", "Fine")]
GIVEN = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], dtype=bool)


def test_a_text_follows_the_decisions_on_it():
    scores = np.full((4, 2), 0.2)
    others = [Item("q1", "TOO DEAR"), Item("q1", "the staff."), Item("q1", "fine"), Item("q1", "weather")]
    found = Duplicates(SAME, GIVEN).follow(others, scores)
    np.testing.assert_allclose(found[0], [0.84, 0.44])
    assert (found[1] < 0.1).all()
    assert (found[2:] == 0.2).all(), "another question, another text: nothing to follow"
