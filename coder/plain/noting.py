"""Commands that note something beside the codes, and those that divide a response anew."""

import re

from coder.domain.annotation import Label, Redaction
from coder.domain.personal import propose
from coder.domain.response import Span
from coder.domain.text import plural
from coder.errors import InputError
from coder.plain.answer import Answer, Show, flat
from coder.plain.commands import Command
from coder.reviewing.item import Item
from coder.reviewing.session import ReviewSession

_AS = re.compile(r"(?P<words>.+?)\s+as\s+(?P<label>\w+)", re.IGNORECASE)


def flag(session: ReviewSession) -> Answer:
    """Flag the comment, or take the flag off."""
    return Answer("saved: flagged for discussion." if session.toggle_flag() else "saved: flag taken off.")


def exemplar(session: ReviewSession) -> Answer:
    """Mark the comment as a quote, or take the mark off."""
    marked = session.toggle_exemplar()
    return Answer("saved: marked as a quote for the report." if marked else "saved: no quote for the report.")


def memo(session: ReviewSession, command: Command) -> Answer:
    """Write a memo, take it away, or tell it."""
    before = _item(session).focused.memo
    if not command.text:
        return Answer(f"Your memo: {flat(before)}" if before else "You have no memo here; m some words writes one.")
    text = "" if command.text == "-" else command.text
    if text == before:
        return Answer("unchanged: memo." if text else "You have no memo here. Nothing has changed.")
    session.set_memo(text)
    return Answer("saved: memo." if text else "saved: memo taken away.")


def hide(session: ReviewSession, command: Command) -> Answer:
    """Hide or show a stretch, or list those that are hidden and those that may have to be."""
    item, proposed = _item(session), session.proposals()
    if not command.text:
        return _listed(item, proposed)
    if not command.text.isdecimal():
        return _hide_words(session, item, command.text)
    index = int(command.text) - 1
    if 0 <= index < len(item.redactions):
        session.unredact(index)
        return Answer("saved: shown again.")
    index -= len(item.redactions)
    if not 0 <= index < len(proposed):
        return Answer(f"There is no number {command.text}; hide lists them. Nothing has changed.")
    session.redact([proposed[index]])
    return Answer(f"saved: hidden as {proposed[index].shown}.")


def split(session: ReviewSession, command: Command) -> Answer:
    """Divide the comment before some words of it."""
    span, text = _item(session).focused.comment.span, _item(session).text
    if not command.text:
        return Answer("d wants the words that begin the second part, as in d and the phone. Nothing has changed.")
    places = [one.start for one in _said(text, command.text, span)]
    if len(places) != 1:
        how = "are there more than once; type more of them" if places else "are not in the comment"
        return Answer(f"The words “{flat(command.text)}” {how}. Nothing has changed.")
    if not session.split(places[0]):
        return Answer("It cannot be split there: there must be words on both sides. Nothing has changed.")
    return Answer("saved: split in two; both are to be decided.", show=Show.ALL)


def merge(session: ReviewSession) -> Answer:
    """Tie the comment together with one beside it."""
    item = _item(session)
    if len(item.comments) < 2:
        return Answer("The response has no other comment. Nothing has changed.")
    after = item.focus + 1 if item.focus + 1 < len(item.comments) else item.focus - 1
    other = after if item.merge_offer is None else item.merge_offer
    session.merge(other - item.focus)
    return Answer(f"saved: one with comment {other + 1}; to be decided.", show=Show.ALL)


def _listed(item: Item, proposed: tuple[Redaction, ...]) -> Answer:
    rows = [("hidden", one) for one in item.redactions] + [("proposed", one) for one in proposed]
    if not rows:
        return Answer("Nothing is hidden or proposed; hide some words as name hides words of your own.")
    told = (
        f"{number}. {how}, {one.label}: {flat(one.span.of(item.text))}" for number, (how, one) in enumerate(rows, 1)
    )
    return Answer(f"{plural(len(rows), 'stretch', 'stretches')}; hide 1 hides or shows the first:", tuple(told))


def _hide_words(session: ReviewSession, item: Item, typed: str) -> Answer:
    """Hide words wherever the response says them."""
    named = _AS.fullmatch(typed)
    if named is not None and named["label"].casefold() not in set(Label):
        raise InputError(f"There is no label “{flat(named['label'])}”.", f"The labels are {', '.join(Label)}.")
    words = named["words"] if named is not None else typed
    likely = propose(words)
    label = Label(named["label"].casefold()) if named is not None else likely[0].label if likely else Label.OTHER
    found = _said(item.text, words, Span(0, len(item.text)))
    count = session.redact([Redaction(one, label) for one in found])
    if not count:
        what = "hidden already" if found else "not in the response"
        return Answer(f"The words “{flat(words)}” are {what}. Nothing has changed.")
    return Answer(f"saved: hidden as [{label}], {plural(count, 'time')}.")


def _said(text: str, words: str, within: Span) -> list[Span]:
    """Where the words are said as whole words, whatever their case and the spaces between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.finditer(rf"(?<!\w){pattern}(?!\w)", text[within.start : within.end], re.IGNORECASE)
    return [Span(within.start + match.start(), within.start + match.end()) for match in found]


def _item(session: ReviewSession) -> Item:
    item = session.current
    assert item is not None  # what needs a comment is asked for only where there is one
    return item
