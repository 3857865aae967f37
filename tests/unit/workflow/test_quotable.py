"""Quotes show nothing that was redacted, wherever it lies."""

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.annotation import Label, Redaction, merged
from coder.domain.response import Comment, ResponseKey, Span
from coder.workflow.quotable import candidate_of

TEXT = "".join(map(chr, range(0x4E00, 0x4E00 + 30)))  # thirty letters, no two alike and none of a label's
SPANS = st.tuples(st.integers(0, 29), st.integers(1, 12)).map(lambda it: Span(it[0], min(30, it[0] + it[1])))


@given(SPANS, st.lists(st.builds(Redaction, SPANS, st.sampled_from(Label)), max_size=4), st.booleans())
def test_a_candidate_shows_its_comment_without_what_was_redacted_of_the_response(span, several, exemplar):
    comment = Comment(7, ResponseKey("", "r1", "q1"), span, span.of(TEXT))
    hidden = merged(several)
    gone = {place for one in several for place in range(one.span.start, one.span.end)}
    left = [place for place in range(span.start, span.end) if place not in gone]
    candidate = candidate_of(comment, 2, exemplar, hidden)
    if not left:
        assert candidate is None
        return
    assert [TEXT.index(letter) for letter in candidate.text if letter in TEXT] == left
    assert (candidate.comment, candidate.respondent, candidate.codes) == (7, "r1", 2)
    assert (candidate.marked, candidate.redacted) == (exemplar, len(left) < span.end - span.start)


def test_nothing_but_punctuation_left_is_nothing_to_quote():
    comment = Comment(7, ResponseKey("", "r1", "q1"), Span(0, 9), "Jane Doe!")
    assert candidate_of(comment, 1, True, [Redaction(Span(0, 8), Label.NAME)]) is None
