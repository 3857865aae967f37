"""Vectors that the project has already, so that what only compares texts need load no model."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coder.store.project import Project

Matrix = npt.NDArray[np.float32]


class NotStored(LookupError):
    """The project has no vector of a text."""


class StoredEncoder:
    """Reads the vectors that `coder suggest` kept; computes none."""

    def __init__(self, project: Project, model: str) -> None:
        """Read the vectors that this model made, by its fingerprint."""
        self._project = project
        self._model = model

    def known(self, texts: Sequence[str]) -> dict[str, Matrix]:
        """The vectors of those of the texts that have one."""
        hashes = {text: self._project.text_hash(text) for text in dict.fromkeys(texts)}
        found = self._project.vectors(self._model, list(hashes.values()))
        return {text: np.frombuffer(found[one], dtype=np.float32) for text, one in hashes.items() if one in found}

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts, a row per text; shape (texts, dimensions).

        Raises:
            NotStored: a text has none.
        """
        found = self.known(texts)
        missing = len(set(texts) - found.keys())
        if missing:
            raise NotStored(f"{missing} of {len(texts)} texts have no vector")
        return np.stack([found[text] for text in texts]) if texts else np.zeros((0, 0), dtype=np.float32)
