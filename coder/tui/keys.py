"""The one table of keys: bindings, the key bar and the help screen are all made from it.

No action needs Ctrl+Enter or Shift with a digit: terminals do not send them reliably.
"""

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a key does on the review screen."""

    action: str
    keys: tuple[str, ...]
    """Textual's names of the keys, any of which will do."""
    shown: str
    """The keys as a person reads them."""
    label: str
    """One or two words for the key bar."""
    help: str
    """A sentence for the help screen."""
    in_bar: bool = True
    keep: bool = False
    """Whether the key bar shows it however narrow the screen is."""
    passes_key: bool = False
    """Whether the action is told which of the keys was pressed."""


REVIEW_KEYS = (
    Key(
        action="confirm",
        keys=("enter",),
        shown="Enter",
        label="confirm",
        help="Save the selected codes for the comment in focus and move on.",
    ),
    Key(
        action="pick",
        keys=tuple("123456789"),
        shown="1-9",
        label="pick",
        help="Select the code with that number, or take it out again.",
        passes_key=True,
    ),
    Key(
        action="search",
        keys=("slash",),
        shown="/",
        label="find",
        help="Search all codes by label, keyword and definition. Enter selects, Enter again or Esc closes.",
    ),
    Key(
        action="no_code",
        keys=("0",),
        shown="0",
        label="no code",
        help="Save that the comment was read and no code applies, and move on.",
    ),
    Key(
        action="skip",
        keys=("space",),
        shown="Space",
        label="skip",
        help="Move on without saving; skipped comments are offered again at the end.",
    ),
    Key(
        action="undo",
        keys=("u",),
        shown="u",
        label="undo",
        help="Take back your last decision, also of earlier days, and go to its comment.",
    ),
    Key(
        action="redo",
        keys=("r", "ctrl+r"),
        shown="r",
        label="redo",
        help="Bring back what was undone last.",
        in_bar=False,
    ),
    Key(
        action="clear",
        keys=("c",),
        shown="c",
        label="clear",
        help="Take every code out of the selection.",
        in_bar=False,
    ),
    Key(
        action="move_focus(-1)",
        keys=("up", "k"),
        shown="↑ k",
        label="up",
        help="Go to the comment above, in the same response.",
        in_bar=False,
    ),
    Key(
        action="move_focus(1)",
        keys=("down", "j"),
        shown="↓ j",
        label="down",
        help="Go to the comment below.",
        in_bar=False,
    ),
    Key(
        action="move_response(-1)",
        keys=("left",),
        shown="←",
        label="previous",
        help="Look at the previous response; nothing is decided.",
        in_bar=False,
    ),
    Key(
        action="move_response(1)",
        keys=("right",),
        shown="→",
        label="next",
        help="Look at the next response; nothing is decided.",
        in_bar=False,
    ),
    Key(
        action="scroll_text(-1)",
        keys=("pageup",),
        shown="PgUp",
        label="scroll",
        help="Scroll a long response up.",
        in_bar=False,
    ),
    Key(
        action="scroll_text(1)",
        keys=("pagedown",),
        shown="PgDn",
        label="scroll",
        help="Scroll a long response down.",
        in_bar=False,
    ),
    Key(
        action="help",
        keys=("question_mark",),
        shown="?",
        label="help",
        help="Show this page.",
        keep=True,
    ),
    Key(
        action="app.quit",
        keys=("q",),
        shown="q",
        label="quit",
        help="Stop; everything decided is saved, and the next session starts where you left (also Ctrl+C, Ctrl+Q).",
        keep=True,
    ),
)


def bindings(keys: tuple[Key, ...]) -> list[BindingType]:
    """The table as Textual wants it."""
    return [
        Binding(name, f"{key.action}('{name}')" if key.passes_key else key.action, key.label, show=False)
        for key in keys
        for name in key.keys
    ]


def bar(keys: tuple[Key, ...], width: int, gap: int = 2) -> list[Key]:
    """The keys to show in a bar of that width: those to keep, then as many others as fit, in the table's order."""
    wanted = sorted((key for key in keys if key.in_bar), key=lambda key: not key.keep)
    shown: list[Key] = []
    room = width + gap
    for key in wanted:
        needed = len(key.shown) + 1 + len(key.label) + gap
        if needed > room:
            break
        room -= needed
        shown.append(key)
    return [key for key in keys if key in shown]
