"""The comments of the responses that are tested, as audits see them."""

from collections.abc import Collection, Sequence

import numpy as np

from coder.auditing.evidence import AuditedComments
from coder.evaluating.judged import Floats
from coder.workflow.evaluated_responses import ReadResponse
from coder.workflow.simulation import Scores


def audited_comments(codes: Sequence[str], test: Sequence[ReadResponse], scores: Scores) -> AuditedComments:
    """The comments of each response; one for the whole of it where only its codes as a whole are known."""
    rows: dict[int, list[int]] = {}
    for row, place in enumerate(scores.groups):
        rows.setdefault(place, []).append(row)
    columns = [codes.index(code) for code in scores.codes]
    responses: list[int] = []
    found: list[Floats] = []
    given: list[Collection[str]] = []
    for place, response in enumerate(test):
        if response.by_comment:
            spread = np.full((len(rows[place]), len(codes)), np.nan)
            spread[:, columns] = scores.comments[rows[place]]
            found.extend(spread)
            given.extend(lesson.codes for lesson in response.lessons)
        else:
            found.append(scores.judged.scores[place])
            given.append(response.codes)
        responses.extend([place] * (len(found) - len(responses)))
    return AuditedComments(
        responses=np.array(responses, dtype=np.int64),
        scores=np.array(found).reshape(len(found), len(codes)),
        decided=np.ones(len(found), dtype=bool),
        given=np.array([[code in names for code in codes] for names in given], dtype=bool).reshape(len(found), -1),
    )
