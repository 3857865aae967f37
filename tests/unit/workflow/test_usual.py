from coder.codebook.read import read_codebook
from coder.domain.codebook import Code, Codebook, Question
from coder.domain.response import Response, ResponseKey, Span
from coder.suggesting.background import FEWEST, MOST
from coder.suggesting.limits import Answers, Basis
from coder.suggesting.model import Item
from coder.workflow.usual import elsewhere_notices, responses_of_file, usual

CODEBOOK = """
codebook: a
questions:
  - {id: q1, text: Why?}
codes:
  - {id: buses, label: Buses}
"""


def halves(texts):
    return [(Span(0, len(text) // 2), Span(len(text) // 2, len(text))) for text in texts]


def responses(count):
    texts = [f"={number} buses, 'late',\n and \"dear\"" for number in range(count)]
    return [Response(ResponseKey("", str(n), "q1"), text) for n, text in enumerate(texts)]


def test_a_saved_sample_gives_the_same_background_again(tmp_path):
    (tmp_path / "a.yaml").write_text(CODEBOOK)
    codebook = read_codebook(tmp_path / "a.yaml")
    for name in ("usual.csv", "usual.parquet"):
        found = usual(responses(MOST + 100), halves, save=tmp_path / name)
        assert len(found) == MOST
        kept = list(responses_of_file(tmp_path / name, codebook))
        assert len(kept) == MOST
        assert usual(kept, halves) == found


def basis(background, *questions, coded=200):
    book = Codebook(
        id="b",
        questions=tuple(Question(id=one, text="Why?") for one in ("q1", "q2", "q3")),
        codes=(
            Code(id="buses", label="Buses", keywords=("bus*",), questions=("q1", "q2")),
            Code(id="dear", label="Dear", keywords=("dear",), questions=("q1", "q2")),
        ),
    )
    answers = Answers()
    for question in questions:
        for number in range(coded):
            answers.add(question, f"number {number}")
    items = [Item(question, f"bus {number}") for question, count in background.items() for number in range(count)]
    return Basis(codebook=book, answers=answers, background=items)


def test_what_a_background_from_elsewhere_lacks_is_said_of_it():
    [said] = elsewhere_notices(basis({"q1": FEWEST, "q2": FEWEST - 1}, "q1", "q2"), None)
    assert said.startswith(f"The background has fewer than {FEWEST} different comments on q2 ({FEWEST - 1}): too few")
    assert elsewhere_notices(basis({"q1": FEWEST}, "q1"), None) == ()
    [said] = elsewhere_notices(basis({}, "q1"), None)
    assert "on q1 (0):" in said


def test_a_question_without_codes_needs_no_background():
    [said] = elsewhere_notices(basis({"q1": FEWEST}, "q1", "q3"), None)
    assert "No code applies to q3" in said
