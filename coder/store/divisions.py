"""The log of how responses were divided into comments."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import Connection, func, select, true, union_all
from sqlalchemy.sql.selectable import Subquery

from coder.domain.decision import is_machine
from coder.domain.response import Comment, ResponseKey, Span
from coder.domain.step import NewComments, StepStays
from coder.errors import ProjectError
from coder.store.records import DivisionEvent, NewDivision
from coder.store.schema import comment, decision, division, division_comment, respondent, response
from coder.store.sql import AnyRow, chunks, insert_rows, listed, next_id, now, stamp
from coder.store.undoing import taken_back

Spans = tuple[Span, ...]


class _Standing(NamedTuple):
    """A response as it is when a new division arrives."""

    key: ResponseKey
    length: int
    comments: dict[Span, int]
    """The standing division; empty when there is none."""
    decided: bool


def divide(connection: Connection, divisions: Iterable[NewDivision]) -> None:
    """Append divisions; a stretch that stays keeps its comment, and with it its decisions.

    Raises:
        ProjectError: a span reaches beyond the text or overlaps another, or an imported division differs from the
            one that decisions were made on.
        ValueError: automatic splitting of a response that is divided already.
    """
    for chunk in chunks(divisions):
        for distinct in _rounds(chunk):
            _divide(connection, distinct)


def divide_by_hand(connection: Connection, response_id: int, new: NewComments, *, by: str, at: datetime) -> int:
    """Append a division that a person makes; returns the id of the event.

    Raises:
        ProjectError: the response was divided anew since the person saw it, or a span reaches beyond it.
    """
    standing = _standing(connection, [response_id])[response_id]
    if tuple(standing.comments.values()) != new.before:
        raise _divided_anew(standing.key)
    if new.spans == tuple(standing.comments):
        raise ValueError("the response is divided so already")
    number = next_id(connection, division)
    _divide(connection, [NewDivision(response_id, new.spans, "hand", by)], stamp(at))
    return number


def undo_by_hand(connection: Connection, event: int, *, by: str, at: datetime) -> int:
    """Take back a division made by a person, or an undo of one; returns the id of the new event.

    Raises:
        StepStays: the response was divided anew since, or somebody else has decided on a comment that would go.
    """
    root = _root(connection, event)
    before = _standing_event(connection, root.response_id)
    undone = undo(connection, event, by, at)
    after = _standing_event(connection, root.response_id)
    if root.id not in (before, after):
        error = _divided_anew(_standing(connection, [root.response_id])[root.response_id].key)
        raise StepStays(error.message, "It stays as it is; split or merge it where it should be otherwise.")
    _refuse_decided_by_others(connection, before, after, by)
    return undone


def undo(connection: Connection, event: int, by: str, at: datetime | None = None) -> int:
    """Take back a division, or an undo of one; returns the id of the new event."""
    row = connection.execute(select(division).where(division.c.id == event)).first()
    if row is None:
        raise ProjectError(f"There is no division {event} to take back.")
    events = log(connection, row.response_id)
    undos = [(past.id, past.undoes) for past in reversed(events) if past.undoes is not None]
    if event in taken_back(undos):
        raise ProjectError(f"Division {event} is taken back already.")
    number = next_id(connection, division)
    left = {past.id for past in events if past.undoes is None} - taken_back([(number, event), *undos])
    if not left:
        raise ProjectError(f"Division {event} is the first of its response and cannot be taken back.")
    when = now() if at is None else stamp(at)
    new = {"id": number, "response_id": row.response_id, "origin": "undo", "by_": by, "at": when, "undoes": event}
    connection.execute(division.insert(), new)
    return number


def log(connection: Connection, response_id: int) -> list[DivisionEvent]:
    """Every event in the log of a response's divisions."""
    members: dict[int, list[int]] = {}
    query = (
        select(division_comment.c.division_id, division_comment.c.comment_id)
        .join(division, division.c.id == division_comment.c.division_id)
        .where(division.c.response_id == response_id)
        .order_by(division_comment.c.division_id, division_comment.c.position)
    )
    for division_id, comment_id in connection.execute(query):
        members.setdefault(division_id, []).append(comment_id)
    rows = connection.execute(select(division).where(division.c.response_id == response_id).order_by(division.c.id))
    return [
        DivisionEvent(
            id=row.id,
            response_id=row.response_id,
            origin=row.origin,
            by=row.by_,
            at=datetime.fromisoformat(row.at),
            undoes=row.undoes,
            comments=tuple(members.get(row.id, ())),
        )
        for row in rows
    ]


def former(connection: Connection, response_id: int) -> list[list[Comment]]:
    """The comments of the divisions that stood before the standing one, latest first; those taken back are left out.

    Empty unless a person divided the response.
    """
    columns = (division.c.id, division.c.origin, division.c.undoes)
    events = connection.execute(
        select(*columns).where(division.c.response_id == response_id).order_by(division.c.id.desc())
    ).all()
    if all(row.origin == "auto" for row in events):
        return []
    gone = taken_back((row.id, row.undoes) for row in events if row.undoes is not None)
    left = [row.id for row in events if row.undoes is None and row.id not in gone][1:]
    found = _comments_of(connection, left)
    return [found[event] for event in left]


def divided_by_hand(connection: Connection) -> set[int]:
    """The responses that a person has ever divided anew."""
    return set(connection.execute(select(division.c.response_id).where(division.c.origin == "hand")).scalars())


def standing_divisions(connection: Connection, responses: Collection[int] | None = None) -> Subquery:
    """A subquery of `id` and `response_id`: the division of each response that stands, the latest not undone."""
    scope = true() if responses is None else division.c.response_id.in_(listed(responses))
    restored = _after_undo(connection, responses)
    latest = select(func.max(division.c.id).label("id"), division.c.response_id).where(scope)
    if not restored:
        return latest.group_by(division.c.response_id).subquery()
    untouched = latest.where(division.c.response_id.not_in(listed(restored))).group_by(division.c.response_id)
    mended = select(division.c.id, division.c.response_id).where(division.c.id.in_(listed(restored.values())))
    return union_all(untouched, mended).subquery()


def refuse_superseded(connection: Connection, comments: Collection[int], responses: Collection[int]) -> None:
    """Refuse comments that are of no standing division; their responses are among those given.

    Raises:
        ProjectError: a comment is no longer in force.
    """
    standing = standing_divisions(connection, responses)
    members = select(division_comment.c.comment_id).join(standing, standing.c.id == division_comment.c.division_id)
    if superseded := sorted(set(comments) - set(connection.execute(members).scalars())):
        raise ProjectError(
            f"Comment {superseded[0]} is no longer in force: its response was divided anew.",
            "Open the response again, then decide.",
        )


def comments(
    connection: Connection, questions: Collection[str] | None = None, responses: Collection[int] | None = None
) -> list[Comment]:
    """The comments of the standing divisions, in import order, then in the order of the text."""
    standing = standing_divisions(connection, responses)
    query = (
        select(
            comment.c.id,
            comment.c.start,
            comment.c.end,
            respondent.c.wave,
            respondent.c.name,
            response.c.question,
            response.c.text,
        )
        .select_from(standing)
        .join(division_comment, division_comment.c.division_id == standing.c.id)
        .join(comment, comment.c.id == division_comment.c.comment_id)
        .join(response, response.c.id == standing.c.response_id)
        .join(respondent, respondent.c.id == response.c.respondent_id)
        .order_by(standing.c.response_id, division_comment.c.position)
    )
    if questions is not None:
        query = query.where(response.c.question.in_(list(questions)))
    return [
        Comment(id=row_id, response=ResponseKey(wave, name, question), span=Span(start, end), text=text[start:end])
        for row_id, start, end, wave, name, question, text in connection.execute(query).all()
    ]


def comment_texts(connection: Connection, comments: Collection[int]) -> dict[int, tuple[str, str]]:
    """The question and the words of comments, in force or not."""
    query = (
        select(comment.c.id, comment.c.start, comment.c.end, response.c.question, response.c.text)
        .join(response, response.c.id == comment.c.response_id)
        .where(comment.c.id.in_(listed(comments)))
    )
    return {row[0]: (row[3], row[4][row[1] : row[2]]) for row in connection.execute(query)}


def _comments_of(connection: Connection, events: Sequence[int]) -> dict[int, list[Comment]]:
    """The comments of divisions, in the order of the text."""
    where = (respondent.c.wave, respondent.c.name, response.c.question, response.c.text)
    query = (
        select(division_comment.c.division_id, comment.c.id, comment.c.start, comment.c.end, *where)
        .join(comment, comment.c.id == division_comment.c.comment_id)
        .join(response, response.c.id == comment.c.response_id)
        .join(respondent, respondent.c.id == response.c.respondent_id)
        .where(division_comment.c.division_id.in_(listed(events)))
        .order_by(division_comment.c.division_id, division_comment.c.position)
    )
    found: dict[int, list[Comment]] = {}
    for event, number, start, end, wave, name, question, text in connection.execute(query).all():
        key = ResponseKey(wave, name, question)
        found.setdefault(event, []).append(Comment(number, key, Span(start, end), text[start:end]))
    return found


def _root(connection: Connection, event: int) -> AnyRow:
    """The division that an event is about: itself, or what it takes back or restores."""
    row = connection.execute(select(division).where(division.c.id == event)).one()
    return row if row.undoes is None else _root(connection, row.undoes)


def _standing_event(connection: Connection, response_id: int) -> int:
    found = connection.execute(select(standing_divisions(connection, [response_id]).c.id)).scalar_one()
    return int(found)


def _refuse_decided_by_others(connection: Connection, before: int, after: int, by: str) -> None:
    """Refuse to take comments out of force on which a decision of somebody else stands."""
    members = select(division_comment.c.comment_id)
    going = decision.c.comment_id.in_(members.where(division_comment.c.division_id == before)) & ~(
        decision.c.comment_id.in_(members.where(division_comment.c.division_id == after))
    )
    columns = (decision.c.decision_id, decision.c.undoes, decision.c.coder)
    rows = connection.execute(select(*columns).where(going).order_by(decision.c.seq.desc())).all()
    gone = taken_back((event, target) for event, target, _ in rows if target is not None)
    for event, target, coder in rows:
        if target is None and event not in gone and coder != by and not is_machine(coder):
            raise StepStays(
                f"{coder} has decided on these comments since, so they stay as they are.",
                "Split or merge them again where they should be otherwise.",
            )


def _divided_anew(key: ResponseKey) -> ProjectError:
    return ProjectError(
        f"The response of {_named(key)} was divided anew by somebody else, and nothing was changed.",
        "Open the response again.",
    )


def _after_undo(connection: Connection, responses: Collection[int] | None) -> dict[int, int]:
    """The standing division of each response whose log holds an undo."""
    undone = select(division.c.response_id).where(division.c.undoes.is_not(None))
    if responses is not None:
        undone = undone.where(division.c.response_id.in_(listed(responses)))
    columns = (division.c.response_id, division.c.id, division.c.undoes)
    query = select(*columns).where(division.c.response_id.in_(undone)).order_by(division.c.id)
    rows = connection.execute(query).all()
    gone = taken_back((event, target) for _, event, target in reversed(rows) if target is not None)
    return {response_id: event for response_id, event, target in rows if target is None and event not in gone}


def _rounds(divisions: Sequence[NewDivision]) -> list[list[NewDivision]]:
    """The divisions in lists that name a response once each, so that a later one sees what an earlier one did."""
    rounds: list[list[NewDivision]] = []
    times: dict[int, int] = {}
    for new in divisions:
        nth = times[new.response_id] = times.get(new.response_id, -1) + 1
        if nth == len(rounds):
            rounds.append([])
        rounds[nth].append(new)
    return rounds


def _divide(connection: Connection, divisions: Sequence[NewDivision], at: str | None = None) -> None:
    before = _standing(connection, [new.response_id for new in divisions])
    wanted = [new for new in divisions if _is_due(new, before)]
    next_division, next_comment = next_id(connection, division), next_id(connection, comment)
    events: list[tuple[object, ...]] = []
    new_comments: list[tuple[int, int, int, int]] = []
    members: list[tuple[int, int, int]] = []
    at = at or now()
    for number, new in enumerate(wanted, start=next_division):
        events.append((number, new.response_id, new.origin, new.by, at))
        for position, span in enumerate(new.spans):
            comment_id = before[new.response_id].comments.get(span)
            if comment_id is None:
                comment_id = next_comment + len(new_comments)
                new_comments.append((comment_id, new.response_id, span.start, span.end))
            members.append((number, position, comment_id))
    insert_rows(connection, division, ("id", "response_id", "origin", "by_", "at"), events)
    insert_rows(connection, comment, ("id", "response_id", "start", "end"), new_comments)
    insert_rows(connection, division_comment, ("division_id", "position", "comment_id"), members)


def _is_due(new: NewDivision, before: dict[int, _Standing]) -> bool:
    standing = before.get(new.response_id)
    if standing is None:
        raise ProjectError(f"There is no response {new.response_id} in the project.")
    _check_spans(new.spans, standing)
    divided = bool(standing.comments)
    if new.origin == "auto" and divided:
        raise ValueError(f"response {new.response_id} is divided already: automatic splitting leaves it alone")
    if divided and new.spans == tuple(standing.comments):
        return False
    if new.origin == "imported" and standing.decided:
        raise ProjectError(
            f"The response of {_named(standing.key)} is divided in another way than in the file, and people have "
            "decided on its comments.",
            "Take the offsets out of those rows, or start from an export of this project.",
        )
    return True


def _check_spans(spans: Spans, standing: _Standing) -> None:
    if not spans:
        raise ValueError("a response has at least one comment")
    if max(span.end for span in spans) > standing.length:
        raise ProjectError(
            f"A comment on the response of {_named(standing.key)} reaches beyond its text.",
            f"The text has {standing.length} characters; offsets count those of the stored text, from 0.",
        )
    if any(after.start < span.end for span, after in pairwise(spans)):
        raise ProjectError(
            f"Comments on the response of {_named(standing.key)} overlap or are out of order.",
            "Give every character of the text to at most one comment.",
        )


def _named(key: ResponseKey) -> str:
    wave = f" in wave '{key.wave}'" if key.wave else ""
    return f"respondent '{key.respondent}' to question '{key.question}'{wave}"


def _standing(connection: Connection, ids: Sequence[int]) -> dict[int, _Standing]:
    query = (
        select(response.c.id, respondent.c.wave, respondent.c.name, response.c.question, response.c.text)
        .join(respondent, respondent.c.id == response.c.respondent_id)
        .where(response.c.id.in_(listed(ids)))
    )
    responses = connection.execute(query).all()
    spans = _standing_spans(connection, ids)
    query_decided = (
        select(comment.c.response_id)
        .join(decision, decision.c.comment_id == comment.c.id)
        .where(comment.c.response_id.in_(listed(ids)))
        .distinct()
    )
    decided = set(connection.execute(query_decided).scalars())
    return {
        row_id: _Standing(ResponseKey(wave, name, question), len(text), spans.get(row_id, {}), row_id in decided)
        for row_id, wave, name, question, text in responses
    }


def _standing_spans(connection: Connection, ids: Sequence[int]) -> dict[int, dict[Span, int]]:
    standing = standing_divisions(connection, ids)
    query = (
        select(standing.c.response_id, comment.c.start, comment.c.end, comment.c.id)
        .select_from(standing)
        .join(division_comment, division_comment.c.division_id == standing.c.id)
        .join(comment, comment.c.id == division_comment.c.comment_id)
        .order_by(standing.c.response_id, division_comment.c.position)
    )
    found: dict[int, dict[Span, int]] = {}
    for response_id, start, end, comment_id in connection.execute(query).all():
        found.setdefault(response_id, {})[Span(start, end)] = comment_id
    return found
