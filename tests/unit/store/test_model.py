"""Record, undo, redo, divide, undo a division and reopen, in any order, against a model of plain dictionaries."""

import shutil
import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coder.domain.decision import Purpose, effective, standing
from coder.domain.response import Respondent, Response, Span
from coder.domain.units import Unit
from coder.store.project import Project
from coder.store.records import NewDivision
from tests.unit.store.conftest import NOON, key, made

TEXT = "abcdefghij"
RESPONSES = 3
CUTS = st.sets(st.integers(1, len(TEXT) - 1), max_size=4)
CODERS = st.sampled_from(["ann", "ben", "machine:x"])
CODES = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True)


def spans_of(cuts):
    edges = [0, *sorted(cuts), len(TEXT)]
    return tuple(Span(start, end) for start, end in pairwise(edges))


@cache
def fresh_project():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "study.coder")
        with Project.create(path, codebook_path=path.with_name("frame.yaml"), unit=Unit.COMMENT) as project:
            names = [f"r{number}" for number in range(1, RESPONSES + 1)]
            project.add_responses([Respondent(id=n) for n in names], [Response(key(n), TEXT) for n in names])
        return path.read_bytes()


class Study(RuleBasedStateMachine):
    """The model: two logs of events, and for each division what comment stands for each span."""

    @initialize()
    def create(self):
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "study.coder").write_bytes(fresh_project())
        self.project = Project.open(self.folder / "study.coder")
        self.divisions = {number: [] for number in range(1, RESPONSES + 1)}  # (id, undoes, {span: comment})
        self.events = []  # (id, undoes, decision)

    def current(self, response):
        left = effective(self.divisions[response])
        return left[-1] if left else {}

    def comments(self):
        return [comment for response in self.divisions for comment in self.current(response).values()]

    def gone(self, events):
        """What undos take back, by the definition."""
        found = set()
        for event, undoes, _ in reversed(events):
            if undoes is not None and event not in found:
                found.add(undoes)
        return found

    @rule(response=st.integers(1, RESPONSES), cuts=CUTS)
    def divide(self, response, cuts):
        before = self.current(response)
        spans = spans_of(cuts)
        self.project.divide([NewDivision(response, spans, "hand" if before else "auto", "ann")])
        log = self.project.divisions(response)
        if spans == tuple(before):
            assert len(log) == len(self.divisions[response])
            return
        after = dict(zip(spans, log[-1].comments, strict=True))
        ever = {c for events in self.divisions.values() for _, _, known in events for c in (known or {}).values()}
        for span, comment in after.items():
            assert comment == before[span] if span in before else comment not in ever
        self.divisions[response].append((str(log[-1].id), None, after))

    @precondition(lambda self: self.comments())
    @rule(
        data=st.data(), coder=CODERS, purpose=st.sampled_from(Purpose), groups=st.lists(CODES, min_size=1, max_size=3)
    )
    def record(self, data, coder, purpose, groups):
        chosen = st.sampled_from(self.comments())
        several = [made(data.draw(chosen), *codes, coder=coder, purpose=purpose) for codes in groups]
        self.project.record(several)
        self.project.record(several)
        self.events += [(one.id, None, one) for one in several]

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def undo_or_redo(self, data):
        gone = self.gone(self.events)
        target = data.draw(st.sampled_from([event for event, _, _ in self.events if event not in gone]))
        self.events.append((self.project.undo(target, coder="ann", at=NOON), target, None))

    @rule(data=st.data(), response=st.integers(1, RESPONSES))
    def undo_division(self, data, response):
        events = self.divisions[response]
        gone = self.gone(events)
        possible = [e for e, _, _ in events if e not in gone and effective([*events, ("new", e, None)])]
        if possible:
            target = data.draw(st.sampled_from(possible))
            new = self.project.undo_division(int(target), by="ann")
            events.append((str(new), target, None))

    @rule()
    def reopen(self):
        path = self.project.path
        self.project.close()
        self.project = Project.open(path)

    @invariant()
    def the_store_is_as_the_model_says(self):
        if not hasattr(self, "project"):
            return
        expected = [(comment, span) for r in self.divisions for span, comment in self.current(r).items()]
        assert [(comment.id, comment.span) for comment in self.project.comments()] == expected
        current = set(self.comments())
        left = [one for one in effective(self.events) if one.comment in current]
        assert self.project.decisions() == left
        for comment in list(current)[:2]:
            assert self.project.decisions([comment]) == [one for one in left if one.comment == comment]
        for counted in self.project.counted_comments():
            stands = standing([one for one in left if one.comment == counted.comment])
            assert counted.codes == (stands.codes if stands else None)
            assert counted.by_machine == bool(stands and stands.by_machine)
        assert [entry.id for entry in self.project.log()] == [event for event, _, _ in self.events]
        undivided = [number for number, events in self.divisions.items() if not events]
        assert [response.id for response in self.project.undivided()] == undivided

    def teardown(self):
        if hasattr(self, "project"):
            self.project.close()
            shutil.rmtree(self.folder)


QUICK = settings(max_examples=5, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_store_against_the_model():
    run_state_machine_as_test(Study, settings=QUICK)


@pytest.mark.slow
def test_the_store_against_the_model_at_length():
    run_state_machine_as_test(Study, settings=settings(QUICK, max_examples=25, stateful_step_count=40))
