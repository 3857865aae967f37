"""The log of steps: which entries of the other logs a person made with one key, in the order they did."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from coder.domain.decision import Decision, Purpose
from coder.domain.response import ResponseKey
from coder.domain.step import NewStep, StepEntry, StepKind
from coder.errors import ProjectError
from coder.store import annotations, decisions, divisions
from coder.store.schema import respondent, response, step
from coder.store.sql import AnyRow, dump, stamp
from coder.store.undoing import taken_back

_DECISION, _ANNOTATION, _DIVISION = "decision", "annotation", "division"
_KINDS = {kind.value: kind for kind in StepKind}


def take(connection: Connection, new: NewStep) -> int:
    """Write all that belongs to a step, then the step; returns its id.

    Raises:
        ProjectError: a comment is no longer in force, the response was divided anew, or the like.
    """
    events: list[str] = []
    if new.division is not None:
        event = divisions.divide_by_hand(connection, new.response, new.division, by=new.coder, at=new.at)
        events.append(f"{_DIVISION}:{event}")
    decisions.record(connection, new.decisions)
    annotations.annotate(connection, new.annotations)
    events += [f"{_DECISION}:{made.id}" for made in new.decisions]
    events += [f"{_ANNOTATION}:{made.id}" for made in new.annotations]
    withdrawn = [annotations.undo(connection, one, new.coder, new.at) for one in new.withdrawn]
    events += [f"{_ANNOTATION}:{event}" for event in withdrawn]
    values = {"kind": new.kind.value, "coder": new.coder, "purpose": new.purpose.value}
    place = {"response_id": new.response, "comment_id": new.comment, "at": stamp(new.at), "undoes": None}
    return _append(connection, values | place, events)


def take_back(connection: Connection, target: int, coder: str, at: datetime) -> int:
    """Take back all that belongs to a step, the last first; to take back a taking back is to do again.

    Returns the id of the new entry.

    Raises:
        ProjectError: it is taken back already, or others have built on it.
    """
    row = _row(connection, target)
    if row.coder != coder:
        raise ValueError("a step of another coder")
    if target in _gone(connection, coder):
        raise ProjectError(
            "This step is taken back already.", "Another session may have done it: open the response again."
        )
    events: list[str] = []
    for log, ids in _by_log(reversed(_events(row))):
        if log == _DECISION:
            events += [f"{log}:{event}" for event in decisions.undo(connection, ids, coder, at)]
        elif log == _ANNOTATION:
            events += [f"{log}:{annotations.undo(connection, one, coder, at)}" for one in ids]
        else:
            events += [f"{log}:{divisions.undo_by_hand(connection, int(one), by=coder, at=at)}" for one in ids]
    same = {name: getattr(row, name) for name in ("kind", "coder", "purpose", "response_id", "comment_id")}
    return _append(connection, same | {"at": stamp(at), "undoes": target}, events)


def steps(connection: Connection, coder: str, purpose: Purpose) -> list[StepEntry]:
    """Every step of a coder's sittings of a purpose, in order."""
    query = (
        select(
            *(step.c.id, step.c.kind, respondent.c.wave, respondent.c.name, response.c.question),
            *(step.c.response_id, step.c.comment_id, step.c.undoes),
        )
        .join(response, response.c.id == step.c.response_id)
        .join(respondent, respondent.c.id == response.c.respondent_id)
        .where(step.c.coder == coder, step.c.purpose == purpose.value)
        .order_by(step.c.id)
    )
    return [
        StepEntry(number, _KINDS[kind], ResponseKey(wave, name, question), response_id, comment_id, undoes)
        for number, kind, wave, name, question, response_id, comment_id, undoes in connection.execute(query).all()
    ]


def others_at_work(connection: Connection, coder: str, since: datetime) -> dict[str, datetime]:
    """The other coders who took a step since a time, each with the time of their last."""
    query = select(step.c.coder, func.max(step.c.at)).where(step.c.coder != coder, step.c.at >= stamp(since))
    found = connection.execute(query.group_by(step.c.coder).order_by(step.c.coder)).all()
    return {other: datetime.fromisoformat(at) for other, at in found}


def decisions_of(connection: Connection, step_id: int) -> list[Decision]:
    """The decisions that were made in a step, whether or not they stand, in their order."""
    ids = [event for log, ids in _by_log(_events(_row(connection, step_id))) if log == _DECISION for event in ids]
    return decisions.made(connection, ids)


def _append(connection: Connection, values: dict[str, object], events: Sequence[str]) -> int:
    result = connection.execute(step.insert(), values | {"events": dump(events)})
    return int(result.lastrowid)


def _row(connection: Connection, step_id: int) -> AnyRow:
    row = connection.execute(select(step).where(step.c.id == step_id)).first()
    if row is None:
        raise ProjectError(f"There is no step {step_id} in the project.")
    return row


def _gone(connection: Connection, coder: str) -> set[int]:
    """The steps of a coder that are taken back."""
    undos = select(step.c.id, step.c.undoes).where(step.c.coder == coder, step.c.undoes.is_not(None))
    return taken_back((row[0], row[1]) for row in connection.execute(undos.order_by(step.c.id.desc())))


def _events(row: AnyRow) -> list[str]:
    return list(json.loads(row.events))


def _by_log(events: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Entries in runs of the same log."""
    found: list[tuple[str, list[str]]] = []
    for event in events:
        log, _, name = event.partition(":")
        if not found or found[-1][0] != log:
            found.append((log, []))
        found[-1][1].append(name)
    return found
