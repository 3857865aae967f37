"""Certificates: what they need, what they say, and that they are no oftener false than they promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.auditing import certify as certifying
from coder.auditing.certify import Certificate, Evidence, Verdict, certify, error_per_test
from coder.auditing.exact import allowed_false, pool_p
from tests.unit.auditing.world import Population, flags, look_until_certified, population

ERROR = 0.05


def evidence(frame, audited, wrong=(), **more):
    scores = {name: np.array(list(given), dtype=float) for name, given in (("frame", frame), ("audited", audited))}
    rest = np.array(list(more.pop("rest", frame)), dtype=float)
    elsewhere = np.array(list(more.pop("elsewhere", ())), dtype=float)
    sizes = {"frame_size": 1000, "sample_size": 100} | more
    return Evidence(
        code="k", wrong=np.array(list(wrong), dtype=float), wrong_elsewhere=elsewhere, rest=rest, **scores, **sizes
    )


def test_a_code_that_was_never_suggested():
    assert certify(evidence([], []), precision=0.9, delta=ERROR).verdict is Verdict.NEVER


def test_enough_right_items_certify_and_one_item_fewer_does_not():
    frame = [0.8] * 10_000
    enough = certify(evidence(frame, [0.8] * 29, frame_size=10_000), precision=0.9, delta=ERROR)
    assert (enough.verdict, enough.threshold, enough.audited, enough.false) == (Verdict.CERTIFIED, 0.8, 29, 0)
    assert enough.rest == 10_000
    short = certify(evidence(frame, [0.8] * 28, frame_size=10_000), precision=0.9, delta=ERROR)
    assert short.verdict is Verdict.MORE and short.threshold is None and short.more is not None


def test_what_is_missing_is_about_right():
    """28 items in 100 responses: at this rate a few more responses hold the item that is missing."""
    found = certify(evidence([0.8] * 2800, [0.8] * 28, frame_size=10_000), precision=0.9, delta=ERROR)
    assert found.more is not None and 1 <= found.more <= 15
    half = certify(evidence([0.8] * 1400, [0.8] * 14, frame_size=10_000), precision=0.9, delta=ERROR)
    assert half.more is not None and 95 <= half.more <= 125


def test_a_code_that_is_too_often_wrong_needs_no_more_items_but_better_suggestions():
    found = certify(evidence([0.8] * 500, [0.8] * 50, [0.8] * 10), precision=0.9, delta=ERROR)
    assert (found.verdict, found.audited, found.false, found.more) == (Verdict.WRONG, 50, 10, None)


def test_a_code_that_is_too_rare_is_said_to_be():
    assert certify(evidence([0.8] * 8, [0.8]), precision=0.9, delta=ERROR).verdict is Verdict.RARE
    assert certify(evidence([0.8] * 8, []), precision=0.9, delta=ERROR).verdict is Verdict.RARE


def test_where_everything_is_read_there_is_nothing_to_certify():
    found = certify(evidence([0.8] * 500, [0.8] * 50, rest=[]), precision=0.9, delta=ERROR)
    assert found.verdict is Verdict.DONE and found.threshold is None


def test_the_loosest_threshold_before_the_first_failure_is_given():
    """Right from 0.5 on, wrong below: the threshold stays above 0.5, and reaches well down to it."""
    scores = np.linspace(0, 1, 4000)
    sample = scores[::10]
    found = certify(
        evidence(scores, sample, sample[sample < 0.5], frame_size=4000, sample_size=400), precision=0.9, delta=ERROR
    )
    assert found.verdict is Verdict.CERTIFIED and found.threshold is not None
    assert 0.45 < found.threshold < 0.6


def test_false_ones_found_elsewhere_are_not_suspected_in_the_rest():
    known = {"frame_size": 200, "sample_size": 40, "rest": [0.8] * 60}
    frame, sample = [0.8] * 200, [0.8] * 40
    alone = certify(evidence(frame, sample, [0.8], **known), precision=0.9, delta=ERROR)
    told = certify(evidence(frame, sample, [0.8], **known, elsewhere=[0.8] * 20), precision=0.9, delta=ERROR)
    assert alone.threshold is None and told.verdict is Verdict.CERTIFIED


def test_the_error_is_divided():
    assert error_per_test(0.95, 1) == pytest.approx(0.05)
    assert error_per_test(0.95, 3) == pytest.approx(0.05 / 3)
    assert error_per_test(0.95, 3, codes=10) == pytest.approx(0.05 / 30)


def test_what_is_missing_follows_the_order_of_the_tests():
    """Wrong at the top, right below: the first threshold has to pass, so that no larger audit would do."""
    frame = np.linspace(0, 1, 2000)
    sample = frame[::20]
    found = certify(
        evidence(frame, sample, sample[sample > 0.9], frame_size=2000, sample_size=100), precision=0.8, delta=ERROR
    )
    assert found.threshold is None and found.more is None


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), precision=st.sampled_from([0.8, 0.9, 0.95]), share=st.floats(0.01, 1))
def test_a_certificate_keeps_its_own_words(seed, precision, share):
    rng = np.random.default_rng(seed)
    world = population(rng, 400, share, lambda score: 0.7 + 0.3 * score)
    sample = flags(400, rng.permutation(400)[:100])
    found = certify(world.evidence(sample), precision=precision, delta=ERROR)
    again = certify(world.evidence(sample), precision=precision, delta=ERROR)
    stricter = certify(world.evidence(sample), precision=precision, delta=ERROR / 10)
    assert found == again
    assert (found.threshold is not None) == (found.verdict is Verdict.CERTIFIED)
    assert (found.more is not None) == (found.verdict is Verdict.MORE)
    if found.threshold is None:
        return
    assert found.threshold in world.scores
    assert found.rest == (~sample & (world.scores >= found.threshold)).sum()
    assert found.false <= 0.1 * found.audited or precision < 0.9
    if stricter.threshold is not None:
        assert stricter.rest <= found.rest * 1.3


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_the_thresholds_do_not_follow_from_what_was_drawn(seed):
    """The same scores and sizes, another sample and other answers: whatever is certified is a point of one grid."""
    scores = np.random.default_rng(1).random(500)
    rng = np.random.default_rng(seed)
    world = Population(scores, rng.random(500) < 0.02)
    found = certify(world.evidence(flags(500, rng.permutation(500)[:150])), precision=0.9, delta=ERROR)
    ranks = {int((scores >= threshold).sum()) for threshold in _grid(scores)}
    assert found.threshold is None or int((scores >= found.threshold).sum()) in ranks


def _grid(scores):
    """Pools growing by equal factors from that of 46 audited items (one false) to all, 24 of them."""
    sizes = np.geomspace(46 * 500 / 150, 500, 24)
    return [np.sort(scores)[::-1][max(int(np.floor(size)) - 1, 0)] for size in [*sizes[:-1], 500]]


SHARE, TIMES, DELTA = 0.25, 250, 0.1
ONE, NESTED = [1700], [400, 1600, 6400]
"""Responses from each threshold on, each pool with the one before in it; a quarter of them is audited."""


@pytest.mark.parametrize("pools", [ONE, NESTED])
@pytest.mark.parametrize("critical", [DELTA, 2 * DELTA])
def test_false_certificates_are_no_oftener_than_promised_where_every_threshold_is_critical(pools, critical):
    """At every threshold the fewest false ones with which the rest misses the precision, if the test just passes."""
    assert _errors(certify, pools, critical) <= _most()


def test_what_is_promised_is_nearly_used_up():
    assert _errors(certify, ONE, DELTA) > 0.75 * DELTA * TIMES


def test_testing_every_threshold_in_any_order_would_be_noticed():
    assert _errors(_loosest, NESTED, DELTA) > _most()


def test_twice_the_error_would_be_noticed():
    assert _errors(_lenient, ONE, 2 * DELTA) > _most()


def _most():
    return DELTA * TIMES + 2 * (DELTA * (1 - DELTA) * TIMES) ** 0.5


def _errors(judge, pools, critical):
    """How often a judge lets the machine code too many false ones."""
    rng = np.random.default_rng(3)
    size, scores = pools[-1], np.repeat([0.8, 0.6, 0.4][: len(pools)], np.diff(pools, prepend=0))
    world, count = Population(scores, _critical(pools, critical)), 0
    for _ in range(TIMES):
        sample = flags(size, rng.permutation(size)[: int(SHARE * size)])
        count += world.is_false(judge(world.evidence(sample), precision=0.9, delta=DELTA), sample, 0.9)
    return count


def _critical(pools, delta):
    """Flags of the false ones, of the critical number in each pool for a test at this error."""
    least = []
    for pool in pools:
        audited = int(SHARE * pool)
        allowed = allowed_false(0.9, pool - audited)
        found = np.arange(audited)
        p = pool_p(found, np.full(audited, audited), np.full(audited, pool), found + allowed + 1)
        least.append(int(found[p <= delta][-1]) + allowed + 1)
    false, inner = [], 0
    for pool, number in zip(pools, least, strict=True):
        before = len(false)
        false += [place < number - inner for place in range(pool - before)]
        inner = number
    return np.array(false)


def _loosest(evidence, *, precision, delta):
    """The loosest threshold that passes, whatever became of stricter ones."""
    grid = certifying._grid(evidence, precision, delta)
    p = certifying._p_values(grid, grid.audited, grid.false, grid.rest, precision)
    passed = np.flatnonzero(p <= delta)
    threshold = float(grid.thresholds[passed[-1]]) if len(passed) else None
    return Certificate(code="k", verdict=Verdict.MORE, threshold=threshold)


def _lenient(evidence, *, precision, delta):
    return certify(evidence, precision=precision, delta=2 * delta)


@pytest.mark.parametrize(("error", "promised"), [(None, True), (ERROR, False)])
def test_topping_up_until_it_passes_needs_the_error_divided(error, promised):
    """A code with one score everywhere that misses the precision by one response, topped up eleven times."""
    rng = np.random.default_rng(5)
    times, false = 150, 0
    for _ in range(times):
        world = Population(np.full(4000, 0.8), flags(4000, rng.permutation(4000)[:401]))
        false += look_until_certified(world, rng, size=60, looks=12, precision=0.9, delta=error)[0] is not None
    assert (false <= ERROR * times + 3 * (ERROR * (1 - ERROR) * times) ** 0.5) == promised


def test_reading_the_easy_ones_first_does_not_make_a_certificate_false():
    """People read, besides the audit, what the machine has right: the rest is worse than the frame."""
    rng = np.random.default_rng(11)
    times, false = 150, 0
    for _ in range(times):
        world = population(rng, 900, 0.6, lambda score: 0.93 + 0 * score)
        sample = flags(900, rng.permutation(900)[:200])
        right = np.flatnonzero(~sample & ~world.false & (world.scores >= 0))
        read = flags(900, rng.choice(right, size=len(right) // 2, replace=False))
        found = certify(world.evidence(sample, read=read), precision=0.9, delta=ERROR)
        false += world.is_false(found, sample, 0.9, read)
    assert false <= ERROR * times + 3 * (ERROR * (1 - ERROR) * times) ** 0.5
