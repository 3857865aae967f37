"""What is scored, and what is learnt from."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Item(NamedTuple):
    """A comment, or a whole response."""

    question: str
    text: str


@dataclass(frozen=True)
class Learnt:
    """Items with the codes that people gave them; an item without codes is one to which none applies."""

    items: Sequence[Item]
    vectors: npt.NDArray[np.float32]
    """Shape (items, dimensions)."""
    codes: Sequence[tuple[str, ...]]
    response_level: Sequence[bool]
    """Whether the codes are those of a whole response rather than of one comment."""

    def __post_init__(self) -> None:
        sizes = {len(self.items), len(self.vectors), len(self.codes), len(self.response_level)}
        if len(sizes) != 1:
            raise ValueError(f"items, vectors, codes and response_level differ in number: {sorted(sizes)}")

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of what is learnt, whatever its order."""
        rows = zip(self.items, self.codes, self.response_level, strict=True)
        lines = sorted(json.dumps([*item, sorted(codes), bool(whole)]) for item, codes, whole in rows)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()
