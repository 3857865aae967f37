"""Audits: random samples of responses, what was looked up in them, and which responses they hold."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.elements import ColumnElement

from coder.domain.decision import MACHINE_PREFIX
from coder.errors import ProjectError
from coder.store.records import Audit, AuditItem, AuditLook, EventKind, NewAudit
from coder.store.schema import audit, audit_item, audit_look, audit_score, decision, response
from coder.store.sql import AnyRow, AnySelect, codes_of, dump, insert_rows, now, stamp


def unread(connection: Connection, question: str) -> list[int]:
    """Responses to a question that no person ever decided on, in import order; a decision taken back was one."""
    return list(connection.execute(_frame(question, *_now(connection))).scalars())


def open_audit(connection: Connection, new: NewAudit) -> int:
    """Open an audit of a question; returns its id.

    Raises:
        ProjectError: the question has an open audit, or a response that was drawn has been read.
    """
    if any(known.question == new.question and known.closed is None for known in audits(connection)):
        raise ProjectError(
            f"There is an open audit of question '{new.question}' already.",
            "Read it with `coder review --audit`, or close it with `coder audit close`.",
        )
    frame = unread(connection, new.question)
    if not {item.response for item in new.items} <= set(frame):
        raise ProjectError("Somebody has read a response that was drawn for the audit.", "Draw the audit again.")
    last_response, last_decision = _now(connection)
    values = {name: getattr(new, name) for name in ("question", "seed", "looks", "precision", "confidence", "wording")}
    result = connection.execute(
        audit.insert(),
        values
        | {"size": len(new.items), "frame_size": len(frame), "opened": now()}
        | {"last_response": last_response, "last_decision": last_decision},
    )
    audit_id = int(result.lastrowid)
    rows = [(audit_id, place, *item) for place, item in enumerate(new.items)]
    insert_rows(connection, audit_item, ("audit_id", "position", "response_id", "batch", "inclusion"), rows)
    return audit_id


def audits(connection: Connection) -> list[Audit]:
    """All audits, in the order they were opened."""
    return [_as_audit(row) for row in connection.execute(select(audit).order_by(audit.c.id))]


def items(connection: Connection, audit_id: int) -> list[AuditItem]:
    """The responses of an audit, in the order of reading."""
    query = select(audit_item).where(audit_item.c.audit_id == audit_id).order_by(audit_item.c.position)
    return [
        AuditItem(position=row.position, response=row.response_id, batch=row.batch, inclusion=row.inclusion)
        for row in connection.execute(query)
    ]


def frame(connection: Connection, audit_id: int) -> list[int]:
    """The responses that an audit was drawn from, in import order."""
    row = _row(connection, audit_id)
    return list(connection.execute(_frame(row.question, row.last_response, row.last_decision)).scalars())


def begun(connection: Connection, audit_id: int) -> int | None:
    """The place in the log of the first thing a person did to the responses of an audit since it was drawn."""
    row = _row(connection, audit_id)
    drawn = select(audit_item.c.response_id).where(audit_item.c.audit_id == audit_id)
    query = select(func.min(decision.c.seq)).where(decision.c.response_id.in_(drawn), _by_person())
    return connection.execute(query.where(decision.c.seq > row.last_decision)).scalar()


def held(connection: Connection) -> set[int]:
    """The responses of all open audits."""
    query = select(audit_item.c.response_id).join(audit, audit.c.id == audit_item.c.audit_id)
    return set(connection.execute(query.where(audit.c.closed.is_(None))).scalars())


def record_look(connection: Connection, audit_id: int, look: AuditLook) -> None:
    """Append a look.

    Raises:
        ProjectError: the audit is closed, or the look is not the next of those declared.
    """
    row = _row(connection, audit_id)
    used = len(looks(connection, audit_id))
    if row.closed is not None or look.number != used + 1 or look.number > row.looks:
        raise ProjectError(
            f"Look {look.number} at audit {audit_id} cannot be taken: {used} of {row.looks} are used.",
            "See `coder audit status`.",
        )
    names = ("number", "scores", "precision", "confidence", "familywise", "error")
    values = {name: getattr(look, name) for name in names} | {"audit_id": audit_id, "at": stamp(look.at)}
    connection.execute(audit_look.insert(), values | {"findings": dump([dict(one) for one in look.findings])})


def looks(connection: Connection, audit_id: int) -> list[AuditLook]:
    """The looks taken at an audit, in order."""
    query = select(audit_look).where(audit_look.c.audit_id == audit_id).order_by(audit_look.c.number)
    return [
        AuditLook(
            number=row.number,
            at=datetime.fromisoformat(row.at),
            scores=row.scores,
            precision=row.precision,
            confidence=row.confidence,
            familywise=bool(row.familywise),
            error=row.error,
            findings=json.loads(row.findings),
        )
        for row in connection.execute(query)
    ]


def untouched(connection: Connection, audit_id: int) -> bool:
    """Whether no person has decided on any response of an audit's frame since it was drawn."""
    row = _row(connection, audit_id)
    frame = _frame(row.question, row.last_response, row.last_decision).subquery()
    query = select(func.count()).where(decision.c.seq > row.last_decision, _by_person())
    return not connection.execute(query.where(decision.c.response_id.in_(select(frame.c.id)))).scalar()


def keep_scores(connection: Connection, audit_id: int, codes: Sequence[str], scores: bytes) -> None:
    """Keep the scores of an audit's frame; the last ones kept are those that count.

    Raises:
        ProjectError: a person has decided on a response of the frame: they may follow from that.
    """
    if not untouched(connection, audit_id):
        raise ProjectError(f"Somebody has read responses that audit {audit_id} was drawn from.")
    values = {"audit_id": audit_id, "codes": dump(list(codes)), "scores": scores}
    connection.execute(audit_score.insert(), values)


def kept_scores(connection: Connection, audit_id: int) -> tuple[tuple[str, ...], bytes] | None:
    """The codes and the scores that were last kept for an audit, if there are any."""
    query = select(audit_score).where(audit_score.c.audit_id == audit_id).order_by(audit_score.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else (codes_of(row.codes), row.scores)


def close(connection: Connection, audit_id: int) -> None:
    """Close an audit: its responses are like any others from now on. A closed one stays closed."""
    _row(connection, audit_id)
    connection.execute(audit.update().where(audit.c.id == audit_id, audit.c.closed.is_(None)).values(closed=now()))


def _frame(question: str, last_response: int, last_decision: int) -> AnySelect:
    """The responses up to one, without those that a person decided on up to an entry of the log."""
    read = select(decision.c.response_id).where(
        decision.c.kind == EventKind.CODING,
        decision.c.seq <= last_decision,
        _by_person(),
    )
    query = select(response.c.id).where(response.c.question == question, response.c.id <= last_response)
    return query.where(response.c.id.not_in(read)).order_by(response.c.id)


def _by_person() -> ColumnElement[bool]:
    return ~decision.c.coder.startswith(MACHINE_PREFIX, autoescape=True)


def _now(connection: Connection) -> tuple[int, int]:
    """The last response and the last entry of the log."""
    last = (connection.execute(select(func.max(column))).scalar() for column in (response.c.id, decision.c.seq))
    last_response, last_decision = last
    return int(last_response or 0), int(last_decision or 0)


def _row(connection: Connection, audit_id: int) -> AnyRow:
    row = connection.execute(select(audit).where(audit.c.id == audit_id)).first()
    if row is None:
        raise ProjectError(f"There is no audit {audit_id} in the project.", "See `coder audit status`.")
    return row


def _as_audit(row: AnyRow) -> Audit:
    names = ("id", "question", "seed", "size", "looks", "frame_size", "precision", "confidence", "wording")
    return Audit(
        **{name: getattr(row, name) for name in names},
        opened=datetime.fromisoformat(row.opened),
        closed=None if row.closed is None else datetime.fromisoformat(row.closed),
    )
