"""Made-up populations in which it is known which codes the machine would get right."""

from dataclasses import dataclass

import numpy as np

from coder.auditing.certify import Certificate, Evidence, certify, error_per_test


@dataclass(frozen=True)
class Population:
    """Responses with a score of one code and whether it would be false; the score is -1 where it is not suggested."""

    scores: np.ndarray
    false: np.ndarray

    def evidence(self, sample, *, held=None, read=None) -> Evidence:
        """What an audit of the sample shows.

        Args:
            sample: Flags of the responses the audit has read.
            held: Flags of those drawn, read or not; None: the sample.
            read: Flags of those people have read besides.
        """
        has = self.scores >= 0
        read = np.zeros_like(has) if read is None else read
        held = sample if held is None else held
        frame = sample | ~held
        has &= frame
        return Evidence(
            code="k",
            frame_size=int(frame.sum()),
            sample_size=int(sample.sum()),
            frame=self.scores[has],
            audited=self.scores[has & sample],
            wrong=self.scores[has & sample & self.false],
            wrong_elsewhere=self.scores[has & read & ~held & self.false],
            rest=self.scores[has & ~held & ~read],
        )

    def is_false(self, certificate: Certificate, held, precision: float, read=None) -> bool:
        """Whether a certificate is false: of what it lets the machine code, too much is wrong."""
        if certificate.threshold is None:
            return False
        coded = ~held & (self.scores >= certificate.threshold)
        if read is not None:
            coded &= ~read
        return self.false[coded].sum() > (1 - precision) * coded.sum() + 1e-9


def population(rng, size: int, share: float, precision_at) -> Population:
    """Responses of which a share has a score, uniform in 0..1, right with a probability that depends on it."""
    scores = np.where(rng.random(size) < share, rng.random(size), -1.0)
    false = rng.random(size) >= precision_at(np.abs(scores))
    return Population(scores, false)


def flags(size: int, chosen) -> np.ndarray:
    """True for the chosen."""
    found = np.zeros(size, dtype=bool)
    found[chosen] = True
    return found


def look_until_certified(
    world: Population, rng, *, size: int, looks: int, precision: float, delta: float | None = None
):
    """Top up the audit until the code is certified: the look it took or None, and whether the certificate is false.

    Args:
        world: The population.
        rng: Draws the sample.
        size: Responses of a batch.
        looks: Batches.
        precision: What is to be certified.
        delta: The error of each look; None: 0.05 divided between the looks.
    """
    total = len(world.scores)
    order = rng.permutation(total)
    held = flags(total, order[: size * looks])
    error = error_per_test(0.95, looks) if delta is None else delta
    for look in range(1, looks + 1):
        found = certify(world.evidence(flags(total, order[: size * look]), held=held), precision=precision, delta=error)
        if found.threshold is not None:
            return look, world.is_false(found, held, precision)
    return None, False
