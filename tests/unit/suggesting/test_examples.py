import numpy as np

from coder.domain.codebook import Code, Codebook, Question
from coder.suggesting.framework import Framework
from coder.suggesting.items import Item
from tests.unit.suggesting.books import ENCODER, vectors

QUEUES = (
    "We stood in the queue for an hour",
    "the queue went round the block",
    "Queue out of the door again",
    "long queue",
)
MONEY = ("It costs a fortune", "the price went up a fortune", "Cannot afford the price of it", "price too high")
USUAL = [Item("q1", f"Something about the {thing} {n}") for n in range(20) for thing in ("queue", "price", "weather")]


def scores(waiting, cost, *texts):
    """The framework's scores with these examples of waiting and of cost, whose labels say nothing."""
    codes = (Code(id="a", label="Theme A", examples=waiting), Code(id="b", label="Theme B", examples=cost))
    book = Codebook(id="b", questions=(Question(id="q1", text="Why?"),), codes=(*codes, Code(id="c", label="Theme C")))
    framework = Framework(book, ENCODER.encode, USUAL)
    return framework, framework.scores_of([Item("q1", text) for text in texts], vectors(texts))


def test_examples_tell_codes_apart():
    _, found = scores(QUEUES, MONEY, "An hour in the queue", "What a price, a fortune")
    assert found.argmax(axis=1).tolist() == [0, 1]


def test_what_examples_of_both_codes_share_speaks_for_neither():
    both = ("the council said so", "as the council wrote")
    text = ("the council",)
    plain, shared = scores(QUEUES, MONEY, *text)[1], scores((*QUEUES, *both), (*MONEY, *both), *text)[1]
    assert abs(shared[0, 0] - shared[0, 1]) < 1.5
    assert np.isfinite(plain).all()


def test_a_code_without_examples_is_scored_by_the_rest():
    framework, found = scores(QUEUES, (), "An hour in the queue", "weather")
    assert framework.examples.sureness.tolist() == [0.5, 0.0, 0.0]
    assert np.isfinite(found).all()


def test_no_examples_at_all_are_no_error():
    _, found = scores((), (), "An hour in the queue")
    assert np.isfinite(found).all()
