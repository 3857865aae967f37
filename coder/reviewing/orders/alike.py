"""Like answers together, so that they are decided one after the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from coder.reviewing.order import Order, Place, Reason
from coder.reviewing.orders.sheet import Flags, Matrix, Places, Sheet

LIKE = 0.7
"""Cosine from which two responses are alike. On the example survey, 0.8 joins copies only and 0.6 whole topics."""
MOST = 4096
"""Groups that are looked for, over all questions: more than anybody decides in a sitting, and found in seconds."""
_LEADERS = 512
"""Rows compared with all later ones at once."""
_DIRECTIONS = 64
_SAMPLE = 4000
_ROUNDING = 1e-4
"""What float32 may lose of a cosine."""
_MANY = 0.02
"""The share of pairs that pass the first look from which on it is quicker to compare all of them in full."""


def alike(sheet: Sheet) -> Order:
    """The open responses in groups.

    A group begins with the next response in file order. All later ones to the same question whose vector has a cosine
    of `LIKE` or more to it follow, those with the same words first, then the nearest. A response is taken as what is
    open of it. What is in none of the first `MOST` groups is left out: it comes in file order, and in groups when the
    next sitting begins.
    """
    by_words: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for response, texts in _open_texts(sheet):
        by_words[texts].append(response)
    same = list(by_words.values())
    order: list[Place] = []
    for group in _groups(sheet, same):
        members = [response for one in group for response in same[one]]
        twins = len(same[group[0]])
        order.extend(
            Place(sheet.keys[response], Reason("alike", _why(number, len(members), number <= twins)))
            for number, response in enumerate(members, 1)
        )
    return order


def _open_texts(sheet: Sheet) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The responses with something open, and the texts that are."""
    rows = np.flatnonzero(sheet.open)
    starts = np.flatnonzero(np.diff(sheet.response[rows], prepend=-1))
    texts = sheet.text[rows].tolist()
    for start, end in pairwise([*starts, len(rows)]):
        yield int(sheet.response[rows[start]]), tuple(texts[start:end])


def _why(number: int, size: int, same_words: bool) -> str:
    if size == 1:
        return "like no other"
    return f"{number} of {size} {'in the same words' if same_words and number > 1 else 'alike'}"


def _groups(sheet: Sheet, same: Sequence[Sequence[int]]) -> list[list[int]]:
    """Groups of places in `same`, in the order in which they begin; the nearest to the first of a group come first."""
    heads = np.array([responses[0] for responses in same], dtype=np.intp)
    vectors = sheet.response_vectors(heads, sheet.open)
    questions: dict[str, list[int]] = defaultdict(list)
    for place, head in enumerate(heads):
        questions[sheet.keys[head].question].append(place)
    groups = []
    for places in questions.values():
        found = grouped(vectors[places], MOST // len(questions))
        groups += [[places[one] for one in group] for group in found]
    return sorted(groups, key=lambda group: group[0])


def grouped(vectors: Matrix, most: int = MOST) -> list[list[int]]:
    """The first greedy groups: a row, then all later ones of cosine `LIKE` or more that no earlier row has taken.

    For speed, rows are first compared in a few directions only. With an orthonormal P, and r the length of what is
    left of a row outside it, x.y <= (Px).(Py) + r_x r_y (Cauchy-Schwarz): pairs for which that bound is below `LIKE`
    are not looked at again, so nothing is missed. Memory is bounded by `_LEADERS` rows of n.

    Args:
        vectors: (n, dimensions), each of length 1 or zeros; rows of zeros are like nothing.
        most: how many groups to look for.
    """
    short = _shortened(vectors)
    taken: Flags = np.zeros(len(vectors), dtype=np.bool_)
    groups: list[list[int]] = []
    left = np.arange(len(vectors))
    while len(left) and len(groups) < most:
        leaders = left[:_LEADERS]
        possible = _from(LIKE - _ROUNDING, short[leaders], short[left])
        if len(possible) > _MANY * len(leaders) * len(left):
            possible = _from(LIKE - _ROUNDING, vectors[leaders], vectors[left])
        rows, columns = np.divmod(possible, len(left))
        bounds = np.searchsorted(rows, np.arange(len(leaders) + 1))
        for place, leader in enumerate(leaders):
            if not taken[leader]:
                groups.append(_group(vectors, leader, left[columns[bounds[place] : bounds[place + 1]]], taken))
        left = left[_LEADERS:][~taken[left[_LEADERS:]]]
    return groups[:most]


def _from(least: float, first: Matrix, second: Matrix) -> Places:
    """Places in the flattened matrix of the products of rows where they are at least so large."""
    return np.flatnonzero((first @ second.T).ravel() >= least)


def _group(vectors: Matrix, leader: np.intp, possible: Places, taken: Flags) -> list[int]:
    """A leader with what is like it and not taken; takes them."""
    later = possible[(possible > leader) & ~taken[possible]]
    cosines = vectors[later] @ vectors[leader]
    like = cosines >= LIKE
    members = later[like][np.argsort(-cosines[like], kind="stable")]
    taken[leader] = taken[members] = True
    return [int(leader), *(int(member) for member in members)]


def _shortened(vectors: Matrix) -> Matrix:
    """Rows in the main directions of a sample of them, with the length of the rest as a further column."""
    if vectors.shape[1] <= _DIRECTIONS:
        return vectors
    sample = vectors[:: max(1, len(vectors) // _SAMPLE)]
    _, directions = np.linalg.eigh(sample.T @ sample)
    short = vectors @ directions[:, -_DIRECTIONS:]
    lost = (vectors * vectors).sum(axis=1, keepdims=True) - (short * short).sum(axis=1, keepdims=True)
    rest = np.sqrt(np.maximum(0.0, lost))
    return np.asarray(np.hstack([short, rest]), dtype=np.float32)
