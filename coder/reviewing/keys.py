"""The one table of what a person can do in a review: the screen's keys, and the words typed in plain mode.

Bindings, the key bar and both helps are made from it. No action needs Ctrl+Enter or Shift with a digit: terminals do
not send them reliably.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """How the same is done in plain mode, where a line is typed and ended with Enter."""

    words: tuple[str, ...] = ()
    """Any of which is the whole line; none where the line has a form of its own (digits, `/word`, `c 2`)."""
    shown: str
    """The line as a person reads it."""
    help: str = ""
    """A sentence for plain mode's help; empty: the key's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a key does on the review screen."""

    action: str
    keys: tuple[str, ...] = ()
    """Textual's names of the keys, any of which will do; none where the screen needs no key for it."""
    shown: str = ""
    """The keys as a person reads them."""
    label: str = ""
    """One or two words for the key bar."""
    help: str
    """A sentence for the help screen."""
    in_bar: bool = True
    keep: bool = False
    """Whether the key bar shows it however narrow the screen is."""
    passes_key: bool = False
    """Whether the action is told which of the keys was pressed."""
    typed: Typed | None = None
    """How plain mode has it; None: it has no need of it."""


REVIEW_KEYS = (
    Key(
        action="confirm",
        keys=("enter",),
        shown="Enter",
        label="confirm",
        help="Save the selected codes for the comment in focus and move on.",
        typed=Typed(words=("",), shown="Enter"),
    ),
    Key(
        action="pick",
        keys=tuple("123456789"),
        shown="1-9",
        label="pick",
        help="Select the code with that number, or take it out again.",
        passes_key=True,
        typed=Typed(
            shown="1 to 9", help="Select the code with that number, or take it out again; 1 3 or 13 for several."
        ),
    ),
    Key(
        action="search",
        keys=("slash",),
        shown="/",
        label="find",
        help="Search all codes by label, keyword and definition. Enter selects, Enter again or Esc closes.",
        typed=Typed(
            shown="/word",
            help="Search all codes by label, keyword and definition; then a number adds one. A slash alone goes on.",
        ),
    ),
    Key(
        action="no_code",
        keys=("0",),
        shown="0",
        label="no code",
        help="Save that the comment was read and no code applies, and move on.",
        typed=Typed(words=("0", "none"), shown="0 or none"),
    ),
    Key(
        action="confirm_together",
        keys=("a",),
        shown="a",
        label="all alike",
        help="Save the selected codes for this comment and every open one that says the same.",
        in_bar=False,
        typed=Typed(words=("a", "all"), shown="a"),
    ),
    Key(
        action="no_code_together",
        keys=("x",),
        shown="x",
        label="none alike",
        help="Save that no code applies for this comment and every open one that says the same.",
        in_bar=False,
        typed=Typed(words=("x",), shown="x"),
    ),
    Key(
        action="show_together",
        keys=("v",),
        shown="v",
        label="view alike",
        help="Show the open comments that say the same as this one.",
        in_bar=False,
        typed=Typed(words=("v", "alike"), shown="v"),
    ),
    Key(
        action="skip",
        keys=("space",),
        shown="Space",
        label="skip",
        help="Move on without saving; skipped comments are offered again at the end.",
        typed=Typed(words=("s", "skip"), shown="s"),
    ),
    Key(
        action="undo",
        keys=("u",),
        shown="u",
        label="undo",
        help="Take back your last decision, also of earlier days, and go to its comment.",
        typed=Typed(words=("u", "undo"), shown="u"),
    ),
    Key(
        action="redo",
        keys=("r", "ctrl+r"),
        shown="r",
        label="redo",
        help="Bring back what was undone last.",
        in_bar=False,
        typed=Typed(words=("r", "redo"), shown="r"),
    ),
    Key(
        action="clear",
        keys=("c",),
        shown="c",
        label="clear",
        help="Take every code out of the selection.",
        in_bar=False,
        typed=Typed(words=("clear",), shown="clear"),
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
        typed=Typed(words=("p", "previous", "prev"), shown="p"),
    ),
    Key(
        action="move_response(1)",
        keys=("right",),
        shown="→",
        label="next",
        help="Look at the next response; nothing is decided.",
        in_bar=False,
        typed=Typed(words=("n", "next"), shown="n"),
    ),
    Key(
        action="focus",
        help="Go to the comment with that number, in the same response.",
        in_bar=False,
        typed=Typed(shown="c 2"),
    ),
    Key(
        action="again",
        help="Show the response and its codes again.",
        in_bar=False,
        typed=Typed(words=("l", "list"), shown="l"),
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
        typed=Typed(words=("?", "h", "help"), shown="?", help="Show this list."),
    ),
    Key(
        action="app.quit",
        keys=("q",),
        shown="q",
        label="quit",
        help="Stop; everything decided is saved, and the next session starts where you left (also Ctrl+C, Ctrl+Q).",
        keep=True,
        typed=Typed(
            words=("q", "quit", "exit"),
            shown="q",
            help="Stop; everything decided is saved, and the next session starts where you left (also Ctrl+D).",
        ),
    ),
)
