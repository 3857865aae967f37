"""Runs, and the suggestions they made: derived, and replaced at will."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from coder.domain.decision import Evidence, Suggestion
from coder.domain.run import Run
from coder.store.records import NewScoring
from coder.store.schema import run, scored, suggestion
from coder.store.sql import AnyRow, chunks, dump, insert_rows, listed, stamp

RawRows = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]
"""Rows of `suggestion` and of `scored`, without the run."""

_COLUMNS = ("comment_id", "position", "code", "score", "assigned", "evidence", "run_id")


def add(connection: Connection, new: Run) -> int:
    """Append a run; returns its id."""
    values = {"verb": new.verb, "at": stamp(new.at), "codebook": new.codebook, "model": new.model}
    settings = json.dumps(dict(new.settings), ensure_ascii=False, sort_keys=True)
    result = connection.execute(run.insert(), values | {"settings": settings})
    return int(result.lastrowid)


def latest(connection: Connection, verb: str) -> tuple[int, Run] | None:
    """The last run of a verb with its id, if there was one."""
    row = connection.execute(select(run).where(run.c.verb == verb).order_by(run.c.id.desc()).limit(1)).first()
    return None if row is None else (row.id, _as_run(row))


def put_suggestions(connection: Connection, run_id: int, new: Iterable[NewScoring]) -> None:
    """Replace the suggestions and scores of each comment given, and note that the run made them."""
    for chunk in chunks(new, 1000):
        comments = [scoring.comment for scoring in chunk]
        for table in (suggestion, scored):
            connection.execute(delete(table).where(table.c.comment_id.in_(listed(comments))))
        rows = [
            _values(scoring.comment, position, proposed, run_id)
            for scoring in chunk
            for position, proposed in enumerate(scoring.suggestions)
        ]
        insert_rows(connection, suggestion, _COLUMNS, rows)
        marks = [(scoring.comment, run_id, scoring.scores) for scoring in chunk]
        insert_rows(connection, scored, ("comment_id", "run_id", "scores"), marks)


def raw(connection: Connection, comments: Collection[int]) -> RawRows:
    """The suggestions and scores of comments as they are stored."""
    columns = [suggestion.c[name] for name in _COLUMNS[:-1]]
    proposed = connection.execute(select(*columns).where(suggestion.c.comment_id.in_(listed(comments)))).all()
    query = select(scored.c.comment_id, scored.c.scores).where(scored.c.comment_id.in_(listed(comments)))
    return [tuple(row) for row in proposed], [tuple(row) for row in connection.execute(query).all()]


def put_raw(connection: Connection, run_id: int, comments: Collection[int], rows: RawRows) -> None:
    """Replace the suggestions and scores of comments by rows that were stored elsewhere."""
    for table in (suggestion, scored):
        connection.execute(delete(table).where(table.c.comment_id.in_(listed(comments))))
    proposed, marks = rows
    insert_rows(connection, suggestion, _COLUMNS, [(*row, run_id) for row in proposed])
    insert_rows(connection, scored, ("comment_id", "run_id", "scores"), [(one, run_id, row) for one, row in marks])


def suggestions(connection: Connection, comments: Collection[int]) -> dict[int, tuple[Suggestion, ...]]:
    """The suggestions of those comments that have any, best first."""
    columns = (
        *(suggestion.c.comment_id, suggestion.c.code, suggestion.c.score, suggestion.c.evidence),
        suggestion.c.assigned,
    )
    query = select(*columns).where(suggestion.c.comment_id.in_(listed(comments)))
    found: dict[int, list[Suggestion]] = {}
    for row in connection.execute(query.order_by(suggestion.c.comment_id, suggestion.c.position)):
        found.setdefault(row[0], []).append(Suggestion(row[1], row[2], _evidence_of(row[3]), bool(row[4])))
    return {comment_id: tuple(several) for comment_id, several in found.items()}


def by_id(connection: Connection, run_id: int) -> Run | None:
    """A run, if there is one with that id."""
    row = connection.execute(select(run).where(run.c.id == run_id)).first()
    return None if row is None else _as_run(row)


def score_rows(connection: Connection, run_id: int, comments: Collection[int] | None = None) -> dict[int, bytes]:
    """The scores of all codes that a run made for comments, of those given or of all."""
    query = select(scored.c.comment_id, scored.c.scores).where(scored.c.run_id == run_id, scored.c.scores.is_not(None))
    if comments is not None:
        query = query.where(scored.c.comment_id.in_(listed(comments)))
    return dict(connection.execute(query).all())


def scored_by(connection: Connection, run_id: int) -> set[int]:
    """The comments whose suggestions, or lack of any, are that run's."""
    return set(connection.execute(select(scored.c.comment_id).where(scored.c.run_id == run_id)).scalars())


def scorings(connection: Connection) -> dict[int, int]:
    """The run that last scored each comment."""
    return dict(connection.execute(select(scored.c.comment_id, scored.c.run_id)).all())


def _as_run(row: AnyRow) -> Run:
    return Run(
        verb=row.verb,
        at=datetime.fromisoformat(row.at),
        codebook=row.codebook,
        model=row.model,
        settings=json.loads(row.settings),
    )


def _values(comment_id: int, position: int, proposed: Suggestion, run_id: int) -> tuple[object, ...]:
    evidence = tuple([(reason.kind, reason.note, reason.start, reason.end) for reason in proposed.evidence])
    return comment_id, position, proposed.code, proposed.score, proposed.assigned, dump(evidence), run_id


def _evidence_of(stored: str) -> tuple[Evidence, ...]:
    return () if stored == "[]" else tuple(Evidence(*reason) for reason in json.loads(stored))
