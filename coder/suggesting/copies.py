"""Texts that were copied, changed a little or added to, found among many without comparing all with all."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from coder.suggesting.words import normal

FEWEST_WORDS = 8
"""Shorter texts are left out: many people write them without copying."""
WINDOW = 3
"""Words that stand together: what is compared."""
CONTAINED = 0.6
"""The share of the shorter text's windows that a copy has: one changed word in ten takes three windows in ten."""
IN_COMMON = 0.3
"""The share of both texts' windows: so much may be added before a copy is a text of its own."""
_COMMONPLACE = 20
"""Groups that may share a window before it says nothing of where a text comes from."""

Windows = frozenset[int]


@dataclass(frozen=True, slots=True)
class Copies:
    """A text that occurs several times."""

    places: tuple[int, ...]
    """Where, in the order given."""
    variants: int
    """In how many wordings, case, spacing and punctuation apart."""
    text: int
    """The place of the wording that occurs most often, the first of them."""


def repeats(texts: Sequence[str], *, fewest_words: int = FEWEST_WORDS) -> list[Copies]:
    """The texts that occur several times but for case and spacing, the most frequent first: a matter of moments.

    Args:
        texts: What was written.
        fewest_words: How many words a text has at least.
    """
    wordings: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        words = text.casefold().split()
        if len(words) >= fewest_words:
            wordings[" ".join(words)].append(place)
    return _ranked([_copies([places]) for places in wordings.values() if len(places) > 1])


def copies(texts: Sequence[str], *, fewest_words: int = FEWEST_WORDS) -> list[Copies]:
    """The texts that occur several times, the most frequent first.

    A wording joins the group whose most frequent wording it is most like, if it is a copy of that, and not of another
    that has joined: so a chain of small changes does not make one group of different texts.

    Args:
        texts: What was written.
        fewest_words: How many words a text has at least.
    """
    wordings: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        wordings[normal(text)].append(place)
    long = [key for key in wordings if len(key.split()) >= fewest_words]
    ranked = sorted(long, key=lambda key: (-len(wordings[key]), wordings[key][0]))
    found = [_copies([wordings[key] for key in group]) for group in _grouped(ranked)]
    return _ranked([one for one in found if len(one.places) > 1])


def _ranked(found: list[Copies]) -> list[Copies]:
    return sorted(found, key=lambda one: (-len(one.places), one.places[0]))


def _copies(wordings: Sequence[Sequence[int]]) -> Copies:
    places = tuple(sorted(place for places in wordings for place in places))
    return Copies(places, len(wordings), wordings[0][0])


def _grouped(keys: Sequence[str]) -> list[list[str]]:
    """The wordings, the most frequent first, each with its copies."""
    windows = [_windows(key) for key in keys]
    seen = Counter(window for several in windows for window in several)
    groups: list[list[str]] = []
    leads: list[Windows] = []
    led_by: dict[int, list[int]] = defaultdict(list)
    for key, mine in zip(keys, windows, strict=True):
        shared = [window for window in mine if seen[window] > 1]
        lead = _lead(mine, shared, leads, led_by)
        if lead is not None:
            groups[lead].append(key)
            continue
        for window in shared:
            if len(led_by[window]) <= _COMMONPLACE:
                led_by[window].append(len(groups))
        groups.append([key])
        leads.append(mine)
    return groups


def _lead(mine: Windows, shared: Sequence[int], leads: Sequence[Windows], led_by: dict[int, list[int]]) -> int | None:
    """The group of whose first wording a text is a copy, the one with most in common; the earlier of equals."""
    hits: Counter[int] = Counter()
    for window in shared:
        found = led_by.get(window, ())
        if len(found) <= _COMMONPLACE:
            hits.update(found)
    several = [hit for hit in hits.items() if hit[1] > 1]
    for group, _ in sorted(several, key=lambda hit: (-hit[1], hit[0]))[:_COMMONPLACE]:
        theirs = leads[group]
        common = len(mine & theirs)
        if common >= CONTAINED * min(len(mine), len(theirs)) and common >= IN_COMMON * len(mine | theirs):
            return group
    return None


def _windows(key: str) -> Windows:
    words = key.split()
    return frozenset(
        crc32(" ".join(words[start : start + WINDOW]).encode(errors="surrogatepass"))
        for start in range(max(1, len(words) - WINDOW + 1))
    )
