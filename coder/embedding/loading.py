"""The quickest way of computing a model's vectors that this machine and the model allow."""

from coder.embedding.encoder import Encoder
from coder.embedding.locate import DEFAULT_MODEL, Located, locate
from coder.embedding.offline import settle_environment

__all__ = ["DEFAULT_MODEL", "load_encoder"]


def load_encoder(model: str = DEFAULT_MODEL, *, allow_download: bool = False) -> Encoder:
    """The model with that name or in that folder, ready to encode.

    The default model goes through ONNX Runtime, partly in integers; in float32 where the processor gets these wrong;
    and as any other model through sentence-transformers and torch where ONNX Runtime is not installed. The fingerprint
    says which, and vectors of different fingerprints are never compared.

    Raises:
        InputError: the folder holds no model that can be loaded.
        EnvironmentLacks: the model is not on this machine, or its files are not the published ones.
    """
    located = locate(model, allow_download=allow_download)
    settle_environment(allow_download=allow_download)
    quick = _quick(located) if located.name == DEFAULT_MODEL else None
    if quick is not None:
        return quick
    from coder.embedding.sentence import load_sentence_encoder  # noqa: PLC0415  (it brings torch)

    return load_sentence_encoder(located)


def _quick(located: Located) -> Encoder | None:
    try:
        from coder.embedding.quick import FLOATS, INTEGERS, QuickEncoder  # noqa: PLC0415  (it may not be installed)
    except ImportError:
        return None
    made = (QuickEncoder(located, path) for path in (INTEGERS, FLOATS))
    return next((encoder for encoder in made if encoder.knows_what_it_should()), None)
