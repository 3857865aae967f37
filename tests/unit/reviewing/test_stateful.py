"""Any sequence of actions leaves the store equal to a simple model, and undoing is the reverse of doing."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coder.domain.response import ResponseKey
from coder.reviewing.order import Place, Reason
from coder.reviewing.session import Result, ReviewSession
from coder.reviewing.wordmates import SameWords
from tests.unit.reviewing.memory import CODEBOOK, Clock, MemoryStore

CODES = ["employee-attitude", "staff-knowledge", "speed", "phone", "website", "other"]
scores = st.dictionaries(st.sampled_from(CODES), st.floats(0, 1), max_size=4)


orders = st.lists(
    st.builds(
        lambda number, chosen: Place(ResponseKey("", f"r{number}", ("q1", "q2")[number % 2]), Reason(chosen, chosen)),
        st.integers(0, 5),
        st.sampled_from(["learn", "alike"]),
    ),
    max_size=6,
)


class Reviewing(RuleBasedStateMachine):
    """The model: what was done and not undone, and what was undone since."""

    @initialize(responses=st.lists(st.lists(scores, min_size=1, max_size=3), max_size=4))
    def start(self, responses):
        self.store = MemoryStore()
        self.clock = Clock()
        for number, comments in enumerate(responses):
            ranked = [dict(sorted(found.items(), key=lambda item: -item[1])) for found in comments]
            question = ("q1", "q2")[number % 2]
            self.store.add(f"r{number}", question, [f"comment {index}" for index in range(len(comments))], ranked)
        self.done: list[tuple[tuple[int, ...], tuple[str, ...]]] = []
        self.undone: list[tuple[tuple[int, ...], tuple[str, ...]]] = []
        self.restart()

    def restart(self, order=None):
        said = [(one.id, (one.response.question, one.text)) for one in self.store.commented]
        wordmates = SameWords(lambda: said)
        self.session = ReviewSession(
            self.store, CODEBOOK, coder="ann", clock=self.clock, order=order, wordmates=wordmates
        )

    @rule(order=st.none() | orders)
    def start_again(self, order):
        self.restart(order)

    @rule(order=orders)
    def reorder(self, order):
        before = self._focused()
        self.session.reorder(order)
        assert self._focused() == before

    @rule(code=st.sampled_from(CODES))
    def toggle(self, code):
        before = self._selected()
        selected = self.session.toggle(code)
        assert set(before) ^ set(self._selected()) == (set() if self.session.current is None else {code})
        assert selected == (code in self._selected())

    @rule()
    def clear(self):
        self.session.clear()
        assert self._selected() == ()

    @rule()
    def confirm(self):
        self._settle(self._focused(), self._selected(), self.session.confirm)

    @rule()
    def no_code_applies(self):
        self._settle(self._focused(), (), self.session.no_code_applies)

    @rule(nothing=st.booleans())
    def settle_together(self, nothing):
        comment, codes = self._focused(), () if nothing else self._selected()
        item, before = self.session.current, self._standing()
        if item is None or not item.together or (not nothing and not codes):
            return
        outcome = self.session.no_code_applies_together() if nothing else self.session.confirm_together()
        changed = {one for one, given in self._standing().items() if before.get(one, "open") != given}
        assert changed - {comment} == {one for one in changed if one not in before} - {comment}
        assert outcome.count == item.together + 1
        texts = {one.id: (one.response.question, one.text) for one in self.store.commented}
        assert len({texts[one] for one in (comment, *changed)}) == 1
        others = sorted(one for one in texts if texts[one] == texts[comment] and one not in before and one != comment)
        self.done.append(((comment, *others), codes))
        self.undone.clear()

    @rule()
    def skip(self):
        self.session.skip()

    @rule()
    def resume(self):
        self.session.resume_skipped()
        assert self.session.progress.skipped == 0

    @rule(by=st.sampled_from([-1, 1]))
    def move_focus(self, by):
        self.session.move_focus(by)

    @rule(by=st.sampled_from([-1, 1]))
    def move_response(self, by):
        self.session.move_response(by)

    @rule()
    def undo(self):
        made = self.session.undo()
        assert (made is None) == (not self.done)
        if made is not None:
            self.undone.append(self.done.pop())
            assert (made.comments, made.codes) == self.undone[-1]
            assert self._focused() == made.comment

    @rule()
    def redo(self):
        made = self.session.redo()
        assert (made is None) == (not self.undone)
        if made is not None:
            self.done.append(self.undone.pop())
            assert (made.comments, made.codes) == self.done[-1]

    @rule()
    def do_and_undo(self):
        before = self._standing()
        if self.session.no_code_applies().result is Result.SAVED:
            self.undone.clear()
            made = self.session.undo()
            assert made is not None
            self.undone.append((made.comments, made.codes))
        assert self._standing() == before

    @invariant()
    def the_store_equals_the_model(self):
        assert self._standing() == self._modelled()

    @invariant()
    def progress_adds_up(self):
        progress = self.session.progress
        assert progress.overall.decided == len(self._standing())
        assert progress.overall.total == len(self.store.commented)
        assert sum(tally.decided for tally in progress.questions.values()) == progress.overall.decided

    @invariant()
    def every_decision_says_why(self):
        assert {decision.chosen for decision in self.store.decisions()} <= {
            *("file", "learn", "alike", "by hand"),
            "same words",
        }

    @invariant()
    def nothing_is_shown_only_when_nothing_is_left(self):
        progress = self.session.progress
        if self.session.current is None:
            assert progress.overall.left == progress.skipped

    def _settle(self, comment, codes, act):
        result = act().result
        if result is Result.SAVED:
            self.done.append(((comment,), codes))
            self.undone.clear()
            item = self.session.current
            assert item is None or (item.focused.decision is None and not item.focused.skipped)
        elif result is Result.KEPT:
            assert self._modelled()[comment] == codes

    def _modelled(self):
        return {comment: codes for comments, codes in self.done for comment in comments}

    def _standing(self):
        return {decision.comment: decision.codes for decision in self.store.decisions()}

    def _focused(self):
        item = self.session.current
        return None if item is None else item.focused.comment.id

    def _selected(self):
        item = self.session.current
        return () if item is None else item.focused.selected


Reviewing.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestReviewing = Reviewing.TestCase
