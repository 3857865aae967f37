"""What teaches most first, with rarity in mind.

A comment's doubt about code k is w_k (1 - |2 p_k - 1|), where w_k ~ 1 / (1 + positives of k): greatest where the
score p_k is even, and for codes that few comments carry yet. What a response teaches is the *mean* of its undecided
comments' doubts summed over codes: all of them are decided once it is shown, so the mean is what one decision
teaches, while the largest, or the sum, would bring the longest responses first.
"""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from coder.reviewing.order import Order, Place, Reason
from coder.reviewing.orders.sheet import Flags, Matrix, Places, Sheet

FIRST_ONES = 3
"""Responses shown first for each code that no comment carries yet."""
BLOCK = 200
"""Responses chosen to differ from each other; those after them simply follow what they teach."""
CANDIDATES = 1000
"""The responses among which these are chosen."""
DIVERSITY = 0.5
"""Weight of being unlike what comes before, against what a response teaches by itself."""
_ROWS_AT_ONCE = 8192

Floats = npt.NDArray[np.float64]


def learn(sheet: Sheet, positives: Mapping[str, int], labels: Mapping[str, str], *, most: int | None = None) -> Order:
    """The scored responses in the order of what they teach.

    Typical ones of the codes without positives come first, then a block that is diverse in itself (maximal marginal
    relevance), then the others. What says the same as a comment before it, or as a decided one, teaches nothing: such
    responses come last.

    Args:
        sheet: the comments.
        positives: how many decided comments carry each code.
        labels: the labels of codes.
        most: how many responses to order; None: all.
    """
    weights = 1.0 / (1.0 + np.array([positives.get(code, 0) for code in sheet.codes], dtype=np.float64))
    doubt, about = _doubts(sheet, weights / max(weights.sum(), 1e-9))
    taught, tells = _by_response(sheet, doubt)
    why: dict[int, str] = {}
    for response, code in _first_ones(sheet, positives):
        why.setdefault(response, f"first for {labels.get(code, code)}")
    first = np.array(list(why), dtype=np.intp)
    for response in _most_first(sheet, taught, first, most)[:most]:
        tell = tells[response]
        unsure = sheet.codes[about[tell]]
        why[int(response)] = f"unsure about {labels.get(unsure, unsure)}" if doubt[tell] > 0 else "said before"
    return [Place(sheet.keys[response], Reason("learn", said)) for response, said in list(why.items())[:most]]


def _doubts(sheet: Sheet, weights: Floats) -> tuple[Floats, Places]:
    """The doubt about each comment, and which code most of it is about; 0 for what is not fresh. (comments,) both."""
    rows = np.flatnonzero(sheet.fresh)
    doubt = np.zeros(len(sheet.text))
    about = np.zeros(len(sheet.text), dtype=np.intp)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        chunk = rows[start : start + _ROWS_AT_ONCE]
        parts = np.nan_to_num(1.0 - np.abs(2.0 * sheet.scores[chunk] - 1.0), nan=0.0) * weights
        doubt[chunk], about[chunk] = parts.sum(axis=1), parts.argmax(axis=1)
    return doubt, about


def _by_response(sheet: Sheet, doubt: Floats) -> tuple[Floats, Places]:
    """What each response teaches, and its comment that teaches most; (responses,) both.

    Responses with nothing open and scored teach nan and have comment -1.
    """
    rows = np.flatnonzero(sheet.open & sheet.scored)
    count = np.bincount(sheet.response[rows], minlength=len(sheet.keys))
    total = np.bincount(sheet.response[rows], weights=doubt[rows], minlength=len(sheet.keys))
    tells = np.full(len(sheet.keys), -1, dtype=np.intp)
    by_doubt = rows[np.argsort(doubt[rows], kind="stable")]
    tells[sheet.response[by_doubt]] = by_doubt  # the last one written stays
    return np.where(count > 0, total / np.maximum(count, 1), np.nan), tells


def _first_ones(sheet: Sheet, positives: Mapping[str, int]) -> list[tuple[int, str]]:
    """Pairs of a response and the code that it may be the first for.

    The best response of each code without positives comes before the second best of any; within such a round, the
    surest comes first.
    """
    fresh = np.flatnonzero(sheet.fresh)
    by_code: list[list[tuple[float, int, str]]] = []
    for column, code in enumerate(sheet.codes):
        if positives.get(code, 0) or not len(fresh):
            continue
        scores = np.nan_to_num(sheet.scores[fresh, column], nan=-1.0)
        best = _largest(scores, FIRST_ONES)
        by_code.append([(-float(scores[one]), int(sheet.response[fresh[one]]), code) for one in best])
    rounds = zip_longest(*by_code)
    return [(response, code) for each in rounds for _, response, code in sorted(filter(None, each))]


def _largest(scores: Matrix, most: int) -> Sequence[int]:
    """The places of the largest scores that are none of -1, best first; equal ones in file order."""
    most = min(most, len(scores))
    cut = np.partition(scores, -most)[-most]
    places = np.flatnonzero(scores >= max(cut, 0))
    ranked = places[np.argsort(-scores[places], kind="stable")]
    return [int(place) for place in ranked[:most]]


def _most_first(sheet: Sheet, taught: Floats, first: Places, most: int | None) -> Places:
    """The responses after the first ones: a block of diverse ones, then all others by what they teach."""
    left = ~np.isnan(taught)
    left[first] = False
    responses = np.flatnonzero(left)
    responses = responses[np.argsort(-taught[responses], kind="stable")]
    candidates = responses[:CANDIDATES][taught[responses[:CANDIDATES]] > 0]
    wanted = BLOCK if most is None else min(BLOCK, max(0, most - len(first)))
    if not len(candidates) or not wanted:
        return responses
    vectors = sheet.response_vectors(np.concatenate([first, candidates]), sheet.fresh)
    chosen = candidates[_diverse(taught[candidates], vectors[len(first) :], vectors[: len(first)], wanted)]
    is_chosen = np.zeros(len(taught), dtype=np.bool_)
    is_chosen[chosen] = True
    return np.concatenate([chosen, responses[~is_chosen[responses]]])


def _diverse(values: Floats, vectors: Matrix, before: Matrix, most: int) -> Places:
    """Maximal marginal relevance: one by one, the largest (1 - d) v / max v - d max(cosine to any before it).

    Args:
        values: (n,) what each teaches, > 0.
        vectors: (n, dimensions), of length 1.
        before: (m, dimensions) what comes before all of them.
        most: how many to choose.
    """
    worth = (1.0 - DIVERSITY) * values / values.max()
    nearest = (vectors @ before.T).max(axis=1) if len(before) else np.full(len(values), -1.0)
    left: Flags = np.ones(len(values), dtype=np.bool_)
    chosen: list[int] = []
    for _ in range(min(most, len(values))):
        place = int(np.where(left, worth - DIVERSITY * nearest, -np.inf).argmax())
        left[place] = False
        chosen.append(place)
        nearest = np.maximum(nearest, vectors @ vectors[place])
    return np.array(chosen, dtype=np.intp)
