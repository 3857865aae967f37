"""Responses that people divided anew, with the scores of the comments as they were.

A certificate rests on scores that follow from nothing that was read. Where a person splits or merges comments, the new
ones have no scores, and scores made for them would follow from what that person read: so the comments that were scored
go on standing for the response, and carry what people gave to whatever took their place.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from coder.domain.response import Comment
from coder.store.project import Project


class AsScored(NamedTuple):
    """The comments of responses as a run scored them."""

    responses: dict[int, int]
    """The response of each."""
    places: dict[int, tuple[int, ...]]
    """Of each that is no longer in force, the comments that took its place."""
    barred: frozenset[int]
    """Those of them that a machine may give nothing: what took their place is a person's to decide."""


def as_scored(project: Project, responses: Mapping[int, int], drawn: Collection[int], run_id: int) -> AsScored:
    """The comments by which responses are to be judged.

    Args:
        project: the project.
        responses: the response of every comment in force.
        drawn: the responses of the audit: always judged by the comments that were scored first.
        run_id: the run that scored them; a response of which it scored no division whole stays as it is.
    """
    found = dict(responses)
    places: dict[int, tuple[int, ...]] = {}
    barred: set[int] = set()
    for response in sorted(project.divided_by_hand().intersection(responses.values())):
        current = project.comments(responses=[response])
        scored = _scored_first(project, [current, *project.former_comments(response)], run_id, response in drawn)
        gone = [one for one in scored if one.id not in responses]
        for one in current:
            del found[one.id]
        found |= {one.id: response for one in scored}
        places |= {one.id: tuple(now.id for now in current if _overlap(one, now)) for one in gone}
        barred |= {one.id for one in gone if response not in drawn}
    return AsScored(found, places, frozenset(barred))


def _scored_first(
    project: Project, divisions: Sequence[Sequence[Comment]], run_id: int, drawn: bool
) -> Sequence[Comment]:
    """The first of the divisions, latest first, that a run scored whole; the standing one where that will do."""
    known = project.score_rows(run_id, [one.id for several in divisions for one in several])
    whole = [several for several in divisions if all(one.id in known for one in several)]
    if not whole or (not drawn and whole[0] is divisions[0]):
        return divisions[0]
    return whole[-1]


def _overlap(one: Comment, other: Comment) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end
