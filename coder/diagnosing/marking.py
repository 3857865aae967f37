"""The words that mark some texts off from all others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from coder.diagnosing.texts import same, words

MOST_WORDS = 5
FEWEST_TEXTS = 2
"""Texts of the group that a word must be in."""
TIMES_USUAL = 2.0
"""How many times as frequent as anywhere a word must be."""


class Vocabulary:
    """In how many of all texts each word is; a text that occurs several times counts once."""

    def __init__(self, texts: Iterable[str]) -> None:
        kept = {same(text): text for text in texts}
        self._counts = Counter(word for text in kept.values() for word in set(words(text)))
        self._texts = len(kept)

    def marking(self, texts: Sequence[str]) -> tuple[str, ...]:
        """The words that mark these texts, most telling first, by p log(p / q).

        p is the share of these texts that have the word, q the share of all texts.
        """
        here = Counter(word for text in texts for word in set(words(text)))
        weights = {}
        for word, count in here.items():
            share, usual = count / len(texts), max(self._counts[word], count) / max(self._texts, len(texts))
            if count >= FEWEST_TEXTS and share >= TIMES_USUAL * usual:
                weights[word] = share * log(share / usual)
        return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:MOST_WORDS])
