import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coder.suggesting.choosing import lift, response_assigned

NAN = np.nan
SCORES = arrays(np.float64, st.tuples(st.integers(1, 8), st.integers(1, 4)), elements=st.floats(0, 1))


def test_a_response_has_the_codes_of_its_comments():
    assigned = np.array([[1, 0], [0, 1], [0, 0]], dtype=bool)
    assert response_assigned(assigned, [1, 1, 0]).tolist() == [[False, False], [True, True]]
    assert response_assigned(np.zeros((0, 2), dtype=bool), []).shape == (0, 2)


def test_lifting_lies_between_the_largest_and_the_independent():
    lifted = lift(np.array([[0.5, NAN], [0.5, NAN], [0.2, 1.0]]), [0, 0, 2])
    np.testing.assert_allclose(lifted, [[0.625, NAN], [NAN, NAN], [0.2, 1.0]])


@given(SCORES, st.data())
def test_lifted_scores_are_probabilities_and_never_less_than_a_comments(scores, data):
    groups = data.draw(st.lists(st.integers(0, 3), min_size=len(scores), max_size=len(scores)))
    lifted = lift(scores, groups)
    assert lifted.shape == (max(groups) + 1, scores.shape[1])
    for group in set(groups):
        own = scores[[place for place, of in enumerate(groups) if of == group]]
        assert (lifted[group] >= own.max(axis=0) - 1e-12).all()
        assert (lifted[group] <= 1).all()
        if len(own) == 1:
            np.testing.assert_allclose(lifted[group], own[0], atol=1e-12)
