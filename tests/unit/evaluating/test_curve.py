import pytest

from coder.evaluating.curve import Run, points


def run(seed, budget, repeated=False, **figures):
    reviewed = 300 if budget == "all" else int(budget)
    return Run(order="random", budget=budget, reviewed=reviewed, seed=seed, repeated=repeated, figures=figures)


def test_a_point_has_the_mean_and_the_spread_of_its_draws():
    runs = [run(0, "0", keys=3.0), run(1, "0", True, keys=3.0), run(0, "100", keys=1.0), run(1, "100", keys=2.0)]
    none, some = points(runs)
    assert (none.budget, none.draws, none.figures["keys"].mean, none.figures["keys"].sd) == ("0", 1, 3.0, None)
    assert (some.draws, some.figures["keys"].mean) == (2, 1.5)
    assert some.figures["keys"].sd == pytest.approx(0.5**0.5)


def test_figures_that_some_draws_lack():
    [point] = points(
        [run(0, "100", mAP=None, ece=0.1), run(1, "100", mAP=0.5, ece=0.3), run(2, "100", mAP=None, ece=0.2)]
    )
    assert point.figures["mAP"].mean == 0.5
    assert point.figures["mAP"].sd is None
    assert point.figures["ece"].sd == pytest.approx(0.1)
    [nothing] = points([run(0, "all", mAP=None)])
    assert nothing.figures["mAP"].mean is None
