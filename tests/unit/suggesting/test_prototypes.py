from coder.domain.codebook import Code, Codebook, Question
from coder.suggesting.prototypes import Source, prototype_texts, prototypes
from tests.unit.suggesting.books import BOOK, book_of


def test_only_what_can_be_suggested_has_prototypes():
    found = prototypes(BOOK)
    assert [prototype.text for prototype in found if prototype.source is Source.LABEL] == [
        "Staff manner",
        "Staff knowledge",
        "Parking",
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


def test_a_long_definition_also_stands_sentence_by_sentence():
    definition = "How long people wait for an answer on the telephone. It includes being cut off while waiting."
    code = Code(id="a", label="Waiting", definition=definition)
    texts = prototype_texts(Codebook(id="b", questions=(Question(id="q", text="?"),), codes=(code,)))
    assert "It includes being cut off while waiting." in texts
    assert f"Waiting. {definition}" in texts
