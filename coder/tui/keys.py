"""What the screen makes of the table of keys: bindings and the key bar."""

from textual.binding import Binding, BindingType

from coder.reviewing.keys import Key


def bindings(keys: tuple[Key, ...]) -> list[BindingType]:
    """The table as Textual wants it."""
    return [
        Binding(name, f"{key.action}('{name}')" if key.passes_key else key.action, key.label, show=False)
        for key in keys
        for name in key.keys
    ]


def bar(keys: tuple[Key, ...], width: int, gap: int = 2) -> list[Key]:
    """The keys to show in a bar of that width: those to keep, then as many others as fit, in the table's order."""
    wanted = sorted((key for key in keys if key.in_bar and key.keys), key=lambda key: not key.keep)
    shown: list[Key] = []
    room = width + gap
    for key in wanted:
        needed = cells(key) + gap
        if needed > room:
            break
        room -= needed
        shown.append(key)
    return [key for key in keys if key in shown]


def cells(key: Key) -> int:
    """How wide a key is in the bar."""
    return len(key.first) + 1 + len(key.label)
