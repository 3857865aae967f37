"""The log of decisions: appended to, never changed."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, func, select, true
from sqlalchemy.sql.elements import ColumnElement

from coder.domain.decision import Basis, Decision, Purpose, Suggestion
from coder.errors import ProjectError
from coder.store.divisions import refuse_superseded, standing_divisions
from coder.store.records import EventKind, Judged, LogEntry
from coder.store.schema import comment, decision, division_comment, response
from coder.store.sql import NAMES, AnyRow, AnySelect, chunks, codes_of, dump, insert_rows, listed, stamp
from coder.store.undoing import taken_back

Values = Mapping[str, Any]
"""A row of the table, without its place in the log."""

_PURPOSES = {purpose.value: purpose for purpose in Purpose}


def record(connection: Connection, decisions: Sequence[Decision]) -> None:
    """Append decisions on comments; one that is there already, in the same words, is left alone.

    Raises:
        ProjectError: a comment does not exist or is superseded, or an id stands for another decision.
    """
    for chunk in chunks(decisions):
        comments = {made.comment for made in chunk}
        query = select(comment.c.id, comment.c.response_id).where(comment.c.id.in_(listed(comments)))
        responses = dict(connection.execute(query).all())
        if missing := sorted(comments - responses.keys()):
            raise ProjectError(f"There is no comment {missing[0]} in the project.")
        new = _unknown(connection, [_values(made, made.comment, responses[made.comment]) for made in chunk])
        refuse_superseded(connection, {row["comment_id"] for row in new}, set(responses.values()))
        _append(connection, new)


def record_on_responses(connection: Connection, checks: Sequence[tuple[int, Decision]]) -> None:
    """Append checks at response level, which are never counted: pairs of a response's id and the decision on it."""
    for chunk in chunks(checks):
        ids = {response_id for response_id, _ in chunk}
        known = set(connection.execute(select(response.c.id).where(response.c.id.in_(listed(ids)))).scalars())
        if missing := sorted(ids - known):
            raise ProjectError(f"There is no response {missing[0]} in the project.")
        _append(connection, _unknown(connection, [_values(made, None, response_id) for response_id, made in chunk]))


def undo(connection: Connection, ids: Sequence[str], coder: str, at: datetime) -> list[str]:
    """Append an undo of each entry, in order; to undo an undo is to redo. Returns the ids of the new entries."""
    rows = {row.decision_id: row for row in _rows_of(connection, ids)}
    gone = undone(connection, decision.c.response_id.in_(listed({row.response_id for row in rows.values()})))
    made: list[Values] = []
    for target in ids:
        row = rows.get(target)
        if row is None:
            raise ProjectError(f"There is no decision {target} to take back.")
        if target in gone:
            raise ProjectError(
                f"Decision {target} is taken back already.",
                "Another session may have done it: open the response again.",
            )
        gone.add(target)
        event = {"decision_id": uuid4().hex, "kind": EventKind.UNDO.value, "coder": coder, "at": stamp(at)}
        same = {name: value for name, value in row._mapping.items() if name != "seq"}
        made.append(same | event | {"undoes": target})
    _append(connection, made)
    return [str(one["decision_id"]) for one in made]


def decisions(connection: Connection, comments: Collection[int] | None = None) -> list[Decision]:
    """The decisions that stand, in log order: not undone, and on comments of the standing divisions."""
    rows = _standing_rows(connection, select(decision), comments, _responses_of(connection, comments))
    return [as_decision(row) for row in rows]


def not_undone(connection: Connection, comments: Collection[int]) -> list[Decision]:
    """The decisions on comments, in force or not, that are not undone, in log order."""
    query = select(decision).where(decision.c.kind == EventKind.CODING, decision.c.comment_id.in_(listed(comments)))
    gone = undone(connection, decision.c.response_id.in_(listed(_responses_of(connection, comments) or ())))
    rows = connection.execute(query.order_by(decision.c.seq)).all()
    return [as_decision(row) for row in rows if row.decision_id not in gone]


def made(connection: Connection, ids: Sequence[str]) -> list[Decision]:
    """The decisions with these ids, whether or not they stand, in log order."""
    return [as_decision(row) for row in sorted(_rows_of(connection, ids), key=lambda row: row.seq)]


def response_checks(connection: Connection) -> list[tuple[int, Decision]]:
    """The checks at response level that are not undone, in log order, with their response's id."""
    rows = connection.execute(
        select(decision)
        .where(decision.c.comment_id.is_(None), decision.c.kind == EventKind.CODING)
        .order_by(decision.c.seq)
    )
    gone = undone(connection, decision.c.comment_id.is_(None))
    return [(row.response_id, as_decision(row)) for row in rows if row.decision_id not in gone]


def log(connection: Connection, coder: str | None = None) -> list[LogEntry]:
    """Every entry, or a coder's, in the order they were made."""
    query = select(decision).order_by(decision.c.seq)
    if coder is not None:
        query = query.where(decision.c.coder == coder)
    return [_as_entry(row) for row in connection.execute(query)]


def last_event(connection: Connection) -> int:
    """The place of the last entry in the log; 0: it is empty."""
    return int(connection.execute(select(func.max(decision.c.seq))).scalar() or 0)


def judged_since(connection: Connection, event: int) -> list[Judged]:
    """The decisions that stand on all comments that entries after a place in the log are about, in log order."""
    since = decision.c.seq > event, decision.c.comment_id.is_not(None)
    about = dict(connection.execute(select(decision.c.comment_id, decision.c.response_id).where(*since)).all())
    columns = (decision.c.decision_id, decision.c.comment_id, decision.c.coder, decision.c.purpose, decision.c.codes)
    rows = _standing_rows(connection, select(*columns, decision.c.seq), about, set(about.values()))
    return [Judged(row[1], row[2], _PURPOSES[row[3]], codes_of(row[4]), row[5]) for row in rows]


def taken_back_since(connection: Connection, event: int) -> set[int]:
    """The comments on which a decision made up to a place in the log was taken back after it, perhaps to return."""
    earlier = decision.alias()
    query = (
        select(decision.c.comment_id)
        .join(earlier, earlier.c.decision_id == decision.c.undoes)
        .where(decision.c.seq > event, earlier.c.seq <= event, decision.c.comment_id.is_not(None))
    )
    return set(connection.execute(query).scalars())


def undone(connection: Connection, scope: ColumnElement[bool]) -> set[str]:
    """The ids of entries in scope that an undo which stands takes back."""
    query = select(decision.c.decision_id, decision.c.undoes).where(decision.c.undoes.is_not(None), scope)
    undos = connection.execute(query.order_by(decision.c.seq.desc()))
    return taken_back((event, target) for event, target in undos)


def _rows_of(connection: Connection, ids: Sequence[str]) -> list[AnyRow]:
    return [
        row
        for some in chunks(ids, NAMES)
        for row in connection.execute(select(decision).where(decision.c.decision_id.in_(some))).all()
    ]


def as_decision(row: AnyRow) -> Decision:
    """A row of `decision` as the domain knows it; a check at response level is on comment 0."""
    return Decision(
        id=row.decision_id,
        comment=row.comment_id or 0,
        coder=row.coder,
        codes=codes_of(row.codes),
        purpose=Purpose(row.purpose),
        basis=Basis(row.basis),
        at=datetime.fromisoformat(row.at),
        codebook=row.codebook,
        suggested=_suggested_of(row.suggested),
        chosen=row.chosen or "",
    )


def _as_entry(row: AnyRow) -> LogEntry:
    return LogEntry(
        seq=row.seq,
        id=row.decision_id,
        kind=EventKind(row.kind),
        comment=row.comment_id,
        response_id=row.response_id,
        coder=row.coder,
        purpose=Purpose(row.purpose),
        basis=Basis(row.basis),
        codes=codes_of(row.codes),
        suggested=_suggested_of(row.suggested),
        codebook=row.codebook,
        at=datetime.fromisoformat(row.at),
        undoes=row.undoes,
        chosen=row.chosen or "",
    )


def _suggested_of(stored: str) -> tuple[Suggestion, ...]:
    return () if stored == "[]" else tuple([_suggestion(*one) for one in json.loads(stored)])


def _suggestion(code: str, score: float, assigned: bool) -> Suggestion:
    return Suggestion(code, score, assigned=bool(assigned))


def _values(made: Decision, comment_id: int | None, response_id: int) -> Values:
    return {
        "decision_id": made.id,
        "kind": EventKind.CODING.value,
        "comment_id": comment_id,
        "response_id": response_id,
        "coder": made.coder,
        "purpose": made.purpose.value,
        "basis": made.basis.value,
        "codes": dump(made.codes),
        "suggested": dump(tuple([(one.code, one.score, int(one.assigned)) for one in made.suggested])),
        "codebook": made.codebook,
        "at": stamp(made.at),
        "undoes": None,
        "chosen": made.chosen or None,
    }


def _unknown(connection: Connection, rows: Sequence[Values]) -> list[Values]:
    """The rows whose ids are new to the log; a known id must come with the same content."""
    known: dict[object, Values] = {}
    columns = [column for column in decision.c if column is not decision.c.seq]
    for ids in chunks((row["decision_id"] for row in rows), NAMES):
        found = connection.execute(select(*columns).where(decision.c.decision_id.in_(ids)))
        known |= {row.decision_id: dict(row._mapping) for row in found}
    new = []
    for row in rows:
        same = known.setdefault(row["decision_id"], row)
        if same is row:
            new.append(row)
        elif same != row:
            raise ProjectError(
                f"Decision {row['decision_id']} is in the log already, with other content.",
                "Every decision needs an id of its own.",
            )
    return new


def _append(connection: Connection, rows: Sequence[Values]) -> None:
    if rows:
        names = list(rows[0])
        insert_rows(connection, decision, names, [tuple(row.values()) for row in rows])


def _standing_rows(
    connection: Connection, query: AnySelect, comments: Collection[int] | None, responses: Collection[int] | None
) -> list[AnyRow]:
    """The rows of decisions that stand, on comments of these responses, in log order; None: all."""
    standing = standing_divisions(connection, responses)
    members = select(division_comment.c.comment_id).join(standing, standing.c.id == division_comment.c.division_id)
    query = query.where(decision.c.kind == EventKind.CODING, decision.c.comment_id.in_(members))
    if comments is not None:
        query = query.where(decision.c.comment_id.in_(listed(comments)))
    gone = undone(connection, true() if responses is None else decision.c.response_id.in_(listed(responses)))
    rows = connection.execute(query.order_by(decision.c.seq)).all()
    return [row for row in rows if row.decision_id not in gone]


def _responses_of(connection: Connection, comments: Collection[int] | None) -> set[int] | None:
    if comments is None:
        return None
    return set(connection.execute(select(comment.c.response_id).where(comment.c.id.in_(listed(comments)))).scalars())
