"""What a review asks of a whole project, in a real file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from coder.domain.decision import Decision, Purpose, Suggestion
from coder.domain.response import Respondent, Response, ResponseKey, Span
from coder.domain.run import Run
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring

AT = datetime(2026, 11, 1, tzinfo=UTC)


def decision(number, comment, coder="ann", **more):
    proposed = (Suggestion("speed", 0.5, assigned=True),)
    made = Decision(
        id=f"d{number}", comment=comment, coder=coder, codes=("speed",), at=AT + timedelta(seconds=number),
        codebook="x", suggested=proposed,
    )  # fmt: skip
    return replace(made, **more)


def test_profiles_words_coders_and_suggestions_are_looked_up(tmp_path):
    path = tmp_path / "a.coder"
    with Project.create(path, codebook_path=tmp_path / "a.yaml") as project:
        keys = [ResponseKey("w2", "r1", "q1"), ResponseKey("w2", "r2", "q1"), ResponseKey("w2", "r1", "q2")]
        people = [Respondent(id="r1", wave="w2", profile={"age": "65+"}), Respondent(id="r2", wave="w2")]
        project.add_responses(people, [Response(key, "Slow. Rude.") for key in keys])
        parts = (Span(0, 5), Span(6, 11))
        project.divide(NewDivision(one.id, parts, "auto", "x") for one in project.undivided())
        assert project.profile(keys[0]) == {"age": "65+"} and project.profile(ResponseKey("", "r1", "q1")) == {}
        assert project.profiles() == [("w2", "r1", {"age": "65+"}), ("w2", "r2", {})]
        assert project.said(["q1"]) == [
            (1, keys[0], "Slow."),
            (2, keys[0], "Rude."),
            (3, keys[1], "Slow."),
            (4, keys[1], "Rude."),
        ]
        project.record([decision(number, 1 + number % 6, "ann" if number % 2 else "ben") for number in range(12)])
        project.record([decision(20, 1, purpose=Purpose.CHECK)])
        back = project.undo("d11", coder="ann", at=AT)
        assert project.coders() == ["ann", "ben"]
        assert project.decided_by("ben") == {1, 3, 5} and project.decided_by("ann") == {1, 2, 4, 6}
        assert [one.id for one in project.latest_decisions("ann", Purpose.CODING, 3)] == ["d5", "d7", "d9"]
        project.undo(back, coder="ann", at=AT)
        latest = project.latest_decisions("ann", Purpose.CODING, 3)
        assert [one.id for one in latest] == ["d7", "d9", "d11"] and latest[0].suggested[0].assigned
        run = project.add_run(Run(verb="suggest", at=AT, codebook="x", model="m", settings={}))
        several = [[Suggestion(code, 0.5) for code in codes] for codes in (("a", "b"), ("b", "c", "d", "a"), ())]
        project.put_suggestions(run, [NewScoring(place + 1, found) for place, found in enumerate(several)])
        assert project.suggested_first({"a"}, 3) == {1} and project.suggested_first({"a", "c"}, 3) == {1, 2}
        assert project.first_suggestions() == [(1, "a", 0.5), (2, "b", 0.5)]


def test_a_copy_in_memory_changes_nothing_and_gives_its_suggestions_back(tmp_path):
    path = tmp_path / "a.coder"
    with Project.create(path, codebook_path=tmp_path / "a.yaml") as project:
        project.add_responses([Respondent(id="r1")], [Response(ResponseKey("", "r1", "q1"), "Slow. Rude.")])
        project.divide([NewDivision(1, (Span(0, 5), Span(6, 11)), "auto", "x")])
        before = path.read_bytes()
        copy = Project.copied(path)
        first = Run(verb="suggest", at=AT, codebook="x", model="m", settings={})
        run = copy.add_run(first)
        copy.put_suggestions(run, [NewScoring(1, [Suggestion("a", 0.5)], b"1"), NewScoring(2, [], b"2")])
        assert path.read_bytes() == before and project.suggestions([1]) == {}
        other = project.add_run(first)
        again = project.add_run(first)
        project.put_suggestions(other, [NewScoring(1, [Suggestion("b", 0.1), Suggestion("c", 0.1)], b"3")])
        project.take_suggestions(copy, again, [1])
        assert project.suggestions([1, 2]) == {1: (Suggestion("a", 0.5),)}
        assert project.score_rows(again) == {1: b"1"} and project.scored(other) == set()
        copy.close()
