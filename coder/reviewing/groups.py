"""Decides many comments with one key: those that say the same as the one in focus, and whole responses that do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coder.domain.decision import Basis, Decision
from coder.domain.response import ResponseKey
from coder.reviewing.desk import Desk
from coder.reviewing.drafts import Drafts
from coder.reviewing.loaded import Loaded
from coder.reviewing.outcome import NOTHING, Outcome, Result
from coder.reviewing.place import Whereabouts
from coder.reviewing.recording import Recording
from coder.reviewing.wordmates import Mate, Wordmates

_SEVERAL = 2


class Groups:
    """Finds what may be decided together, and decides it: each comment by a decision of its own, in one step."""

    def __init__(
        self, desk: Desk, where: Whereabouts, drafts: Drafts, recording: Recording, wordmates: Wordmates
    ) -> None:
        self._desk = desk
        self._where = where
        self._drafts = drafts
        self._recording = recording
        self._wordmates = wordmates

    @property
    def ready(self) -> bool:
        """Whether groups are known by now; to ask for one before waits until they are."""
        return self._wordmates.ready

    def mates(self, comment: int) -> list[Mate]:
        """The open comments that say the same as one, then those that say nearly the same."""
        return [mate for mate in self._wordmates(comment) if self._where.queue.is_undecided(mate.comment)]

    def settle(self, here: Loaded, codes: tuple[str, ...]) -> Outcome:
        """Record codes for the comment in focus and every open one that says the same, or nearly; then move on."""
        mates = self.mates(here.focused.id)
        if not mates:
            return self._recording.settle(here, codes)
        first = replace(self._recording.decision(here, codes), basis=Basis.BULK)
        made = [first, *self._likewise({mate.comment: (codes, mate.how) for mate in mates}, first)]
        stands = self._recording.record(here, made)
        self._where.advance(here)
        return Outcome(Result.SAVED, codes, stands, len(made))

    def confirm(self, here: Loaded) -> Outcome:
        """Record the selection for the comment in focus and every open one that says the same, or nearly; move on."""
        codes = self._drafts.selected(here, here.focused)
        return self.settle(here, codes) if codes else NOTHING

    def campaign(self, here: Loaded) -> list[ResponseKey]:
        """The other responses of several comments of which each says the same as this one's, with one that is open."""
        return list(dict.fromkeys(self._where.queue.response_of(comment) for comment in self._answering(here)))

    def settle_campaign(self, here: Loaded) -> Outcome:
        """Record what is selected for each comment of the response, for it and for all responses that say the same.

        What is decided stays, and is what the others get. Where nothing is selected for a comment, it comes in focus,
        and nothing is written: that no code applies has to be said.
        """
        others = self._answering(here)
        made_before = [here.standing(comment.id) for comment in here.comments]
        opened = [place for place, before in enumerate(made_before) if before is None]
        given = [
            self._drafts.selected(here, comment) if before is None else before.codes
            for comment, before in zip(here.comments, made_before, strict=True)
        ]
        if blank := [place for place in opened if not given[place]]:
            here.focus = blank[0]
            return NOTHING
        if not others:
            return NOTHING
        own = self._own(here, opened, given)
        pattern = own[0] if own else replace(self._recording.decision(here, given[here.focus]), basis=Basis.BULK)
        wanted = {comment: (given[place], mate.how) for comment, (place, mate) in others.items()}
        made = [*own, *self._likewise(wanted, pattern)]
        stands = self._recording.record(here, made)
        self._where.advance(here)
        return Outcome(Result.SAVED, made[0].codes, stands, len(made))

    def _own(self, here: Loaded, places: Sequence[int], given: Sequence[tuple[str, ...]]) -> list[Decision]:
        """The decisions on the open comments of the response itself, all of one time."""
        focus, at = here.focus, self._desk.clock()
        made = []
        for place in places:
            here.focus = place
            made.append(replace(self._recording.decision(here, given[place]), basis=Basis.BULK, at=at))
        here.focus = places[0] if places else focus
        return made

    def _answering(self, here: Loaded) -> dict[int, tuple[int, Mate]]:
        """The open comments of responses that say the same as a whole: which comment here each one answers to."""
        mates: list[dict[int, Mate]] = []
        for comment in here.comments if len(here.comments) >= _SEVERAL else ():
            mates.append({mate.comment: mate for mate in self._wordmates(comment.id)})
            if not mates[-1]:
                break
        if not mates or not mates[-1]:
            return {}
        queue = self._where.queue
        found: dict[int, tuple[int, Mate]] = {}
        keys = dict.fromkeys(queue.response_of(comment) for comment in mates[0] if comment in queue)
        for key in keys:
            theirs = queue.comments_of(key)
            if key != here.key and len(theirs) == len(mates) and all(map(dict.__contains__, mates, theirs)):
                several = enumerate(zip(theirs, mates, strict=True))
                found |= {one: (place, its[one]) for place, (one, its) in several if queue.is_undecided(one)}
        return found

    def _likewise(self, wanted: Mapping[int, tuple[tuple[str, ...], str]], pattern: Decision) -> list[Decision]:
        """Decisions like another one on other comments, each with the codes it gets and why it was chosen."""
        suggested = self._desk.store.suggestions(list(wanted))
        return [
            replace(
                pattern,
                id=self._desk.new_id(),
                comment=comment,
                codes=codes,
                suggested=tuple(replace(one, evidence=()) for one in suggested.get(comment, ())),
                chosen=how,
            )
            for comment, (codes, how) in wanted.items()
        ]
