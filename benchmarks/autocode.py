"""How often certificates are false, and how much they let the machine code: a grid of made-up populations.

    python benchmarks/autocode.py [REPETITIONS]

A certificate is false if, of the responses it lets the machine code, more than 1 in 10 are wrong; it may be so in 5 %
of audits. `undivided` is the same audit with every look at the full error: what topping up must not do. `easy read` is
one look, after people have read half of the responses that the machine has right: the rest is worse than the frame.
"""

import sys
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.auditing.certify import Evidence, certify, error_per_test

PRECISION, CONFIDENCE, SIZE = 0.9, 0.95, 150
Scores = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TRUTHS: dict[str, Callable[[Scores], Scores]] = {
    "one score, just too wrong": lambda score: np.full_like(score, np.nan),
    "just too wrong everywhere": lambda score: np.full_like(score, 0.895),
    "right at the top only": lambda score: 0.6 + 0.4 * np.sqrt(score),
    "wrong at the top": lambda score: 0.97 - 0.15 * (score > 0.8),
    "good (0.97)": lambda score: np.full_like(score, 0.97),
    "very good (0.99)": lambda score: np.full_like(score, 0.99),
}


class Tally(NamedTuple):
    """What came of an audit."""

    false: bool
    certified: bool
    share: float
    """Of the responses that could be coded by machine, those that are."""


def world(rng: np.random.Generator, total: int, share: float, truth: str) -> tuple[Scores, Flags]:
    """Scores (-1 where the code is not suggested) and whether it would be false."""
    suggested = rng.random(total) < share
    if truth == "one score, just too wrong":
        scores = np.where(suggested, 0.5, -1.0)
        false = np.zeros(total, dtype=bool)
        false[rng.permutation(np.flatnonzero(suggested))[: int((1 - PRECISION) * suggested.sum()) + 1]] = True
        return scores, false
    scores = np.where(suggested, rng.random(total), -1.0)
    return scores, rng.random(total) >= TRUTHS[truth](np.abs(scores))


def audit(rng: np.random.Generator, scores: Scores, false: Flags, looks: int, way: str) -> Tally:
    """Draw, look, top up until something is certified."""
    total, has = len(scores), scores >= 0
    order = rng.permutation(total)
    held = np.isin(np.arange(total), order[: SIZE * looks])
    read = np.zeros(total, dtype=bool)
    if way == "easy read":
        right = rng.permutation(np.flatnonzero(has & ~held & ~false))
        read[right[: len(right) // 2]] = True
    error = error_per_test(CONFIDENCE, 1 if way == "undivided" else looks)
    for look in range(1, looks + 1):
        sample = np.isin(np.arange(total), order[: SIZE * look])
        frame = sample | ~held
        found = certify(
            Evidence(
                code="k",
                frame_size=int(frame.sum()),
                sample_size=SIZE * look,
                frame=scores[has & frame],
                audited=scores[has & sample],
                wrong=scores[has & sample & false],
                wrong_elsewhere=scores[has & read & false],
                rest=scores[has & ~held & ~read],
            ),
            precision=PRECISION,
            delta=error,
        )
        if found.threshold is not None:
            coded = ~held & ~read & (scores >= found.threshold)
            wrong = false[coded].sum() > (1 - PRECISION) * coded.sum() + 1e-9
            return Tally(bool(wrong), True, coded.sum() / max(1, (has & ~held & ~read).sum()))
    return Tally(False, False, 0.0)


def main() -> None:
    """Print a row per cell of the grid."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    print("| responses | suggested on | truth | looks | false certificates | certified | coded by machine |")
    print("|---|---|---|---|---|---|---|")
    ways = [(1, ""), (3, ""), (6, ""), (6, "undivided"), (1, "easy read")]
    for total in (2000, 20_000):
        for share in (0.05, 0.4):
            for number, truth in enumerate(TRUTHS):
                for looks, way in ways:
                    rng = np.random.default_rng([number, looks, total, int(100 * share), len(way)])
                    tallies = [audit(rng, *world(rng, total, share, truth), looks, way) for _ in range(times)]
                    rates = [100 * float(np.mean([one[place] for one in tallies])) for place in range(3)]
                    shown = " | ".join(f"{rate:.1f} %" for rate in rates)
                    print(f"| {total} | {share:.0%} | {truth} | {looks} {way} | {shown} |", flush=True)


if __name__ == "__main__":
    main()
