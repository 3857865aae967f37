"""Words cut to the screen."""

from coder.tui.wording import cut


def test_cutting_counts_cells():
    assert cut("日本語", 4) == "日…"
    assert cut("abc", 3) == "abc"
    assert cut("abc", 0) == ""
