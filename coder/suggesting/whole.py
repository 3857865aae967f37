"""The codes of responses that are divided into comments."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.choosing import largest, lift
from coder.suggesting.items import Item
from coder.suggesting.model import SuggestionModel
from coder.suggesting.seen import Encode

LEAST = 0.25
"""Score of a whole response from which a comment of it is assigned a code, by a model taught by whole responses."""


class CodedResponses(NamedTuple):
    """What a model says of responses and their comments."""

    comments: Floats
    """(comments, codes); nan where a code does not apply."""
    assigned: Flags
    """Whether each comment is assigned each code, (comments, codes)."""
    responses: Floats
    """Probability that each response carries each code, (responses, codes)."""


def code_responses(
    model: SuggestionModel, encode: Encode, responses: Sequence[Item], comments: Sequence[Item], groups: Sequence[int]
) -> CodedResponses:
    """Score comments, and from them their responses.

    A model that was taught by comments says of comments what they carry, and `lift` does the rest. One that was taught
    by whole responses says how likely the *response* of such a text carries a code; several comments together would
    then be said to carry too much, so the response is scored as well: sqrt(p_whole max p_comment), and its comments are
    assigned only what the whole bears out.

    Args:
        model: Says what is likely.
        encode: Makes vectors.
        responses: The whole texts.
        comments: Their comments.
        groups: The response of each comment, counted from 0.
    """
    scores = model.score(comments, encode([item.text for item in comments]))
    assigned, lifted = model.assign(scores), lift(scores, groups)
    divided = np.flatnonzero(np.bincount(groups, minlength=len(responses)) > 1)
    if model.by_responses and len(divided):
        texts = [responses[place] for place in divided.tolist()]
        whole = np.full(lifted.shape, np.nan)
        whole[divided] = model.score(texts, encode([item.text for item in texts]))
        lifted[divided] = np.sqrt(whole * largest(scores, groups))[divided]
        bearing = np.where(np.isnan(whole), True, whole >= LEAST)
        assigned &= bearing[np.asarray(groups, dtype=np.intp)]
    return CodedResponses(scores, assigned, lifted)
