import pytest

from coder.domain.response import Response, ResponseKey, Span, whole


def test_a_stretch_is_half_open_and_in_code_points():
    text = "\U0001f600\U0001f600 The queue"
    assert Span(3, len(text)).of(text) == "The queue"
    assert whole(text).of(text) == text


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_an_impossible_stretch_is_refused(start, end):
    with pytest.raises(ValueError, match="not a stretch"):
        Span(start, end)


@pytest.mark.parametrize("text", ["", "  ", "\n\t"])
def test_white_space_only_is_no_response(text):
    with pytest.raises(ValueError, match="content"):
        Response(ResponseKey("", "1", "q1"), text)
