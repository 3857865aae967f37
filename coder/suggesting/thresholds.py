"""From scores to assigned codes."""

from collections.abc import Mapping

import numpy as np

from coder.domain.codebook import Codebook
from coder.suggesting.arrays import Flags, Floats, logit, squash
from coder.suggesting.background import FEWEST
from coder.suggesting.prototypes import assignable_codes

THRESHOLD = 0.4
"""Between half of what the best agreement asks for (about .35) and what costs the fewest keys (.5)."""
COUNT_PULL = 0.3
"""How far, in log-odds, a code's threshold is pulled towards the one that assigns it as often as it is expected."""
_LOWEST, _HIGHEST = 0.05, 0.6


class Thresholds:
    """The score from which each code is assigned, settled on the background once and for all."""

    def __init__(self, codebook: Codebook, cuts: Mapping[str, float]) -> None:
        """Assign codes from these scores on.

        Args:
            codebook: Says which code is above which.
            cuts: The least score of each code, in the order of the columns of scores.
        """
        self.cuts = dict(cuts)
        places = {code: place for place, code in enumerate(cuts)}
        self._above = [
            [places[up] for up in codebook.ancestors(code) if up in places] if code in codebook.placed else []
            for code in cuts
        ]
        self._cuts = np.array(list(cuts.values()), dtype=np.float64)

    @classmethod
    def settled(cls, codebook: Codebook, scores: Floats) -> "Thresholds":
        """From the expected counts by the scores of the background, (items, codes), nan where none applies."""
        codes = assignable_codes(codebook)
        return cls(codebook, {code.id: _cut(scores[:, place]) for place, code in enumerate(codes)})

    def assign(self, scores: Floats) -> Flags:
        """Whether each code is assigned, (items, codes); a code and one above it only if the upper scores higher."""
        chosen = np.where(np.isnan(scores), -1.0, scores) >= self._cuts
        kept = chosen.copy()
        for place, above in enumerate(self._above):
            for up in above:
                kept[:, up] &= ~chosen[:, place] | (scores[:, up] > scores[:, place])
        return kept


def _cut(scores: Floats) -> float:
    known = np.sort(scores[~np.isnan(scores)])[::-1]
    if len(known) < FEWEST:
        return THRESHOLD
    expected = min(max(round(float(known.sum())), 1), len(known))
    counting = np.clip(known[expected - 1], _LOWEST, _HIGHEST)
    return float(squash((1 - COUNT_PULL) * logit(np.array(THRESHOLD)) + COUNT_PULL * logit(counting)))
