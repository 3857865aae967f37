from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from coder.domain.decision import Decision
from coder.domain.response import Respondent, Response
from coder.domain.units import Unit
from coder.evaluating.drawing import held_out
from coder.store.project import Project
from coder.workflow.evaluated_audit import AuditPlan
from coder.workflow.evaluated_runs import Evaluation, Order, Plan
from coder.workflow.ordering import order_of_work
from coder.workflow.progress import silent
from coder.workflow.project import create_project, open_project
from coder.workflow.suggest import suggest_project
from tests.hashing import HashingEncoder
from tests.unit.workflow.evaluated import BOOK, read, row, rows, simulation

PEOPLE = 60
FRAMEWORK = """
codebook: desk
questions: [{id: q1, text: Why?}, {id: q2, text: What else?}]
codes:
  - {id: parking, label: parking}
  - {id: staff, label: staff}
  - {id: hours, label: hours}
  - {id: top, label: Top, codable: false}
"""


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


def test_what_teaches_most_comes_first_and_the_draw_does_not_depend_on_the_seed(world):
    found = runs(world, orders=(Order.LEARN,))
    assert [one.run.repeated for one in found] == [False, True] * 3
    responses, test, rest, simulated = world
    plan = Plan(budgets=(5,), orders=(Order.LEARN,), seeds=1)
    [draws] = Evaluation(BOOK, responses, test, rest, simulated, plan)._draws(Order.LEARN, [5, 9, len(rest)])
    assert draws[5] == set(simulated.learn_next(frozenset(), rest, 5))
    assert draws[5] < draws[9] < draws[len(rest)] == set(rest)
    every = simulated.learn_next(frozenset(), rest, len(rest))
    assert [simulated.learn_next(frozenset(), rest, most) for most in (0, 1, 7)] == [[], every[:1], every[:7]]


def test_what_says_the_same_as_something_shown_or_decided_comes_last():
    given = rows(12)
    given += [row(100 + n, f"  {again.text.upper()}!", *again.codes) for n, again in enumerate(given[:6])]
    responses = read(given).responses
    simulated = simulation(responses, [])
    order = simulated.learn_next(frozenset(), range(18), 18)
    assert sorted(order) == list(range(18))
    assert set(order[:12]) == set(range(12))
    taught = frozenset(range(6))
    assert set(simulated.learn_next(taught, set(range(18)) - taught, 6)) == set(range(6, 12))


@pytest.mark.parametrize("decided", [(), (0, 1, 5, 8)])
def test_it_is_the_order_of_a_review(tmp_path, monkeypatch, decided):
    monkeypatch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: HashingEncoder())
    given = rows(PEOPLE)
    (tmp_path / "desk.yaml").write_text(FRAMEWORK, encoding="utf-8")
    path = tmp_path / "p.coder"
    create_project(path, tmp_path / "desk.yaml", Unit.RESPONSE)
    with Project.open(path) as project:
        keys = [one.key for one in given]
        project.add_responses(
            [Respondent(id=key.respondent) for key in keys], [Response(one.key, one.text) for one in given]
        )
    suggest_project(path)
    if decided:
        with open_project(path) as opened:
            comments = {comment.response: comment.id for comment in opened.project.comments()}
            opened.project.record(
                Decision(
                    id=str(place),
                    comment=comments[given[place].key],
                    coder="ann",
                    codes=given[place].codes,
                    at=datetime.now(UTC),
                    codebook="x",
                )
                for place in decided
            )
        suggest_project(path)
    with open_project(path) as opened:
        order = order_of_work(opened, opened.project, "learn").order
    simulated = simulation(read(given).responses, [])
    shown = simulated.learn_next(frozenset(decided), set(range(PEOPLE)) - set(decided), PEOPLE)
    assert [keys[place] for place in shown] == [place.key for place in order]


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
