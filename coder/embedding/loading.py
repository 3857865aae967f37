"""The quickest way of computing a model's vectors that this machine and the model allow."""

from contextlib import suppress

from coder.embedding.encoder import Encoder
from coder.embedding.locate import DEFAULT_MODEL, locate
from coder.embedding.offline import settle_environment

__all__ = ["DEFAULT_MODEL", "load_encoder"]


def load_encoder(model: str = DEFAULT_MODEL, *, allow_download: bool = False) -> Encoder:
    """The model with that name or in that folder, ready to encode.

    The default model goes through ONNX Runtime; as any other model through sentence-transformers and torch where ONNX
    Runtime is not installed. The fingerprint says which, and vectors of different fingerprints are never compared.

    Raises:
        InputError: the folder holds no model that can be loaded.
        EnvironmentLacks: the model is not on this machine, or its files are not the published ones.
    """
    located = locate(model, allow_download=allow_download)
    settle_environment(allow_download=allow_download)
    if located.name == DEFAULT_MODEL:
        with suppress(ImportError):
            from coder.embedding.quick import QuickEncoder  # noqa: PLC0415  (its libraries may be missing)

            return QuickEncoder(located)
    from coder.embedding.sentence import load_sentence_encoder  # noqa: PLC0415  (it brings torch)

    return load_sentence_encoder(located)
