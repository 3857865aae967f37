"""What the framework alone says of a comment: scores before anybody has decided anything.

The constants were chosen on four development sets of survey comments coded by people, the same for all of them; the
two slopes and the intercept are a logistic regression over all pairs of comment and code, each set weighing the same.
Those sets have no keywords: the constants for keywords are a judgement.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from coder.domain.codebook import Codebook
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.items import Item
from coder.suggesting.keywords import KeywordIndex
from coder.suggesting.prototypes import assignable_codes, prototypes
from coder.suggesting.scope import Scope
from coder.suggesting.similarity import Similarity
from coder.suggesting.wording import Wording

Encode = Callable[[Sequence[str]], npt.NDArray[np.floating]]

BACKGROUND_SHARE = 0.2
"""How much of a code's nearness to all the other codes is taken off: a code near to everything says little."""
WORDING_SHARE = 0.25
"""What common words count beside common meaning."""
SLOPE, LEAD_SLOPE, INTERCEPT = 2.14, 5.57, -2.6
"""From nearness, and its lead over the other codes, to log-odds."""
LEAD_TEMPERATURE = 0.1
USUAL_NEARNESS, USUAL_CODES = 0.15, 12
"""A framework of fewer codes is filled up to so many with codes of that nearness: to lead over nothing says little."""
FIRST_KEYWORD, FURTHER_KEYWORD, MOST_KEYWORDS = 1.5, 0.5, 3
"""Log-odds that a code's first keyword in a comment adds, and each further one, up to so many."""


class FrameworkScorer:
    """Scores by resemblance to a code's wording, and by its keywords."""

    def __init__(self, codebook: Codebook, encode: Encode) -> None:
        codes = assignable_codes(codebook)
        found = prototypes(codebook)
        texts = list(dict.fromkeys(prototype.text for prototype in found))
        self._count = len(codes)
        self.keywords = KeywordIndex(codes)
        self._wording = Wording(codes)
        self._scope = Scope(codebook)
        rows = {text: row for row, text in enumerate(texts)}
        vectors = np.asarray(encode(texts), dtype=np.float64) if texts else np.zeros((0, 1))
        self.vectors = vectors[[rows[prototype.text] for prototype in found]] if found else vectors
        self.prototypes = found
        self._similarity = Similarity(found, self.vectors, self._count)
        self._background = self._background_of()

    def logits(self, items: Sequence[Item], vectors: Floats) -> Floats:
        """Log-odds that each code applies; (items, codes). Each row depends on its own item only."""
        near = self.nearness(items, vectors)
        lead = near - _level(near, self._scope.open_to(items))
        return SLOPE * near + LEAD_SLOPE * lead + INTERCEPT + self._keyword_bonus(items)

    def nearness(self, items: Sequence[Item], vectors: Floats) -> Floats:
        """How near each item is to each code in meaning and wording; (items, codes)."""
        overlap = self._wording.overlap([item.text for item in items])
        return self._similarity(vectors) - BACKGROUND_SHARE * self._background + WORDING_SHARE * overlap

    def _keyword_bonus(self, items: Sequence[Item]) -> Floats:
        bonus = np.zeros((len(items), self._count))
        for row, item in enumerate(items):
            counts: dict[int, int] = {}
            for hit in self.keywords.hits(item.text):
                counts[hit.code] = counts.get(hit.code, 0) + 1
            for code, count in counts.items():
                bonus[row, code] = FIRST_KEYWORD + FURTHER_KEYWORD * (min(count, MOST_KEYWORDS) - 1)
        return bonus

    def _background_of(self) -> Floats:
        """How near each code is to whatever is said: its mean resemblance to the prototypes of the other codes."""
        if self._count < 2:
            return np.zeros(self._count)
        near = self._similarity(self.vectors)
        owners = np.array([prototype.code for prototype in self.prototypes])
        return np.array([near[owners != code, code].mean() for code in range(self._count)])


def _level(near: Floats, among: Flags) -> Floats:
    """The soft maximum of an item's nearness over the codes that apply to it, (items, 1).

    For the n codes that apply, m = max(0, USUAL_CODES - n) and t = LEAD_TEMPERATURE:
    t log((sum exp(near / t) + m exp(USUAL_NEARNESS / t)) / (n + m)).
    """
    applying = among.sum(axis=1, keepdims=True)
    filling = np.maximum(USUAL_CODES - applying, 0)
    powers = np.where(among, np.exp(near / LEAD_TEMPERATURE), 0.0).sum(axis=1, keepdims=True)
    total = powers + filling * np.exp(USUAL_NEARNESS / LEAD_TEMPERATURE)
    return np.asarray(LEAD_TEMPERATURE * np.log(total / (applying + filling)), dtype=np.float64)
