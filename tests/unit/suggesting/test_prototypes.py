from coder.domain.codebook import Code, Codebook, Question
from coder.suggesting.prototypes import prototype_texts, prototypes
from tests.unit.suggesting.books import BOOK, book_of


def test_only_what_can_be_suggested_has_prototypes():
    first = {prototype.code: prototype.text for prototype in reversed(prototypes(BOOK))}
    assert [first[place] for place in sorted(first)] == [
        "Staff manner. How staff treat people.",
        "Staff knowledge",
        "Parking. Finding and paying for a car park.",
        "Other",
    ]
    assert prototype_texts(book_of(0)) == []


def test_exclusions_stand_apart_and_without_their_referral():
    negative = {prototype.text for prototype in prototypes(BOOK) if prototype.source.negative}
    assert negative == {"what staff know", "The man did not know the answer."}
    positive = " ".join(prototype.text for prototype in prototypes(BOOK) if not prototype.source.negative)
    assert "know the answer" not in positive
    assert "what staff know" not in positive


def test_each_text_is_embedded_once():
    texts = prototype_texts(BOOK)
    assert len(texts) == len(set(texts))
    assert set(texts) == {prototype.text for prototype in prototypes(BOOK)}


def test_the_phrases_a_definition_lists_stand_alone_under_the_label():
    definition = "[Heading:] Waiting on the telephone, being cut off (e.g. by the queue) or ringing back."
    code = Code(id="a", label="Waiting", definition=definition, keywords=("queue*", "*"), include=("call backs",))
    texts = prototype_texts(Codebook(id="b", questions=(Question(id="q", text="?"),), codes=(code,)))
    assert texts == [
        "Waiting. Waiting on the telephone, being cut off (e.g. by the queue) or ringing back.",
        "Waiting: Waiting on the telephone",
        "Waiting: being cut off",
        "Waiting: by the queue",
        "Waiting: ringing back",
        "Waiting: call backs",
        "Waiting: queue",
    ]
