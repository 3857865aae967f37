"""Rows: only what changed is drawn anew, and what is on the screen is what the rows say."""

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.content import Content

from coder.tui.widgets.rows import Rows, differing

words = st.lists(st.tuples(st.sampled_from(["", "a", "bb"]), st.sampled_from(["", "bold"])), max_size=6)


@given(words, words)
def test_what_differs_is_what_has_to_be_drawn(before, after):
    old, new = ([Content.styled(*row) for row in rows] for rows in (before, after))
    drawn = dict(enumerate(old))
    for row in differing(old, new):
        drawn[row] = new[row] if row < len(new) else Content("")
    assert all(one.is_same(drawn.get(row, Content(""))) for row, one in enumerate(new))
    assert all(drawn[row].is_same(Content("")) for row in range(len(new), len(old)))


async def test_the_screen_shows_the_rows_whatever_came_before():
    class Lines(Rows):
        DEFAULT_CSS = "Lines { height: auto; text-wrap: nowrap; text-overflow: clip; }"
        said = ("one", "two")

        def rows(self, width):
            return [Content(f"{line} {width}") for line in self.said]

    class Shows(App):
        def compose(self):
            yield Lines()

    app = Shows()
    async with app.run_test(size=(20, 6)) as pilot:
        lines = app.query_one(Lines)
        for said, width in [(("one", "two"), 20), (("one", "six"), 20), (("a", "b", "c"), 20), (("z",), 12), ((), 30)]:
            lines.said = said
            lines.changed()
            await pilot.resize_terminal(width, 6)
            await pilot.pause()
            strips = app.screen._compositor.render_strips(app.size)
            shown = [strip.text.strip() for strip in strips]
            assert shown == [f"{line} {width}" for line in said] + [""] * (6 - len(said))
