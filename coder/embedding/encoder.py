"""What the rest of the program knows of a model that turns texts into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
"""Shape (texts, dimensions); every row has length 1."""


class Encoder(Protocol):
    """Turns texts into vectors of length 1; texts that mean alike get vectors that point alike."""

    @property
    def fingerprint(self) -> str:
        """What the vectors depend on besides the text: model, files, backend, settings."""

    @property
    def dimensions(self) -> int:
        """The length of a vector as an array."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The vectors of the texts, a row per text in their order."""
