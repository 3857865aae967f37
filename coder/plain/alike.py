"""Tells what would be decided together."""

from coder.domain.text import display, plural
from coder.plain.answer import Answer, flat
from coder.reviewing.session import ReviewSession


def told(session: ReviewSession) -> Answer:
    """The open comments that say the same as the one in focus, or nearly, and the responses that are alike."""
    comments, responses, item = session.together(), session.campaign(), session.current
    if item is None or not (comments or responses):
        return Answer("No other open comment says the same.")
    more = []
    for number, (key, text) in enumerate(comments):
        nearly = ", nearly" if number >= len(comments) - item.nearly else ""
        more.append(f"Of {flat(key.respondent)}{nearly}: {_text(text)}")
    if responses:
        more.append(f"{plural(len(responses), 'other response')}, the same as a whole:")
        more += [f"Of {flat(key.respondent)}: {_text(text)}" for key, text in responses]
    said = "says the same" if len(comments) == 1 else "say the same"
    return Answer(f"{plural(len(comments), 'other open comment')} {said}:", tuple(more))


def _text(text: str) -> str:
    return display(text).replace("␍\n", "\n")
