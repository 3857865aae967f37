"""A store of review in memory: the same names as the project's, an append-only log, and nothing else."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from coder.domain.annotation import Annotation, in_force
from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.decision import Basis, Decision, Evidence, Purpose, Suggestion, effective, standing
from coder.domain.response import Comment, ResponseKey, Span
from coder.domain.results import CountedComment
from coder.domain.step import NewStep, StepEntry, StepKind
from coder.errors import ProjectError


@dataclass(frozen=True)
class Stored:
    id: int
    key: ResponseKey
    text: str


@dataclass(frozen=True)
class Entry:
    id: str
    undoes: str | None
    decision: Decision
    coder: str


@dataclass
class Divided:
    """A response that was divided anew, and whether that stands."""

    response: int
    before: list[Comment]
    after: list[Comment]
    stands: bool


@dataclass
class Taken:
    """A step with the ids of the events that belong to it."""

    entry: StepEntry
    new: NewStep
    events: list[str]


@dataclass
class MemoryStore:
    stored: list[Stored] = field(default_factory=list)
    commented: list[Comment] = field(default_factory=list)
    suggested: dict[int, tuple[Suggestion, ...]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    noted: list[Annotation] = field(default_factory=list)
    divided: list[Divided] = field(default_factory=list)
    log: list[Taken] = field(default_factory=list)
    texts: dict[int, Comment] = field(default_factory=dict)
    """All comments, in force or not."""
    full: bool = False
    """Whether the disk is full: every write fails."""

    def add(
        self, respondent: str, question: str, parts: Sequence[str], suggestions: Sequence[dict[str, float]]
    ) -> None:
        key, text = ResponseKey("", respondent, question), " ".join(parts)
        self.stored.append(Stored(len(self.stored) + 1, key, text))
        start = 0
        for part, scores in zip(parts, suggestions, strict=True):
            comment = Comment(len(self.texts) + 1, key, Span(start, start + len(part)), part)
            self.commented.append(comment)
            self.texts[comment.id] = comment
            start += len(part) + 1
            self.suggested[comment.id] = tuple(
                Suggestion(code, score, (Evidence("keyword", "friendly"),), assigned=score >= 0.5)
                for code, score in scores.items()
            )

    def snapshot(self) -> AbstractContextManager[None]:
        return nullcontext()

    def counted_comments(self, questions: Collection[str] | None = None) -> list[CountedComment]:
        return [self._counted(comment) for comment in self.comments(questions)]

    def response_texts(self, keys: Iterable[ResponseKey]) -> dict[ResponseKey, Stored]:
        wanted = set(keys)
        return {stored.key: stored for stored in self.stored if stored.key in wanted}

    def comments(
        self, questions: Collection[str] | None = None, responses: Collection[int] | None = None
    ) -> list[Comment]:
        keys = {stored.key for stored in self.stored if responses is None or stored.id in responses}
        return [
            comment
            for comment in self.commented
            if comment.response in keys and (questions is None or comment.response.question in questions)
        ]

    def suggestions(self, comments: Collection[int]) -> dict[int, tuple[Suggestion, ...]]:
        return {comment: self.suggested[comment] for comment in comments if comment in self.suggested}

    def decisions(self, comments: Collection[int] | None = None) -> list[Decision]:
        current = {comment.id for comment in self.commented}
        return self.decisions_not_undone(current if comments is None else current.intersection(comments))

    def decisions_not_undone(self, comments: Collection[int]) -> list[Decision]:
        events = [(entry.id, entry.undoes, entry.decision) for entry in self.entries]
        return [found for found in effective(events) if found.comment in comments]

    def annotations(self, comments: Collection[int]) -> list[Annotation]:
        wanted = {None, *comments}
        responses = {self._number(comment) for comment in comments}
        found = [one for one in in_force(self.noted) if one.response in responses]
        return [one for one in found if one.comment in wanted]

    def former_comments(self, response_id: int) -> list[list[Comment]]:
        return [one.before for one in reversed(self.divided) if one.response == response_id and one.stands]

    def record(self, decisions: Sequence[Decision]) -> None:
        """Write decisions of the review, each a step of its own."""
        for made in decisions:
            number = self._number(made.comment)
            is_step = made.basis in (Basis.PERSON, Basis.SUGGESTION_ACCEPTED)
            step = NewStep(
                kind=StepKind.DECISION,
                coder=made.coder,
                purpose=made.purpose,
                at=made.at,
                response=number,
                comment=made.comment,
                decisions=(made,),
            )
            if is_step:
                self.take_step(step)
            else:
                self._do(step)

    def take_step(self, new: NewStep) -> int:
        self._writable()
        key = self.stored[new.response - 1].key
        entry = StepEntry(len(self.log) + 1, new.kind, key, new.response, new.comment, None)
        self.log.append(Taken(entry, new, self._do(new)))
        return entry.id

    def take_back(self, step_id: int, *, coder: str, at: datetime) -> int:
        self._writable()
        taken = self.log[step_id - 1]
        entry = taken.entry._replace(id=len(self.log) + 1, undoes=step_id)
        self.log.append(Taken(entry, taken.new, self._reverse(taken)))
        return entry.id

    def steps(self, coder: str, purpose: Purpose) -> list[StepEntry]:
        return [taken.entry for taken in self.log if (taken.new.coder, taken.new.purpose) == (coder, purpose)]

    def step_decisions(self, step_id: int) -> tuple[Decision, ...]:
        return self.log[step_id - 1].new.decisions

    def _do(self, new: NewStep) -> list[str]:
        """Write what belongs to a step; the ids of the events, and of the division as it was."""
        self.entries.extend(Entry(made.id, None, made, made.coder) for made in new.decisions)
        self.noted.extend(new.annotations)
        events = [made.id for made in (*new.decisions, *new.annotations)]
        events += [self._withdraw(one, new.coder, new.at) for one in new.withdrawn]
        if new.division is not None:
            self._divide(new.response, new.division.spans)
            events.append(f"division:{len(self.divided) - 1}")
        return events

    def _divide(self, response: int, spans: Sequence[Span]) -> None:
        before = self.comments(responses=[response])
        known, text = {one.span: one for one in before}, self.stored[response - 1].text
        after = []
        for span in spans:
            number = len(self.texts) + 1
            after.append(known.get(span) or Comment(number, before[0].response, span, span.of(text)))
            self.texts.setdefault(after[-1].id, after[-1])
        self.divided.append(Divided(response, before, after, stands=False))
        self._turn(self.divided[-1])

    def _turn(self, divided: "Divided") -> None:
        """Put a division into force, or take it out."""
        divided.stands = not divided.stands
        now = divided.after if divided.stands else divided.before
        key = self.stored[divided.response - 1].key
        place = next(place for place, one in enumerate(self.commented) if one.response == key)
        rest = [one for one in self.commented if one.response != key]
        self.commented[:] = [*rest[:place], *now, *rest[place:]]

    def _number(self, comment: int) -> int:
        key = self.texts[comment].response
        return next(stored.id for stored in self.stored if stored.key == key)

    def _reverse(self, taken: "Taken") -> list[str]:
        events = []
        for event in taken.events:
            if event.startswith("division:"):
                self._turn(self.divided[int(event.removeprefix("division:"))])
                events.append(event)
            elif any(one.id == event for one in self.noted):
                events.append(self._withdraw(event, taken.new.coder, taken.new.at))
            else:
                undone = next(entry for entry in self.entries if entry.id == event)
                self.entries.append(Entry(f"undo-{len(self.entries)}", event, undone.decision, taken.new.coder))
                events.append(self.entries[-1].id)
        return events

    def _withdraw(self, target: str, coder: str, at: datetime) -> str:
        known = next(one for one in self.noted if one.id == target)
        self.noted.append(replace(known, id=f"undo-{len(self.noted)}", undoes=target, coder=coder, at=at))
        return self.noted[-1].id

    def comment_texts(self, comments: Collection[int]) -> dict[int, tuple[str, str]]:
        return {one.id: (one.response.question, one.text) for one in self.texts.values() if one.id in comments}

    def codes_of(self, comment: int) -> tuple[str, ...] | None:
        """The standing codes; None while undecided."""
        found = standing(self.decisions([comment]))
        return None if found is None else found.codes

    def _counted(self, comment: Comment) -> CountedComment:
        found = standing(self.decisions([comment.id]))
        return CountedComment(
            comment=comment.id,
            wave=comment.response.wave,
            respondent=comment.response.respondent,
            question=comment.response.question,
            codes=None if found is None else found.codes,
            by_machine=found is not None and found.by_machine,
        )

    def _writable(self) -> None:
        if self.full:
            raise ProjectError("The project file cannot be written: the disk is full.", "Free some space.")


class Clock:
    """A clock that moves on by ten seconds whenever it is looked at."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=10)
        return self.now


CODEBOOK = Codebook(
    id="customer",
    questions=(
        Question(id="q1", text="What does excellent customer service mean to you?"),
        Question(id="q2", text="How could we improve our website?"),
    ),
    codes=(
        Code(
            id="staff",
            label="Staff",
            codable=False,
            questions=("q1",),
            codes=(
                Code(id="employee-attitude", label="Employee attitude", keywords=("friendly", "polite")),
                Code(id="staff-knowledge", label="Staff knowledge", definition="Whether staff know the answer."),
            ),
        ),
        Code(id="speed", label="Quick and efficient", keywords=("fast",), questions=("q1",)),
        Code(id="phone", label="Answering the phone", questions=("q1",)),
        Code(id="website", label="Easy website", questions=("q2",)),
        Code(id="search-box", label="Search on the site", questions=("q2",)),
        Code(id="other", label="Other", role=Role.OTHER),
        Code(id="old", label="Old employee code", retired=True, replaced_by="speed"),
    ),
)


def example() -> MemoryStore:
    """Three responses: two comments, one comment, and one of another question without suggestions."""
    store = MemoryStore()
    store.add(
        "r1",
        "q1",
        ["Friendly staff who listen.", "And answer the phone quickly!"],
        [{"employee-attitude": 0.91, "staff-knowledge": 0.2}, {"phone": 0.8, "speed": 0.6, "employee-attitude": 0.1}],
    )
    store.add("r2", "q1", ["n/a"], [{"other": 0.3}])
    store.add("r3", "q2", ["Make the search work."], [{}])
    return store
