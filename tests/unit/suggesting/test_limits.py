"""What suggestions could not do: found where it is so, and nowhere else."""

import pytest

from coder.domain.codebook import Code, Codebook, Question, Role
from coder.suggesting.background import FEWEST
from coder.suggesting.limits import LEAST_DECIDED, Answers, Basis, Finding, Limit, limits
from coder.suggesting.model import Item

WORDED = {"definition": "What it is."}
QUESTIONS = (Question(id="q1", text="Why?"), Question(id="q2", text="What else?"))


def book(*codes, **more):
    return Codebook(id="b", questions=QUESTIONS, codes=codes, **more)


def code(name, **more):
    return Code(id=name, label=name, **({**WORDED, **more}))


BOOK = book(code("staff"), code("hours"))
TEXTS = [f"Comment number {n}" for n in range(FEWEST)]


def found(codebook=BOOK, texts=None, **more):
    """The limits of comments, each of them a response."""
    texts = {"q1": TEXTS} if texts is None else texts
    answers = Answers()
    items = [Item(question, text) for question, several in texts.items() for text in several]
    for item in items:
        answers.add(*item)
    told = limits(Basis(codebook=codebook, answers=answers, background=list(dict.fromkeys(items)), **more))
    assert len({one.limit for one in told}) == len(told)
    return {one.limit: one for one in told}


def decided(*codes, question="q1"):
    return [(Item(question, f"Decided {n}"), given) for n, given in enumerate(codes)]


def test_nothing_is_found_where_nothing_is_amiss():
    assert found(decided=decided(*[("staff",), ("hours",)] * LEAST_DECIDED), scored=10, bare=5) == {}
    assert found(texts={}) == {}


def test_questions_to_which_no_code_or_one_code_applies():
    scoped = book(code("staff", questions=("q1",)))
    told = found(scoped, {"q1": TEXTS, "q2": TEXTS})
    assert told[Limit.NO_CODE] == Finding(limit=Limit.NO_CODE, questions=("q2",), count=1, of=2)
    assert told[Limit.ONE_CODE] == Finding(limit=Limit.ONE_CODE, questions=("q1",), count=1, of=2)
    assert found(scoped).keys() == {Limit.ONE_CODE}
    assert found(book(), scored=9, bare=9) == {
        Limit.NO_CODE: Finding(limit=Limit.NO_CODE, questions=("q1",), count=1, of=1)
    }


def test_codes_with_a_label_only():
    bare = [Code(id=name, label=name) for name in "abc"]
    assert found(book(*bare))[Limit.LABELS] == Finding(limit=Limit.LABELS, codes=("a", "b", "c"), count=3, of=3)
    taught = decided(*[("a",), ("b",), ()] * 3, ("c",), ("c",))
    assert found(book(*bare, code("d")), decided=taught) == {}
    assert found(book(*bare, code("d"), code("e")), decided=taught[:4])[Limit.LABELS].codes == ("a", "b", "c")
    assert found(book(*bare[:1], code("d"), code("e"))) == {}
    assert found(book(code("d"), code("e"), Code(id="other", label="Other", role=Role.OTHER))) == {}
    for field in ("definition", "include", "examples", "keywords"):
        value = "Kind." if field == "definition" else ("kind",)
        assert found(book(*[Code(id=name, label=name, **{field: value}) for name in "ab"])) == {}


@pytest.mark.parametrize(("language", "told"), [("cy", True), ("de-AT", True), ("en", False), ("en-GB", False)])
def test_another_language_than_english(language, told):
    assert (Limit.LANGUAGE in found(book(code("staff"), code("hours"), language=language))) == told


def test_too_few_comments_to_say_what_is_usual():
    assert found(texts={"q1": TEXTS[:3]})[Limit.FEW] == Finding(limit=Limit.FEW, questions=("q1",), count=3, of=3)
    assert Limit.FEW in found(texts={"q1": TEXTS[1:]})
    assert found(texts={"q1": TEXTS, "q2": TEXTS[:3]}) == {}


def test_too_few_comments_on_a_question_with_codes_of_its_own():
    scoped = book(*(code(name) for name in "ab"), *(code(name, questions=("q2",)) for name in "cd"))
    told = found(scoped, {"q1": TEXTS, "q2": TEXTS[:3]})
    assert told == {Limit.FEW: Finding(limit=Limit.FEW, questions=("q2",), count=3, of=FEWEST + 3)}
    assert found(scoped) == {}


def test_responses_that_all_say_the_same():
    same = ["Kind staff.", "kind staff", " KIND STAFF!"]
    told = found(texts={"q1": same, "q2": TEXTS})
    assert told == {Limit.ALIKE: Finding(limit=Limit.ALIKE, questions=("q1",), count=3)}
    assert Limit.ALIKE not in found(texts={"q1": [*same, "Rude staff."]})
    assert Limit.ALIKE not in found(texts={"q1": same[:1]})


def test_a_code_on_every_decided_text_that_could_have_it():
    taught = decided(*[("staff", "hours"), ("staff",)] * (LEAST_DECIDED // 2))
    assert found(decided=taught) == {
        Limit.EVERYWHERE: Finding(limit=Limit.EVERYWHERE, codes=("staff",), count=LEAST_DECIDED)
    }
    assert found(decided=taught[1:]) == {}
    assert found(decided=[*taught, (Item("q2", "No."), ())]) == {}
    scoped = book(code("staff", questions=("q1",)), code("hours"))
    assert found(scoped, decided=[*taught, (Item("q2", "No."), ())])[Limit.EVERYWHERE].codes == ("staff",)


def test_decided_texts_without_any_code():
    told = found(decided=decided(*[()] * LEAST_DECIDED))
    assert told == {Limit.NOWHERE: Finding(limit=Limit.NOWHERE, count=LEAST_DECIDED)}
    assert found(decided=decided(*[()] * (LEAST_DECIDED - 1))) == {}


def test_texts_on_which_people_differ():
    both = [(Item("q1", "Kind staff"), ("staff",)), (Item("q1", "kind staff."), ("hours",))]
    assert found(decided=both)[Limit.DIFFERENTLY].count == 1
    alike = [(Item("q1", "Kind staff"), ("staff", "hours")), (Item("q1", "kind staff."), ("hours", "staff"))]
    assert found(decided=alike) == {}
    assert found(decided=[both[0], (Item("q2", "Kind staff"), ("hours",))]) == {}
    assert found(disputed=4) == {Limit.DISPUTED: Finding(limit=Limit.DISPUTED, count=4)}


def test_comments_for_which_no_code_is_sure_enough():
    assert found(scored=10, bare=6) == {Limit.UNSURE: Finding(limit=Limit.UNSURE, count=6, of=10)}
