"""Suggestions of codes for comments: from the framework alone, and from decisions once there are some."""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from coder.domain.codebook import Codebook
from coder.domain.decision import FRAMEWORK_ONLY, MACHINE_PREFIX, Suggestion
from coder.suggesting.arrays import Flags, Floats, squash
from coder.suggesting.choosing import choose, lift
from coder.suggesting.evidence import EvidenceFinder
from coder.suggesting.framework import Encode, FrameworkScorer
from coder.suggesting.items import Item, Learnt
from coder.suggesting.prototypes import assignable_codes
from coder.suggesting.scope import Scope
from coder.suggesting.taught import TaughtScorer

__all__ = ["Item", "Learnt", "SuggestionModel", "build"]

THRESHOLD = 0.3
"""Score from which a code is assigned, once there are decisions."""
FLOOR = 0.25
"""Score from which an item's best code is assigned, once there are decisions."""
FRAMEWORK_THRESHOLD = 0.3
FRAMEWORK_FLOOR = 0.1
"""The same two for the framework alone."""
_ROWS_AT_ONCE = 2048

Vectors = npt.NDArray[np.floating]


def build(codebook: Codebook, encode: Encode, learn: Learnt | None = None, *, encoder: str = "") -> "SuggestionModel":
    """The model for a codebook, and for what people decided where there is something.

    Args:
        codebook: The framework.
        encode: Turns texts into vectors of length 1; called at most once, with `prototype_texts(codebook)`.
        learn: Decided items with their vectors, from the same encoder.
        encoder: The encoder's fingerprint; it enters the name under which the model codes.
    """
    framework = FrameworkScorer(codebook, encode)
    if learn is None or not learn.items:
        return SuggestionModel(codebook, framework, None, FRAMEWORK_ONLY)
    codes = [code.id for code in assignable_codes(codebook)]
    taught = TaughtScorer(codebook, codes, framework, learn)
    return SuggestionModel(codebook, framework, taught, _name(codebook, codes, encoder, learn))


class SuggestionModel:
    """Scores codes for comments; a row of scores depends on its own comment only."""

    def __init__(self, codebook: Codebook, framework: FrameworkScorer, taught: TaughtScorer | None, coder: str) -> None:
        self.codes = tuple(code.id for code in assignable_codes(codebook))
        self.coder = coder
        self._scope = Scope(codebook)
        self._framework = framework
        self._taught = taught
        self._evidence = EvidenceFinder(framework, taught.counts if taught else [0] * len(self.codes))

    def score(self, items: Sequence[Item], vectors: Vectors) -> Floats:
        """Probability that each item carries each code.

        Args:
            items: The comments.
            vectors: Their vectors, (items, dimensions).

        Returns:
            (items, codes) in 0..1; nan where a code does not apply to the item's question.
        """
        scores = np.zeros((len(items), len(self.codes)))
        for start in range(0, len(items) if self.codes else 0, _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            scores[rows] = self._score(items[rows], np.asarray(vectors[rows], dtype=np.float64))
        return scores

    def assign(self, scores: Floats) -> Flags:
        """Whether the model gives each item each code; same shape as the scores."""
        if self._taught is None:
            return choose(scores, FRAMEWORK_THRESHOLD, FRAMEWORK_FLOOR)
        return choose(scores, THRESHOLD, FLOOR)

    def lift(self, scores: Floats, groups: Sequence[int]) -> Floats:
        """Probability that each response carries each code, from the scores of its comments.

        Args:
            scores: (comments, codes).
            groups: The response of each comment, counted from 0.

        Returns:
            (responses, codes) in 0..1; nan where a code does not apply.
        """
        return lift(scores, groups)

    def suggest(
        self, items: Sequence[Item], vectors: Vectors, scores: Floats, top: int = 9
    ) -> list[tuple[Suggestion, ...]]:
        """The best codes of each item, best first, with why; codes of equal score in codebook order."""
        found: list[tuple[Suggestion, ...]] = []
        for start in range(0, len(items), _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            found.extend(self._suggest(items[rows], np.asarray(vectors[rows], dtype=np.float64), scores[rows], top))
        return found

    def _score(self, items: Sequence[Item], vectors: Floats) -> Floats:
        if self._taught is None:
            scores = squash(self._framework.logits(items, vectors))
        else:
            scores = self._taught.probabilities(items, vectors)
        scores[~self._scope.open_to(items)] = np.nan
        return scores

    def _suggest(
        self, items: Sequence[Item], vectors: Floats, scores: Floats, top: int
    ) -> Iterator[tuple[Suggestion, ...]]:
        alike = self._evidence.resemblance(vectors)
        assigned = self.assign(scores)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :top]
        for row, item in enumerate(items):
            best = [int(code) for code in order[row] if not np.isnan(scores[row, code])]
            evidence = self._evidence.of(item.text, best, alike[row])
            yield tuple(
                Suggestion(self.codes[code], float(scores[row, code]), evidence[code], bool(assigned[row, code]))
                for code in best
            )


def _name(codebook: Codebook, codes: Sequence[str], encoder: str, learnt: Learnt) -> str:
    """The coder's name: the same for the same framework, encoder and decisions."""
    parts = [encoder, *(f"{code} {codebook.scoring_hash(code)}" for code in codes), learnt.fingerprint]
    return MACHINE_PREFIX + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
