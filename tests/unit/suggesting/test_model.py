import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.codebook import Code, Codebook, Question
from coder.suggesting.model import Item, Learnt, build
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
    assert [reason.kind for reason in evidence] == ["keyword", "keyword", "decided"]
    assert len(model.suggest(item, vector, scores, top=2)[0]) == 2


def test_a_suggestion_says_where_it_comes_from():
    model = build(BOOK, ENCODER.encode, learnt(CODED))
    for text, kinds in ((TEXTS[3], {"duplicate", "word"}), ("Too dear, parking a car", {"decided", "word"})):
        item, vector = [Item("q2", text)], vectors([text])
        (suggestions,) = model.suggest(item, vector, model.score(item, vector))
        assert suggestions[0].code == "parking"
        assert {reason.kind for reason in suggestions[0].evidence} == kinds
        for reason in suggestions[0].evidence:
            assert reason.start is None or text[reason.start : reason.end] == reason.note


def test_a_code_without_a_keyword_shows_the_decided_comment_or_the_wording_it_resembles():
    text = "The staff were friendly and listened a lot"
    item, vector = [Item("q1", text)], vectors([text])
    plain = book_of(1, definition=text)
    for learn, kind, note in (
        (None, "definition", f"Theme number 0. {text}"),
        (learnt([("c0",)] * 7, "q1"), "decided", TEXTS[0]),
    ):
        model = build(plain, ENCODER.encode, learn)
        ((suggestion,),) = model.suggest(item, vector, model.score(item, vector))
        assert (suggestion.evidence[0].kind, suggestion.evidence[0].note) == (kind, note)
        assert len(suggestion.evidence) <= 2


def test_a_repeated_text_follows_its_decision():
    model = build(BOOK, ENCODER.encode, learnt([("knowledge",)], texts=("The weather was fine",)), background=items())
    again = [Item("q2", "the weather was FINE!"), Item("q2", "There is no car park")]
    scores = model.score(again, vectors(again))
    assert model.codes[scores[0].argmax()] == "knowledge"
    assert model.assign(scores)[0].tolist() == [False, True, False, False]
    assert model.codes[scores[1].argmax()] != "knowledge"


def test_the_background_alone_settles_what_is_usual():
    """Thresholds and scores do not change with what is scored, but with the background."""
    many = [Item("q2", f"{text} {n}") for n in range(12) for text in TEXTS]
    model = build(BOOK, ENCODER.encode, learnt(CODED), background=many)
    turned = build(BOOK, ENCODER.encode, learnt(CODED), background=[*many[::-1], *many])
    scores = model.score(items(), vectors(TEXTS))
    assert same(scores, turned.score(items(), vectors(TEXTS)))
    assert (model.assign(scores)[:1] == model.assign(scores[:1])).all()
    assert not same(scores, build(BOOK, ENCODER.encode, learnt(CODED)).score(items(), vectors(TEXTS)))


@pytest.mark.parametrize("background", [[], [Item("q1", "Same")] * 300, [Item("q9", "Away")], [Item("q1", "")] * 2])
def test_any_background_works(background):
    for learn in (None, learnt([("c0",)] * 7, "q1")):
        model = build(book_of(3), ENCODER.encode, learn, background=background)
        scores = model.score(background, vectors([item.text for item in background]))
        assert model.assign(scores).shape == (len(background), 3)
        assert np.isfinite(model.score(items("q1"), vectors(TEXTS))).all()


def test_conflicting_decisions_on_one_text_leave_it_open():
    model = build(book_of(2), ENCODER.encode, learnt([("c0",), ("c1",)] * 3, "q1", ("Too dear",) * 6))
    scores = model.score([Item("q1", "Too dear")], vectors(["Too dear"]))
    assert ((scores > 0.3) & (scores < 0.7)).all()


def test_more_decisions_than_are_compared_still_count(monkeypatch):
    monkeypatch.setattr("coder.suggesting.taught.MOST_DECIDED", 4)
    model = build(BOOK, ENCODER.encode, learnt(CODED), background=items())
    scores = model.score(items(), vectors(TEXTS))
    assert [model.codes[best] for best in scores[:6].argmax(axis=1)] == [
        *["staff"] * 3,
        *["parking"] * 2,
        "knowledge",
    ]


def test_a_framework_without_a_question_scores_nothing():
    book = Codebook(id="none", codes=(Code(id="a", label="A"),))
    model = build(book, ENCODER.encode, background=items())
    scores = model.score(items(), vectors(TEXTS))
    assert np.isnan(scores).all()
    assert not model.assign(scores).any()
    assert model.suggest(items(), vectors(TEXTS), scores) == [()] * 7


def test_codes_in_welsh_are_found():
    book = Codebook(
        id="cy",
        language="cy",
        questions=(Question(id="q1", text="Beth?"),),
        codes=(Code(id="a", label="Parcio ceir"), Code(id="b", label="Agwedd y staff"), Code(id="c", label="Ŵy")),
    )
    model = build(book, ENCODER.encode)
    texts = ("Mae parcio yn ddrud", "Roedd agwedd y merched yn dda", "ŵy da")
    assert model.score(items("q1", texts), vectors(texts)).argmax(axis=1).tolist() == [0, 1, 2]


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
