"""Vectors from a sentence-transformers model on the CPU."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from coder.embedding.encoder import Matrix
from coder.embedding.locate import Located
from coder.embedding.texts import encodable
from coder.errors import InputError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
_LOGGERS = ("sentence_transformers", "transformers", "huggingface_hub")


def load_sentence_encoder(located: Located) -> "SentenceEncoder":
    """A model of whatever kind sentence-transformers knows.

    Raises:
        InputError: the folder holds no model that can be loaded.
    """
    return SentenceEncoder(located, _load(located.folder))


class SentenceEncoder:
    """A loaded sentence-transformers model; its vectors are float32 and of length 1."""

    def __init__(self, located: Located, model: "SentenceTransformer") -> None:
        self._model = model
        self.dimensions = _probe(located, model)
        self.fingerprint = f"{located.name}@{located.files_hash}/torch-float32/{model.max_seq_length}/unit"

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The vectors of the texts, a row per text in their order; equal texts are encoded once.

        Shapes: n texts -> (n, dimensions). Texts are batched by length, so that little padding is computed; which
        batch a text lands in changes its vector by less than 1e-6.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        places: dict[str, int] = {}
        rows = [places.setdefault(encodable(text), len(places)) for text in texts]
        return _encode(self._model, list(places))[rows]


def _encode(model: "SentenceTransformer", texts: list[str]) -> Matrix:
    vectors = model.encode(
        texts, batch_size=BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
    )
    return np.asarray(vectors, dtype=np.float32)


def _load(folder: Path) -> "SentenceTransformer":
    import torch  # noqa: PLC0415  (after the environment is settled)
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    torch.manual_seed(0)
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)
    except Exception as error:  # the libraries raise whatever a damaged file leads them to
        raise _unusable(folder, _reason(error)) from error


def _probe(located: Located, model: "SentenceTransformer") -> int:
    """The number of dimensions, after one text has shown that the model works."""
    try:
        vectors = _encode(model, ["A short text."])
    except Exception as error:  # as above: sizes that do not fit together show only now
        raise _unusable(located.folder, _reason(error)) from error
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise _unusable(located.folder, "it does not give one vector of numbers for a text")
    return int(vectors.shape[1])


def _unusable(folder: Path, reason: str) -> InputError:
    message = f"The model in {folder} cannot be used: {reason}."
    return InputError(message, "Give another folder or name, or leave the option out for the default model.")


def _reason(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rstrip(".:")
