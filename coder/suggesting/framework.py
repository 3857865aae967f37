"""What the framework alone says of a comment: scores before anybody has decided anything."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from coder.domain.codebook import Codebook
from coder.suggesting.arrays import Floats
from coder.suggesting.items import Item
from coder.suggesting.keywords import KeywordIndex
from coder.suggesting.prototypes import assignable_codes, prototypes
from coder.suggesting.similarity import Similarity

Encode = Callable[[Sequence[str]], npt.NDArray[np.floating]]

BACKGROUND_SHARE = 0.5
SLOPE = 12.0
CENTRE = 0.3
FIRST_KEYWORD = 1.5
FURTHER_KEYWORD = 0.5
MOST_KEYWORDS = 3


class FrameworkScorer:
    """Scores by resemblance to a code's wording, and by its keywords."""

    def __init__(self, codebook: Codebook, encode: Encode) -> None:
        codes = assignable_codes(codebook)
        found = prototypes(codebook)
        texts = list(dict.fromkeys(prototype.text for prototype in found))
        self._count = len(codes)
        self.keywords = KeywordIndex(codes)
        rows = {text: row for row, text in enumerate(texts)}
        vectors = np.asarray(encode(texts), dtype=np.float64) if texts else np.zeros((0, 1))
        self.vectors = vectors[[rows[prototype.text] for prototype in found]] if found else vectors
        self.prototypes = found
        self._similarity = Similarity(found, self.vectors, self._count)
        self._background = self._background_of()

    def logits(self, items: Sequence[Item], vectors: Floats) -> Floats:
        """Log-odds that each code applies; (items, codes). Each row depends on its own item only."""
        near = self._similarity(vectors) - BACKGROUND_SHARE * self._background
        return SLOPE * (near - CENTRE) + self._lexical(items)

    def _lexical(self, items: Sequence[Item]) -> Floats:
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
