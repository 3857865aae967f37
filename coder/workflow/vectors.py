"""Vectors of comments: computed once, kept in the project, reused."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coder.embedding.encoder import Encoder
from coder.store.project import Project
from coder.workflow.progress import Progress

CHUNK = 256
"""Texts embedded between two writes: what an interruption can lose is a second's work, not the rest."""

Matrix = npt.NDArray[np.float32]


def embed(project: Project, encoder: Encoder, texts: Sequence[str], progress: Progress) -> int:
    """Embed the texts the project has no vector of yet; returns how many there were."""
    by_hash = {project.text_hash(text): text for text in texts}
    missing = project.missing_vectors(encoder.fingerprint, list(by_hash))
    # Texts of like length together make full batches.
    missing.sort(key=lambda found: (len(by_hash[found]), found))
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        rows = encoder.encode([by_hash[found] for found in chunk])
        vectors = ((found, row.tobytes()) for found, row in zip(chunk, rows, strict=True))
        project.add_vectors(encoder.fingerprint, vectors)
        progress("Embedding", start + len(chunk), len(missing))
    return len(missing)


def stored_vectors(project: Project, encoder: Encoder, texts: Sequence[str]) -> Matrix:
    """The vectors of texts that are embedded already; shape (texts, dimensions)."""
    hashes = [project.text_hash(text) for text in texts]
    found = project.vectors(encoder.fingerprint, hashes)
    rows = [np.frombuffer(found[one], dtype=np.float32) for one in hashes]
    return np.stack(rows) if rows else np.zeros((0, encoder.dimensions), dtype=np.float32)
