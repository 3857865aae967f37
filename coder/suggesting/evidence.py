"""Why a code is suggested: keywords in the comment, a like comment that was coded so, or the wording it resembles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from coder.domain.decision import Evidence
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.framework import Framework
from coder.suggesting.items import Item
from coder.suggesting.prototypes import Source
from coder.suggesting.reasons import ALIKE, MOST_REASONS, by_example

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
        self._precedents = precedents
        self._carriers = [np.flatnonzero(carried) for carried in precedents.given.T]
        shown = [row for row, one in enumerate(framework.prototypes) if one.source in (*_EXAMPLES, *_WORDING)]
        self._texts = [framework.prototypes[row] for row in shown]
        self._vectors = framework.vectors[shown]
        self._rows: dict[int, list[int]] = {}
        for row, prototype in enumerate(self._texts):
            self._rows.setdefault(prototype.code, []).append(row)

    def of(self, items: Sequence[Item], vectors: Floats, codes: Sequence[Sequence[int]]) -> Iterator["Reasons"]:
        """The reasons for the codes suggested for each item, at most two a code, the plainest first."""
        to_wording = vectors @ self._vectors.T
        to_decided = vectors @ self._precedents.vectors.T if len(self._precedents.items) else vectors[:, :0]
        for row, item in enumerate(items):
            said = self._said(item.text)
            yield {
                code: tuple(
                    [
                        *said.get(code, ()),
                        *self._decided(code, to_decided[row]),
                        *self._worded(code, to_wording[row]),
                        *self._learnt(code),
                    ][:MOST_REASONS]
                )
                for code in codes[row]
            }

    def _said(self, text: str) -> dict[int, list[Evidence]]:
        found: dict[int, list[Evidence]] = {}
        for hit in self._keywords.hits(text):
            found.setdefault(hit.code, []).append(Evidence("keyword", hit.keyword, hit.start, hit.end))
        return found

    def _decided(self, code: int, alike: Floats) -> Iterator[Evidence]:
        rows = self._carriers[code]
        if len(rows):
            best = int(rows[alike[rows].argmax()])
            if alike[best] >= ALIKE:
                yield by_example(self._precedents.items[best].text)

    def _worded(self, code: int, alike: Floats) -> Iterator[Evidence]:
        best = max(self._rows.get(code, []), key=lambda row: (alike[row], -row), default=None)
        if best is not None and alike[best] >= ALIKE:
            prototype = self._texts[best]
            yield Evidence("example" if prototype.source in _EXAMPLES else "definition", prototype.text)

    def _learnt(self, code: int) -> Iterator[Evidence]:
        if count := len(self._carriers[code]):
            yield Evidence("learnt", str(count))


Reasons = dict[int, tuple[Evidence, ...]]
"""The evidence for each suggested code of an item, by the code's place."""
