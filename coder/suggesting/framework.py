"""What the framework alone says of a comment: scores before anybody has decided anything.

The constants were chosen on four development sets of survey comments coded by people, the same for all of them;
benchmarks/suggestions.md has what each part is worth.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coder.domain.codebook import Codebook
from coder.suggesting.arrays import Floats, squash
from coder.suggesting.background import FEWEST, choose
from coder.suggesting.examples import Examples
from coder.suggesting.items import Item
from coder.suggesting.keywords import KeywordIndex
from coder.suggesting.lexical import Overlap
from coder.suggesting.prevalence import RESIDUAL_WEIGHT, guess, offsets, residual
from coder.suggesting.prototypes import assignable_codes, prototypes
from coder.suggesting.scope import Scope
from coder.suggesting.seen import Encode, Seen, see
from coder.suggesting.similarity import CodeVectors, Resemblance
from coder.suggesting.single_words import SingleWords
from coder.suggesting.standard import Standard
from coder.suggesting.student import Student

PART_WEIGHTS = np.array([1.0, 0.4, 0.5, 1.0])
"""What resemblance in meaning, words in common, the best single word and what examples teach count, each as far as
there is something to take it from."""
STUDENT_SHARE = 0.4
"""What the self-taught learner counts beside them."""
SLOPE = 0.9
"""Log-odds per spread of a score when nothing is decided."""
_TAMED = 4.0
ROWS_AT_ONCE = 1024
"""Items compared at a time, so that memory stays bounded."""


class Framework:
    """Scores by the wording of the codes, each code corrected against the background."""

    def __init__(self, codebook: Codebook, encode: Encode, background: Sequence[Item]) -> None:
        codes = assignable_codes(codebook)
        self.codes = codes
        self.scope = Scope(codebook)
        self.keywords = KeywordIndex(codes)
        self.prototypes = prototypes(codebook)
        texts = list(dict.fromkeys(prototype.text for prototype in self.prototypes))
        rows = {text: row for row, text in enumerate(texts)}
        embedded = np.asarray(encode(texts), dtype=np.float64)
        self.vectors = embedded[[rows[prototype.text] for prototype in self.prototypes]]
        self._encode = encode
        sample = self._sample(background)
        vectors = CodeVectors(self.prototypes, self.vectors)
        self.examples = Examples(self.prototypes, self.vectors, len(codes), sample)
        self._parts = (
            Resemblance(vectors, sample),
            Overlap(codes, self.keywords, sample.items),
            SingleWords(vectors, sample, encode),
            self.examples,
        )
        worth = PART_WEIGHTS[:, None] * np.vstack([*([np.ones(len(codes))] * 3), self.examples.sureness])
        self._shares = worth / worth.sum(axis=0)
        self._settle(sample, residual(codes))

    def see(self, items: Sequence[Item], vectors: Floats | None = None) -> Seen:
        """The items as the framework sees them; their vectors are computed where they are not given."""
        known = self._encode([item.text for item in items]) if vectors is None else vectors
        return see(items, known, self._encode, self.scope)

    def scores(self, seen: Seen) -> Floats:
        """How far each item lies above the background for each code, in spreads; (items, codes).

        What lies far above is tamed by a logarithm, which keeps the order.
        """
        found = self._standard(self._taught(self._blend([part(seen) for part in self._parts]), seen))
        tamed = _TAMED + 2.0 * np.log1p(np.maximum(found - _TAMED, 0.0) / 2.0)
        return np.where(found > _TAMED, tamed, np.maximum(found, -_TAMED))

    def scores_of(self, items: Sequence[Item], vectors: Floats) -> Floats:
        """The same of any number of items, some at a time."""
        parts = [slice(start, start + ROWS_AT_ONCE) for start in range(0, len(items), ROWS_AT_ONCE)]
        return np.vstack([self.scores(self.see(items[rows], vectors[rows])) for rows in parts])

    def _settle(self, sample: Seen, rest: Floats) -> None:
        """Take from the background the level and spread of every score, and how often each code may apply."""
        raw = [part(sample) for part in self._parts]
        self._standards = [Standard.of(scores, sample.among) for scores in raw]
        blended = self._blend(raw)
        self._student = Student.taught_by(blended, sample.vectors, sample.among)
        self._student_standard = Standard.of(self._student(sample.vectors), sample.among)
        taught = self._taught(blended, sample)
        self._standard = Standard.of(taught, sample.among)
        meaning, _, words, _ = self._standards
        real = slice(self._real)
        found = offsets(taught[real] / self._standard.spreads, sample.among[real], meaning, words)
        offset = min(1.0, self._real / FEWEST) * found + RESIDUAL_WEIGHT * rest
        self.guessed = guess(offset, self.scope.by_question())

    def _blend(self, raw: Sequence[Floats]) -> Floats:
        parts = [standard(scores) for standard, scores in zip(self._standards, raw, strict=True)]
        return np.asarray(np.einsum("pk,pik->ik", self._shares, parts), dtype=np.float64)

    def _taught(self, blended: Floats, seen: Seen) -> Floats:
        student = self._student_standard(self._student(seen.vectors))
        return (1 - STUDENT_SHARE) * blended + STUDENT_SHARE * student

    def _sample(self, background: Sequence[Item]) -> Seen:
        """The background as seen; where it is too small to say what is usual, with the framework's own wording.

        A text of the framework is background to all codes but those it belongs to.
        """
        some = [bool(row.any()) for row in self.scope.open_to(background)]
        found = choose(item for item, applies in zip(background, some, strict=True) if applies)
        self._real = len(found)
        own: dict[str, list[int]] = {}
        if self._real < FEWEST:
            for prototype in self.prototypes:
                own.setdefault(prototype.text, []).append(prototype.code)
        seen = self.see([*found, *(Item("", text) for text in own)])
        among = seen.among.copy()
        among[self._real :] = True
        for row, codes in enumerate(own.values(), start=self._real):
            among[row, codes] = False
        return replace(seen, among=among)


def without_decisions(scores: Floats, prevalence: Floats) -> Floats:
    """Probabilities from the framework's scores alone, (items, codes)."""
    odds = np.log(prevalence) - np.log1p(-prevalence)
    return squash(SLOPE * scores + odds)
