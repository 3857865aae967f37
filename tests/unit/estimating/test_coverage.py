"""A small part of the grid of benchmarks/coverage.py: intervals hold the true number about as often as they say.

The whole grid and its results are benchmarks/coverage.md. The bounds here are three standard errors of so few audits
below 92 %.
"""

from functools import partial

import numpy as np
import pytest

from benchmarks.coverage import besides, judged, of_group, of_mentions, once, topped_up
from benchmarks.populations import MODELS, nets_world, world

AUDITS = 200
LEAST = 0.92 - 3 * np.sqrt(0.95 * 0.05 / AUDITS)
SOME = {name: MODELS[name] for name in ("weak", "nearly always right", "medium, says too much", "blind to 30 %")}
SHARES = (0.005, 0.05, 0.4)


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def made(rng, total=1000, **more):
    return [world(rng, total, models=SOME, prevalences=SHARES, **more)]


@pytest.mark.parametrize("campaign", [False, True])
def test_rare_and_common_codes_with_models_of_all_kinds(rng, campaign):
    cells = judged(made(rng, campaign=campaign), AUDITS, partial(once, rng, 100))
    assert min(cell.held for cell in cells.values()) >= LEAST
    assert max(cell.width for cell in cells.values()) <= 1.05
    assert cells["nearly always right", 0.4].width < 0.6


def test_nets_and_exact_intervals(rng):
    nets = judged([nets_world(rng, 600)], AUDITS, partial(once, rng, 100))
    exact = judged(made(rng, 600), AUDITS, partial(once, rng, 100, exact=True))
    assert min(cell.held for cells in (nets, exact) for cell in cells.values()) >= LEAST


def test_groups_by_the_function_that_the_program_calls(rng):
    models = {name: SOME[name] for name in ("nearly always right", "blind to 30 %")}
    some = [world(rng, 400, models=models, prevalences=(0.05, 0.4))]
    cells = judged(some, 20, partial(of_group, rng, 200, 0.3))
    assert min(cell.held for cell in cells.values()) >= 0.92 - 3 * np.sqrt(0.95 * 0.05 / 20)


@pytest.mark.parametrize("way", ["top", "code"])
def test_reading_on_in_an_order_of_ones_own_biases_nothing(rng, way):
    cells = judged(made(rng), AUDITS, partial(besides, rng, 100, way))
    assert min(cell.held for cell in cells.values()) >= LEAST


def test_topping_up_divides_the_error_and_would_miss_too_often_otherwise(rng):
    divided = judged(made(rng), AUDITS, partial(topped_up, rng, 50))
    undivided = judged(made(rng), AUDITS, partial(topped_up, rng, 50, divided=False))
    assert min(cell.held for cell in divided.values()) >= LEAST
    assert (
        np.mean([cell.held for cell in undivided.values()]) < np.mean([cell.held for cell in divided.values()]) - 0.02
    )


@pytest.mark.parametrize("model", ["medium", "nearly always right"])
def test_mentions_of_responses_that_say_it_several_times(rng, model):
    cells = of_mentions(rng, 1000, 150, 40, model, heavy=True)
    assert min(cell.held_or_untold for cell in cells.values()) >= 0.92 - 3 * np.sqrt(0.95 * 0.05 / 320)
    assert cells[f"{model}, long answers, 150 of 1,000", 0.05].told == 0
    assert cells[f"{model}, long answers, 150 of 1,000", 0.6].told == 1
