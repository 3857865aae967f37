"""Any sequence of actions and undos, restarts among them, leaves a real project file equal to a simple model."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coder.domain.annotation import Kind
from coder.domain.decision import Suggestion, standing
from coder.domain.response import Respondent, Response, ResponseKey, Span, without
from coder.domain.run import Run
from coder.reviewing.session import Result, ReviewSession
from coder.reviewing.wordmates import SameWords
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from tests.unit.reviewing.memory import CODEBOOK, Clock

TEXTS = {
    "r1": ("Kind staff.", "The queue was long, and then it rained."),
    "r2": ("Kind staff.",),
    "r3": ("My name is Jane Doe.", "The queue was long, and then it rained.", "Ring 07700 900 123!"),
}
CODES = ["employee-attitude", "speed", "phone", "other"]


@dataclass(frozen=True, eq=False)
class Node:
    """A comment of the model, and those whose place it took."""

    span: Span
    before: tuple["Node", ...] = ()

    @property
    def line(self) -> list["Node"]:
        return [self, *(one for old in self.before for one in old.line)]


@dataclass(frozen=True)
class State:
    """What the store is to hold."""

    divided: dict[str, tuple[Node, ...]]
    codes: dict[Node, tuple[str, ...]] = field(default_factory=dict)
    flags: frozenset[Node] = frozenset()
    exemplars: frozenset[Node] = frozenset()
    memos: dict[Node, str] = field(default_factory=dict)
    hidden: dict[str, frozenset[Span]] = field(default_factory=dict)


@cache
def template() -> bytes:
    """The file of a project with three responses, divided and in part with suggestions."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.coder"
        with Project.create(path, codebook_path=Path(folder) / "a.yaml") as project:
            keys = [ResponseKey("", name, "q1") for name in TEXTS]
            texts = [" ".join(parts) for parts in TEXTS.values()]
            project.add_responses([Respondent(id=name) for name in TEXTS], list(map(Response, keys, texts)))
            for stored, parts in zip(project.responses(), TEXTS.values(), strict=True):
                starts = [stored.text.index(part) for part in parts]
                spans = tuple(Span(start, start + len(part)) for start, part in zip(starts, parts, strict=True))
                project.divide([NewDivision(stored.id, spans, "auto", "s")])
            run = project.add_run(Run(verb="suggest", at=Clock()(), codebook="x"))
            proposed = [Suggestion("speed", 0.8, assigned=True), Suggestion("other", 0.3)]
            project.put_suggestions(run, [NewScoring(one.id, proposed) for one in project.comments()[1:4]])
        return path.read_bytes()


class Sitting(RuleBasedStateMachine):
    """The model: what the store held before each step that stands, and after each that was undone since."""

    @initialize()
    def start(self):
        self.open = ExitStack()
        folder = Path(self.open.enter_context(tempfile.TemporaryDirectory()))
        self.path, self.clock = folder / "a.coder", Clock()
        self.path.write_bytes(template())
        self.project = self.open.enter_context(Project.open(self.path))
        divided = {stored.key.respondent: () for stored in self.project.responses()}
        self.node_of: dict[int, Node] = {}
        for comment in self.project.comments():
            node = self.node_of[comment.id] = Node(comment.span)
            divided[comment.response.respondent] += (node,)
        self.now = State(divided)
        self.done: list[State] = []
        self.undone: list[State] = []
        self.sit()

    def teardown(self):
        self.open.close()

    def sit(self):
        said = [(one.id, one.text) for one in self.project.comments()]
        self.said = dict(said)
        self.session = ReviewSession(
            self.project, CODEBOOK, coder="ann", clock=self.clock, wordmates=SameWords(lambda: said)
        )

    @property
    def item(self):
        return self.session.current

    @property
    def name(self) -> str:
        return self.item.key.respondent

    @property
    def node(self) -> Node:
        return self.now.divided[self.name][self.item.focus]

    def become(self, **changes):
        self.done.append(self.now)
        self.undone.clear()
        self.now = replace(self.now, **changes)

    @rule()
    def restart(self):
        self.sit()

    @rule(code=st.sampled_from(CODES))
    def pick(self, code):
        self.session.toggle(code)

    @rule(nothing=st.booleans())
    def decide(self, nothing):
        if self.item is None:
            return
        node, codes = self.node, () if nothing else self.item.focused.selected
        act = self.session.no_code_applies if nothing else self.session.confirm
        if act().result is Result.SAVED:
            self.become(codes=self.now.codes | {node: codes})

    @rule()
    def decide_together(self):
        if self.item is None or not self.item.focused.selected:
            return
        ids = [self.item.focused.comment.id]
        others = [
            comment
            for comment, node in self.node_of.items()
            if self.said.get(comment) == self.said.get(ids[0]) and node not in self.now.codes and self.in_force(node)
        ]
        codes = self.item.focused.selected
        nodes = [self.node_of[one] for one in {*ids, *(others if ids[0] in self.said else ())}]
        if self.session.confirm_together().result is Result.SAVED:
            self.become(codes=self.now.codes | dict.fromkeys(nodes, codes))

    def in_force(self, node: Node) -> bool:
        return any(node in nodes for nodes in self.now.divided.values())

    @precondition(lambda self: self.item is not None)
    @rule(act=st.sampled_from(["flag", "mark", "redact"]))
    def note(self, act):
        getattr(self, act)()

    def flag(self):
        line = self.node.line
        there = self.now.flags.intersection(line)
        flags = self.now.flags - there if there else self.now.flags | {self.node}
        self.become(flags=flags)
        assert self.session.toggle_flag() is not bool(there)

    def mark(self):
        self.become(exemplars=self.now.exemplars ^ {self.node})
        assert self.session.toggle_exemplar() is (self.node in self.now.exemplars)

    @precondition(lambda self: self.item is not None)
    @rule(text=st.sampled_from(["", "who?", "ask Bob"]))
    def write(self, text):
        before = self.memo_of(self.node)
        if text:
            memos = self.now.memos | {self.node: text}
        else:
            memos = {one: said for one, said in self.now.memos.items() if one not in self.node.line}
        if text != before:
            self.become(memos=memos)
        self.session.set_memo(text)
        assert self.item.focused.memo == text

    def memo_of(self, node: Node) -> str:
        if node in self.now.memos:
            return self.now.memos[node]
        writers = dict.fromkeys(writer for old in node.before for writer in self.writers(old))
        return "\n".join(self.now.memos[one] for one in writers)

    def writers(self, node: Node) -> list[Node]:
        if node in self.now.memos:
            return [node]
        return [one for old in node.before for one in self.writers(old)]

    def redact(self):
        proposed = self.session.proposals()
        hidden = self.now.hidden.get(self.name, frozenset())
        if proposed:
            self.become(hidden=self.now.hidden | {self.name: hidden | {one.span for one in proposed}})
        assert self.session.redact(proposed) == len(proposed)
        assert self.session.proposals() == ()

    @precondition(lambda self: self.item is not None and self.item.redactions)
    @rule(choice=st.integers(0, 5))
    def unredact(self, choice):
        index = choice % len(self.item.redactions)
        gone = self.item.redactions[index].span
        left = frozenset(one for one in self.now.hidden[self.name] if one.end <= gone.start or gone.end <= one.start)
        self.become(hidden=self.now.hidden | {self.name: left})
        assert self.session.unredact(index)

    @precondition(lambda self: self.item is not None)
    @rule(share=st.floats(0, 1))
    def split(self, share):
        text, name, focus, node = self.item.text, self.name, self.item.focus, self.node
        at = node.span.start + round(share * (node.span.end - node.span.start))
        cuts = [(node.span.start, at), (at, node.span.end)]
        parts = [part for cut in cuts if cut[0] < cut[1] for part in without(Span(*cut), (), text)]
        can = len(parts) == 2 and all(any(map(str.isalnum, part.of(text))) for part in parts)
        assert self.session.split(at) == can
        if can:
            self.divide(name, focus, 1, [Node(part, (node,)) for part in parts])

    @precondition(lambda self: self.item is not None)
    @rule(by=st.sampled_from([-1, 1]))
    def merge(self, by):
        name, focus = self.name, self.item.focus
        nodes = self.now.divided[name]
        can = 0 <= focus + by < len(nodes)
        assert self.session.merge(by) == can
        if can:
            first, last = sorted((focus, focus + by))
            both = nodes[first], nodes[last]
            self.divide(name, first, 2, [Node(Span(both[0].span.start, both[1].span.end), both)])

    def divide(self, name, first, count, new):
        nodes = list(self.now.divided[name])
        nodes[first : first + count] = new
        self.become(divided=self.now.divided | {name: tuple(nodes)})
        assert (self.name, self.item.focus) == (name, first)
        for node, view in zip(nodes, self.item.comments, strict=True):
            self.node_of.setdefault(view.comment.id, node)

    @rule(
        act=st.sampled_from(
            [
                lambda session: session.skip(),
                lambda session: session.resume_skipped(),
                lambda session: session.move_focus(-1),
                lambda session: session.move_focus(1),
                lambda session: session.move_response(-1),
                lambda session: session.move_response(1),
            ]
        )
    )
    def go(self, act):
        act(self.session)

    @rule(times=st.integers(1, 4))
    def undo(self, times):
        for _ in range(times):
            step = self.session.undo()
            assert (step is None) == (not self.done)
            if step is not None:
                self.undone.append(self.now)
                self.now = self.done.pop()
                if step.kind != "redaction":
                    assert self.item.focused.comment.id == step.comment

    @rule(times=st.integers(1, 4))
    def redo(self, times):
        for _ in range(times):
            step = self.session.redo()
            assert (step is None) == (not self.undone)
            if step is not None:
                self.done.append(self.now)
                self.now = self.undone.pop()

    @rule()
    def undo_all_and_redo_all(self):
        steps = len(self.done)
        self.undo(steps + 1)
        self.the_store_equals_the_model()
        self.redo(steps)

    @invariant()
    def the_store_equals_the_model(self):
        comments: dict[str, list[Node]] = {name: [] for name in TEXTS}
        for comment in self.project.comments():
            comments[comment.response.respondent].append(self.node_of[comment.id])
        assert {name: tuple(nodes) for name, nodes in comments.items()} == self.now.divided
        made = {}
        for decision in self.project.decisions():
            made.setdefault(self.node_of[decision.comment], []).append(decision)
        in_force = {node: codes for node, codes in self.now.codes.items() if self.in_force(node)}
        assert {node: standing(several).codes for node, several in made.items()} == in_force
        noted = self.project.annotations()
        marks = {kind: {self.node_of[one.comment] for one in noted if one.kind is kind} for kind in list(Kind)[:3]}
        assert (marks[Kind.FLAG], marks[Kind.EXEMPLAR]) == (self.now.flags, self.now.exemplars)
        assert {self.node_of[one.comment]: one.text for one in noted if one.kind is Kind.MEMO} == self.now.memos
        hidden = {name: set() for name in TEXTS}
        for one in noted:
            if one.span is not None:
                hidden[list(TEXTS)[one.response - 1]].add(one.span)
        assert hidden == {name: self.now.hidden.get(name, frozenset()) for name in TEXTS}

    @invariant()
    def what_is_shown_equals_the_model(self):
        item = self.item
        if item is None:
            return
        for node, view in zip(self.now.divided[self.name], item.comments, strict=True):
            assert view.flagged == bool(self.now.flags.intersection(node.line))
            assert view.exemplar == (node in self.now.exemplars)
            assert view.memo == self.memo_of(node)
            assert (view.decision and view.decision.codes) == self.now.codes.get(node)
            assert view.comment.span == node.span

    @invariant()
    def progress_counts_what_is_in_force(self):
        tally = self.session.progress.overall
        nodes = [node for several in self.now.divided.values() for node in several]
        assert (tally.decided, tally.total) == (sum(node in self.now.codes for node in nodes), len(nodes))


def test_a_few_sequences():
    quick = settings(max_examples=6, stateful_step_count=25, deadline=None, phases=[Phase.reuse, Phase.generate])
    run_state_machine_as_test(Sitting, settings=quick)


@pytest.mark.slow
def test_many_sequences():
    run_state_machine_as_test(Sitting, settings=settings(max_examples=100, stateful_step_count=40, deadline=None))
