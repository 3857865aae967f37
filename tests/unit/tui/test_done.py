"""What the page says where nothing is in front of the person."""

from coder.reviewing.item import Progress
from coder.reviewing.queue import Tally
from coder.tui.widgets.done import _lines


def said(decided: int, total: int, **more: int) -> str:
    of_all = Tally(decided, total)
    figures = {"session": decided, "skipped": 0, "undivided": 0, **more}
    progress = Progress(
        question=None, in_question=of_all, overall=of_all, questions={"q1": of_all}, per_hour=None, **figures
    )
    return "\n".join(line.plain for line in _lines(progress, lambda action: f"<{action}>"))


def test_the_end_of_a_filter_is_not_told_as_the_end_of_the_work():
    text = said(44, 294)
    assert "No more comments that the filter finds" in text and "44 of 294 comments decided." in text
    assert "<filter> goes through others" in text
    assert "All done" not in text and "294 comments decided, " not in text


def test_all_is_done_only_where_nothing_is_left():
    assert said(294, 294).startswith("All done\n\n294 comments decided, 294 of them in this session.")
    assert said(292, 294, skipped=2).startswith("Only what you skipped is left: 2 comments")
