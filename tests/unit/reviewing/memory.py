"""A store of review in memory: the same names as the project's, an append-only log, and nothing else."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from coder.domain.codebook import Code, Codebook, Question, Role
from coder.domain.decision import Basis, Decision, Evidence, Purpose, Suggestion, effective, standing
from coder.domain.response import Comment, ResponseKey, Span
from coder.domain.results import CountedComment
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

    @property
    def comment(self) -> int | None:
        return self.decision.comment

    @property
    def codes(self) -> tuple[str, ...]:
        return self.decision.codes

    @property
    def purpose(self) -> Purpose:
        return self.decision.purpose

    @property
    def basis(self) -> Basis:
        return self.decision.basis

    @property
    def chosen(self) -> str:
        return self.decision.chosen

    @property
    def at(self) -> str:
        return self.decision.at.isoformat()


@dataclass
class MemoryStore:
    stored: list[Stored] = field(default_factory=list)
    commented: list[Comment] = field(default_factory=list)
    suggested: dict[int, tuple[Suggestion, ...]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    full: bool = False
    """Whether the disk is full: every write fails."""

    def add(
        self, respondent: str, question: str, parts: Sequence[str], suggestions: Sequence[dict[str, float]]
    ) -> None:
        key, text = ResponseKey("", respondent, question), " ".join(parts)
        self.stored.append(Stored(len(self.stored) + 1, key, text))
        start = 0
        for part, scores in zip(parts, suggestions, strict=True):
            comment = Comment(len(self.commented) + 1, key, Span(start, start + len(part)), part)
            self.commented.append(comment)
            start += len(part) + 1
            self.suggested[comment.id] = tuple(
                Suggestion(code, score, (Evidence("keyword", "friendly"),), assigned=score >= 0.5)
                for code, score in scores.items()
            )

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
        events = [(entry.id, entry.undoes, entry.decision) for entry in self.entries]
        return [found for found in effective(events) if comments is None or found.comment in comments]

    def record(self, decisions: Sequence[Decision]) -> None:
        self._writable()
        self.entries.extend(Entry(decision.id, None, decision, decision.coder) for decision in decisions)

    def undo_many(self, decision_ids: Sequence[str], *, coder: str, at: datetime) -> list[str]:
        self._writable()
        made = []
        for decision_id in decision_ids:
            undone = next(entry for entry in self.entries if entry.id == decision_id)
            made.append(Entry(f"undo-{len(self.entries)}", decision_id, undone.decision, coder))
            self.entries.append(made[-1])
        return [event.id for event in made]

    def comment_texts(self, comments: Collection[int]) -> dict[int, tuple[str, str]]:
        return {one.id: (one.response.question, one.text) for one in self.commented if one.id in comments}

    def log_lines(self, coder: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.coder == coder]

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
