"""The bootstrap over respondents."""

import random

import numpy as np
import pytest

from coder.agreeing import whole_sets
from coder.agreeing.measured import measure
from coder.agreeing.resampling import draws, interval
from coder.agreeing.units import Unit
from tests.unit.agreeing.published import comparison, table


def of_people(rows, people):
    return [Unit(unit.id, ("", str(unit.id % people)), "q", unit.given) for unit in rows]


def figures(rows, **more):
    return measure(comparison(rows), {"q": ["x"]}, **more).of("x")


def test_each_sample_draws_as_many_and_the_same_seed_the_same():
    once, again = (np.concatenate(list(draws(13, 250, seed))) for seed in (1, 1))
    assert once.shape == (250, 13) and (once.sum(axis=1) == 13).all()
    assert (once == again).all()
    assert (once != np.concatenate(list(draws(13, 250, 2)))).any()
    assert once.var() == pytest.approx(12 / 13, abs=0.1)


def test_the_interval_of_a_share_is_about_that_of_the_binomial():
    found = figures(table(40, 9, 6, 45), resamples=2000)
    reach = 1.96 * (0.85 * 0.15 / 100) ** 0.5 * 100
    assert found.percent.low == pytest.approx(85 - reach, abs=1.5)
    assert found.percent.high == pytest.approx(85 + reach, abs=1.5)
    assert found.kappa.low < found.kappa.value < found.kappa.high
    assert found == figures(table(40, 9, 6, 45), resamples=2000)


def test_comments_of_one_person_are_not_independent():
    """The same comments of fewer people: wider intervals."""
    rows = sorted(table(40, 9, 6, 45), key=lambda unit: unit.given[0] == unit.given[1])
    alone = figures(rows, resamples=500)
    clustered = figures([Unit(u.id, ("", str(n // 5)), "q", u.given) for n, u in enumerate(rows)], resamples=500)
    width, wider = (one.percent.high - one.percent.low for one in (alone, clustered))
    assert wider > 1.5 * width
    assert clustered.respondents == 20


def test_no_interval_where_it_would_say_nothing():
    perfect = figures(table(30, 0, 0, 30), resamples=200)
    assert (perfect.percent.value, perfect.percent.low) == (100, None)
    few = figures(of_people(table(10, 3, 3, 10), 9), resamples=200)
    assert few.percent.low is None
    rare = figures(table(1, 1, 0, 50), resamples=200)
    assert rare.positive.value is not None and rare.positive.low is None
    assert interval(np.array([])) is None


def test_many_different_sets_take_a_shortcut_that_changes_next_to_nothing(monkeypatch):
    chance = random.Random(3)
    pairs = [[frozenset(chance.sample("abcdefg", chance.randint(0, 3))) for _ in range(2)] for _ in range(400)]
    pairs = [(one, one if chance.random() < 0.7 else other) for one, other in pairs]
    rows = [Unit(n, ("", str(n // 2)), "q", pair) for n, pair in enumerate(pairs)]
    exact = measure(comparison(rows), {"q": list("abcdefg")}, resamples=500).overall.alpha
    monkeypatch.setattr(whole_sets, "MOST_COMPARED", 5)
    short = measure(comparison(rows), {"q": list("abcdefg")}, resamples=500).overall.alpha
    assert short.value == pytest.approx(exact.value, abs=1e-9)
    assert (short.low, short.high) == pytest.approx((exact.low, exact.high), abs=0.004)
