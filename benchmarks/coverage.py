"""How often the intervals of estimates hold the true number: a grid of made-up populations, audited again and again.

    python -m benchmarks.coverage [SCALE] [TABLE...]

SCALE multiplies the audits of a cell (1: what coverage.md shows). TABLE is any of: every sizes campaigns exact looks
read groups nets mentions. An interval holds if the true number of respondents (or mentions) with the code is in it.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from benchmarks.populations import (
    MODELS,
    Flags,
    Floats,
    Numbers,
    World,
    as_answers,
    draws,
    nets_world,
    read_besides,
    world,
)
from coder.estimating.cells import choose_cuts
from coder.estimating.estimate import PARTS, estimate
from coder.estimating.limits import limits, tail
from coder.estimating.mentions import MentionStrata, mention_totals
from coder.estimating.strata import Strata, Totals, joined, totals

ERROR = 0.05
SEED = 20261122
POPULATIONS = (500, 1000, 2000, 5000)
SIZES = (100, 200, 400)
WORLDS, AUDITS = 8, 500
"""Populations of a cell, and audits of each."""

Name = tuple[str, float]


class Cell(NamedTuple):
    """What came of a cell of the grid."""

    held: float
    """Share of audits in which the interval held the true number."""
    width: float = np.nan
    """Mean width, as a share of that without scores."""
    told: float = 1.0
    """Share of audits that gave an interval."""
    held_or_untold: float = np.nan
    """Share of audits that gave no interval which did not hold it."""


Cells = dict[Name, Cell]


def counted(
    made: World, sample: Numbers, *, error: float = ERROR, exact: bool = False, read: Flags | None = None
) -> tuple[Strata, Strata]:
    """What audits find of each code, in strata and in one; arrays (codes, audits, strata).

    Args:
        made: The population.
        sample: The audits, (audits, size).
        error: How often an interval may miss.
        exact: Whether intervals are to be exact.
        read: What people have read besides, (audits, members).
    """
    found = [
        _strata(made.carries[:, code], made.scores[:, code], sample, error, exact) for code in range(len(made.names))
    ]
    size, sampled, hits = (np.stack(values) for values in zip(*found, strict=True))
    known = [_known(made.carries[:, code], sample, read) for code in range(len(made.names))]
    sure, possible = (np.stack(values) for values in zip(*known, strict=True))
    parts = Strata(size=size, sampled=sampled, found=hits, sure=sure, possible=possible)
    whole = (values.sum(axis=-1, keepdims=True) for values in (size, sampled, hits))
    one = Strata(**dict(zip(("size", "sampled", "found"), whole, strict=True)), sure=sure, possible=possible)
    return parts.regrouped(joined(sampled)), one


def parted(scores: Floats, size: int, *, error: float = ERROR, exact: bool = False) -> Numbers:
    """The stratum of each response, as an audit of that size divides them."""
    cuts = choose_cuts(scores, size, error=error, exact=exact)
    return np.asarray(np.searchsorted(-np.array(cuts), -scores, side="left"))


def by_part(parts: Numbers, values: Numbers | None = None) -> Numbers:
    """Sums of values (1 where there are none) by stratum; (audits, size) -> (audits, strata)."""
    inside = parts[..., None] == np.arange(PARTS)
    return np.asarray((inside if values is None else inside * values[..., None]).sum(axis=1))


def _strata(
    carries: Flags, scores: Floats, sample: Numbers, error: float, exact: bool
) -> tuple[Numbers, Numbers, Numbers]:
    part = parted(scores, sample.shape[1], error=error, exact=exact)
    sampled = by_part(part[sample])
    size = np.broadcast_to(np.bincount(part, minlength=PARTS), sampled.shape)
    return size, sampled, by_part(part[sample], carries[sample])


def _known(carries: Flags, sample: Numbers, read: Flags | None) -> tuple[Numbers, Numbers]:
    """How many are known to carry it, and how many are not known to go without it; (audits,)."""
    if read is None:
        sure = carries[sample].sum(axis=1)
        return sure, len(carries) - sample.shape[1] + sure
    known = read.copy()
    np.put_along_axis(known, sample, True, axis=1)
    return (known & carries).sum(axis=1), len(carries) - (known & ~carries).sum(axis=1)


def holds(found: Totals, made: World) -> Flags:
    """Whether each interval holds the true number, (codes, audits)."""
    truth = made.carries.sum(axis=0)[:, None]
    return np.asarray((found.low <= truth) & (truth <= found.high))


def judged(worlds: Iterable[World], audits: int, audit: Callable[[World, int], tuple[Flags, Floats, Floats]]) -> Cells:
    """The cells of a table, from what audits of several worlds found: held, width, width without scores."""
    seen: defaultdict[Name, list[tuple[float, float, float]]] = defaultdict(list)
    for made in worlds:
        held, width, plain = audit(made, audits)
        for code, name in enumerate(made.names):
            seen[name].append((held[code].mean(), width[code].mean(), plain[code].mean()))
    return {name: _cell(values) for name, values in seen.items()}


def _cell(values: Sequence[tuple[float, float, float]]) -> Cell:
    held, width, plain = np.mean(values, axis=0)
    return Cell(float(held), float(width / plain) if plain else np.nan)


def once(
    rng: np.random.Generator, size: int, made: World, audits: int, *, exact: bool = False
) -> tuple[Flags, Floats, Floats]:
    """One look at audits of a size."""
    parts, one = counted(made, draws(rng, len(made.carries), size, audits), exact=exact)
    found, plain = totals(parts, error=ERROR, exact=exact), totals(one, error=ERROR)
    return holds(found, made), found.high - found.low, plain.high - plain.low


def topped_up(
    rng: np.random.Generator, batch: int, made: World, audits: int, *, looks: int = 3, divided: bool = True
) -> tuple[Flags, Floats, Floats]:
    """Audits looked at after every batch; held only if every look held."""
    sample = draws(rng, len(made.carries), batch * looks, audits)
    error = ERROR / looks if divided else ERROR
    held = np.ones((len(made.names), audits), dtype=bool)
    for look in range(1, looks + 1):
        parts, one = counted(made, sample[:, : batch * look], error=error)
        found, plain = totals(parts, error=error), totals(one, error=ERROR)
        held &= holds(found, made)
    return held, found.high - found.low, plain.high - plain.low


def besides(rng: np.random.Generator, size: int, way: str, made: World, audits: int) -> tuple[Flags, Floats, Floats]:
    """Audits, after which people read half of the rest in an order of their own."""
    sample = draws(rng, len(made.carries), size, audits)
    held, width, plain = [], [], []
    for code in range(len(made.names)):
        one = made.only(code)
        known, _ = counted(one, sample, read=read_besides(rng, one, sample, way))
        unknown, _ = counted(one, sample)
        found, before = totals(known, error=ERROR), totals(unknown, error=ERROR)
        held.append(holds(found, one)[0])
        width.append((found.high - found.low)[0])
        plain.append((before.high - before.low)[0])
    return np.stack(held), np.stack(width), np.stack(plain)


def of_group(
    rng: np.random.Generator, size: int, share: float, made: World, audits: int
) -> tuple[Flags, Floats, Floats]:
    """Estimates of a group, the first so many of the population, by the function that the program calls."""
    total = len(made.carries)
    members = np.arange(total) < share * total
    truth = made.carries[members].sum(axis=0)
    held, width, plain = [], [], []
    for drawn in draws(rng, total, size, audits):
        answers = as_answers(made, drawn).of(members)
        found = estimate(answers, error=ERROR).respondents
        held.append((found.low <= truth) & (truth <= found.high))
        width.append(found.high - found.low)
        plain.append(np.full(len(made.names), members.sum()))
    return np.stack(held, axis=1), np.stack(width, axis=1), np.stack(plain, axis=1)


def of_mentions(rng: np.random.Generator, total: int, size: int, audits: int, model: str, heavy: bool) -> Cells:
    """Intervals of mentions: responses have several comments, and those with a code often say it more than once."""
    cells: Cells = {}
    for prevalence in (0.05, 0.1, 0.2, 0.3, 0.4, 0.6):
        held, told = [], []
        for _ in range(WORLDS):
            made = world(rng, total, models={model: MODELS[model]}, prevalences=(prevalence,))
            found, truth = _mentions_found(rng, made, size, audits, heavy)
            told.append(~np.isnan(found.low))
            held.append((found.low <= truth) & (truth <= found.high))
        said, right = np.concatenate(told), np.concatenate(held)
        share = float(right[said].mean()) if said.any() else np.nan
        name = f"{model}, {'long' if heavy else 'usual'} answers, {size} of {total:,}"
        cells[name, prevalence] = Cell(share, told=float(said.mean()), held_or_untold=float((right | ~said).mean()))
    return cells


def _mentions_found(rng: np.random.Generator, made: World, size: int, audits: int, heavy: bool) -> tuple[Totals, int]:
    """What audits say of mentions, and how many there are."""
    carries, part = made.carries[:, 0], parted(made.scores[:, 0], size)
    total = len(carries)
    comments = 1 + (rng.geometric(0.35, total) if heavy else rng.poisson(1.2, total))
    mentions = np.where(carries, 1 + rng.binomial(comments - 1, 0.5), 0)
    sample = draws(rng, total, size, audits)
    parts, values = part[sample], mentions[sample]
    target = joined(by_part(parts))
    parts = np.take_along_axis(target, parts, axis=1)
    size_of = (target[..., None] == np.arange(PARTS)) * np.bincount(part, minlength=PARTS)[None, :, None]
    found = mention_totals(
        MentionStrata(
            size=size_of.sum(axis=1),
            sampled=by_part(parts),
            carrying=by_part(parts, values > 0),
            mentions=by_part(parts, values),
            squares=by_part(parts, values**2),
            sure=values.sum(axis=1),
            possible=values.sum(axis=1) + comments.sum() - comments[sample].sum(axis=1),
        ),
        error=ERROR,
    )
    return found, int(mentions.sum())


def printed(title: str, cells: Cells, show: Callable[[Cell], str]) -> None:
    """Print a table: a row for each name, a column for each prevalence."""
    prevalences = sorted({prevalence for _, prevalence in cells})
    print(f"\n**{title}**\n")
    print("| | " + " | ".join(f"{100 * one:g} %" for one in prevalences) + " |")
    print("|---" * (len(prevalences) + 1) + "|")
    for name in dict.fromkeys(name for name, _ in cells):
        print(f"| {name} | " + " | ".join(show(cells[name, one]) for one in prevalences) + " |")


def worst(several: Iterable[Cells]) -> Cells:
    """Of each cell the lowest share that held, and the mean width."""
    found: defaultdict[Name, list[Cell]] = defaultdict(list)
    for cells in several:
        for name, cell in cells.items():
            found[name].append(cell)
    return {
        name: Cell(min(cell.held for cell in cells), float(np.mean([cell.width for cell in cells])))
        for name, cells in found.items()
    }


def held(cell: Cell) -> str:
    """A share in per cent."""
    return "-" if np.isnan(cell.held) else f"{100 * cell.held:.1f}"


def width(cell: Cell) -> str:
    """A ratio of widths."""
    return f"{cell.width:.2f}"


def both(cell: Cell) -> str:
    """The share that held and the ratio of widths."""
    return f"{held(cell)} ({width(cell)})"


def told(cell: Cell) -> str:
    """The share of all audits that was not wrong, the share that gave an interval, and how many of these held."""
    return f"{100 * cell.held_or_untold:.1f} ({100 * cell.told:.1f} % told, {held(cell)} of them right)"


def sizes(rng: np.random.Generator, scale: float, *, campaign: bool = False) -> None:
    """The grid of models, prevalences, populations and sizes."""
    worlds, audits = max(1, round(WORLDS * min(1, scale))), max(50, round(AUDITS * scale))
    for size in SIZES:
        several = [
            judged((world(rng, total, campaign=campaign) for _ in range(worlds)), audits, partial(once, rng, size))
            for total in POPULATIONS
        ]
        print(f"\nLowest cell: {100 * min(cell.held for cells in several for cell in cells.values()):.1f} %.")
        of = ", ".join(f"{total:,}" for total in POPULATIONS)
        printed(f"{size} audited: the lowest of populations of {of}, in %", worst(several), held)
        printed(
            f"{size} audited: width as a share of that of a plain sample, mean of the populations",
            worst(several),
            width,
        )


def every(rng: np.random.Generator, scale: float) -> None:
    """Every number of responses with a code, without scores: computed, not simulated."""
    print("\n**Without scores, the lowest of all numbers of responses with the code, computed, in %**\n")
    print("| audited | " + " | ".join(f"of {total:,}" for total in POPULATIONS) + " |")
    print("|---" * (len(POPULATIONS) + 1) + "|")
    for size in SIZES:
        print(f"| {size} | " + " | ".join(f"{100 * lowest(total, size):.1f}" for total in POPULATIONS) + " |")


def lowest(total: int, size: int) -> float:
    """The lowest chance that limits hold, over all numbers of responses with a code."""
    hits = np.arange(size + 1)
    low, high = limits(np.full(size + 1, total), np.full(size + 1, size), hits, error=ERROR)
    held = np.zeros(total + 1)
    for hit in hits:
        carrying = np.arange(low[hit], high[hit] + 1)
        same = [np.full(len(carrying), value) for value in (total, size, hit)]
        held[carrying] += tail(same[0], carrying, same[1], same[2])[1]
    return float(held.min())


def exact(rng: np.random.Generator, scale: float) -> None:
    """Exact intervals."""
    for size in (100, 400):
        made = (world(rng, 2000) for _ in range(4))
        cells = judged(made, max(50, round(AUDITS * scale)), partial(once, rng, size, exact=True))
        printed(
            f"Exact, {size} of 2,000: held, in % (width as a share of that of a plain sample, not exact)", cells, both
        )


def looks(rng: np.random.Generator, scale: float) -> None:
    """Audits that are topped up."""
    for batch in (50, 100, 200):
        for divided in (True, False):
            made = (world(rng, 2000) for _ in range(4))
            cells = judged(made, max(50, round(AUDITS * scale)), partial(topped_up, rng, batch, divided=divided))
            how = "error divided" if divided else "error not divided (what must not be done)"
            printed(f"Three looks, a batch of {batch} before each, {how}: every look held, in %", cells, held)


def read(rng: np.random.Generator, scale: float) -> None:
    """Reading on after the draw."""
    ways = {
        "uncertain": "what the model is least sure of",
        "top": "the highest scores",
        "code": "only what carries the code",
    }
    for way, words in ways.items():
        made = (world(rng, 1000) for _ in range(4))
        cells = judged(made, max(50, round(AUDITS * scale)), partial(besides, rng, 100, way))
        printed(f"100 of 1,000, then half of the rest read by {words}: held, in % (width to before)", cells, both)


def groups(rng: np.random.Generator, scale: float) -> None:
    """Groups of respondents, one of which the model is blind to."""
    models = {name: MODELS[name] for name in ("medium", "strong", "blind to 30 %")}
    for size in SIZES:
        for share in (0.1, 0.3):
            made = (world(rng, 2000, models=models, prevalences=(0.01, 0.05, 0.2, 0.5)) for _ in range(4))
            cells = judged(made, max(25, round(AUDITS * scale / 2)), partial(of_group, rng, size, share))
            of = f"a group of {100 * share:g} % ({share * size:g} audited of it, on average)"
            printed(f"{size} of 2,000 audited, {of}: held, in % (width as a share of the group)", cells, both)


def nets(rng: np.random.Generator, scale: float) -> None:
    """Nets over three codes."""
    for size in (100, 400):
        made = (nets_world(rng, 2000) for _ in range(WORLDS))
        cells = judged(made, max(50, round(AUDITS * scale)), partial(once, rng, size))
        printed(
            f"Nets over three codes, {size} of 2,000: held, in % (width as a share of that of a plain sample)",
            cells,
            both,
        )


def mentions(rng: np.random.Generator, scale: float) -> None:
    """Mentions."""
    cells: Cells = {}
    for model, heavy in (("medium", False), ("medium", True), ("nearly always right", False)):
        for total, size in ((500, 100), (2000, 100), (2000, 200), (5000, 400)):
            cells |= of_mentions(rng, total, size, max(50, round(AUDITS * scale)), model, heavy)
    printed("Mentions: audits that told nothing wrong, in % (told an interval, and of those right)", cells, told)


TABLES = {
    "every": every,
    "sizes": sizes,
    "campaigns": partial(sizes, campaign=True),
    "exact": exact,
    "looks": looks,
    "read": read,
    "groups": groups,
    "nets": nets,
    "mentions": mentions,
}


def main(scale: float, names: Sequence[str]) -> None:
    """Print the tables."""
    for name in names or TABLES:
        start = time.process_time()
        print(f"\n## {name}")
        TABLES[name](np.random.default_rng([SEED, list(TABLES).index(name)]), scale)
        print(f"\nSeed {SEED}, {time.process_time() - start:.0f} s of processor time.", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0, sys.argv[2:])
