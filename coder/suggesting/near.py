"""Finds texts that are nearly the same among tens of thousands, one text at a time and within milliseconds."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

import numpy as np
import numpy.typing as npt

from coder.suggesting.duplicates import NEAR_WORDS, exchangeable
from coder.suggesting.words import normal

TOGETHER = 0.9
"""Mean cosine of words and of letter groups from which texts may be decided with one key: stricter than the likeness
from which suggestions follow (`duplicates.NEAR`). It leaves room for a word more, or one spelled otherwise."""
MOST = 50
"""Texts that are compared closely with one."""
SHARED = 0.7
"""Share of the words of either text that both have, weighed by rarity, for them to be compared."""
SAMPLED = 1000
"""Texts from which it is learnt how rare words and letter groups are."""
_LETTERS = range(3, 6)

_Taking = Callable[[str], Iterator[str]]
"""Takes a text apart."""

Places = npt.NDArray[np.int32]


class NearTexts:
    """Different texts, each with a topic; only texts on the same topic are nearly the same.

    Two are if they are `exchangeable` and the mean of their cosines in words and in letter groups is `TOGETHER`
    or more. A word, pair of words or group of letters weighs (1 + log n) (1 + log((T + 1) / (t + 1))),
    n being how often the text has it and t how many of T sampled texts do.
    """

    def __init__(self, texts: Sequence[str], topics: Sequence[Hashable]) -> None:
        """Index the texts by their words."""
        self._texts = texts
        numbers: dict[str, int] = {}
        topic: dict[Hashable, int] = {}
        self._words = [
            sorted({numbers.setdefault(word, len(numbers)) for word in normal(one).split()}) for one in texts
        ]
        self._topics = np.array([topic.setdefault(one, len(topic)) for one in topics], dtype=np.int32)
        self._sizes = np.array([len(its) for its in self._words], dtype=np.int32)
        flat = np.array([word for its in self._words for word in its], dtype=np.int32)
        owners = np.repeat(np.arange(len(texts), dtype=np.int32), self._sizes)
        self._having: Places = owners[np.argsort(flat, kind="stable")]
        counts = np.bincount(flat, minlength=len(numbers))
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        self._rarity = 1e-6 + np.log((len(texts) + 1) / (counts + 1))
        self._sums = np.bincount(owners, self._rarity[flat], minlength=len(texts))
        self._weights = _Weights(texts[:: max(1, len(texts) // SAMPLED)])
        self._near = lru_cache(maxsize=256)(self._find)

    def near(self, place: int) -> Sequence[int]:
        """The places of the texts that are nearly the same as the one at a place, in order."""
        return self._near(place)

    def _find(self, place: int) -> Sequence[int]:
        text = self._texts[place]
        if len(normal(text).split()) < NEAR_WORDS:
            return ()
        alike = (one for one in self._candidates(place) if exchangeable(text, self._texts[one]))
        return sorted(one for one in alike if self._weights.likeness(text, self._texts[one]) >= TOGETHER)

    def _candidates(self, place: int) -> list[int]:
        """The texts on the topic with the most of its words, weighed by rarity; of equal ones, the first."""
        words = self._words[place]
        having = np.concatenate([self._having[self._starts[word] : self._starts[word + 1]] for word in words])
        weights = np.repeat(self._rarity[words], [self._count(word) for word in words])
        shared = np.bincount(having, weights, minlength=len(self._texts))
        enough = (shared > 0) & (shared >= SHARED * np.maximum(self._sums, self._sums[place]))
        found = np.flatnonzero(enough & (self._topics == self._topics[place]))
        found = found[found != place]
        return [int(one) for one in found[np.argsort(-shared[found], kind="stable")[:MOST]]]

    def _count(self, word: int) -> int:
        return int(self._starts[word + 1] - self._starts[word])


class _Weights:
    """How much the words, pairs of words and letter groups of a text weigh."""

    def __init__(self, sample: Sequence[str]) -> None:
        self._sampled = len(sample)
        self._seen: dict[_Taking, Counter[str]] = {
            parts: Counter(part for text in sample for part in set(parts(text))) for parts in _PARTS
        }
        self._row = lru_cache(maxsize=8192)(self._weigh)

    def likeness(self, one: str, other: str) -> float:
        """The mean of the two cosines, 0 to 1; 0 where already the first makes it less than `TOGETHER`."""
        words, letters = _PARTS
        first = _cosine(self._row(one, words), self._row(other, words))
        if first + 1 < 2 * TOGETHER:
            return 0.0
        return (first + _cosine(self._row(one, letters), self._row(other, letters))) / 2

    def _weigh(self, text: str, parts: _Taking) -> dict[str, float]:
        seen = self._seen[parts]
        return _unit(
            {part: (1 + log(count)) * self._rarity(seen[part]) for part, count in Counter(parts(text)).items()}
        )

    def _rarity(self, having: int) -> float:
        return 1 + log((self._sampled + 1) / (having + 1))


def _phrases(text: str) -> Iterator[str]:
    """The words of a text and its pairs of neighbouring words."""
    words = normal(text).split()
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))


def _groups(text: str) -> Iterator[str]:
    """The groups of three to five letters within words, ends of words included."""
    for word in normal(text).split():
        padded = f" {word} "
        for length in _LETTERS:
            yield from (padded[start : start + length] for start in range(max(1, len(padded) - length + 1)))


_PARTS = (_phrases, _groups)


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    few, many = sorted((one, other), key=len)
    return sum(weight * many.get(part, 0.0) for part, weight in few.items())


def _unit(row: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in row.values())) or 1.0
    return {part: weight / length for part, weight in row.items()}
