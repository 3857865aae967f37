"""How often each code is to be expected: a guess from texts alone, and what decisions make of it."""

import re
from collections.abc import Sequence

import numpy as np

from coder.domain.codebook import Code, Role
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.standard import Standard

SHARE_WEIGHT, WORD_WEIGHT = 0.7, 0.3
"""What the two signs of a frequent code in texts count: the texts it wins, its nearness to single words."""
RESIDUAL_WEIGHT = 0.8
"""The log of how much more often a code applies that takes what fits no other."""
_SHARPNESS = 2.0
CODES_PER_ITEM = 1.4
"""Codes that an item is expected to carry."""
PRIOR_WEIGHT = 50.0
"""The guess counts like so many decided items."""
LEAST, GREATEST = 0.002, 0.5
"""Between these a guess stays."""
_RESIDUAL_LABEL = re.compile(
    r"\b(other|others|general|misc\w*|none|not applicable|n/?a|not assigned|unassigned|no code|unclear|uncode?able"
    r"|unspecified|non-?specific|anything else|nothing)\b",
    re.IGNORECASE,
)
_RESIDUAL_DEFINITION = re.compile(
    r"does not (match|fit|belong)|not (been )?(assigned|relevant|covered)|none of the|no other code|another code"
    r"|non-specific|\bgeneral\b",
    re.IGNORECASE,
)


def residual(codes: Sequence[Code]) -> Floats:
    """1 for each code that takes what fits no other, -1 for one that is for texts without content; (codes,).

    To say nothing is rare among texts that say something, and the texts that say nothing are much alike.
    """
    return np.array([-1.0 if code.role is Role.NON_SUBSTANTIVE else float(_is_residual(code)) for code in codes])


def offsets(scores: Floats, among: Flags, meaning: Standard, words: Standard) -> Floats:
    """The log of how often each code seems to apply, whatever its label says; only differences count; (codes,).

    Args:
        scores: Standardised scores of the background, (items, codes); each item has at least one code that applies.
        among: Whether a code applies to an item, (items, codes).
        meaning: The level and spread of each code's resemblance.
        words: The same of its nearness to single words.
    """
    scale = float(meaning.spreads.mean())
    powers = _SHARPNESS * (scores * meaning.spreads + meaning.means) / scale
    powers = np.where(among, powers, -np.inf)
    won = np.exp(powers - powers.max(axis=1, keepdims=True))
    won /= won.sum(axis=1, keepdims=True)
    fair = (among / among.sum(axis=1, keepdims=True)).sum(axis=0)
    shares = np.log((won.sum(axis=0) + 1) / (fair + 1))
    level = (words.means - words.means.mean()) / (words.means.std() + 1e-6)
    return np.asarray(SHARE_WEIGHT * shares + WORD_WEIGHT * level, dtype=np.float64)


def guess(offset: Floats, by_question: Flags) -> Floats:
    """The guessed share of items that carry each code, the mean over the questions it applies to; (codes,).

    Args:
        offset: Guessed logs, (codes,).
        by_question: Whether a code applies to a question, (questions, codes).
    """
    powers = np.where(by_question, np.exp(offset - offset.max()), 0.0)
    shares = powers / np.maximum(powers.sum(axis=1, keepdims=True), 1e-12)
    means = shares.sum(axis=0) / np.maximum(by_question.sum(axis=0), 1)
    return np.asarray(np.clip(CODES_PER_ITEM * means, LEAST, GREATEST), dtype=np.float64)


def prevalence(guessed: Floats, given: Flags, among: Flags) -> Floats:
    """The share of items that carry each code, as decided and as guessed; (codes,).

    For code k on m of the n decided items that it applies to: (m + PRIOR_WEIGHT guess) / (n + PRIOR_WEIGHT).
    """
    counts = (given & among).sum(axis=0)
    return np.asarray((counts + PRIOR_WEIGHT * guessed) / (among.sum(axis=0) + PRIOR_WEIGHT), dtype=np.float64)


def _is_residual(code: Code) -> bool:
    return code.role is Role.OTHER or bool(
        _RESIDUAL_LABEL.search(code.label) or _RESIDUAL_DEFINITION.search(code.definition)
    )
