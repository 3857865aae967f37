"""Stretches that make no point join a neighbour that does."""

import re
from collections.abc import Iterable
from enum import Enum

from coder.domain.response import Span
from coder.splitting.layout import is_marker

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_OPENERS = (
    r"hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|dear|sirs?|madam|all|everyone|team|there|or",
    r"yes|yeah|yep|no|nope|ok|okay|well|oh|um+|er+m?|hm+|sorry|please|right",
    r"also|and|but|so|plus|however|then|though|although|yet|because|still|besides|otherwise|meanwhile|finally|next",
    r"(?:first|second|third|fourth|last)(?:ly| of all)?|in addition|furthermore|moreover|additionally",
    r"as well as|e g|i e|for (?:example|instance)",
    r"on the other hand|on the one hand|to be honest|overall|in general|generally|mainly|mostly",
)
_CLOSERS = (
    r"(?:many )?thanks?(?: you)?(?: again| all)?(?: (?:very|so) much)?(?: again| all)?|thankyou|cheers",
    r"(?:kind |best |warm )?regards|best wishes|yours (?:sincerely|faithfully|truly)",
    r"etc|etcetera|and so (?:on|forth)|that(?:'s| is) (?:all|it)|the end|lol|(?:ha)+h?|x+",
)
_LONGEST = 80
"""A stretch of more characters makes a point, whatever its words."""
_HEADING_WORDS = 6


def _only(phrases: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(phrases)
    return re.compile(rf"(?:{one})(?: (?:{one}))*")


_LEADS_IN = _only(_OPENERS)
_ROUNDS_OFF = _only(_CLOSERS)


class _Joins(Enum):
    NOTHING = "it makes a point"
    NEXT = "it leads into what follows"
    BEFORE = "it rounds off what came before"


def join_pointless(text: str, pieces: Iterable[Span]) -> tuple[Span, ...]:
    """The pieces in order, each that makes no point joined to its neighbour."""
    joined: list[Span] = []
    waiting: Span | None = None
    for piece in pieces:
        joins = _joins(piece.of(text))
        if joins is _Joins.BEFORE and waiting is None and joined:
            joined[-1] = Span(joined[-1].start, piece.end)
            continue
        waiting = Span(waiting.start if waiting else piece.start, piece.end)
        if joins is _Joins.NOTHING:
            joined.append(waiting)
            waiting = None
    if waiting and joined:
        joined[-1] = Span(joined[-1].start, waiting.end)
    elif waiting:
        joined.append(waiting)
    return tuple(joined)


def _joins(stretch: str) -> _Joins:
    if is_marker(stretch):
        return _Joins.NEXT
    if len(stretch) > _LONGEST:
        return _Joins.NOTHING if _WORD.search(stretch) else _Joins.BEFORE
    words = [word.lower().replace("’", "'") for word in _WORD.findall(stretch)]
    said = " ".join(words)
    if all(word.isdigit() for word in words) or _ROUNDS_OFF.fullmatch(said):
        return _Joins.BEFORE
    heading = stretch.endswith((":", "：")) and len(words) <= _HEADING_WORDS
    return _Joins.NEXT if heading or _LEADS_IN.fullmatch(said) else _Joins.NOTHING
