"""Why a code is suggested: keywords in the comment, the wording it resembles, or what was learnt."""

from collections.abc import Sequence

import numpy as np

from coder.domain.decision import Evidence
from coder.suggesting.arrays import Floats
from coder.suggesting.framework import FrameworkScorer
from coder.suggesting.prototypes import Source

_ALIKE = 0.35
"""Cosine from which a comment is said to resemble a text of the framework."""
_SHOWN_KEYWORDS = 3
_SHOWN_SOURCES = (Source.EXAMPLE, Source.INCLUDE, Source.DEFINITION)


class EvidenceFinder:
    """Finds the reasons that can be had without running a model again."""

    def __init__(self, framework: FrameworkScorer, learnt_counts: Sequence[int]) -> None:
        self._framework = framework
        self._learnt_counts = learnt_counts
        shown = [row for row, prototype in enumerate(framework.prototypes) if prototype.source in _SHOWN_SOURCES]
        self._texts = [framework.prototypes[row] for row in shown]
        self._vectors = framework.vectors[shown]
        self._rows: dict[int, list[int]] = {}
        for row, prototype in enumerate(self._texts):
            self._rows.setdefault(prototype.code, []).append(row)

    def resemblance(self, vectors: Floats) -> Floats:
        """Cosines with the framework's texts, (items, texts)."""
        return vectors @ self._vectors.T if self._texts else np.zeros((len(vectors), 0))

    def of(self, text: str, codes: Sequence[int], alike: Floats) -> dict[int, tuple[Evidence, ...]]:
        """The evidence for each of the codes in a text, given its row of `resemblance`."""
        found: dict[int, list[Evidence]] = {code: [] for code in codes}
        for hit in self._framework.keywords.hits(text):
            if hit.code in found and len(found[hit.code]) < _SHOWN_KEYWORDS:
                found[hit.code].append(Evidence("keyword", hit.keyword, hit.start, hit.end))
        for code, reasons in found.items():
            reasons.extend(self._resembled(code, alike))
            if count := self._learnt_counts[code]:
                reasons.append(Evidence("learnt", str(count)))
        return {code: tuple(reasons) for code, reasons in found.items()}

    def _resembled(self, code: int, alike: Floats) -> list[Evidence]:
        rows = self._rows.get(code, [])
        best = max(rows, key=lambda row: (alike[row], -row), default=None)
        if best is None or alike[best] < _ALIKE:
            return []
        prototype = self._texts[best]
        kind = "example" if prototype.source is Source.EXAMPLE else "definition"
        return [Evidence(kind, prototype.text)]
