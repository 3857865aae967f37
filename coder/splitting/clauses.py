"""Where a sentence turns from one point to another: run-on sentences, contrasts, lists without a verb."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coder.splitting.words import Word

_ENDS = frozenset(".!?…;。！？؟۔।")
_CLOSING = "\"')]}”’»"
_CARRY_ON = frozenset({"and", "or", "so", "because", "that", "which", "who", "whom", "would", "could", "than", "as"})
"""A sentence without a stop before it does not start with these."""
_CONTRASTS = frozenset({"but", "however", "although", "though", "whereas"})
_NEED_VERBS = frozenset({"however", "although", "though", "whereas"})
"""They join clauses; `but` also joins phrases."""
_NOT_A_TURN = frozenset(
    {"nothing", "all", "anything", "everything", "everyone", "everybody", "nobody", "anybody", "none", "no-one"}
    | {"choice", "option", "cannot", "last"}
)
"""`but` after these means "except"."""
_DEGREE = frozenset({"much", "many", "long", "often", "hard", "far", "good", "bad", "small", "big", "little"})
_ONLY = frozenset({"only", "just", "merely", "simply"})
_LIST_ITEMS = 3
_ITEM_WORDS = 2
_NEAR = 60
"""Words looked at on either side of a place: enough for any clause, and few enough for any text."""

Sentence = Sequence[Word]


def sentence_cuts(text: str, words: Sequence[Word]) -> list[int]:
    """Offsets of words that start a sentence: after a stop, or where two whole clauses follow each other unstopped."""
    starts = [place for place, word in enumerate(words) if place and word.opens]
    cuts: list[int] = []
    begin = 0
    for place, following in zip(starts, [*starts[1:], len(words)], strict=False):
        before = words[max(begin, place - _NEAR) : place]
        after = words[place : min(following, place + _NEAR)]
        if _stopped(text, words[place].start) or _runs_on(text, before, after):
            cuts.append(words[place].start)
            begin = place
    return cuts


def sentences(words: Sequence[Word], cuts: Sequence[int]) -> Iterator[Sentence]:
    """The words between the cuts, which are in order."""
    starts = [word.start for word in words]
    places = [0, *(bisect_left(starts, cut) for cut in cuts), len(words)]
    for begin, end in pairwise(places):
        if begin < end:
            yield words[begin:end]


def contrast_cuts(sentence: Sentence) -> list[int]:
    """Offsets at which a sentence turns against what it said before."""
    cuts: list[int] = []
    begin = 0
    for place in range(1, len(sentence)):
        start = _turn(sentence, begin, place)
        if start is not None:
            cuts.append(sentence[start].start)
            begin = place
    return cuts or _leading_contrast(sentence)


def list_cuts(sentence: Sentence) -> list[int]:
    """Offsets after the commas of a list that has no verb and at least three items of at least two words."""
    if any(word.is_verb for word in sentence):
        return []
    commas = [place for place, word in enumerate(sentence) if word.lower == ","]
    edges = [-1, *commas, len(sentence)]
    items = [sentence[before + 1 : after] for before, after in pairwise(edges)]
    if items and not _count(items[-1]):
        items.pop()
    if len(items) < _LIST_ITEMS or any(_count(item) < _ITEM_WORDS for item in items):
        return []
    return [item[0].start for item in items[1:]]


def _turn(sentence: Sentence, begin: int, place: int) -> int | None:
    """Where the turn begins if the word at the place is what turns the sentence."""
    word = sentence[place].lower
    if word in _CONTRASTS:
        start = place - 1 if sentence[place - 1].lower == "even" else place
        return start if start > begin and _turns(sentence, begin, start, place) else None
    turned = word == "on" and _phrase(sentence, place) == "on the other hand"
    return place if turned and _is_point(_last(sentence, begin, place)) else None


def _turns(sentence: Sentence, begin: int, start: int, place: int) -> bool:
    word = sentence[place].lower
    before, after = _last(sentence, begin, start), sentence[place + 1 : place + 1 + _NEAR]
    if word == "but" and _is_exception(before, after):
        return False
    if word == "however" and after and after[0].lower in _DEGREE:
        return False
    if word == "though" and before and before[-1].lower == "as":
        return False
    if word in _NEED_VERBS:
        return _is_clause(before) and _is_clause(_until_contrast(after))
    return _is_point(before) and _is_point(_until_contrast(after))


def _is_exception(before: Sentence, after: Sentence) -> bool:
    if before and before[-1].lower in _NOT_A_TURN:
        return True
    if after and after[0].lower == "for":
        return True
    pairs = pairwise(before)
    return any(one.lower in ("not", "n't") and two.lower in _ONLY for one, two in pairs)


def _until_contrast(words: Sentence) -> Sentence:
    end = next((place for place, word in enumerate(words) if word.lower in _CONTRASTS), len(words))
    return words[:end]


def _leading_contrast(sentence: Sentence) -> list[int]:
    """`Although the staff were kind, parking was hard`: the offset after the comma between two clauses."""
    lowers = [word.lower for word in sentence[:2]]
    if not lowers or (lowers[0] not in ("although", "though", "whereas") and lowers != ["even", "though"]):
        return []
    near = sentence[:_NEAR]
    for place, word in enumerate(near[:-1]):
        if word.lower == "," and _is_clause(near[:place]) and _is_clause(near[place + 1 :]):
            return [sentence[place + 1].start]
    return []


def _last(sentence: Sentence, begin: int, end: int) -> Sentence:
    return sentence[max(begin, end - _NEAR) : end]


def _phrase(sentence: Sentence, place: int) -> str:
    return " ".join(word.lower for word in sentence[place : place + 4])


def _stopped(text: str, start: int) -> bool:
    """Whether what stands before the offset is the end of a sentence."""
    before = text[max(0, start - 40) : start].rstrip().rstrip(_CLOSING)
    return bool(before) and before[-1] in _ENDS


def _runs_on(text: str, before: Sentence, after: Sentence) -> bool:
    spaced = text[after[0].start - 1].isspace()
    return spaced and after[0].lower not in _CARRY_ON and _is_clause(before) and _is_clause(after)


def _is_clause(words: Sentence) -> bool:
    return _count(words) >= 3 and any(word.is_verb for word in words)


def _is_point(words: Sentence) -> bool:
    return _is_clause(words) or (_count(words) >= 2 and any(word.is_noun for word in words))


def _count(words: Sentence) -> int:
    return sum(word.counts for word in words)
