"""Which words are marked."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.codebook import Code
from coder.domain.decision import Evidence
from coder.domain.response import Span
from coder.reviewing.item import Choice
from coder.reviewing.session import ReviewSession
from coder.tui.marking import Mark, Marked, evidence, pieces
from tests.unit.reviewing.memory import CODEBOOK, Clock, example

spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
marks = st.lists(st.builds(Marked, spans, st.sampled_from(Mark)))


@given(st.integers(0, 40), st.integers(1, 30), marks)
def test_the_pieces_of_a_line_are_the_line_and_each_is_marked_as_its_words_are(start, length, marked):
    found = pieces(start, start + length, marked)
    assert found[0][0] == start and found[-1][1] == start + length
    assert all(a[1] == b[0] and a[0] < a[1] for a, b in pairwise([*found, (start + length, start + length + 1, None)]))
    for a, b, mark in found:
        for at in range(a, b):
            over = {one.mark for one in marked if one.span.start <= at < one.span.end}
            assert mark == (Mark.HIDDEN if Mark.HIDDEN in over else next(iter(over), None))


def test_marked_is_what_speaks_for_the_selection_and_else_for_the_first_code():
    session = ReviewSession(example(), CODEBOOK, coder="ann", clock=Clock())
    session.move_focus(1)
    item = session.current
    assert item is not None

    def choice(selected, *stretches):
        reasons = tuple(Evidence("keyword", "x", start, end) for start, end in stretches)
        return Choice(code=Code(id="a", label="A"), selected=selected, score=0.5, evidence=(*reasons, Evidence("like")))

    def marked(*choices):
        object.__setattr__(item, "choices", choices)
        return [one.span.of(item.text) for one in evidence(item)]

    assert marked(choice(False, (0, 3)), choice(True, (4, 10), (15, 20)), choice(True, (4, 10))) == ["answer", "phone"]
    assert marked(choice(False, (0, 3)), choice(False, (4, 10))) == ["And"]
    assert marked(choice(False, (0, 3)), choice(True)) == ["And"]
    assert marked() == []
