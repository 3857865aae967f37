"""Annotate, undo, redo and reopen, in any order, against a model that recounts from scratch."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coder.domain.annotation import Kind, redactions
from coder.domain.response import Span
from coder.store.project import Project
from coder.store.records import NewDivision
from tests.unit.store.conftest import NOON, hidden, noted
from tests.unit.store.test_model import QUICK, RESPONSES, TEXT, fresh_project

CODERS = st.sampled_from(["ann", "ben"])
NUMBERS = range(1, RESPONSES + 1)


class Notes(RuleBasedStateMachine):
    """The model: the annotations in the order they were made, and who took back what."""

    @initialize()
    def create(self):
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "study.coder").write_bytes(fresh_project())
        self.project = Project.open(self.folder / "study.coder")
        self.project.divide([NewDivision(n, (Span(0, 5), Span(5, len(TEXT))), "auto", "s") for n in NUMBERS])
        self.made = []
        self.undos = {}  # event: what it takes back

    def stands(self, event):
        """Whether nothing that stands takes it back."""
        return not any(target == event and self.stands(undo) for undo, target in self.undos.items())

    def annotate(self, several):
        self.project.annotate(several)
        self.project.annotate(several)
        self.made += several

    @rule(response=st.sampled_from(NUMBERS), half=st.integers(0, 1), coder=CODERS, kinds=st.lists(
        st.sampled_from([(Kind.FLAG, ""), (Kind.EXEMPLAR, ""), (Kind.MEMO, "x"), (Kind.MEMO, "y"), (Kind.MEMO, "")]),
        min_size=1, max_size=3,
    ))  # fmt: skip
    def note(self, response, half, coder, kinds):
        comment = 2 * response - 1 + half
        self.annotate([noted(kind, comment, response=response, coder=coder, text=text) for kind, text in kinds])

    @rule(
        response=st.sampled_from(NUMBERS), start=st.integers(0, len(TEXT) - 1), length=st.integers(1, 4), coder=CODERS
    )
    def redact(self, response, start, length, coder):
        end = min(len(TEXT), start + length)
        label = "phone" if start % 2 else "name"
        self.annotate([hidden(start, end, label, response=response, coder=coder)])

    @precondition(lambda self: self.made)
    @rule(data=st.data(), coder=CODERS)
    def undo_or_redo(self, data, coder):
        events = [*(one.id for one in self.made), *self.undos]
        target = data.draw(st.sampled_from([event for event in events if self.stands(event)]))
        self.undos[self.project.undo_annotation(target, coder=coder, at=NOON)] = target

    @rule()
    def reopen(self):
        path = self.project.path
        self.project.close()
        self.project = Project.open(path)

    @invariant()
    def the_store_is_as_the_model_says(self):
        if not hasattr(self, "project"):
            return
        left = [one for one in self.made if self.stands(one.id)]
        last = {(one.comment, one.coder): one for one in left if one.kind is Kind.MEMO}
        left = [one for one in left if one.kind is not Kind.MEMO or (one.text and one is last[one.comment, one.coder])]
        assert self.project.annotations() == left
        assert self.project.annotations([1, 2]) == [one for one in left if one.response == 1]
        assert self.project.annotations([3]) == [one for one in left if one.comment == 3 or (
            one.response == 2 and one.comment is None
        )]  # fmt: skip
        log = self.project.annotation_log()
        assert [one for one in log if one.undoes is None] == self.made
        assert {one.id: one.undoes for one in log if one.undoes is not None} == self.undos
        shown = redactions(left)
        for response in NUMBERS:
            gone = {
                n for one in left if one.span and one.response == response for n in range(one.span.start, one.span.end)
            }
            ranges = [range(one.span.start, one.span.end) for one in shown.get(response, ())]
            assert sorted(gone) == [n for places in ranges for n in places]

    def teardown(self):
        if hasattr(self, "project"):
            self.project.close()
            shutil.rmtree(self.folder)


def test_annotations_against_the_model():
    run_state_machine_as_test(Notes, settings=settings(QUICK, max_examples=3))


@pytest.mark.slow
def test_annotations_against_the_model_at_length():
    run_state_machine_as_test(Notes, settings=settings(QUICK, max_examples=25, stateful_step_count=40))
