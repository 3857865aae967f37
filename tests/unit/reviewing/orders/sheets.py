"""Sheets made by hand, and at random."""

import numpy as np
from hypothesis import strategies as st

from coder.domain.response import ResponseKey
from coder.reviewing.orders.sheet import Sheet, unit

CODES = ("parking", "hours", "staff")
LABELS = {"parking": "Parking", "hours": "Opening hours", "staff": "Staff"}


def sheet(*comments, codes=CODES, question=lambda response: "q1") -> Sheet:
    """A sheet of comments: (response, words, scores or None, vector or None), those with `decided=True` as a fifth."""
    responses = sorted({comment[0] for comment in comments})
    words: dict[tuple[str, str], int] = {}
    dimensions = max((len(comment[3]) for comment in comments if comment[3] is not None), default=2)
    nothing = [np.nan] * len(codes)
    rows = [comment[2] if comment[2] is not None else nothing for comment in comments]
    vectors = [comment[3] if comment[3] is not None else [0.0] * dimensions for comment in comments]
    known = unit(np.array(vectors, dtype=np.float32).reshape(len(comments), dimensions))
    return Sheet(
        keys=[ResponseKey("", str(response), question(response)) for response in responses],
        response=np.array([responses.index(comment[0]) for comment in comments], dtype=np.intp),
        text=np.array(
            [words.setdefault((question(comment[0]), comment[1]), len(words)) for comment in comments], dtype=np.intp
        ),
        open=np.array([len(comment) < 5 for comment in comments], dtype=np.bool_),
        codes=codes,
        scores=np.array(rows, dtype=np.float32).reshape(len(comments), len(codes)),
        vectors=lambda places: known[places],
    )


def names(order) -> list[str]:
    return [place.key.respondent for place in order]


def whys(order) -> list[str]:
    return [place.reason.why for place in order]


_score = st.floats(0, 1, width=32)
_vector = st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]), min_size=3, max_size=3)
_comment = st.tuples(
    st.integers(0, 9),
    st.sampled_from("abcdef"),
    st.none() | st.lists(_score | st.just(float("nan")), min_size=3, max_size=3),
    st.none() | _vector,
    st.booleans(),
)


@st.composite
def sheets(draw) -> Sheet:
    """Any sheet: unscored and decided comments, codes that do not apply, and words said more than once among them."""
    drawn = sorted(draw(st.lists(_comment, max_size=25)), key=lambda comment: comment[0])
    comments = [comment if comment[4] else comment[:4] for comment in drawn]
    return sheet(*comments, question=lambda response: f"q{response % 2}")
