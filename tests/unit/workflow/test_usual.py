from coder.codebook.read import read_codebook
from coder.domain.response import Response, ResponseKey, Span
from coder.suggesting.background import MOST
from coder.suggesting.limits import Answers
from coder.workflow.usual import responses_of_file, usual

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
        answers = Answers()
        found = usual(responses(MOST + 100), halves, answers, save=tmp_path / name)
        assert len(found) == MOST
        assert answers.count["q1"] == MOST + 100
        kept = list(responses_of_file(tmp_path / name, codebook))
        assert len(kept) == MOST
        assert usual(kept, halves, Answers()) == found
