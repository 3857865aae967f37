"""Made-up populations for coverage.py: responses, who of them carries a code, and what a model says of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.estimating.answers import Answers

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

PREVALENCES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6)
CAMPAIGN = 0.4
"""Share of the responses that are copies of one of three texts, where there is a campaign."""


class Model(NamedTuple):
    """How scores are made: normal scores, further apart the better, turned to probabilities and then distorted."""

    apart: float
    """Standard deviations between those with the code and without: 0.36, 1.19, 2.33 are an AUC of 0.6, 0.8, 0.95."""
    shift: float = 0.0
    """Added to the logit: above 0 the model says too much."""
    blind_to: float = 0.0
    """Share of the population, the first of it, in which the model sees nothing."""
    turned: bool = False
    """High where it should be low."""


MODELS: Mapping[str, Model] = {
    "says nothing": Model(0.0),
    "weak": Model(0.36),
    "medium": Model(1.19),
    "strong": Model(2.33),
    "nearly always right": Model(5.0),
    "medium, says too much": Model(1.19, shift=2.0),
    "medium, says too little": Model(1.19, shift=-2.0),
    "blind to 30 %": Model(2.33, shift=-1.0, blind_to=0.3),
    "turned round": Model(1.19, turned=True),
}


class World(NamedTuple):
    """A population: a row for each response, a column for each code."""

    carries: Flags
    scores: Floats
    names: list[tuple[str, float]]
    """The model and the prevalence of each column."""

    def only(self, code: int) -> "World":
        """One of its codes."""
        return World(self.carries[:, [code]], self.scores[:, [code]], [self.names[code]])


def world(
    rng: np.random.Generator,
    total: int,
    *,
    campaign: bool = False,
    models: Mapping[str, Model] = MODELS,
    prevalences: Sequence[float] = PREVALENCES,
) -> World:
    """A population in which every model meets every prevalence."""
    texts = np.arange(total)
    if campaign:
        copies = rng.permutation(total)[: int(CAMPAIGN * total)]
        texts[copies] = copies[rng.integers(0, 3, len(copies))]
    names = [(name, prevalence) for name in models for prevalence in prevalences]
    truths = [_truth(rng, total, prevalence) for _, prevalence in names]
    scores = [score(rng, truth, models[name], one) for truth, (name, one) in zip(truths, names, strict=True)]
    return World(np.stack(truths, axis=1)[texts], np.stack(scores, axis=1)[texts], names)


def nets_world(rng: np.random.Generator, total: int) -> World:
    """A population of nets: a response carries one if it carries any of three codes, which may go together."""
    parts = [world(rng, total, prevalences=(0.002, 0.01, 0.04, 0.15)) for _ in range(3)]
    carries = np.any([part.carries for part in parts], axis=0)
    scores = 1 - np.prod([1 - part.scores for part in parts], axis=0)
    return World(carries, scores, [(name, round(3 * prevalence, 3)) for name, prevalence in parts[0].names])


def _truth(rng: np.random.Generator, total: int, prevalence: float) -> Flags:
    truth = np.zeros(total, dtype=bool)
    truth[rng.permutation(total)[: max(1, round(prevalence * total))]] = True
    return truth


def score(rng: np.random.Generator, truth: Flags, model: Model, prevalence: float) -> Floats:
    """What the model says of each response."""
    seen = np.full(len(truth), model.apart)
    seen[: int(model.blind_to * len(truth))] = 0.0
    logit = seen * (rng.normal(size=len(truth)) + seen * truth - seen / 2)
    logit += np.log(prevalence / (1 - prevalence)) + model.shift + 1e-6 * rng.normal(size=len(truth))
    return np.asarray(1 / (1 + np.exp(logit if model.turned else -logit)))


def draws(rng: np.random.Generator, total: int, size: int, audits: int) -> Numbers:
    """Simple random samples in random order, (audits, size)."""
    return np.argsort(rng.random((audits, total)), axis=1)[:, :size]


def read_besides(rng: np.random.Generator, made: World, sample: Numbers, way: str) -> Flags:
    """Half of what the audits have not drawn, read in an order that follows from one code; (audits, responses)."""
    scores, carries = made.scores[:, 0], made.carries[:, 0]
    first = {"uncertain": -np.abs(scores - 0.5), "top": scores, "code": carries + 0.9 * rng.random(len(carries))}[way]
    order = np.argsort(-first)
    free = np.ones((len(sample), len(scores)), dtype=bool)
    np.put_along_axis(free, sample, False, axis=1)
    read = np.zeros_like(free)
    read[:, order] = free[:, order] & (np.cumsum(free[:, order], axis=1) <= (len(scores) - sample.shape[1]) // 2)
    return read


def as_answers(made: World, sample: Numbers) -> Answers:
    """What an audit leaves known, as the program has it; every response has one comment."""
    total = len(made.carries)
    sampled = np.zeros(total, dtype=bool)
    sampled[sample] = True
    seen = made.carries & sampled[:, None]
    return Answers(
        frame=np.ones(total, dtype=bool),
        sampled=sampled,
        read=sampled,
        carries=seen,
        mentions=seen.astype(np.int64),
        own=seen.astype(np.int64),
        substantive=seen.astype(np.int64),
        silent=np.zeros(total, dtype=np.int64),
        comments=np.ones(total, dtype=np.int64),
        unread=(~sampled).astype(np.int64),
        scores=made.scores,
    )
