"""Encoders that remember, over a real project and without one."""

import numpy as np
import pytest

from coder.domain.units import Unit
from coder.store.project import Project
from coder.workflow.project import create_project
from coder.workflow.vectors import CachingEncoder, RememberingEncoder
from tests.hashing import HashingEncoder

CODEBOOK = "codebook: a\nquestions:\n  - {id: q1, text: Why?}\ncodes:\n  - {id: buses, label: Buses}\n"


class Counting(HashingEncoder):
    """Notes every text that it is asked for."""

    def __init__(self):
        super().__init__(16)
        self.asked = []

    def encode(self, texts):
        self.asked.extend(texts)
        return super().encode(texts)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "a.yaml").write_text(CODEBOOK)
    create_project(tmp_path / "a.coder", tmp_path / "a.yaml", Unit.RESPONSE)
    with Project.open(tmp_path / "a.coder") as opened:
        yield opened


def test_a_project_keeps_vectors_and_computes_each_once(project):
    inner = Counting()
    encoder = RememberingEncoder(project, inner)
    assert encoder.remember(["one", "two"]) == 2
    texts = ["three", "one", "three", "two"]
    expected = HashingEncoder(16).encode(texts)
    assert np.array_equal(encoder.encode(texts), expected)
    assert np.array_equal(RememberingEncoder(project, inner).encode(texts), expected)
    assert sorted(inner.asked) == ["one", "three", "two"]
    assert encoder.encode([]).shape == (0, 16)


def test_without_a_project_only_the_first_vectors_are_kept():
    inner = Counting()
    encoder = CachingEncoder(inner, most=2)
    texts = ["one", "two", "three", "one"]
    for _ in range(2):
        assert np.array_equal(encoder.encode(texts), HashingEncoder(16).encode(texts))
    assert inner.asked == ["one", "two", "three", "three"], "the third is computed each time"
    assert encoder.encode([]).shape == (0, 16)
