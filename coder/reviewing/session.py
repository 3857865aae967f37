"""The review loop without a screen: a front end calls one method per key and then shows `current`.

A decision is in the store, durably, before `current` moves on. Where the store fails, its `ProjectError` reaches the
caller and the session stays where it was.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum, auto
from uuid import uuid4

from coder.domain.codebook import Codebook, Question
from coder.domain.decision import Basis, Decision, Purpose, standing
from coder.domain.response import Comment, ResponseKey
from coder.domain.results import CountedComment
from coder.errors import ProjectError
from coder.reviewing.drafts import Drafts
from coder.reviewing.history import History, Made
from coder.reviewing.item import CommentView, Item, Progress
from coder.reviewing.loaded import Loaded, load, refresh
from coder.reviewing.order import BY_HAND, Order, Plan, Reason
from coder.reviewing.pace import Pace
from coder.reviewing.protocol import ReviewStore
from coder.reviewing.queue import Queue
from coder.reviewing.search import CodeSearch, Hit
from coder.reviewing.wordmates import Wordmates, alone

TOGETHER = "same words"
"""Why a comment was decided that nobody looked at by itself."""
PLANNED = 200
"""Responses that are ordered anew after a decision; those after them wait."""


class Result(Enum):
    """What became of an attempt to confirm."""

    SAVED = auto()
    KEPT = auto()
    """The comment already carries exactly these codes: nothing was written."""
    NOTHING_SELECTED = auto()
    """Nothing was written: that no code applies has to be said, by `no_code_applies`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What confirming did, and with which codes."""

    result: Result
    codes: tuple[str, ...] = ()
    stands: Decision | None = None
    """The decision that goes on counting in place of the one saved; None: the one saved counts."""
    count: int = 1
    """How many comments were decided."""


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid4())


class ReviewSession:
    """One coder's sitting: what is in front of them, what they have selected, what they have decided."""

    def __init__(
        self,
        store: ReviewStore,
        codebook: Codebook,
        *,
        coder: str,
        questions: Collection[str] | None = None,
        comments: Sequence[CountedComment] | None = None,
        order: Order | None = None,
        plan: Plan | None = None,
        wordmates: Wordmates = alone,
        clock: Callable[[], datetime] = _now,
        new_id: Callable[[], str] = _new_id,
    ) -> None:
        """Start at the first response with an undecided comment.

        Args:
            store: where responses are read and decisions are written.
            codebook: the version of the framework that decisions are made with.
            coder: who decides.
            questions: ids of the questions to review; None: all.
            comments: those to review, where they have been read already.
            order: the order of work; None: import order.
            plan: orders what comes next anew, asked after each response on which something was decided.
            wordmates: finds the comments that may be decided together.
            clock: tells the time in UTC.
            new_id: makes the id of a decision.
        """
        self.codebook = codebook
        self.coder = coder
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._queue = Queue(store.counted_comments(questions) if comments is None else comments, order)
        self._plan = plan
        self._wordmates = wordmates
        self._to_plan = False
        """Whether something was decided since the last plan."""
        self._history = self._read_history()
        self._drafts = Drafts(codebook)
        self._search = CodeSearch(codebook)
        self._pace = Pace(clock())
        self._led: dict[ResponseKey, Reason] = {}
        """The responses that the order has led to in this sitting; to any other the person went by hand."""
        self._loaded: Loaded | None = None
        self._finished = False
        self._show_next_open(after=-1)

    @property
    def current(self) -> Item | None:
        """What to show; None when nothing is left to decide, apart from what was skipped."""
        here = self._here()
        return None if here is None else self._item(here)

    @property
    def progress(self) -> Progress:
        """How far the work is."""
        here = self._here()
        question = here.key.question if here is not None else None
        return Progress(
            question=question,
            in_question=self._queue.tally(question),
            overall=self._queue.tally(),
            questions=self._queue.tallies(),
            session=self._pace.decided,
            per_hour=self._pace.per_hour,
            skipped=len(self._queue.skipped),
            undivided=self._queue.undivided,
        )

    def reorder(self, order: Order) -> None:
        """Go on in a new order, which may name only what comes next; what is shown now stays in front."""
        self._queue.reorder(order, after=self._loaded.position if self._loaded is not None else -1)

    def label(self, code: str) -> str:
        """A code's label; its id where the codebook no longer has it."""
        placed = self.codebook.placed.get(code)
        return placed.code.label if placed is not None else code

    def search(self, query: str) -> list[Hit]:
        """Codes that match, best first, those of other questions at the end."""
        here = self._here()
        return self._search.find(query, here.key.question) if here is not None else []

    def toggle(self, code: str) -> bool:
        """Select a code for the comment in focus, or take it out; returns whether it is selected now."""
        here = self._here()
        return here is not None and self._drafts.toggle(here, code)

    def clear(self) -> None:
        """Take every code out of the selection."""
        if (here := self._here()) is not None:
            self._drafts.clear(here)

    def confirm(self) -> Outcome:
        """Record the selection for the comment in focus and move on.

        Raises:
            ProjectError: it could not be written; nothing has changed.
        """
        here = self._here()
        if here is None:
            return Outcome(Result.NOTHING_SELECTED)
        codes = self._drafts.selected(here, here.focused)
        before = here.standing(here.focused.id)
        if not codes and (before is None or before.codes):
            return Outcome(Result.NOTHING_SELECTED)
        return self._settle(here, codes)

    def no_code_applies(self) -> Outcome:
        """Record that the comment in focus was read and no code applies, and move on.

        Raises:
            ProjectError: it could not be written; nothing has changed.
        """
        here = self._here()
        return Outcome(Result.NOTHING_SELECTED) if here is None else self._settle(here, ())

    def confirm_together(self) -> Outcome:
        """Record the selection for the comment in focus and for every open one that says the same, and move on.

        Raises:
            ProjectError: it could not be written; nothing has changed.
        """
        here = self._here()
        if here is None:
            return Outcome(Result.NOTHING_SELECTED)
        codes = self._drafts.selected(here, here.focused)
        return self._settle_together(here, codes) if codes else Outcome(Result.NOTHING_SELECTED)

    def no_code_applies_together(self) -> Outcome:
        """Record that no code applies for the comment in focus and every open one that says the same, and move on.

        Raises:
            ProjectError: it could not be written; nothing has changed.
        """
        here = self._here()
        return Outcome(Result.NOTHING_SELECTED) if here is None else self._settle_together(here, ())

    def together(self) -> list[tuple[ResponseKey, str]]:
        """The open comments that say the same as the one in focus, with whose they are and their words."""
        here = self._here()
        others = self._others(here.focused.id) if here is not None else []
        texts = self._store.comment_texts(others)
        return [(self._queue.response_of(comment), texts[comment][1]) for comment in others if comment in texts]

    def skip(self) -> None:
        """Move on without recording; an undecided comment is left out of this round."""
        here = self._here()
        if here is None:
            return
        if self._queue.is_open(here.focused.id):
            self._queue.skipped.add(here.focused.id)
        self._advance(here)

    def resume_skipped(self) -> bool:
        """Go through what was skipped; returns whether there was anything."""
        found = bool(self._queue.skipped)
        self._queue.skipped.clear()
        if found:
            self._show_next_open(after=-1)
        return found

    def undo(self) -> Made | None:
        """Take back this coder's last decision, go to its comment and select its codes; None: there is none.

        Raises:
            ProjectError: it could not be written; nothing has changed.
        """
        made = self._history.last
        if made is None:
            return None
        now = self._clock()
        self._history.undid(self._take_back(made.ids, now))
        self._pace.mark(now, -len(made.ids))
        self._recheck(made.comments)
        self._go_to(made.comment)
        if made.codes:
            self._drafts.put(made.comment, made.codes)
        return made

    def redo(self) -> Made | None:
        """Bring back what was undone last and move on as after the decision; None: nothing was undone since.

        Raises:
            ProjectError: it could not be written; nothing has changed.
        """
        undone = self._history.last_undone
        if undone is None:
            return None
        now = self._clock()
        self._take_back(undone.events, now)
        self._history.redid()
        self._pace.mark(now, +len(undone.made.ids))
        self._recheck(undone.made.comments)
        for comment in undone.made.comments:
            self._drafts.forget(comment)
        self._advance(self._go_to(undone.made.comment))
        return undone.made

    def standing_over(self, made: Made) -> Decision | None:
        """The decision that counts on a comment in place of this one; None: this one counts."""
        stands = standing(self._store.decisions([made.comment]))
        return None if stands is None or stands.id == made.id else stands

    def move_focus(self, by: int) -> bool:
        """Move between the comments of the response; returns whether there was one to move to."""
        here = self._here()
        return here is not None and self.focus_on(here.focus + by)

    def focus_on(self, index: int) -> bool:
        """Put a comment of the response in focus; returns whether there is such a comment."""
        here = self._here()
        if here is None or not 0 <= index < len(here.comments):
            return False
        here.focus = index
        return True

    def move_response(self, by: int) -> bool:
        """Look at a neighbouring response, decided or not; returns whether there was one to move to."""
        if self._loaded is None:
            return False
        position = self._loaded.position if self._finished and by < 0 else self._loaded.position + by
        if (self._finished and by > 0) or not 0 <= position < len(self._queue):
            return False
        self._show(position)
        return True

    def _read_history(self) -> History:
        return History.of(self._store.log_lines(self.coder), self._queue.ids, Purpose.CODING)

    def _take_back(self, events: Sequence[str], now: datetime) -> Sequence[str]:
        try:
            return self._store.undo_many(events, coder=self.coder, at=now)
        except ProjectError:
            self._history = self._read_history()  # another session of this coder may have been here first
            raise

    def _recheck(self, comments: Sequence[int]) -> None:
        """Note which of some comments are decided by now."""
        found: dict[int, list[Decision]] = {}
        for decision in self._store.decisions(comments):
            found.setdefault(decision.comment, []).append(decision)
        for comment in comments:
            stands = standing(found.get(comment, []))
            self._queue.mark(comment, decided=stands is not None and not stands.by_machine)

    def _here(self) -> Loaded | None:
        return None if self._finished else self._loaded

    def _settle(self, here: Loaded, codes: tuple[str, ...]) -> Outcome:
        """Record codes for the comment in focus, unless it carries exactly these already; then move on."""
        before = here.standing(here.focused.id)
        result, stands = Result.KEPT, None
        if before is None or set(before.codes) != set(codes):
            result, stands = Result.SAVED, self._record(here, codes)
        self._drafts.forget(here.focused.id)
        self._advance(here)
        return Outcome(result, codes, stands)

    def _settle_together(self, here: Loaded, codes: tuple[str, ...]) -> Outcome:
        """Record codes for the comment in focus and every open one that says the same; then move on."""
        others = self._others(here.focused.id)
        if not others:
            return self._settle(here, codes)
        suggested = self._store.suggestions(others) if others else {}
        at = self._clock()
        first = replace(self._decision(here, codes), at=at, basis=Basis.BULK)
        made = [
            first,
            *(
                replace(
                    first,
                    id=self._new_id(),
                    comment=comment,
                    suggested=tuple(replace(one, evidence=()) for one in suggested.get(comment, ())),
                    chosen=TOGETHER,
                )
                for comment in others
            ),
        ]
        self._store.record(made)
        self._to_plan = True
        rest = tuple((one.id, one.comment) for one in made[1:])
        self._history.did(Made(first.id, first.comment, first.codes, first.chosen, rest))
        self._pace.mark(at, +len(made))
        for one in made:
            self._queue.mark(one.comment, decided=True)
            self._drafts.forget(one.comment)
            if one.comment in here.decisions:
                here.decisions[one.comment].append(one)
        refresh(self._store, self.codebook, here)
        stands = here.standing(first.comment)
        self._advance(here)
        return Outcome(Result.SAVED, codes, None if stands is None or stands.id == first.id else stands, len(made))

    def _others(self, comment: int) -> list[int]:
        return [one for one in self._wordmates(comment) if one != comment and self._queue.is_undecided(one)]

    def _record(self, here: Loaded, codes: tuple[str, ...]) -> Decision | None:
        """Write a decision on the comment in focus; returns the one that stands, where that is another."""
        comment, decision = here.focused, self._decision(here, codes)
        self._store.record([decision])
        self._to_plan = True
        here.decisions[comment.id].append(decision)
        self._history.did(Made(decision.id, decision.comment, decision.codes, decision.chosen))
        self._pace.mark(decision.at, +1)
        self._queue.mark(comment.id, decided=True)
        refresh(self._store, self.codebook, here)
        stands = here.standing(comment.id)
        return None if stands is None or stands.id == decision.id else stands

    def _decision(self, here: Loaded, codes: tuple[str, ...]) -> Decision:
        """The decision that gives the comment in focus these codes."""
        comment = here.focused
        accepted = bool(codes) and set(codes) == set(self._drafts.preselected(here, comment))
        return Decision(
            id=self._new_id(),
            comment=comment.id,
            coder=self.coder,
            codes=codes,
            purpose=Purpose.CODING,
            basis=Basis.SUGGESTION_ACCEPTED if accepted else Basis.PERSON,
            at=self._clock(),
            codebook=self.codebook.content_hash,
            suggested=tuple(replace(suggestion, evidence=()) for suggestion in here.suggestions[comment.id]),
            chosen=self._chosen(here),
        )

    def _chosen(self, here: Loaded) -> str:
        """Why the comment in focus came to be read.

        A decision that follows another keeps the other's reason: correcting a comment takes it out of no sample. So
        does one made after an undo, wherever the order had not led here anyway.
        """
        before = here.standing(here.focused.id)
        if before is not None and before.chosen:
            return before.chosen
        undone = None if here.key in self._led else self._history.undone_on(here.focused.id)
        return (undone.chosen if undone is not None else "") or self._reason(here).chosen

    def _reason(self, here: Loaded) -> Reason:
        placed = self._queue.reason(here.position)
        return self._led.get(here.key, placed if placed.by_hand_too else BY_HAND)

    def _advance(self, here: Loaded) -> None:
        """Go to the next open comment: of this response, else of the next."""
        later = [*range(here.focus + 1, len(here.comments)), *range(here.focus)]
        for index in later:
            if self._queue.is_open(here.comments[index].id):
                here.focus = index
                return
        if self._plan is not None and self._to_plan:
            self.reorder(self._plan(self._queue.upcoming(after=here.position, most=PLANNED)))
            self._to_plan = False
        self._show_next_open(after=here.position)

    def _show_next_open(self, *, after: int) -> None:
        """Show the next response with an open comment; one that somebody else has decided meanwhile is passed by."""
        while (position := self._queue.next_open(after)) is not None:
            here = self._show(position)
            if self._queue.is_open(here.focused.id):
                self._led[here.key] = self._queue.reason(position)
                return
            after = position
        self._finished = True

    def _show(self, position: int) -> Loaded:
        """Show a response, with its first open comment in focus."""
        here = load(self._store, self.codebook, self._queue.key(position), position)
        self._queue.hold(position, [comment.id for comment in here.comments])
        for comment in here.comments:
            self._queue.mark(comment.id, decided=here.standing(comment.id) is not None)
        is_open = [self._queue.is_open(comment.id) for comment in here.comments]
        here.focus = is_open.index(True) if True in is_open else 0
        self._loaded, self._finished = here, False
        return here

    def _go_to(self, comment: int) -> Loaded:
        here = self._show(self._queue.position(comment))
        here.focus = here.index(comment)
        return here

    def _item(self, here: Loaded) -> Item:
        question = self.codebook.question(here.key.question)
        return Item(
            key=here.key,
            question=question or Question(id=here.key.question, text=""),
            text=here.text,
            comments=tuple(self._view(here, comment) for comment in here.comments),
            focus=here.focus,
            choices=self._drafts.choices(here),
            together=len(self._others(here.focused.id)),
            position=here.position,
            total=len(self._queue),
            why=self._reason(here).why,
        )

    def _view(self, here: Loaded, comment: Comment) -> CommentView:
        return CommentView(
            comment=comment,
            decision=here.standing(comment.id),
            skipped=comment.id in self._queue.skipped,
            selected=self._drafts.selected(here, comment),
        )
