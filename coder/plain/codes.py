"""Which code is meant by what was typed."""

from coder.errors import InputError
from coder.plain.answer import flat
from coder.reviewing.loaded import RANKED
from coder.reviewing.session import ReviewSession


def meant(session: ReviewSession, typed: str) -> str:
    """The id of the code that is meant: by its id, its label, its number on offer, or the only one a search finds.

    Raises:
        InputError: none or several are meant.
    """
    said = " ".join(typed.split())
    item = session.current
    offered = [choice.code.id for choice in item.choices[:RANKED]] if item is not None else []
    if said.isdecimal() and 0 < int(said) <= len(offered):
        return offered[int(said) - 1]
    placed = session.codebook.placed
    if said.casefold() in placed:
        return said.casefold()
    named = [code for code, entry in placed.items() if entry.code.label.casefold() == said.casefold()]
    found = named or ([hit.code.id for hit in session.search(said)] if said else [])
    if len(found) == 1:
        return found[0]
    several = ", ".join(flat(session.label(code)) for code in found[:5])
    raise InputError(
        f"Several codes are meant by “{flat(said)}”: {several}{', …' if len(found) > 5 else ''}."
        if found
        else f"No code is meant by “{flat(said)}”.",
        "Type a code's id, its label, or its number on offer.",
    )
