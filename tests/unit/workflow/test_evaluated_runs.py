from dataclasses import replace

import numpy as np
import pytest

from coder.evaluating.drawing import held_out
from coder.workflow.evaluated_audit import AuditPlan
from coder.workflow.evaluated_runs import Evaluation, Order, Plan
from coder.workflow.progress import silent
from tests.unit.workflow.evaluated import BOOK, read, rows, simulation

PEOPLE = 60


@pytest.fixture(scope="module")
def world():
    responses = read(rows(PEOPLE)).responses
    held = held_out([response.key.respondent for response in responses], 1 / 3)
    test = [place for place, response in enumerate(responses) if response.key.respondent in held]
    rest = [place for place in range(PEOPLE) if place not in test]
    return responses, test, rest, simulation(responses, test)


def runs(world, **plan):
    responses, test, rest, simulated = world
    wanted = Plan(**{"budgets": (0, 10, None), "seeds": 2, "audit": AuditPlan(size=8)} | plan)
    return list(Evaluation(BOOK, responses, test, rest, simulated, wanted).runs(silent))


def test_every_number_is_run_for_every_seed_and_learning_helps(world):
    found = runs(world)
    assert [(one.run.budget, one.run.reviewed, one.run.seed) for one in found] == [
        *(("0", 0, 0), ("0", 0, 1), ("10", 10, 0), ("10", 10, 1), ("all", 40, 0), ("all", 40, 1)),
    ]
    assert [one.run.repeated for one in found] == [False, True, False, False, False, True]
    assert found[-1].run.figures["microF1_best"] > found[0].run.figures["microF1_best"]
    assert [one.audit is None for one in found] == [True, True, False, False, False, False]


def test_more_than_there_is_stands_for_all(world):
    assert [one.run.budget for one in runs(world, budgets=(10_000, None, 40), seeds=1)] == ["all"]


def test_what_is_unsure_comes_first_and_the_draw_does_not_depend_on_the_seed(world):
    found = runs(world, orders=(Order.LEARN,))
    assert [one.run.repeated for one in found] == [False, True] * 3
    responses, test, rest, simulated = world
    plan = Plan(budgets=(5,), orders=(Order.LEARN,), seeds=1)
    [draws] = Evaluation(BOOK, responses, test, rest, simulated, plan)._draws(Order.LEARN, [5, 9])
    doubts = dict(zip(rest, simulated.doubts(frozenset(), rest), strict=True))
    assert min(doubts[place] for place in draws[5]) >= max(doubts[place] for place in set(rest) - draws[5])
    assert draws[5] < draws[9] <= set(rest)


def test_the_same_again(world):
    responses, test, _, _ = world
    again = (*world[:3], simulation(responses, test))
    for one, other in zip(runs(world), runs(again), strict=True):
        assert one.run == other.run


def test_what_people_gave_the_tested_responses_teaches_nothing(world):
    responses, test, rest, simulated = world
    blind = [_without_codes(one) if place in test else one for place, one in enumerate(responses)]
    taught = frozenset(rest[:20])
    scores = simulation(blind, test).scores(taught).judged.scores
    assert np.array_equal(scores, simulated.scores(taught).judged.scores)


def _without_codes(response):
    return replace(response, lessons=tuple(replace(lesson, codes=()) for lesson in response.lessons))
