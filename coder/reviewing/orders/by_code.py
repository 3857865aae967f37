"""The responses most probably carrying a code first."""

from collections.abc import Collection, Mapping

import numpy as np

from coder.reviewing.order import Order, Place, Reason
from coder.reviewing.orders.sheet import Sheet


def by_code(sheet: Sheet, code: str, among: Collection[str], labels: Mapping[str, str]) -> Order:
    """The open responses to which a code applies, the most probable first; equal ones in file order.

    The probability of a response is the largest score of its open comments for any of the codes.

    Args:
        sheet: the comments.
        code: the code that was asked for.
        among: the codes that stand for it: itself, or what is below a heading.
        labels: the labels of codes.
    """
    columns = [column for column, one in enumerate(sheet.codes) if one in among]
    rows = np.flatnonzero(sheet.open)
    if not columns or not len(rows):
        return []
    scores = np.nan_to_num(sheet.scores[rows][:, columns], nan=-1.0)
    best = scores.max(axis=1)
    by_score = np.lexsort((rows, -best))
    by_score = by_score[best[by_score] >= 0]
    _, first = np.unique(sheet.response[rows[by_score]], return_index=True)
    heads = by_score[np.sort(first)]
    named = [labels.get(sheet.codes[column], sheet.codes[column]) for column in columns]
    return [
        Place(sheet.keys[sheet.response[rows[head]]], Reason(f"code {code}", f"{best[head]:.0%} {named[top]}"))
        for head, top in zip(heads, scores[heads].argmax(axis=1), strict=True)
    ]
