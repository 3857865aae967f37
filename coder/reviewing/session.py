"""The review loop without a screen: a front end calls one method per key and then shows `current`.

What is decided is in the store, durably, before `current` moves on. Where the store fails, its `ProjectError` reaches
the caller and the session stays where it was.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from coder.domain.annotation import Redaction
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, Purpose, standing
from coder.domain.response import ResponseKey
from coder.domain.results import CountedComment
from coder.reviewing.context import Context
from coder.reviewing.counts import Counts
from coder.reviewing.desk import Desk, new_id, now
from coder.reviewing.dividing import Dividing
from coder.reviewing.drafts import Drafts
from coder.reviewing.filters import Filter
from coder.reviewing.finding import Found
from coder.reviewing.groups import Groups
from coder.reviewing.item import Item, Opinion, Progress, no_opinions
from coder.reviewing.loaded import Loaded
from coder.reviewing.noting import Noting, proposals
from coder.reviewing.order import FILE, Order, Plan
from coder.reviewing.outcome import NOTHING, Outcome, Result
from coder.reviewing.outlook import Outlook
from coder.reviewing.pace import Pace
from coder.reviewing.place import PLANNED, Whereabouts
from coder.reviewing.protocol import ReviewStore
from coder.reviewing.queue import Queue
from coder.reviewing.recording import Recording
from coder.reviewing.search import CodeSearch, Hit
from coder.reviewing.showing import item, progress
from coder.reviewing.step import Step
from coder.reviewing.steps import Steps
from coder.reviewing.surroundings import Bare, Surroundings
from coder.reviewing.wordmates import Wordmates, alone

__all__ = ["PLANNED", "Outcome", "Result", "ReviewSession"]


class ReviewSession:
    """One coder's sitting: what is in front of them, what they have selected, what they have decided.

    Every method that writes raises a ProjectError where that fails; then nothing has changed.
    """

    def __init__(
        self,
        store: ReviewStore,
        codebook: Codebook,
        *,
        coder: str,
        purpose: Purpose = Purpose.CODING,
        questions: Collection[str] | None = None,
        comments: Sequence[CountedComment] | None = None,
        order: Order | None = None,
        plan: Plan | None = None,
        order_name: str = FILE.chosen,
        around: Surroundings | None = None,
        watched: Sequence[str] = (),
        wordmates: Wordmates = alone,
        opinions: Callable[[int], tuple[Opinion, ...]] = no_opinions,
        clock: Callable[[], datetime] = now,
        new_id: Callable[[], str] = new_id,
    ) -> None:
        """Start at the first response with an undecided comment.

        Args:
            store: where responses are read and decisions are written.
            codebook: the version of the framework that decisions are made with.
            coder: who decides.
            purpose: why; only what was done for this purpose is taken back.
            questions: ids of the questions to review; None: all.
            comments: those to review, where they have been read already.
            order: the order of work; None: import order.
            plan: orders what comes next anew, asked after each response on which something was decided.
            order_name: what that order is called.
            around: what can be looked up beyond the response in front; None: nothing.
            watched: codes whose counts are always shown.
            wordmates: finds the comments that may be decided together.
            opinions: what coders gave a comment, where that is to be settled.
            clock: tells the time in UTC.
            new_id: makes the id of a decision.
        """
        known = store.counted_comments(questions) if comments is None else comments
        self._desk = Desk(store, codebook, coder, purpose, clock, new_id, opinions=opinions)
        self._drafts = Drafts(codebook, opinions)
        self._search = CodeSearch(codebook)
        self._pace = Pace(clock())
        self._where = Whereabouts(self._desk, Queue(known, order), Counts(codebook, known), plan)
        self._outlook = Outlook(self._desk, self._where, around or Bare(), order_name, watched)
        self._steps = Steps(self._desk, self._where, self._drafts, self._pace)
        self._recording = Recording(self._desk, self._where, self._drafts, self._steps, self._pace)
        self._groups = Groups(self._desk, self._where, self._drafts, self._recording, wordmates)
        self._noting = Noting(self._desk, self._where, self._steps)
        self._dividing = Dividing(self._desk, self._where, self._drafts, self._steps)

    @property
    def codebook(self) -> Codebook:
        """The version of the framework that decisions are made with."""
        return self._desk.codebook

    @property
    def coder(self) -> str:
        """Who decides."""
        return self._desk.coder

    @property
    def purpose(self) -> Purpose:
        """Why they decide."""
        return self._desk.purpose

    @property
    def read_only(self) -> str | None:
        """Why nothing can be written; None: it can."""
        return self._desk.read_only

    def only_look(self, why: str) -> None:
        """Refuse everything that writes from now on, and say why."""
        self._desk.read_only = why

    def use(self, codebook: Codebook) -> None:
        """Go on with another version of the framework; what is in front and what is selected stay as they are."""
        self._desk.codebook = codebook
        self._search = CodeSearch(codebook)
        self._drafts.use(codebook)
        self._where.counts.use(codebook)
        self._where.reload()

    @property
    def current(self) -> Item | None:
        """What to show; None when nothing is left to decide, apart from what was skipped."""
        here = self._here
        if here is None:
            return None
        return item(self._desk, self._where, self._drafts, here, self._groups)

    @property
    def progress(self) -> Progress:
        """How far the work is."""
        return progress(self._where, self._pace, self._outlook.corrected)

    def reorder(self, order: Order) -> None:
        """Go on in a new order, which may name only what comes next; what is shown now stays in front."""
        self._where.reorder(order)

    def label(self, code: str) -> str:
        """A code's label; its id where the codebook no longer has it."""
        placed = self.codebook.placed.get(code)
        return placed.code.label if placed is not None else code

    def search(self, query: str) -> list[Hit]:
        """Codes that match, best first, those of other questions at the end."""
        here = self._here
        return self._search.find(query, here.key.question) if here is not None else []

    def toggle(self, code: str) -> bool:
        """Select a code for the comment in focus, or take it out; returns whether it is selected now."""
        here = self._here
        return here is not None and self._drafts.toggle(here, code)

    def clear(self) -> None:
        """Take every code out of the selection."""
        if (here := self._here) is not None:
            self._drafts.clear(here)

    def repeat(self) -> tuple[str, ...] | None:
        """Select the codes decided on last in this sitting, as far as they can be given; None: nothing was decided."""
        here, codes = self._here, self._recording.last
        if here is None or codes is None:
            return None
        placed = self.codebook.placed
        given = tuple(code for code in codes if code in placed and not placed[code].code.retired)
        if given:
            self._drafts.replace(here, given)
        return given

    def confirm(self) -> Outcome:
        """Record the selection for the comment in focus and move on."""
        here = self._here
        return NOTHING if here is None else self._recording.confirm(here)

    def no_code_applies(self) -> Outcome:
        """Record that the comment in focus was read and no code applies, and move on."""
        here = self._here
        return NOTHING if here is None else self._recording.settle(here, ())

    def confirm_together(self) -> Outcome:
        """Record the selection for the comment in focus and every open one that says the same, or nearly; move on."""
        here = self._here
        return NOTHING if here is None else self._groups.confirm(here)

    def no_code_applies_together(self) -> Outcome:
        """Record that no code applies for the comment in focus and every open one that says the same, and move on."""
        here = self._here
        return NOTHING if here is None else self._groups.settle(here, ())

    def together(self) -> list[tuple[ResponseKey, str]]:
        """The open comments that say the same as the one in focus, then those that say nearly the same.

        With each comes whose it is and its words; `Item.nearly` tells how many, at the end, say it nearly only.
        """
        here, queue = self._here, self._where.queue
        mates = self._groups.mates(here.focused.id) if here is not None else []
        texts = self._desk.store.comment_texts([mate.comment for mate in mates])
        known = [mate.comment for mate in mates if mate.comment in texts]
        return [(queue.response_of(comment), texts[comment][1]) for comment in known]

    def campaign(self) -> list[tuple[ResponseKey, str]]:
        """The other responses that say the same as the one in front, comment by comment, with their texts."""
        here = self._here
        keys = self._groups.campaign(here) if here is not None else []
        stored = self._desk.store.response_texts(keys)
        return [(key, stored[key].text) for key in keys if key in stored]

    def confirm_campaign(self) -> Outcome:
        """Record what is selected for each comment of the response, for it and all that say the same, and move on.

        Where nothing is selected for one of its comments, that comes in focus and nothing is written.
        """
        here = self._here
        return NOTHING if here is None else self._groups.settle_campaign(here)

    def skip(self) -> None:
        """Move on without recording; an undecided comment is left out of this round."""
        here, queue = self._here, self._where.queue
        if here is None:
            return
        if queue.is_open(here.focused.id):
            queue.skipped.add(here.focused.id)
        self._where.advance(here)

    def resume_skipped(self) -> bool:
        """Go through what was skipped; returns whether there was anything."""
        skipped = self._where.queue.skipped
        found = bool(skipped)
        skipped.clear()
        if found:
            self._where.show_next_open(after=-1)
        return found

    def toggle_flag(self) -> bool:
        """Flag the comment in focus for discussion, or take its flags off; returns whether it is flagged now."""
        here = self._here
        return here is not None and self._noting.toggle_flag(here)

    def toggle_exemplar(self) -> bool:
        """Mark the comment in focus as a quote, or take its marks off; returns whether it is marked now."""
        here = self._here
        return here is not None and self._noting.toggle_exemplar(here)

    def set_memo(self, text: str) -> None:
        """Write this coder's memo on the comment in focus; no words take it away."""
        if (here := self._here) is not None:
            self._noting.set_memo(here, text)

    def proposals(self) -> tuple[Redaction, ...]:
        """The stretches of the response that may say who somebody is and are not redacted yet."""
        here = self._here
        return proposals(here) if here is not None else ()

    def redact(self, several: Sequence[Redaction]) -> int:
        """Redact stretches of the response, in one step; returns how many were not redacted yet."""
        here = self._here
        return self._noting.redact(here, several) if here is not None else 0

    def unredact(self, index: int) -> bool:
        """Show the redacted stretch with this index again; returns whether there is one."""
        here = self._here
        return here is not None and self._noting.unredact(here, index)

    def refuse_dividing(self) -> None:
        """Raise a CoderError that says why, where comments are not split and merged in this sitting."""
        self._dividing.refuse()

    def split(self, at: int) -> bool:
        """Split the comment in focus at an offset of the response's text; returns whether it can be split there."""
        here = self._here
        return here is not None and self._dividing.split(here, at)

    def merge(self, by: int) -> bool:
        """Make the comment in focus one with the one before (-1) or after it (+1); returns whether there is one."""
        here = self._here
        return here is not None and self._dividing.merge(here, by)

    def undo(self) -> Step | None:
        """Take back this coder's last step, go to its comment and select its codes; None: there is none."""
        return self._steps.undo()

    def redo(self) -> Step | None:
        """Take the step again that was undone last, and move on as after it; None: nothing was undone since."""
        return self._steps.redo()

    def standing_over(self, step: Step) -> Decision | None:
        """The decision that counts on a comment in place of one just made; None: this one counts."""
        if step.comment not in step.comments:
            return None
        stands = standing(self._desk.store.decisions([step.comment]))
        return None if stands is None or stands.id in step.ids else stands

    def move_focus(self, by: int) -> bool:
        """Move between the comments of the response; returns whether there was one to move to."""
        here = self._here
        return here is not None and self.focus_on(here.focus + by)

    def focus_on(self, index: int) -> bool:
        """Put a comment of the response in focus; returns whether there is such a comment."""
        here = self._here
        if here is None or not 0 <= index < len(here.comments):
            return False
        here.focus = index
        return True

    def move_response(self, by: int) -> bool:
        """Look at a neighbouring response, decided or not; returns whether there was one to move to."""
        return self._where.move(by)

    def context(self) -> Context | None:
        """What stands around the response in front: profile, other answers, neighbours; None: nothing is in front."""
        return self._outlook.context()

    def go_to(self, query: str) -> Found:
        """Show the response meant by a number in the order of work, a respondent's id or words; again: the next one."""
        return self._outlook.go_to(query)

    def filter(self, wanted: Filter | None) -> int:
        """Go through the responses that match alone, or (None) through all; returns how many, 0 changing nothing."""
        return self._outlook.filter(wanted)

    @property
    def filtered(self) -> Filter | None:
        """What is asked of the responses that are gone through; None: nothing."""
        return self._outlook.filtered

    def fields(self) -> Mapping[str, Sequence[str]]:
        """The fields of the respondents' profiles with their values, to filter by."""
        return self._outlook.fields()

    def coders(self) -> Sequence[str]:
        """Everybody who has decided something, to filter by."""
        return self._outlook.coders()

    @property
    def orders(self) -> tuple[str, ...]:
        """The names of the orders of work."""
        return self._outlook.orders

    @property
    def order_name(self) -> str:
        """The order of work."""
        return self._outlook.order_name

    def change_order(self, name: str) -> str:
        """Go on in another order of work; returns what there is to say of it. A CoderError says why it cannot be."""
        return self._outlook.change_order(name)

    def live_counts(self) -> tuple[tuple[str, str, int], ...]:
        """Code, label and mentions by now: the codes watched, then those mentioned most on the question in front."""
        return self._outlook.live_counts()

    def news(self) -> str:
        """What the person should hear of, once, such as new suggestions; mostly empty. Ask after every key."""
        return self._outlook.news()

    @property
    def _here(self) -> Loaded | None:
        return self._where.here
