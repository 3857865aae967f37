"""The word of a comment that speaks most for each code, by the framework's wording and by what people decided."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from coder.domain.codebook import Code
from coder.suggesting.arrays import Flags
from coder.suggesting.items import Item
from coder.suggesting.lexical import wording_weights
from coder.suggesting.words import stem_places, stems

FEWEST = 2
"""Decided comments with a word and a code from which the word may speak for the code,"""
LEAST_LIFT = 2.0
"""and how much more often than others comments with the word must carry it,"""
LEAST = 0.2
"""What a word must weigh to be shown: one of the label, definition or inclusions that few other codes use."""
DOUBT = 2.0
"""when so many further comments with the word are taken to carry it as often as all do."""


class Word(NamedTuple):
    """A word of a comment."""

    text: str
    start: int
    end: int


class TellingWords:
    """Knows which words speak for which codes.

    A word of the framework speaks with its weight, divided by the number of codes that use it; a word of decided
    comments with log2 of its lift: (n_wk + DOUBT p_k) / (n_w + DOUBT) / p_k, n_w the decided comments with the word,
    n_wk those of them that carry the code, p_k the share of all that do.
    """

    def __init__(self, codes: Sequence[Code], items: Sequence[Item], given: Flags) -> None:
        """Learn from the wording of codes and from decided items with their codes, (items, codes)."""
        self._speaks: dict[str, dict[int, float]] = defaultdict(dict)
        self._read_framework(codes)
        if len(items):
            self._read_decisions(items, given)

    def of(self, text: str) -> dict[int, Word]:
        """For each code that a word of the text speaks for, the word that does so most."""
        found: dict[int, tuple[float, Word]] = {}
        for stem, (start, end) in stem_places(text).items():
            if text[start:end].lower() in ENGLISH_STOP_WORDS:
                continue
            for code, weight in self._speaks.get(stem, {}).items():
                if weight >= LEAST and (code not in found or weight > found[code][0]):
                    found[code] = weight, Word(text[start:end], start, end)
        return {code: word for code, (_, word) in found.items()}

    def _read_framework(self, codes: Sequence[Code]) -> None:
        weights = [wording_weights(code) for code in codes]
        uses = Counter(stem for weight in weights for stem in weight)
        for place, weight in enumerate(weights):
            for stem, value in weight.items():
                self._speaks[stem][place] = value / uses[stem]

    def _read_decisions(self, items: Sequence[Item], given: Flags) -> None:
        having: dict[str, list[int]] = defaultdict(list)
        for row, item in enumerate(items):
            for stem in stems(item.text):
                having[stem].append(row)
        shares = given.mean(axis=0)
        for stem, rows in having.items():
            if len(rows) < FEWEST:
                continue
            counts = given[rows].sum(axis=0)
            for code in np.flatnonzero(counts >= FEWEST).tolist():
                lift = (counts[code] + DOUBT * shares[code]) / (len(rows) + DOUBT) / shares[code]
                if lift >= LEAST_LIFT:
                    self._speaks[stem][code] = max(self._speaks[stem].get(code, 0.0), math.log2(lift))
