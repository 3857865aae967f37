import numpy as np

from coder.domain.codebook import Code, Codebook, Question
from coder.suggesting.thresholds import THRESHOLD, Thresholds
from tests.unit.suggesting.books import book_of

NAN = np.nan
TREE = Codebook(
    id="tree",
    questions=(Question(id="q", text="?"),),
    codes=(Code(id="up", label="Up", codes=(Code(id="a", label="A"), Code(id="b", label="B"))),),
)


def test_small_backgrounds_leave_the_threshold_alone_and_what_does_not_apply_is_never_assigned():
    found = Thresholds.settled(book_of(2), np.full((3, 2), 0.9))
    scores = np.array([[THRESHOLD, NAN], [THRESHOLD - 0.01, 1.0]])
    assert found.assign(scores).tolist() == [[True, False], [False, True]]
    assert Thresholds.settled(book_of(0), np.zeros((3, 0))).assign(np.zeros((3, 0))).shape == (3, 0)


def test_a_code_expected_more_often_than_it_reaches_the_threshold_is_assigned_earlier():
    scores = np.column_stack([np.linspace(0.2, 0.36, 200), np.linspace(0.0, 1.0, 200)])
    scores[:60, 1] = NAN
    found = Thresholds.settled(book_of(2), scores)
    assert found.assign(np.full((1, 2), 0.39)).tolist() == [[True, False]]


def test_a_child_takes_the_place_of_its_parent_unless_the_parent_scores_higher():
    found = Thresholds.settled(TREE, np.zeros((0, 3)))
    scores = np.array([[0.6, 0.7, 0.1], [0.8, 0.7, 0.1], [0.6, 0.1, 0.1], [0.6, 0.3, 0.9], [NAN, 0.9, NAN]])
    assert found.assign(scores).astype(int).tolist() == [[0, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]]


def test_thresholds_come_back_from_their_cuts():
    scores = np.random.default_rng(1).random((200, 3))
    settled = Thresholds.settled(TREE, scores)
    again = Thresholds(TREE, settled.cuts)
    assert (again.assign(scores) == settled.assign(scores)).all()
    without = Thresholds(book_of(2), {"up": 0.5, "a": 0.5, "b": 0.5})
    assert without.assign(np.array([[0.5, 0.6, 0.4]])).tolist() == [[True, True, False]], (
        "codes that are gone stand alone"
    )
