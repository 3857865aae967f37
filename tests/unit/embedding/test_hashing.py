import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coder.embedding.encoder import Encoder
from tests.hashing import HashingEncoder


def test_it_is_an_encoder():
    encoder: Encoder = HashingEncoder(64)
    assert (encoder.fingerprint, encoder.dimensions) == ("hashing-64", 64)
    assert encoder.encode([]).shape == (0, 64)


@given(st.lists(st.text(), max_size=5))
def test_rows_have_length_one_and_depend_on_their_text_only(texts):
    encoder = HashingEncoder()
    together = encoder.encode(texts)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, rtol=1e-5)
    for row, text in zip(together, texts, strict=True):
        assert (encoder.encode([text])[0] == row).all()


def test_words_in_common_bring_texts_together():
    same, other, far = HashingEncoder().encode(["the staff were kind", "kind staff", "parking costs too much"])
    assert same @ other > 0.4 > same @ far
