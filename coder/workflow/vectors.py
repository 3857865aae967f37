"""Vectors of texts: computed once, kept in the project, reused."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coder.embedding.encoder import Encoder
from coder.store.project import Project
from coder.workflow.progress import Progress, silent

CHUNK = 256
"""Texts embedded between two writes: what an interruption can lose is a second's work, not the rest."""

Matrix = npt.NDArray[np.float32]


class RememberingEncoder:
    """An encoder that keeps every vector in the project and computes only what is not there yet."""

    def __init__(self, project: Project, encoder: Encoder) -> None:
        self._project = project
        self._encoder = encoder
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions

    def remember(self, texts: Sequence[str], progress: Progress = silent) -> int:
        """Compute and keep the vectors that are missing; returns how many there were."""
        by_hash = {self._project.text_hash(text): text for text in texts}
        missing = self._project.missing_vectors(self.fingerprint, list(by_hash))
        # Texts of like length together make full batches.
        missing.sort(key=lambda found: (len(by_hash[found]), found))
        for start in range(0, len(missing), CHUNK):
            chunk = missing[start : start + CHUNK]
            rows = self._encoder.encode([by_hash[found] for found in chunk])
            vectors = ((found, row.tobytes()) for found, row in zip(chunk, rows, strict=True))
            self._project.add_vectors(self.fingerprint, vectors)
            progress("Embedding", start + len(chunk), len(missing))
        return len(missing)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts, a row per text; shape (texts, dimensions)."""
        hashes = [self._project.text_hash(text) for text in texts]
        found = self._project.vectors(self.fingerprint, hashes)
        if missing := {one: text for one, text in zip(hashes, texts, strict=True) if one not in found}:
            self.remember(list(missing.values()))
            found |= self._project.vectors(self.fingerprint, list(missing))
        rows = [np.frombuffer(found[one], dtype=np.float32) for one in hashes]
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)


class CachingEncoder:
    """An encoder that keeps the vectors of the first texts it meets, for work without a project."""

    def __init__(self, encoder: Encoder, most: int = 30_000) -> None:
        self._encoder = encoder
        self._most = most
        self._kept: dict[str, npt.NDArray[np.float32]] = {}
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts, a row per text; shape (texts, dimensions)."""
        missing = list(dict.fromkeys(text for text in texts if text not in self._kept))
        found = dict(zip(missing, self._encoder.encode(missing), strict=True))
        rows = [self._kept[text] if text in self._kept else found[text] for text in texts]
        for text in missing[: max(0, self._most - len(self._kept))]:
            self._kept[text] = found[text]
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)
