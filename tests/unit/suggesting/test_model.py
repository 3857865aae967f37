import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggesting.model import Item, Learnt, build
from coder.suggesting.prototypes import prototype_texts
from tests.unit.suggesting.books import BOOK, ENCODER, TEXTS, book_of, items, learnt, same, vectors

CODED = [("staff",), ("staff",), ("staff",), ("parking",), ("old",), ("knowledge",), ()]


def test_the_framework_alone_finds_what_it_describes():
    model = build(BOOK, ENCODER.encode)
    assert model.codes == ("staff", "knowledge", "parking", "other")
    assert model.coder == "machine:framework-only"
    scores = model.score(items(), vectors(TEXTS))
    assert scores.shape == (7, 4)
    assert [model.codes[best] for best in scores[:6].argmax(axis=1)] == [
        *["staff"] * 3,
        *["parking"] * 2,
        "knowledge",
    ]
    assert ((scores >= 0) & (scores <= 1)).all()


def test_codes_of_other_questions_have_no_score_and_are_not_assigned():
    for model in (build(BOOK, ENCODER.encode), build(BOOK, ENCODER.encode, learnt(CODED))):
        scores = model.score([*items("q1"), Item("q9", "Parking")], vectors([*TEXTS, "Parking"]))
        assert np.isnan(scores[:7, 2]).all()
        assert not np.isnan(scores[:7, [0, 1, 3]]).any()
        assert np.isnan(scores[7]).all()
        assert not model.assign(scores)[np.isnan(scores)].any()
        assert [suggestion.code for suggestion in model.suggest(items("q1"), vectors(TEXTS), scores[:7])[3]].count(
            "parking"
        ) == 0


def test_decisions_teach():
    before = build(BOOK, ENCODER.encode)
    surprising = learnt([("other",)] * 3 + [("parking",)] * 2 + [("knowledge",), ()])
    after = build(BOOK, ENCODER.encode, surprising)
    staff, other = 0, 3
    old, new = (model.score(items(), vectors(TEXTS)) for model in (before, after))
    assert (new[:3, other] > new[:3, staff]).all()
    assert (old[:3, other] < old[:3, staff]).all()
    assert after.assign(new)[:3, other].all()


def test_a_replaced_code_teaches_its_replacement():
    one = build(BOOK, ENCODER.encode, learnt([("old",)] * 3 + [()] * 4))
    other = build(BOOK, ENCODER.encode, learnt([("parking",)] * 3 + [()] * 4))
    assert same(one.score(items(), vectors(TEXTS)), other.score(items(), vectors(TEXTS)))


def test_a_score_does_not_depend_on_what_is_scored_with_it():
    for model in (build(BOOK, ENCODER.encode), build(BOOK, ENCODER.encode, learnt(CODED))):
        together = model.score(items(), vectors(TEXTS))
        apart = np.vstack([model.score([item], vectors([item])) for item in items()])
        np.testing.assert_allclose(apart, together, atol=1e-12)


def test_the_coder_is_named_after_what_it_learnt():
    def name(codes=CODED, **options):
        return build(BOOK, ENCODER.encode, learnt(codes), **options).coder

    assert name() == name()
    assert name().startswith("machine:")
    assert len({name(), name(CODED[::-1]), name(encoder="another")}) == 3
    turned = learnt(CODED)
    turned = Learnt(turned.items[::-1], turned.vectors[::-1], turned.codes[::-1], turned.response_level[::-1])
    assert build(BOOK, ENCODER.encode, turned).coder == name()
    assert build(BOOK, ENCODER.encode, learnt([], texts=())).coder == "machine:framework-only"


def test_suggestions_come_best_first_with_evidence():
    model = build(BOOK, ENCODER.encode, learnt(CODED))
    text = "They were so kind and listened, and friendly"
    item, vector = [Item("q2", text)], vectors([text])
    scores = model.score(item, vector)
    (suggestions,) = model.suggest(item, vector, scores)
    assert len(suggestions) == 4
    assert suggestions[0].code == "staff"
    assert [suggestion.score for suggestion in suggestions] == sorted(scores[0], reverse=True)
    evidence = suggestions[0].evidence
    assert [text[reason.start : reason.end] for reason in evidence if reason.kind == "keyword"] == [
        "listened",
        "friendly",
    ]
    assert [reason.note for reason in evidence if reason.kind == "example"] == ["They were so kind and listened to me."]
    assert [reason.note for reason in evidence if reason.kind == "learnt"] == ["3"]
    assert len(model.suggest(item, vector, scores, top=2)[0]) == 2


def test_the_framework_is_embedded_in_one_call():
    calls = []

    def encode(texts):
        calls.append(list(texts))
        return ENCODER.encode(texts)

    build(BOOK, encode, learnt(CODED))
    assert calls == [prototype_texts(BOOK)]


@pytest.mark.parametrize("count", [0, 1, 2, 500])
@pytest.mark.parametrize(
    "codes",
    [
        None,
        [()] * 7,
        [("c0",)] * 7,
        [("c0", "unknown")] + [()] * 6,
        [("c0", "c1")] * 3 + [("c1",)] * 4,
    ],
)
def test_codebooks_and_decisions_of_every_size_work(count, codes):
    book = book_of(count)
    model = build(book, ENCODER.encode, learnt(codes, "q1") if codes is not None else None)
    scores = model.score(items("q1"), vectors(TEXTS))
    assert scores.shape == model.assign(scores).shape == (7, count)
    assert np.isfinite(scores).all()
    assert ((scores >= 0) & (scores <= 1)).all()
    assert len(model.suggest(items("q1"), vectors(TEXTS), scores)) == 7
    assert model.score([], vectors([])).shape == (0, count)
    assert model.suggest([], vectors([]), model.score([], vectors([]))) == []


@pytest.mark.parametrize("text", ["", "🙂", "x", "a b c"])
def test_one_item_teaches_whatever_its_text(text):
    for codes in ((), ("c1",)):
        model = build(book_of(3), ENCODER.encode, learnt([codes], "q1", (text,)))
        assert np.isfinite(model.score(items("q1"), vectors(TEXTS))).all()


def test_a_code_on_every_item_is_likely_and_one_on_none_is_not():
    model = build(book_of(2), ENCODER.encode, learnt([("c0",)] * 7, "q1"))
    scores = model.score(items("q1"), vectors(TEXTS))
    assert (scores[:, 0] > 0.5).all()
    assert (scores[:, 1] < 0.5).all()


def test_learnt_of_unequal_parts_is_refused():
    with pytest.raises(ValueError, match="differ in number"):
        Learnt(items(), vectors(TEXTS), [()], [True])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(["staff", "knowledge", "parking", "other"]), max_size=3), min_size=7, max_size=7)
)
def test_scores_are_the_same_every_time(codes):
    decided = learnt([tuple(dict.fromkeys(given)) for given in codes])
    one, other = (build(BOOK, ENCODER.encode, decided).score(items(), vectors(TEXTS)) for _ in range(2))
    assert same(one, other)
    assert ((one >= 0) & (one <= 1)).all()
