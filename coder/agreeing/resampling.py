"""The bootstrap: respondents drawn anew, each with all that they wrote."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RESAMPLES = 2000
SEED = 2024
FEWEST_CLUSTERS = 10
"""With fewer respondents, drawing them anew says little of others."""
_LEVEL = 0.95
_AT_ONCE = 100
_DEFINED = 0.95
"""The share of samples in which a figure must be defined for its interval to be given."""


def draws(clusters: int, resamples: int, seed: int = SEED) -> Iterator[Floats]:
    """How often each cluster is drawn, some samples at a time: (samples, clusters); the same for the same seed."""
    random = np.random.default_rng(seed)
    for start in range(0, resamples, _AT_ONCE):
        count = min(_AT_ONCE, resamples - start)
        drawn = random.integers(0, clusters, size=(count, clusters))
        offsets = np.arange(count)[:, None] * clusters
        times = np.bincount((drawn + offsets).ravel(), minlength=count * clusters)
        yield times.reshape(count, clusters).astype(np.float64)


def interval(samples: Floats) -> tuple[float, float] | None:
    """The 95 % percentile interval of a figure over samples, (samples,).

    None where it says nothing: the figure is often undefined, or nothing varies, as it does where no disagreement was
    seen at all.
    """
    known = samples[np.isfinite(samples)]
    if not len(samples) or len(known) < _DEFINED * len(samples):
        return None
    low, high = (float(one) for one in np.quantile(known, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2]))
    return (low, high) if known.min() < known.max() else None
