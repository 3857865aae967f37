"""A widget of rows that sends to the terminal only those that changed: over a slow line every byte takes time."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class Rows(Widget, can_focus=False):
    """Shows rows, each of which fits the width; a subclass says which, this one has none."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Content] = []

    def rows(self, width: int) -> list[Content]:
        """What to show at that width."""
        return []

    def changed(self) -> None:
        """What `rows` gives may be something else now."""
        before, width = self._rows, self.content_size.width
        self._rows = self.rows(width)
        if len(self._rows) != len(before) and self.styles.is_auto_height:
            self.refresh(layout=True)
        elif rows := differing(before, self._rows):
            self.refresh(*(Region(0, row, width, 1) for row in rows))

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self.changed()
        self.refresh()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as there are rows."""
        return max(1, len(self._rows))

    def render(self) -> Content:
        """Draw the rows."""
        return Content("\n").join(self._rows)


def differing(before: Sequence[Content], after: Sequence[Content]) -> list[int]:
    """The numbers of the rows that are not as they were; a row that is missing is an empty one."""
    empty = Content("")
    return [
        row
        for row in range(max(len(before), len(after)))
        if not (after[row] if row < len(after) else empty).is_same(before[row] if row < len(before) else empty)
    ]
