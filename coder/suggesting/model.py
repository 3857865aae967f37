"""Suggestions of codes for comments: from the framework alone, and from decisions once there are some."""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from coder.domain.codebook import Codebook
from coder.domain.decision import FRAMEWORK_ONLY, MACHINE_PREFIX, Suggestion
from coder.suggesting.arrays import Flags, Floats, Vectors
from coder.suggesting.background import choose
from coder.suggesting.evidence import EvidenceFinder, Precedents
from coder.suggesting.framework import ROWS_AT_ONCE, Framework
from coder.suggesting.items import Item, Learnt
from coder.suggesting.learnt import given_codes, in_hashed_order
from coder.suggesting.prototypes import assignable_codes
from coder.suggesting.scope import Scope
from coder.suggesting.seen import Encode
from coder.suggesting.taught import Taught
from coder.suggesting.thresholds import Thresholds

__all__ = ["METHOD", "Item", "Learnt", "SuggestionModel", "build"]

METHOD = "kernel-ridge-2"
"""What scores are made by; a change makes all earlier suggestions stale."""


def build(
    codebook: Codebook,
    encode: Encode,
    learn: Learnt | None = None,
    *,
    background: Sequence[Item] = (),
    encoder: str = "",
) -> "SuggestionModel":
    """The model for a codebook, and for what people decided where there is something.

    Args:
        codebook: The framework.
        encode: Turns texts into vectors of length 1. Called now for the framework, the background and its words, and
            at each scoring for the clauses of the items; it should remember what it computed.
        learn: Decided items with their vectors, from the same encoder.
        background: A sample of the texts to be coded, as `background.choose` gives it. Scores, thresholds and the
            weights of words are settled by it; without one, by the framework's own wording.
        encoder: The encoder's fingerprint; it enters the name under which the model codes.
    """
    coder = FRAMEWORK_ONLY if learn is None or not learn.items else _name(codebook, encoder, learn)
    if not Scope(codebook).by_question().any():
        return SuggestionModel(codebook, None, coder)
    by_responses = learn is not None and 2 * sum(learn.response_level) > len(learn.items)
    return SuggestionModel(codebook, _Fitted(codebook, encode, learn, choose(background)), coder, by_responses)


class SuggestionModel:
    """Scores codes for comments; a row of scores depends on its own comment only."""

    def __init__(self, codebook: Codebook, fitted: "_Fitted | None", coder: str, by_responses: bool = False) -> None:
        self.by_responses = by_responses
        """Whether most of what it learnt are whole responses with all their codes."""
        self.codes = tuple(code.id for code in assignable_codes(codebook))
        self.coder = coder
        self._fitted = fitted

    @property
    def cuts(self) -> dict[str, float]:
        """The score from which each code is assigned."""
        return {} if self._fitted is None else self._fitted.thresholds.cuts

    @property
    def shares(self) -> Floats:
        """The mean score of each code over the background, 0 where it applies to nothing in it; (codes,)."""
        return np.zeros(len(self.codes)) if self._fitted is None else self._fitted.shares

    def score(self, items: Sequence[Item], vectors: Vectors) -> Floats:
        """Probability that each item carries each code.

        Args:
            items: The comments.
            vectors: Their vectors, (items, dimensions).

        Returns:
            (items, codes) in 0..1; nan where a code does not apply to the item's question.
        """
        if self._fitted is None:
            return np.full((len(items), len(self.codes)), np.nan)
        return self._fitted.score(items, vectors)

    def assign(self, scores: Floats) -> Flags:
        """Whether the model gives each item each code; same shape as the scores."""
        if self._fitted is None:
            return np.zeros(scores.shape, dtype=bool)
        return self._fitted.thresholds.assign(scores)

    def suggest(
        self, items: Sequence[Item], vectors: Vectors, scores: Floats, top: int = 9
    ) -> list[tuple[Suggestion, ...]]:
        """The best codes of each item, best first, with why; codes of equal score in codebook order."""
        found: list[tuple[Suggestion, ...]] = []
        for start in range(0, len(items), ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            found.extend(self._suggest(items[rows], np.asarray(vectors[rows], dtype=np.float64), scores[rows], top))
        return found

    def _suggest(
        self, items: Sequence[Item], vectors: Floats, scores: Floats, top: int
    ) -> Iterator[tuple[Suggestion, ...]]:
        if self._fitted is None:
            yield from (() for _ in items)
            return
        assigned = self.assign(scores)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :top]
        best = [[int(code) for code in codes if not np.isnan(scores[row, code])] for row, codes in enumerate(order)]
        for row, reasons in enumerate(self._fitted.evidence.of(items, vectors, best)):
            yield tuple(
                Suggestion(self.codes[code], float(scores[row, code]), reasons[code], bool(assigned[row, code]))
                for code in best[row]
            )


class _Fitted:
    """All that is settled before the first item is scored."""

    def __init__(self, codebook: Codebook, encode: Encode, learn: Learnt | None, background: list[Item]) -> None:
        self._framework = Framework(codebook, encode, background)
        self._encode = encode
        precedents = self._learn(codebook, learn, background)
        self.evidence = EvidenceFinder(self._framework, precedents)
        vectors = encode([item.text for item in background])
        scores = self.score(background, vectors)
        self.thresholds = Thresholds.settled(codebook, scores)
        self.shares = _means(scores)

    def score(self, items: Sequence[Item], vectors: Vectors) -> Floats:
        """(items, codes), nan where a code does not apply."""
        scores = np.full((len(items), self._codes), np.nan)
        for start in range(0, len(items), ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            seen = self._framework.see(items[rows], np.asarray(vectors[rows], dtype=np.float64))
            scores[rows] = np.where(seen.among, self._taught.probabilities(seen), np.nan)
        return scores

    def _learn(self, codebook: Codebook, learn: Learnt | None, background: list[Item]) -> Precedents:
        codes = tuple(code.id for code in assignable_codes(codebook))
        self._codes = len(codes)
        if learn is None:
            learn = Learnt([], np.zeros((0, self._framework.vectors.shape[1]), dtype=np.float32), [], [])
        decided = in_hashed_order(learn)
        given = given_codes(codebook, codes, decided)
        vectors = np.asarray(decided.vectors, dtype=np.float64)
        self._taught = Taught(self._framework, decided.items, vectors, given, background)
        return Precedents(decided.items, vectors, given)


def _means(scores: Floats) -> Floats:
    known = ~np.isnan(scores)
    return np.asarray(np.where(known, scores, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1), dtype=np.float64)


def _name(codebook: Codebook, encoder: str, learnt: Learnt) -> str:
    """The coder's name: the same for the same framework, encoder and decisions."""
    codes = [code.id for code in assignable_codes(codebook)]
    parts = [encoder, *(f"{code} {codebook.scoring_hash(code)}" for code in codes), learnt.fingerprint]
    return MACHINE_PREFIX + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
