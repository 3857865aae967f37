"""The project file: everything a study knows, behind one class."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from coder.domain.annotation import Annotation
from coder.domain.decision import Decision, Purpose, Suggestion
from coder.domain.response import Comment, Respondent, Response, ResponseKey
from coder.domain.results import CountedComment
from coder.domain.run import Run
from coder.domain.step import NewStep, StepEntry
from coder.domain.units import Unit
from coder.errors import ProjectError
from coder.store import (
    annotations,
    audits,
    codebooks,
    counted,
    decisions,
    divisions,
    lookups,
    meta,
    responses,
    runs,
    steps,
    vectors,
)
from coder.store.backup import back_up
from coder.store.connection import PATIENCE, Database
from coder.store.creating import create_file
from coder.store.faults import damaged
from coder.store.opening import open_database, refusal
from coder.store.records import (
    Added,
    Audit,
    AuditItem,
    AuditLook,
    DivisionEvent,
    Judged,
    LogEntry,
    NewAudit,
    NewDivision,
    NewScoring,
    StoredResponse,
)


class Project:
    """An open project file.

    No lock is held between calls. Every writing method is one transaction, durable when it returns; inside
    `transaction()` it is a part of that one. Every error a user can cause is a ProjectError. Threads may share a
    project; a transaction belongs to the thread that opened it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.path = database.path
        with database.reading() as connection:
            facts = {key: meta.read(connection, key) for key in (meta.UNIT, meta.CODEBOOK_PATH, meta.TEXT_KEY)}
        unit, stored, key = facts[meta.UNIT], facts[meta.CODEBOOK_PATH], facts[meta.TEXT_KEY]
        try:
            if not (unit and stored and key):
                raise ValueError("a fact is missing")
            self.unit = Unit(unit)
            self._key = bytes.fromhex(key)
        except ValueError as error:
            raise damaged(self.path, "it does not say what it is") from error
        self.codebook_path = (self.path.parent.resolve() / stored).resolve()
        """Absolute; stored relative to the project file, so that the two can move together."""

    @classmethod
    def create(cls, path: Path, *, codebook_path: Path, unit: Unit = Unit.COMMENT) -> "Project":
        """Create a project file and open it; what stands at the path, even an empty file, is never overwritten."""
        create_file(path, codebook_path, unit)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, patience: float = PATIENCE) -> "Project":
        """Open a project file after checking it; an older one is backed up and brought up to date first.

        Args:
            path: the project file.
            read_only: refuse every write.
            patience: seconds to wait while another process writes.

        Raises:
            ProjectError: it is missing, no project file, damaged, newer than this program or in use.
        """
        database = open_database(path, read_only=read_only, patience=patience)
        try:
            return cls(database)
        except BaseException:
            database.close()
            raise

    @classmethod
    def copied(cls, path: Path) -> "Project":
        """A copy of a project in memory, for one thread; nothing that is done to it changes the file."""
        return cls(Database.copied(path))

    @classmethod
    def reopened(cls, path: Path) -> "Project":
        """Open a project file that another process has checked and has open."""
        return cls(Database(path))

    @staticmethod
    def refusal(path: Path) -> ProjectError | None:
        """Why nothing can be written to a project file that can be read; None: it can, once nobody else is writing."""
        return refusal(path)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> "Project":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything written in the block one transaction: durable when the block ends, undone if it fails."""
        with self._database.writing():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Make everything read in the block come from one state of the file; keep it short, it delays writers."""
        with self._database.reading():
            yield

    def backup(self) -> Path:
        """Copy the project beside itself and verify the copy; returns its path."""
        return back_up(self.path)

    # Settings and codebook versions

    def meta(self, key: str) -> str | None:
        """A small setting, such as the coder's name."""
        with self._database.reading() as connection:
            return meta.read(connection, key)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a small setting."""
        if key in meta.OWN:
            raise ValueError(f"'{key}' is the store's own")
        with self._database.writing() as connection:
            meta.write(connection, key, value)

    def save_codebook(self, source: str, content_hash: str, version: str) -> bool:
        """Make this version of the codebook the latest; True if its content is new to the project."""
        with self._database.writing() as connection:
            return codebooks.save(connection, source, content_hash, version)

    def codebook_source(self, content_hash: str | None = None) -> str | None:
        """The YAML of a version, by default of the latest; None where there is none."""
        with self._database.reading() as connection:
            return codebooks.source_of(connection, content_hash)

    def codebook_hash(self) -> str | None:
        """The content hash of the latest version."""
        return self.meta(meta.CODEBOOK_HASH)

    # Respondents and responses

    def add_responses(self, respondents: Iterable[Respondent], responses_: Iterable[Response]) -> Added:
        """Add what is new; texts and values that differ from what is stored are reported, not written."""
        with self._database.writing() as connection:
            return responses.add(connection, respondents, responses_)

    def responses(self, questions: Collection[str] | None = None) -> list[StoredResponse]:
        """All responses, or those to some questions, in import order."""
        with self._database.reading() as connection:
            return responses.responses(connection, questions)

    def response_texts(self, keys: Iterable[ResponseKey]) -> dict[ResponseKey, StoredResponse]:
        """Those of the responses that are stored."""
        with self._database.reading() as connection:
            return responses.texts(connection, keys)

    def respondents(self) -> list[Respondent]:
        """All respondents, in import order."""
        with self._database.reading() as connection:
            return responses.respondents(connection)

    # What a review looks up

    def profile(self, key: ResponseKey) -> Mapping[str, str]:
        """What is known of a response's respondent."""
        with self._database.reading() as connection:
            return lookups.profile(connection, key)

    def profiles(self) -> list[tuple[str, str, Mapping[str, str]]]:
        """The wave, id and profile of every respondent, in import order."""
        with self._database.reading() as connection:
            return lookups.profiles(connection)

    def coders(self) -> list[str]:
        """Everybody who has made a decision."""
        with self._database.reading() as connection:
            return lookups.coders(connection)

    def decided_by(self, coder: str) -> set[int]:
        """The comments on which a decision of a coder stands."""
        with self._database.reading() as connection:
            return lookups.decided_by(connection, coder)

    def latest_decisions(self, coder: str, purpose: Purpose, most: int) -> list[Decision]:
        """The latest decisions of a coder for a purpose that are not undone, the oldest first."""
        with self._database.reading() as connection:
            return lookups.latest(connection, coder, purpose, most)

    def suggested_first(self, codes: Collection[str], first: int) -> set[int]:
        """The comments that have one of the codes among their first suggestions."""
        with self._database.reading() as connection:
            return lookups.suggested(connection, codes, first)

    def said(self, questions: Collection[str]) -> list[tuple[int, ResponseKey, str]]:
        """Every comment in force on some questions with its response and its words, in import order."""
        with self._database.reading() as connection:
            return list(lookups.said(connection, questions))

    def first_suggestions(self) -> Sequence[tuple[int, str, float]]:
        """Comment, code and score of the first suggestion of every comment that has any."""
        with self._database.reading() as connection:
            return lookups.first_suggestions(connection)

    # Divisions

    def undivided(self) -> list[StoredResponse]:
        """The responses without a division, in import order."""
        with self._database.reading() as connection:
            return responses.undivided(connection)

    def divide(self, new: Iterable[NewDivision]) -> None:
        """Append divisions of responses into comments; a stretch that stays keeps its comment and its decisions."""
        with self._database.writing() as connection:
            divisions.divide(connection, new)

    def undo_division(self, event: int, *, by: str) -> int:
        """Take back a division, or an undo of one; returns the id of the new event. The first one stays."""
        with self._database.writing() as connection:
            return divisions.undo(connection, event, by)

    def divisions(self, response_id: int) -> list[DivisionEvent]:
        """The log of a response's divisions."""
        with self._database.reading() as connection:
            return divisions.log(connection, response_id)

    def comments(
        self, questions: Collection[str] | None = None, responses: Collection[int] | None = None
    ) -> list[Comment]:
        """The comments in force, in import order, then in the order of the text."""
        with self._database.reading() as connection:
            return divisions.comments(connection, questions, responses)

    def divided_by_hand(self) -> set[int]:
        """The responses that a person has ever divided anew."""
        with self._database.reading() as connection:
            return divisions.divided_by_hand(connection)

    def former_comments(self, response_id: int) -> list[list[Comment]]:
        """The comments that a response had before each time a person divided it anew, latest first."""
        with self._database.reading() as connection:
            return divisions.former(connection, response_id)

    def comment_texts(self, comments: Collection[int]) -> dict[int, tuple[str, str]]:
        """The question and the words of comments, in force or not."""
        with self._database.reading() as connection:
            return divisions.comment_texts(connection, comments)

    # Vectors

    def text_hash(self, text: str) -> str:
        """The keyed hash by which the vectors of a text are kept."""
        return vectors.text_hash(self._key, text)

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Those of the vectors that are stored."""
        with self._database.reading() as connection:
            return vectors.vectors(connection, model, hashes)

    def missing_vectors(self, model: str, hashes: Sequence[str]) -> list[str]:
        """The hashes without a stored vector, each once, in the order given."""
        with self._database.reading() as connection:
            return vectors.missing(connection, model, hashes)

    def add_vectors(self, model: str, new: Iterable[tuple[str, bytes]]) -> None:
        """Store vectors; one that is there already stays."""
        with self._database.writing() as connection:
            vectors.add(connection, model, new)

    # Runs and suggestions

    def add_run(self, run: Run) -> int:
        """Append a run; returns its id."""
        with self._database.writing() as connection:
            return runs.add(connection, run)

    def latest_run(self, verb: str) -> Run | None:
        """The last run of a verb, if there was one."""
        with self._database.reading() as connection:
            found = runs.latest(connection, verb)
        return found[1] if found else None

    def latest_run_id(self, verb: str) -> int | None:
        """The id of the last run of a verb, if there was one."""
        with self._database.reading() as connection:
            found = runs.latest(connection, verb)
        return found[0] if found else None

    def put_suggestions(self, run_id: int, scorings: Iterable[NewScoring]) -> None:
        """Replace the suggestions and scores of each comment given, and note that the run made them."""
        with self._database.writing() as connection:
            runs.put_suggestions(connection, run_id, scorings)

    def take_suggestions(self, source: "Project", run_id: int, comments: Collection[int]) -> None:
        """Replace the suggestions and scores of comments by those of another project, and note that a run made them."""
        with source._database.reading() as connection:
            found = runs.raw(connection, comments)
        with self._database.writing() as connection:
            runs.put_raw(connection, run_id, comments, found)

    def score_rows(self, run_id: int, comments: Collection[int] | None = None) -> dict[int, bytes]:
        """The scores of all codes that a run made for comments, of those given or of all, as they were put."""
        with self._database.reading() as connection:
            return runs.score_rows(connection, run_id, comments)

    def suggestions(self, comments: Collection[int]) -> dict[int, tuple[Suggestion, ...]]:
        """The suggestions of those comments that have any, best first, with evidence."""
        with self._database.reading() as connection:
            return runs.suggestions(connection, comments)

    def scored(self, run_id: int) -> set[int]:
        """The comments whose suggestions, or lack of any, are that run's."""
        with self._database.reading() as connection:
            return runs.scored_by(connection, run_id)

    def scorings(self) -> dict[int, int]:
        """The id of the run that last scored each comment."""
        with self._database.reading() as connection:
            return runs.scorings(connection)

    def run(self, run_id: int) -> Run | None:
        """A run, if there is one with that id."""
        with self._database.reading() as connection:
            return runs.by_id(connection, run_id)

    # Audits

    def unread_responses(self, question: str) -> list[int]:
        """Responses to a question that no person ever decided on, in import order: what an audit is drawn from."""
        with self._database.reading() as connection:
            return audits.unread(connection, question)

    def open_audit(self, new: NewAudit) -> int:
        """Open an audit of a question that has no open one; returns its id."""
        with self._database.writing() as connection:
            return audits.open_audit(connection, new)

    def audits(self) -> list[Audit]:
        """All audits, in the order they were opened."""
        with self._database.reading() as connection:
            return audits.audits(connection)

    def audit_items(self, audit_id: int) -> list[AuditItem]:
        """The responses of an audit, in the order of reading."""
        with self._database.reading() as connection:
            return audits.items(connection, audit_id)

    def audit_frame(self, audit_id: int) -> list[int]:
        """The responses that an audit was drawn from, in import order."""
        with self._database.reading() as connection:
            return audits.frame(connection, audit_id)

    def audit_begun(self, audit_id: int) -> int | None:
        """The place in the log of the first thing a person did to an audit's responses; None: nobody has begun."""
        with self._database.reading() as connection:
            return audits.begun(connection, audit_id)

    def open_audit_responses(self) -> set[int]:
        """The responses that open audits hold: they are coded blind, teach nothing and are coded by no machine."""
        with self._database.reading() as connection:
            return audits.held(connection)

    def record_look(self, audit_id: int, look: AuditLook) -> None:
        """Append the next of the looks that were declared when the audit was opened."""
        with self._database.writing() as connection:
            audits.record_look(connection, audit_id, look)

    def audit_looks(self, audit_id: int) -> list[AuditLook]:
        """The looks taken at an audit, in order."""
        with self._database.reading() as connection:
            return audits.looks(connection, audit_id)

    def audit_untouched(self, audit_id: int) -> bool:
        """Whether no person has decided on any response of an audit's frame since it was drawn."""
        with self._database.reading() as connection:
            return audits.untouched(connection, audit_id)

    def keep_audit_scores(self, audit_id: int, codes: Sequence[str], scores: bytes) -> None:
        """Keep the scores of an audit's frame, in a form that the store does not look into.

        Raises:
            ProjectError: a person has decided on a response of the frame: they may follow from that.
        """
        with self._database.writing() as connection:
            audits.keep_scores(connection, audit_id, codes, scores)

    def audit_scores(self, audit_id: int) -> tuple[tuple[str, ...], bytes] | None:
        """The codes and the scores that were last kept for an audit, if there are any."""
        with self._database.reading() as connection:
            return audits.kept_scores(connection, audit_id)

    def close_audit(self, audit_id: int) -> None:
        """Close an audit: its responses are like any others from now on."""
        with self._database.writing() as connection:
            audits.close(connection, audit_id)

    # Decisions

    def record(self, made: Sequence[Decision]) -> None:
        """Append decisions, all or none; a repeated one is ignored if it is identical."""
        with self._database.writing() as connection:
            decisions.record(connection, made)

    def record_on_responses(self, checks: Sequence[tuple[int, Decision]]) -> None:
        """Append checks at response level (a response's id, the decision on it), which are never counted."""
        with self._database.writing() as connection:
            decisions.record_on_responses(connection, checks)

    def undo(self, decision_id: str, *, coder: str, at: datetime) -> str:
        """Take back a decision, or an undo of one; returns the id of the new entry."""
        return self.undo_many([decision_id], coder=coder, at=at)[0]

    def undo_many(self, decision_ids: Sequence[str], *, coder: str, at: datetime) -> list[str]:
        """Take back several, in order, all or none; returns the ids of the new entries."""
        with self._database.writing() as connection:
            return decisions.undo(connection, decision_ids, coder, at)

    def decisions(self, comments: Collection[int] | None = None) -> list[Decision]:
        """The decisions that stand, in log order: not undone, and on comments in force."""
        with self._database.reading() as connection:
            return decisions.decisions(connection, comments)

    def decisions_not_undone(self, comments: Collection[int]) -> list[Decision]:
        """The decisions on comments, in force or not, that are not undone, in log order."""
        with self._database.reading() as connection:
            return decisions.not_undone(connection, comments)

    def response_checks(self) -> list[tuple[int, Decision]]:
        """The checks at response level that stand, in log order, with their response's id."""
        with self._database.reading() as connection:
            return decisions.response_checks(connection)

    def last_event(self) -> int:
        """The place of the last entry in the log of decisions; 0: it is empty."""
        with self._database.reading() as connection:
            return decisions.last_event(connection)

    def judged_since(self, event: int) -> list[Judged]:
        """The decisions that stand on the comments that entries after a place in the log are about, in log order."""
        with self._database.reading() as connection:
            return decisions.judged_since(connection, event)

    def log(self, coder: str | None = None) -> list[LogEntry]:
        """Every entry in the log of decisions, or a coder's."""
        with self._database.reading() as connection:
            return decisions.log(connection, coder)

    def taken_back_since(self, event: int) -> set[int]:
        """The comments on which a decision made up to a place in the log was taken back after it."""
        with self._database.reading() as connection:
            return decisions.taken_back_since(connection, event)

    def counted_comments(self, questions: Collection[str] | None = None) -> list[CountedComment]:
        """Every comment in force as counting sees it; an undivided response is one comment with id 0."""
        with self._database.reading() as connection:
            return counted.counted_comments(connection, questions)

    # Steps

    def take_step(self, new: NewStep) -> int:
        """Write all that a person did with one key, or none of it; returns the step's id."""
        with self._database.writing() as connection:
            return steps.take(connection, new)

    def take_back(self, step_id: int, *, coder: str, at: datetime) -> int:
        """Take back a step, or the taking back of one; returns the id of the new step."""
        with self._database.writing() as connection:
            return steps.take_back(connection, step_id, coder, at)

    def steps(self, coder: str, purpose: Purpose) -> list[StepEntry]:
        """Every step of a coder's sittings of a purpose, in order."""
        with self._database.reading() as connection:
            return steps.steps(connection, coder, purpose)

    def others_at_work(self, coder: str, since: datetime) -> dict[str, datetime]:
        """The other coders who took a step since a time, each with the time of their last."""
        with self._database.reading() as connection:
            return steps.others_at_work(connection, coder, since)

    def step_decisions(self, step_id: int) -> list[Decision]:
        """The decisions that were made in a step, whether or not they stand."""
        with self._database.reading() as connection:
            return steps.decisions_of(connection, step_id)

    # Annotations

    def annotate(self, made: Sequence[Annotation]) -> None:
        """Append flags, memos, exemplar marks and redactions, all or none; an identical repeat is ignored."""
        with self._database.writing() as connection:
            annotations.annotate(connection, made)

    def undo_annotation(self, annotation_id: str, *, coder: str, at: datetime) -> str:
        """Take back an annotation, or an undo of one; returns the id of the new entry."""
        with self._database.writing() as connection:
            return annotations.undo(connection, annotation_id, coder, at)

    def annotations(self, comments: Collection[int] | None = None) -> list[Annotation]:
        """What stands, in log order: on comments, in force or not, and the redactions of responses.

        Args:
            comments: the comments to look at, with the redactions of their responses; None: all.
        """
        with self._database.reading() as connection:
            return annotations.annotations(connection, comments)

    def annotation_log(self, coder: str | None = None) -> list[Annotation]:
        """Every entry in the log of annotations, or a coder's; an undo has no words of its own."""
        with self._database.reading() as connection:
            return annotations.log(connection, coder)
