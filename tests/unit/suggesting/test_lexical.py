import numpy as np

from coder.domain.codebook import Code
from coder.suggesting.items import Item
from coder.suggesting.keywords import KeywordIndex
from coder.suggesting.lexical import Overlap
from coder.suggesting.seen import Seen


def overlap(codes, texts, background=()):
    items = [Item("q", text) for text in texts]
    vectors = np.zeros((len(texts), 1))
    seen = Seen(items, vectors, np.zeros(0, dtype=np.intp), vectors[:0], np.ones((len(texts), len(codes)), dtype=bool))
    return Overlap(codes, KeywordIndex(codes), [Item("q", text) for text in background])(seen)


def test_rare_words_of_a_code_count_more_than_words_of_all():
    codes = [Code(id=f"c{n}", label=f"Service {word}") for n, word in enumerate(["friends", "waiting", "staff"])]
    found = overlap(codes, ["friendly people", "the service", "weather", ""], ["friendly", "service", "service"])
    assert found[0].argmax() == 0
    assert found[0, 0] > found[1].max()
    assert not found[2:].any()


def test_words_that_every_text_has_count_for_nothing():
    codes = [Code(id="a", label="Staff"), Code(id="b", label="Parking")]
    found = overlap(codes, ["staff and parking"], ["staff", "staff", "staff", "parking"])
    assert found[0, 1] > found[0, 0]


def test_keywords_count_with_wildcards_and_not_when_denied():
    codes = [Code(id="a", label="Manner", keywords=("listen*",)), Code(id="b", label="Parking")]
    found = overlap(codes, ["they listened", "they did not listen", "but they listened, not shouted"], ["x", "y"])
    assert found[0, 0] > 0
    assert found[1, 0] == 0
    assert found[2, 0] > 0
