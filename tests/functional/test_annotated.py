"""What was redacted is in no report, and what was marked is quoted first; the counts are the same."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from coder.domain.annotation import Annotation, Kind
from coder.domain.response import Span
from coder.store.project import Project

TEXTS = [
    "Please open on Sundays too, I work all week and cannot come on any other day.",
    "Ask Zebedee at the desk: he knows that it should open at eight in the morning.",
    "and in the evenings",
    "It should be open for longer, ring 07700 900123 to hear more about why.",
]


@pytest.fixture
def coded(folder):
    rows = [[f"p{number}", "q1", text, "hours", "ann"] for number, text in enumerate(TEXTS)]
    folder.project(folder.table("coded.csv", "id question text codes coder", rows))
    return folder


def annotate(folder, *several):
    """Note things on comments, by their place in the file: `(kind, place)`, or `(start, end, place)` to redact."""
    with Project.open(folder.path / "p.coder") as project:
        comments, responses = project.comments(), project.responses()
        given = {"coder": "ann", "at": datetime.now(UTC)}
        made = []
        for *what, place in several:
            more = given | {"id": uuid4().hex, "response": responses[place].id}
            if isinstance(what[0], Kind):
                made.append(Annotation(kind=what[0], comment=comments[place].id, **more))
            else:
                made.append(Annotation(kind=Kind.REDACTION, comment=None, span=Span(*what), text="name", **more))
        project.annotate(made)
        return [one.id for one in made]


def report(folder, name):
    said = folder.run("report", "--out", name, "--detail", "0").stderr
    return (folder.path / name).read_text(encoding="utf-8").replace("\\", ""), said


@pytest.mark.parametrize("name", ["report.md", "report.html"])
def test_a_quote_shows_no_redacted_stretch(coded, name):
    assert "Zebedee" in report(coded, name)[0]
    before = coded.counts()
    start = TEXTS[1].index("Zebedee")
    (redaction,) = annotate(coded, (start, start + 7, 1))
    text, _ = report(coded, name)
    assert "Zebedee" not in text
    assert "Ask [name] at the desk" in text
    assert "shown as [name] or the like" in text
    assert coded.counts() == before
    with Project.open(coded.path / "p.coder") as project:
        project.undo_annotation(redaction, coder="ann", at=datetime.now(UTC))
    assert "Zebedee" in report(coded, name)[0]


def test_marked_comments_are_quoted_first(coded):
    text, _ = report(coded, "report.md")
    assert text.index(TEXTS[2]) > max(text.index(TEXTS[0]), text.index(TEXTS[1]))
    annotate(coded, (Kind.EXEMPLAR, 2), (Kind.FLAG, 1))
    text, said = report(coded, "report.md")
    assert text.index(TEXTS[2]) < min(text.index(TEXTS[0]), text.index(TEXTS[1]))
    assert "marked as exemplars come first" in text
    assert "not quoted" not in said


def test_a_marked_comment_with_personal_data_waits_for_its_redaction(coded):
    annotate(coded, (Kind.EXEMPLAR, 3))
    text, said = report(coded, "report.md")
    assert "07700" not in text
    assert "1 comment marked as an exemplar is not quoted" in said
    start = TEXTS[3].index("07700")
    annotate(coded, (start, start + 12, 3))
    text, said = report(coded, "report.md")
    assert "ring [name] to hear more" in text
    assert "not quoted" not in said


def test_an_export_has_the_whole_texts(coded):
    annotate(coded, (0, 6, 0))
    coded.run("export", "--out", "again.csv")
    assert [row["text"] for row in coded.read("again.csv")] == TEXTS
    assert "without redactions" in " ".join(coded.run("export", "--help").stdout.split())
