"""The one word of a comment that comes nearest to each code in meaning."""

from collections import Counter

import numpy as np

from coder.suggesting.arrays import Floats, unit
from coder.suggesting.seen import Encode, Seen
from coder.suggesting.similarity import CodeVectors, soft_maximum
from coder.suggesting.words import words

MOST_WORDS = 3000
"""The most frequent words of the background, which are embedded alone; the others are passed over."""


class SingleWords:
    """The best of a text's words, each compared alone with a code's prototypes; rare words count more.

    A word counts s_k(word) sqrt(i / max i) for s_k the soft maximum of its cosines and i = log((N + 1) / (n + 1)) with
    n of the N background texts that have it.
    """

    def __init__(self, codes: CodeVectors, background: Seen, encode: Encode) -> None:
        counts = Counter(word for item in background.items for word in words(item.text))
        vocabulary = sorted(counts, key=lambda word: (-counts[word], word))[:MOST_WORDS]
        self._places = {word: place for place, word in enumerate(vocabulary)}
        self._table = np.zeros((0, len(codes.starts)))
        if not vocabulary:
            return
        vectors = np.asarray(encode(vocabulary), dtype=np.float64)
        total = len(background.items)
        rarity = np.log((total + 1) / (np.array([counts[word] for word in vocabulary]) + 1))
        near = soft_maximum(unit(vectors - vectors.mean(axis=0)) @ codes.positive.T, codes.starts)
        self._table = near * np.sqrt(rarity / max(float(rarity.max()), 1e-9))[:, None]

    def __call__(self, seen: Seen) -> Floats:
        """(items, codes), 0 for an item without any known word."""
        best = np.zeros((len(seen.items), self._table.shape[1]))
        for row, item in enumerate(seen.items):
            places = [self._places[word] for word in words(item.text) if word in self._places]
            if places:
                best[row] = self._table[places].max(axis=0)
        return best
