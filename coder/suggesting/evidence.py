"""Why a code is suggested: keywords in the comment, a like comment that was coded so, or the wording it resembles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.domain.decision import Evidence
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.framework import Framework
from coder.suggesting.items import Item
from coder.suggesting.prototypes import Source
from coder.suggesting.reasons import ALIKE, by_example
from coder.suggesting.telling import TellingWords, Word
from coder.suggesting.words import normal

MOST_KEYWORDS = 2
_EXAMPLES = (Source.EXAMPLE,)
_WORDING = (Source.DEFINITION, Source.INCLUDE)


@dataclass(frozen=True)
class Precedents:
    """Decided items, as far as reasons are drawn from them."""

    items: Sequence[Item]
    vectors: Floats
    given: Flags


class EvidenceFinder:
    """Finds the reasons that can be had without running a model again."""

    def __init__(self, framework: Framework, precedents: Precedents) -> None:
        self._keywords = framework.keywords
        self._telling = TellingWords(framework.codes, precedents.items, precedents.given)
        self._precedents = precedents
        self._same: dict[tuple[str, str], list[int]] = {}
        for row, item in enumerate(precedents.items):
            self._same.setdefault((item.question, normal(item.text)), []).append(row)
        self._carriers = [np.flatnonzero(carried) for carried in precedents.given.T]
        shown = [row for row, one in enumerate(framework.prototypes) if one.source in (*_EXAMPLES, *_WORDING)]
        self._texts = [framework.prototypes[row] for row in shown]
        self._vectors = framework.vectors[shown]
        owners = np.array([prototype.code for prototype in self._texts], dtype=np.intp)
        self._rows = [np.flatnonzero(owners == code) for code in range(len(framework.codes))]

    def of(self, items: Sequence[Item], vectors: Floats, codes: Sequence[Sequence[int]]) -> Iterator["Reasons"]:
        """The reasons for the codes suggested for each item, the plainest first.

        Keywords in the item; what it resembles: the same words decided before, else a decided comment, else the
        framework's wording; and the word that speaks most for the code. Where there is none of these, how many
        decisions taught it.
        """
        worded = _nearest(vectors @ self._vectors.T, self._rows)
        decided = _nearest(vectors @ self._precedents.vectors.T, self._carriers)
        for row, item in enumerate(items):
            said, telling = self._said(item.text), self._telling.of(item.text)
            same = self._same.get((item.question, normal(item.text)), [])
            found = {}
            for code in codes[row]:
                likest = [
                    *self._again(code, same),
                    *self._decided(decided[row][code]),
                    *self._worded(worded[row][code]),
                ]
                word = [] if code in said else _spoken(telling.get(code))
                reasons = [*said.get(code, [])[:MOST_KEYWORDS], *likest[:1], *word]
                found[code] = tuple(reasons or self._learnt(code))
            yield found

    def _said(self, text: str) -> dict[int, list[Evidence]]:
        found: dict[int, list[Evidence]] = {}
        for hit in self._keywords.hits(text):
            found.setdefault(hit.code, []).append(Evidence("keyword", hit.keyword, hit.start, hit.end))
        return found

    def _again(self, code: int, same: Sequence[int]) -> Iterator[Evidence]:
        if times := int(self._precedents.given[list(same), code].sum()) if same else 0:
            yield Evidence("duplicate", str(times))

    def _decided(self, best: int) -> Iterator[Evidence]:
        if best >= 0:
            yield by_example(self._precedents.items[best].text)

    def _worded(self, best: int) -> Iterator[Evidence]:
        if best >= 0:
            prototype = self._texts[best]
            yield Evidence("example" if prototype.source in _EXAMPLES else "definition", prototype.text)

    def _learnt(self, code: int) -> Iterator[Evidence]:
        if count := len(self._carriers[code]):
            yield Evidence("learnt", str(count))


Reasons = dict[int, tuple[Evidence, ...]]
"""The evidence for each suggested code of an item, by the code's place."""


def _spoken(word: Word | None) -> list[Evidence]:
    return [Evidence("word", word.text, word.start, word.end)] if word is not None else []


def _nearest(alike: Floats, rows: Sequence[npt.NDArray[np.intp]]) -> list[list[int]]:
    """The text of each code that is most like each item, (items, codes); -1 where none is like it.

    Args:
        alike: Cosines, (items, texts).
        rows: The texts of each code.
    """
    found = np.full((len(alike), len(rows)), -1, dtype=np.intp)
    for code, its in enumerate(rows):
        if len(its):
            cosines = alike[:, its]
            best = cosines.argmax(axis=1)
            near = np.take_along_axis(cosines, best[:, None], axis=1)[:, 0] >= ALIKE
            found[near, code] = its[best[near]]
    return found.tolist()
