from hypothesis import given

from coder.splitting.parts import LONGEST_PART, legible, needs_parsing, parts
from tests.unit.splitting.properties import TEXTS


@given(TEXTS)
def test_parts_cover_the_text_at_their_offsets(text):
    end = 0
    for start, part in parts(text):
        assert start == end
        end += len(part)
    assert end == len(text)
    assert len(legible(text)) == len(text)


def test_long_texts_break_at_a_stop_then_at_a_space_then_anywhere():
    stopped = "It rained all day. " * 1000
    assert all(part.endswith(". ") for _, part in parts(stopped))
    spaced = "rain " * 5000
    assert all(part.endswith(" ") for _, part in parts(spaced))
    solid = "r" * 10_000
    assert [len(part) for _, part in parts(solid)] == [LONGEST_PART, LONGEST_PART, 10_000 - 2 * LONGEST_PART]


def test_what_a_parser_chokes_on_is_replaced():
    assert legible("a\x00b\r\nc\ud800") == "a b  c "
    assert legible("!" * 100) == "x" * 100


def test_only_what_can_be_divided_is_parsed():
    assert not needs_parsing("Waiting times.")
    assert needs_parsing("Kind. Quick.")
    assert needs_parsing("The staff were kind")
