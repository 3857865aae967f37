"""Codebook versions, settings, vectors, runs and suggestions."""

import pytest

from coder.domain.decision import Evidence, Suggestion
from coder.domain.response import Span
from coder.domain.run import Run
from coder.store.records import NewDivision, NewScoring
from tests.unit.store.conftest import NOON


def _run(**settings):
    return Run(verb="suggest", at=NOON, codebook="h1", model="m", settings=settings)


def test_codebook_versions(project):
    assert project.codebook_source() is project.codebook_hash() is None
    assert project.save_codebook("codes: [a]", "h1", "1.0")
    assert project.save_codebook("codes: [b]", "h2", "1.1")
    assert not project.save_codebook("codes: [b]  # a remark", "h2", "1.1")
    assert project.codebook_source() == "codes: [b]"
    assert project.codebook_source("h1") == "codes: [a]"
    assert project.codebook_source("h3") is None
    assert not project.save_codebook("codes: [a]", "h1", "1.0")
    assert (project.codebook_source(), project.codebook_hash()) == ("codes: [a]", "h1")


def test_settings(project):
    project.set_meta("coder", "ann")
    project.set_meta("coder", "ben")
    assert project.meta("coder") == "ben"
    assert project.meta("nothing") is None
    with pytest.raises(ValueError, match="the store's own"):
        project.set_meta("text_key", "x")


def test_vectors_are_stored_once_per_model(project):
    project.add_vectors("m", [("a", b"1"), ("b", b"2"), ("a", b"1")])
    project.add_vectors("m", [("b", b"3"), ("c", b"4")])
    project.add_vectors("n", [("a", b"9")])
    assert project.vectors("m", ["a", "b", "c", "d"]) == {"a": b"1", "b": b"2", "c": b"4"}
    assert project.missing_vectors("n", ["c", "a", "b", "c"]) == ["c", "b"]
    many = [project.text_hash(str(number)) for number in range(2000)]
    project.add_vectors("m", ((its, its.encode()) for its in many))
    assert project.vectors("m", many) == {its: its.encode() for its in many}


def test_runs(project):
    assert project.latest_run("suggest") is project.latest_run_id("suggest") is None
    first = project.add_run(_run(seed=1, words=["a", "ü"]))
    assert project.latest_run("suggest") == _run(seed=1, words=["a", "ü"])
    second = project.add_run(_run())
    assert project.latest_run_id("suggest") == second != first
    assert project.latest_run("batch") is None


def test_suggestions_are_replaced_per_comment(project):
    project.divide([NewDivision(1, (Span(0, 15), Span(16, 35)), "auto", "s")])
    best = Suggestion("kind", 0.75, (Evidence("keyword", "kind", 10, 14), Evidence("learnt")), assigned=True)
    first, second = project.add_run(_run()), project.add_run(_run())
    project.put_suggestions(first, [NewScoring(1, [best, Suggestion("queue", 0.5)], b"12"), NewScoring(2, [], b"3")])
    assert project.suggestions([1, 2, 3]) == {1: (best, Suggestion("queue", 0.5))}
    assert project.scored(first) == {1, 2}
    assert project.score_rows(first) == {1: b"12", 2: b"3"}
    project.put_suggestions(second, [NewScoring(1, [Suggestion("queue", 1.0)])])
    assert project.suggestions([1]) == {1: (Suggestion("queue", 1.0),)}
    assert (project.scored(first), project.scored(second)) == ({2}, {1})
    assert project.scorings() == {1: second, 2: first}
    assert project.score_rows(first, [1, 2]) == {2: b"3"}
    assert project.score_rows(first, [1]) == project.score_rows(second) == {}
