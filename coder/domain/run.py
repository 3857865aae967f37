"""Where anything derived came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One act of deriving something: its inputs, settings, model, codebook and time."""

    verb: str
    at: datetime
    codebook: str
    """Content hash of the codebook."""
    model: str = ""
    """Fingerprint of the embedding model; empty where none was used."""
    settings: Mapping[str, object] = field(default_factory=dict)
