"""Small sets of judged responses whose figures were worked out by hand."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from coder.evaluating.judged import Judged

NONE = -np.inf


def judged(given, scores, assigned):
    return Judged(np.array(given, dtype=bool), np.array(scores, dtype=float), np.array(assigned, dtype=bool))


def four(times=1):
    """Four responses, each so many times, and the codes a, b, c; c does not apply to the last two."""
    given = [[1, 0, 0], [0, 1, 1], [0, 0, 0], [0, 0, 1]]
    scores = [[0.9, 0.5, 0.1], [0.6, 0.7, 0.2], [0.3, 0.2, NONE], [0.4, 0.1, NONE]]
    assigned = [[1, 0, 0], [1, 1, 0], [1, 0, 0], [0, 0, 0]]
    return judged(given * times, scores * times, assigned * times)


@st.composite
def worlds(draw):
    """Any responses of which each has a code, and any codes of which each is on a response; scores have ties."""
    shape = draw(st.tuples(st.integers(1, 12), st.integers(2, 6)))
    flags = arrays.arrays(np.bool_, shape)
    given = draw(flags)
    given[np.arange(shape[0]), np.arange(shape[0]) % shape[1]] = True
    given[np.arange(shape[1]) % shape[0], np.arange(shape[1])] = True
    scores = draw(arrays.arrays(np.int8, shape, elements=st.integers(0, 10))) / 10
    return Judged(given, np.where(draw(flags), scores, NONE), draw(flags))
