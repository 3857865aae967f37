"""Breaking text into lines."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.domain.text import display
from coder.tui.wrapping import wrap


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_lines_break_at_spaces_and_line_feeds():
    assert lines("one two three\nfour", 8) == ["one two", "three", "four"]


def test_a_word_that_is_too_long_is_broken():
    assert lines("a " + "x" * 12 + " b", 5) == ["a", "xxxxx", "xxxxx", "xx b"]


def test_wide_characters_take_two_cells():
    assert lines("日本語 日本", 6) == ["日本語", "日本"]


def test_the_carriage_return_before_a_line_feed_is_not_shown():
    assert lines(display("one\r\ntwo"), 10) == ["one", "two"]


def test_empty_lines_stay():
    assert lines("a\n\nb", 10) == ["a", "", "b"]


def test_a_part_of_a_text_is_wrapped_by_offsets_into_the_whole():
    text = "before after all"
    assert [text[a:b] for a, b in wrap(text, 5, 7)] == ["after", "all"]


@given(st.text(alphabet=st.sampled_from("ab \t\n日́é🙂x"), max_size=80), st.integers(2, 20))
def test_lines_fit_in_order_and_lose_no_word(text, width):
    ranges = wrap(text, width)
    flat = [offset for pair in ranges for offset in pair]
    assert flat == sorted(flat)
    assert all(cell_len(text[start:end].replace("\t", " ")) <= width for start, end in ranges)
    kept = "".join(text[start:end] for start, end in ranges)
    assert "".join(kept.split()) == "".join(text.split())
