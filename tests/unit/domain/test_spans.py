from hypothesis import given
from hypothesis import strategies as st

from coder.domain.response import Span, is_whole, whole, without

TEXT = "  Kind staff. Slow website. "


def test_white_space_at_the_ends_is_no_part_of_the_whole():
    assert is_whole(whole(TEXT), TEXT)
    assert is_whole(Span(2, len(TEXT) - 1), TEXT)
    assert not is_whole(Span(2, 13), TEXT)


def test_what_is_left_of_a_stretch():
    assert without(whole(TEXT), [], TEXT) == [Span(2, 27)]
    assert without(whole(TEXT), [Span(2, 13)], TEXT) == [Span(14, 27)]
    assert without(Span(2, 13), [Span(2, 13)], TEXT) == []
    assert without(whole(TEXT), [Span(5, 6), Span(20, 27)], TEXT) == [Span(2, 5), Span(7, 20)]


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=4))
def test_with_what_is_left_every_character_is_covered_once(text, cuts):
    taken: list[Span] = []
    for start, length in sorted(cuts):
        end = min(start + length, len(text))
        if start < end and (not taken or start >= taken[-1].end):
            taken.append(Span(start, end))
    left = without(whole(text), taken, text)
    for place, character in enumerate(text):
        holders = [span for span in [*taken, *left] if span.start <= place < span.end]
        assert len(holders) <= 1
        assert holders or character.isspace()
