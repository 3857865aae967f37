"""Words that a comment and a code's wording have in common, the rarer the better."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from coder.domain.codebook import Code
from coder.suggesting.arrays import Floats
from coder.suggesting.items import Item
from coder.suggesting.keywords import KeywordIndex
from coder.suggesting.prototypes import definition_of
from coder.suggesting.seen import Seen
from coder.suggesting.words import stems

LABEL_WEIGHT, WORDING_WEIGHT = 1.0, 0.5
"""What a word of the label counts, and a word of the definition or of what the code includes."""
KEYWORD_WEIGHT = 1.0
"""What a keyword counts; a judgement, as the development sets have none."""
FURTHER_SHARE = 0.25
"""How much of each further word in common is added to the best one."""

_Term = tuple[str, int | None]
"""A stem, or a keyword and the code it belongs to."""


class Overlap:
    """The words in common, each weighing more the fewer codes use it and the fewer background texts have it.

    A term counts v log((K + 1) / k) / log(K + 1) log((N + 1) / (n + 1)) / log(N + 1), for v its weight, k of the K
    codes and n of the N background texts that have it.
    """

    def __init__(self, codes: Sequence[Code], keywords: KeywordIndex, background: Sequence[Item]) -> None:
        self._codes = len(codes)
        self._keywords = keywords
        weights = [wording_weights(code) for code in codes]
        uses = Counter(stem for weight in weights for stem in weight)
        shared = Counter(keyword for code in codes for keyword in set(code.keywords))
        self._rarity = {stem: _rarity(self._codes, count - 1) for stem, count in uses.items()}
        self._keyword_rarity = {keyword: _rarity(self._codes, count - 1) for keyword, count in shared.items()}
        self._uses: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, weight in enumerate(weights):
            for stem, value in weight.items():
                self._uses[stem].append((place, value))
        self._texts = len(background)
        self._seen = Counter(term for item in background for term in self._terms(item.text))

    def __call__(self, seen: Seen) -> Floats:
        """(items, codes), 0 where nothing is in common."""
        overlap = np.zeros((len(seen.items), self._codes))
        for row, item in enumerate(seen.items):
            found = self._of(item.text)
            overlap[row, list(found)] = list(found.values())
        return overlap

    def _of(self, text: str) -> dict[int, float]:
        """What a text has in common with the codes with which it has something in common."""
        found: dict[int, float] = {}
        for term in self._terms(text):
            rarity = _rarity(self._texts, self._seen[term])
            for code, weight in self._weigh(term):
                best, value = found.get(code, 0.0), weight * rarity
                found[code] = max(best, value) + FURTHER_SHARE * min(best, value)
        return found

    def _terms(self, text: str) -> Iterator[_Term]:
        yield from ((stem, None) for stem in sorted(stems(text) & self._uses.keys()))
        yield from ((hit.keyword, hit.code) for hit in self._keywords.hits(text))

    def _weigh(self, term: _Term) -> Iterator[tuple[int, float]]:
        word, code = term
        if code is not None:
            yield code, KEYWORD_WEIGHT * self._keyword_rarity[word]
        else:
            yield from ((place, weight * self._rarity[word]) for place, weight in self._uses[word])


@lru_cache(maxsize=10_000)
def _rarity(total: int, having: int) -> float:
    """1 for what none has, towards 0 for what all have."""
    return float(np.log((total + 1) / (having + 1)) / np.log(total + 1)) if total else 0.0


def wording_weights(code: Code) -> dict[str, float]:
    """What each stem of a code's label, definition and of what it includes counts."""
    rest = (definition_of(code), *code.include)
    weights = {stem: WORDING_WEIGHT for text in rest for stem in stems(text)}
    return weights | dict.fromkeys(stems(code.label), LABEL_WEIGHT)
