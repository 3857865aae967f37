"""Which responses are tested and which teach: by hash, the same on every machine and whatever the order of the file."""

import hashlib
from collections.abc import Sequence

_TEST = "test"


def digest(*parts: str) -> bytes:
    """What scatters names evenly."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).digest()


def held_out(respondents: Sequence[str], share: float) -> frozenset[str]:
    """The respondents whose responses are tested: about this share of them, at least one and never all.

    Args:
        respondents: Ids; repeats do not matter. There are at least two different ones.
        share: Between 0 and 1.
    """
    known = sorted(set(respondents), key=lambda name: (digest(_TEST, name), name))
    return frozenset(known[: min(max(round(share * len(known)), 1), len(known) - 1)])


def shuffled(names: Sequence[str], seed: int) -> list[int]:
    """The places of different names in an order by lot; a larger draw with the same seed begins with a smaller one."""
    return sorted(range(len(names)), key=lambda place: (digest(str(seed), names[place]), names[place]))
