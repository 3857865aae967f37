"""Vectors with the fingerprint of what made them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit-length vectors, a row per text."""

    matrix: "npt.NDArray[np.float32]"
    """Shape (texts, dimensions)."""
    model: str
    """Fingerprint of the model; vectors of two models are never compared."""
