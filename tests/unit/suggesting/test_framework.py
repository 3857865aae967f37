import numpy as np
import pytest

from coder.domain.codebook import Code, Codebook, Question, Role
from coder.suggesting.arrays import logit, squash
from coder.suggesting.framework import Framework
from coder.suggesting.items import Item
from coder.suggesting.prevalence import guess, prevalence, residual
from coder.suggesting.standard import Standard
from tests.unit.suggesting.books import BOOK, ENCODER, TEXTS, items, vectors

OTHERS = (Code(id="b", label="Parking"), Code(id="c", label="Opening hours"))
USUAL = [Item("q1", f"{about} {n}") for n in range(20) for about in ("The weather", "My car", "Open on day")]


def scores(code, *texts, background=USUAL):
    book = Codebook(id="b", questions=(Question(id="q1", text="Why?"),), codes=(code, *OTHERS))
    framework = Framework(book, ENCODER.encode, background)
    return framework.scores_of([Item("q1", text) for text in texts], vectors(texts))


@pytest.mark.parametrize("background", [(), USUAL])
def test_a_keyword_speaks_for_its_code_unless_it_is_denied(background):
    text, denied = "We had to queue for ages", "There was no queue"
    plain = scores(Code(id="a", label="Waiting"), text, denied, background=background)
    keyed = scores(Code(id="a", label="Waiting", keywords=("queue*",)), text, denied, background=background)
    assert keyed[0, 0] > plain[0, 0]
    assert keyed[0, 0] - plain[0, 0] > keyed[1, 0] - plain[1, 0]


@pytest.mark.parametrize("field", ["counterexamples", "exclude"])
def test_what_is_excluded_speaks_against(field):
    text = "the man did not know the answer"
    plain = Code(id="a", label="The man at the desk")
    excluding = Code(id="a", label="The man at the desk", **{field: (text,)})
    assert scores(excluding, text)[0, 0] < scores(plain, text)[0, 0]


def test_what_is_included_and_examples_speak_for():
    text = "they were kind and took their time"
    plain = Code(id="a", label="Staff")
    for field in ("include", "examples"):
        assert scores(Code(id="a", label="Staff", **{field: (text,)}), text)[0, 0] > scores(plain, text)[0, 0]


def test_scores_are_measured_against_the_background():
    """A code that is near to whatever is said does not win by that."""
    framework = Framework(BOOK, ENCODER.encode, [Item("q2", f"The staff and number {n}") for n in range(80)])
    usual = framework.scores_of(
        [Item("q2", f"The staff and number {n}") for n in range(80)],
        vectors([f"The staff and number {n}" for n in range(80)]),
    )
    np.testing.assert_allclose(usual.mean(axis=0), 0, atol=0.3)


def test_a_strange_text_stays_within_bounds():
    strange = scores(Code(id="a", label="Zebra"), "zebra zebra zebra", "")
    assert np.isfinite(strange).all()
    assert strange.max() < 30


def test_codes_of_other_questions_take_no_share():
    half = np.array([[1, 1, 0, 0], [0, 0, 1, 1]], dtype=bool)
    np.testing.assert_allclose(guess(np.zeros(4), half), 0.5)
    np.testing.assert_allclose(guess(np.zeros(4), np.ones((2, 4), dtype=bool)), 0.35)
    assert np.isfinite(guess(np.zeros(4), np.zeros((1, 4), dtype=bool))).all()


def test_the_guess_fades_as_decisions_come():
    carried = np.ones((1000, 1), dtype=bool)
    found = [prevalence(np.array([0.1]), carried[:n], carried[:n])[0] for n in (0, 1, 50, 1000)]
    assert found == sorted(found)
    assert found[0] == pytest.approx(0.1)
    assert found[2] == pytest.approx(0.55)
    assert found[3] > 0.95


def test_rest_codes_are_known_by_role_and_wording():
    codes = [
        Code(id="a", label="Anything else"),
        Code(id="b", label="Rest", definition="What does not fit elsewhere."),
        Code(id="c", label="Remainder", role=Role.OTHER),
        Code(id="d", label="Parking"),
        Code(id="e", label="Nothing to say", role=Role.NON_SUBSTANTIVE),
    ]
    assert residual(codes).tolist() == [1, 1, 1, 0, -1]


def test_a_code_without_spread_is_not_blown_up():
    values = np.array([[0.0, 1.0], [0.0, 3.0], [0.0, 2.0]])
    found = Standard.of(values, np.ones((3, 2), dtype=bool))(np.array([[0.1, 2.0]]))
    assert abs(found[0, 0]) < 5
    assert found[0, 1] == pytest.approx(0)


def test_the_framework_sees_every_question():
    found = Framework(BOOK, ENCODER.encode, items()).scores_of(items("q1"), vectors(TEXTS))
    assert found.shape == (7, 4)
    assert found[:3].argmax(axis=1).tolist() == [0, 0, 0]


def test_squash_and_logit_undo_each_other():
    values = np.array([-800.0, -3.0, 0.0, 3.0, 800.0])
    assert ((squash(values) >= 0) & (squash(values) <= 1)).all()
    np.testing.assert_allclose(logit(squash(values[1:4])), values[1:4])
