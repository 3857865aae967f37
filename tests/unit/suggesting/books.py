"""Small frameworks and comments for the tests of suggesting."""

import numpy as np

from coder.domain.codebook import Code, Codebook, Question, Role
from coder.suggesting.model import Item, Learnt
from tests.hashing import HashingEncoder

ENCODER = HashingEncoder()

BOOK = Codebook(
    id="desk",
    questions=(Question(id="q1", text="What was good?"), Question(id="q2", text="What was bad?")),
    codes=(
        Code(
            id="people",
            label="People",
            codable=False,
            codes=(
                Code(
                    id="staff",
                    label="Staff manner",
                    definition="How staff treat people.",
                    include=("friendly or rude staff",),
                    exclude=("what staff know - use knowledge",),
                    examples=("They were so kind and listened to me.",),
                    counterexamples=("The man did not know the answer.",),
                    keywords=("friendly", "listen*", "take the time"),
                ),
                Code(id="knowledge", label="Staff knowledge", keywords=("knew", "answer")),
            ),
        ),
        Code(id="parking", label="Parking", definition="Finding and paying for a car park.", questions=("q2",)),
        Code(id="old", label="Old code", retired=True, replaced_by="parking"),
        Code(id="other", label="Other", role=Role.OTHER),
    ),
)

TEXTS = (
    "The staff were friendly and listened",
    "Friendly staff at the desk",
    "Staff manner was rude",
    "Parking was far too dear",
    "There is no car park",
    "Staff knowledge: she knew the answer",
    "The weather was fine",
)


def items(question="q2", texts=TEXTS):
    return [Item(question, text) for text in texts]


def vectors(texts):
    return ENCODER.encode([getattr(text, "text", text) for text in texts])


def learnt(codes, question="q2", texts=TEXTS):
    return Learnt(items(question, texts), vectors(texts), list(codes), [True] * len(texts))


def book_of(count, **fields):
    """A codebook with that many codes, or none."""
    codes = tuple(Code(id=f"c{n}", label=f"Theme number {n}", **fields) for n in range(count))
    return Codebook(id="many", questions=(Question(id="q1", text="Why?"),), codes=codes)


def same(one, other):
    """Equal to the bit, nan included."""
    return np.array_equal(one, other, equal_nan=True)
