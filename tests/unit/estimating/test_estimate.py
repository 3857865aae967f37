import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.estimating.estimate import SMALL, estimate
from tests.unit.estimating.world import world

SHARES = (0.05, 0.3)


def made(total=600, sampled=120, seed=1, **more):
    rng = np.random.default_rng(seed)
    found = world(rng, total, SHARES, **more)
    return found, list(rng.permutation(total)[:sampled])


def test_reading_everything_leaves_nothing_to_estimate_however_it_came_to_be_read():
    found, sample = made()
    everything = [
        found.answers(list(range(600))),
        found.answers(sample, known=[one for one in range(600) if one not in sample]),
        found.answers([], known=list(range(600)), outside=range(600)),
    ]
    for answers in everything:
        known = estimate(answers, error=0.05)
        truth, mentions = found.carries.sum(axis=0), found.mentions.sum(axis=0)
        for value in (known.respondents.low, known.respondents.estimate, known.respondents.high):
            assert value == pytest.approx(truth)
        for value in (known.mentions.low, known.mentions.estimate, known.mentions.high, known.own_mentions):
            assert value == pytest.approx(mentions)
        assert known.comments == found.comments.sum()


def test_what_was_read_before_the_draw_counts_as_it_is_and_only_the_rest_is_estimated():
    found, _ = made()
    before = list(range(200))
    sample = list(range(200, 300))
    both = estimate(found.answers(sample, known=before, outside=before), error=0.05)
    rest = np.arange(600) >= 200
    alone = estimate(found.answers(sample, known=before, outside=before).of(rest), error=0.05)
    known = found.carries[before].sum(axis=0)
    assert (both.frame, both.sampled, both.unknown) == (400, 100, 0)
    for name in ("low", "estimate", "high"):
        assert getattr(both.respondents, name) == pytest.approx(getattr(alone.respondents, name) + known)
    assert both.mentions.estimate == pytest.approx(alone.mentions.estimate + found.mentions[before].sum(axis=0))


def test_what_came_after_the_draw_may_carry_it_or_not():
    found, sample = made(sampled=100)
    sample = [one for one in sample if one < 500]
    new = range(500, 600)
    before = estimate(found.answers(sample, outside=new).of(np.arange(600) < 500), error=0.05)
    after = estimate(found.answers(sample, outside=new), error=0.05)
    assert after.unknown == 100
    assert after.respondents.low == pytest.approx(before.respondents.low)
    assert after.respondents.high == pytest.approx(before.respondents.high + 100)
    assert after.respondents.estimate == pytest.approx(before.respondents.estimate * 600 / 500)


def test_a_group_is_estimated_from_its_own_and_says_so_where_it_has_too_few_or_none():
    found, sample = made()
    answers = found.answers(sample)
    half = np.arange(600) < 300
    group = estimate(answers.of(half), error=0.05)
    assert group.base == 300 and group.sampled == answers.sampled[:300].sum()
    few = np.zeros(600, dtype=bool)
    few[[*sample[: SMALL - 1], *np.flatnonzero(~answers.sampled)[:100]]] = True
    small, plain = estimate(answers.of(few), error=0.05), estimate(answers.of(few), error=0.05, exact=True)
    assert (small.respondents.low == plain.respondents.low).all()
    assert (small.strata.size > 0).sum(axis=-1).tolist() == [1, 1]
    nobody = estimate(answers.of(~answers.sampled), error=0.05)
    assert np.isnan(nobody.respondents.estimate).all() and np.isnan(nobody.own_mentions).all()
    assert (nobody.respondents.low == 0).all() and (nobody.respondents.high == 480).all()


def test_scores_shorten_the_interval_and_wrong_ones_do_not_break_it():
    found, sample = made(total=2000, sampled=300, apart=3.5)
    plain = estimate(found.answers(sample, scores=False), error=0.05).respondents
    scored = estimate(found.answers(sample), error=0.05).respondents
    assert ((scored.high - scored.low) < 0.75 * (plain.high - plain.low)).all()
    wrong = found.answers(sample)
    turned = type(wrong)(**{name: getattr(wrong, name) for name in wrong.__slots__} | {"scores": 1 - wrong.scores})
    misled = estimate(turned, error=0.05).respondents
    truth = found.carries.sum(axis=0)
    assert ((misled.low <= truth) & (truth <= misled.high)).all()


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(0, 150), st.integers(0, 200), st.integers(0, 100), st.booleans())
def test_intervals_hold_the_estimate_and_what_is_known(seed, sampled, known, outside, exact):
    rng = np.random.default_rng(seed)
    found = world(rng, 400, (0.02, 0.5))
    order = rng.permutation(400)
    out, frame = order[:outside].tolist(), order[outside:]
    answers = found.answers(frame[:sampled].tolist(), known=order[rng.permutation(400)[:known]].tolist(), outside=out)
    said = estimate(answers, error=0.05, exact=exact)
    sure, possible = answers.carries.sum(axis=0), (answers.carries | ~answers.read[:, None]).sum(axis=0)
    for totals, least in ((said.respondents, sure), (said.mentions, answers.mentions.sum(axis=0))):
        given_ = ~np.isnan(totals.estimate) & ~np.isnan(totals.low)
        assert (totals.low[given_] <= totals.estimate[given_] + 1e-9).all()
        assert (totals.estimate[given_] <= totals.high[given_] + 1e-9).all()
        assert (totals.low[given_] >= least[given_] - 1e-9).all()
    assert (said.respondents.high <= possible + 1e-9).all()
    given_ = ~np.isnan(said.respondents.estimate)
    assert (said.mentions.estimate[given_] >= said.respondents.estimate[given_] - 1e-9).all()
