import numpy as np

from coder.domain.codebook import Code, Codebook, Question
from coder.suggesting.arrays import logit, squash
from coder.suggesting.framework import FrameworkScorer
from coder.suggesting.items import Item
from coder.suggesting.wording import Wording
from tests.unit.suggesting.books import ENCODER, book_of, vectors


def logits(codes, *texts):
    book = Codebook(id="b", questions=(Question(id="q1", text="Why?"),), codes=codes)
    return FrameworkScorer(book, ENCODER.encode).logits([Item("q1", text) for text in texts], vectors(texts))


def test_a_keyword_speaks_for_its_code():
    text = "We had to queue for ages"
    plain = logits((Code(id="a", label="Waiting"), Code(id="b", label="Parking")), text)
    keyed = logits((Code(id="a", label="Waiting", keywords=("queue*",)), Code(id="b", label="Parking")), text)
    assert keyed[0, 0] > plain[0, 0] + 1


def test_what_is_excluded_speaks_against():
    text = "the man did not know the answer"
    codes = (Code(id="a", label="The man at the desk"), Code(id="b", label="Parking"))
    excluding = (Code(id="a", label="The man at the desk", counterexamples=(text,)), codes[1])
    assert logits(excluding, text)[0, 0] < logits(codes, text)[0, 0]


def test_a_lead_over_few_codes_says_less_than_over_many():
    alone, many = (
        FrameworkScorer(book_of(count), ENCODER.encode).logits(
            [Item("q1", "Theme number 0")], vectors(["Theme number 0"])
        )
        for count in (1, 30)
    )
    assert np.isfinite(alone).all()
    assert many[0].argmax() == 0


def test_rare_words_of_a_code_count_more_than_words_of_all():
    codes = [Code(id=f"c{n}", label=f"Service {word}") for n, word in enumerate(["friends", "waiting", "staff"])]
    overlap = Wording(codes).overlap(["friendly people", "the service", "weather", ""])
    assert overlap[0].argmax() == 0
    assert overlap[0, 0] > overlap[1].max()
    assert not overlap[2:].any()


def test_squash_and_logit_undo_each_other():
    values = np.array([-800.0, -3.0, 0.0, 3.0, 800.0])
    assert ((squash(values) >= 0) & (squash(values) <= 1)).all()
    np.testing.assert_allclose(logit(squash(values[1:4])), values[1:4])
