"""Words made to fit the review screen."""

from rich.cells import set_cell_size


def cut(text: str, width: int) -> str:
    """The text, cut to a number of cells with an ellipsis."""
    fitted = set_cell_size(text, max(0, width)).rstrip()
    return fitted if fitted == text.rstrip() or width < 2 else set_cell_size(text, width - 1).rstrip() + "…"
