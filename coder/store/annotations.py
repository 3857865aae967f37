"""The log of flags, memos, exemplar marks and redactions: appended to, never changed; memos' words stand apart."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select

from coder.domain.annotation import Annotation, Kind, in_force
from coder.domain.response import Span
from coder.domain.step import StepStays
from coder.errors import ProjectError
from coder.store.divisions import refuse_superseded
from coder.store.schema import annotation, annotation_text, comment, response
from coder.store.sql import NAMES, AnyRow, AnySelect, chunks, insert_rows, listed, stamp
from coder.store.undoing import taken_back

Values = Mapping[str, Any]
"""A row of the table, without its place in the log, and its `text`."""


def annotate(connection: Connection, annotations: Sequence[Annotation]) -> None:
    """Append annotations; one that is there already, in the same words, is left alone.

    Raises:
        ProjectError: a comment does not exist or is superseded, a response does not exist or is shorter than what is
            to be redacted, or an id stands for another annotation.
    """
    for chunk in chunks(annotations):
        if any(made.undoes is not None for made in chunk):
            raise ValueError("what is taken back is taken back by `undo`")
        new = _unknown(connection, [_values(made) for made in chunk])
        _check_comments(connection, new)
        _check_redactions(connection, new)
        _append(connection, new)


def undo(connection: Connection, target: str, coder: str, at: datetime) -> str:
    """Append an undo of an entry; to undo an undo is to redo. Returns the id of the new entry.

    Raises:
        StepStays: it is taken back already: notes are everybody's.
    """
    row = connection.execute(select(annotation).where(annotation.c.annotation_id == target)).first()
    if row is None:
        raise ProjectError(f"There is no annotation {target} to take back.")
    query = select(annotation.c.annotation_id, annotation.c.undoes).where(
        annotation.c.response_id == row.response_id, annotation.c.undoes.is_not(None)
    )
    undos = connection.execute(query.order_by(annotation.c.seq.desc())).all()
    if target in taken_back((event, undone) for event, undone in undos):
        raise StepStays(
            "What was noted here is taken back already, by somebody else or in another sitting, and stays as it is.",
            "Open the response again, then change what should be otherwise.",
        )
    event = uuid4().hex
    same = {name: value for name, value in row._mapping.items() if name != "seq"}
    changed = {"annotation_id": event, "coder": coder, "at": stamp(at), "undoes": target, "text": ""}
    _append(connection, [same | changed])
    return event


def annotations(connection: Connection, comments: Collection[int] | None = None) -> list[Annotation]:
    """What stands, in log order; with comments given, what stands on these and the redactions of their responses."""
    query = _entries()
    if comments is None:
        return in_force(map(_as_annotation, connection.execute(query)))
    responses = select(comment.c.response_id).where(comment.c.id.in_(listed(comments)))
    rows = connection.execute(query.where(annotation.c.response_id.in_(responses)))
    wanted = {None, *comments}
    return [one for one in in_force(map(_as_annotation, rows)) if one.comment in wanted]


def log(connection: Connection, coder: str | None = None) -> list[Annotation]:
    """Every entry, or a coder's, in the order they were made."""
    query = _entries()
    if coder is not None:
        query = query.where(annotation.c.coder == coder)
    return [_as_annotation(row) for row in connection.execute(query)]


def _entries() -> AnySelect:
    words = annotation_text.c.annotation_id == annotation.c.annotation_id
    query = select(annotation, annotation_text.c.text).select_from(annotation.outerjoin(annotation_text, words))
    return query.order_by(annotation.c.seq)


def _as_annotation(row: AnyRow) -> Annotation:
    return Annotation(
        id=row.annotation_id,
        kind=Kind(row.kind),
        comment=row.comment_id,
        response=row.response_id,
        coder=row.coder,
        at=datetime.fromisoformat(row.at),
        span=None if row.start is None else Span(row.start, row.end),
        text=row.label or row.text or "",
        undoes=row.undoes,
    )


def _values(made: Annotation) -> Values:
    redaction = made.kind is Kind.REDACTION
    return {
        "annotation_id": made.id,
        "kind": made.kind.value,
        "comment_id": made.comment,
        "response_id": made.response,
        "coder": made.coder,
        "at": stamp(made.at),
        "start": made.span.start if made.span else None,
        "end": made.span.end if made.span else None,
        "label": str(made.text) if redaction else None,
        "undoes": None,
        "text": "" if redaction else _storable(made.text),
    }


def _storable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ProjectError(
            f"The memo has a character that cannot be stored, at place {error.start + 1}.", "Take it out."
        ) from error
    return text


def _unknown(connection: Connection, rows: Sequence[Values]) -> list[Values]:
    """The rows whose ids are new to the log; a known id must come with the same content."""
    known: dict[object, Values] = {}
    for ids in chunks((row["annotation_id"] for row in rows), NAMES):
        for found in connection.execute(_entries().where(annotation.c.annotation_id.in_(ids))):
            stored = {name: value for name, value in found._mapping.items() if name != "seq"}
            known[found.annotation_id] = stored | {"text": found.text or ""}
    new = []
    for row in rows:
        same = known.setdefault(row["annotation_id"], row)
        if same is row:
            new.append(row)
        elif same != row:
            raise ProjectError(
                f"Annotation {row['annotation_id']} is in the log already, with other content.",
                "Every annotation needs an id of its own.",
            )
    return new


def _check_comments(connection: Connection, rows: Sequence[Values]) -> None:
    wanted = {row["comment_id"]: row["response_id"] for row in rows if row["comment_id"] is not None}
    query = select(comment.c.id, comment.c.response_id).where(comment.c.id.in_(listed(wanted)))
    found = dict(connection.execute(query).all())
    if missing := sorted(wanted.keys() - found.keys()):
        raise ProjectError(f"There is no comment {missing[0]} in the project.")
    if wanted != found:
        raise ValueError("a comment belongs to another response than its annotation says")
    if wanted:
        refuse_superseded(connection, wanted, set(found.values()))


def _check_redactions(connection: Connection, rows: Sequence[Values]) -> None:
    ends = [(row["response_id"], row["end"]) for row in rows if row["end"] is not None]
    query = select(response.c.id, response.c.text).where(response.c.id.in_(listed({number for number, _ in ends})))
    lengths = {number: len(text) for number, text in connection.execute(query)}
    for number, end in ends:
        if number not in lengths:
            raise ProjectError(f"There is no response {number} in the project.")
        if end > lengths[number]:
            raise ProjectError(
                f"A redaction of response {number} reaches beyond its text.",
                f"The text has {lengths[number]} characters; offsets count those of the stored text, from 0.",
            )


def _append(connection: Connection, rows: Sequence[Values]) -> None:
    # The texts come first: once an annotation is there, no text can be given to it any more.
    texts = [(row["annotation_id"], row["text"]) for row in rows if row["text"]]
    insert_rows(connection, annotation_text, ("annotation_id", "text"), texts)
    names = [column.name for column in annotation.c if column is not annotation.c.seq]
    insert_rows(connection, annotation, names, [tuple(row[name] for name in names) for row in rows])
