"""What holds of every division, and texts that are likely to break it."""

from hypothesis import strategies as st

PIECES = [
    *("Hi,", "Dear sir", "the staff were kind", "but parking is awful", "However,", "nothing but trouble", "Thanks!"),
    *("- ", "* ", "• ", "1. ", "2) ", "a) ", ";", ", ", " and ", ". ", "?", "...", "etc.", "although it rained,", '"'),
    *("\n", "\r\n", "\r", "\x00", "\t", "\u2028", "x" * 70, ")", ":", "10/10"),
    *("😀", "👩‍👩‍👧", "é", "e\u0301", "שלום", "\u202e", "良い。", "\ud800"),
]

TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
)


def assert_divides(text, spans):
    """Spans are ordered, disjoint, trimmed, and leave out only white space."""
    end = 0
    left_out = []
    for span in spans:
        assert span.start >= end
        assert span.of(text) == span.of(text).strip() != ""
        left_out.append(text[end : span.start])
        end = span.end
    assert not "".join([*left_out, text[end:]]).strip()
