"""Certificates against another program's: for an unlimited pool they are learn-then-test with a fixed sequence.

The expected figures are MAPIE 1.6.0's, from `BinaryClassificationController(risk="precision",
fwer_method="fixed_sequence")` with our thresholds as its `list_predict_params`. One thing was mended in it for that:
its p-values take the number of false ones as ceil(n (1 - precision)), in floating point, which is often one too many
(1 false one among 7 comes out as 2) and never one too few. As published it gives the same or stricter thresholds.
"""

import numpy as np
import pytest

from coder.auditing.certify import Evidence, certify
from coder.auditing.exact import binomial_p

ITEMS = 300
COPIES = 1000
"""The pool holds every score so many times: a sample of it is nearly one with replacement."""

# Seed, precision, confidence, share of right ones at a score of 0; threshold, its p-value and that of the next one.
PUBLISHED = [
    (1, 0.9, 0.95, 0.75, 0.831, 0.048003799624482466, 0.11172875634634724),
    (2, 0.9, 0.95, 0.9, None, None, 0.14837538065749123),
    (3, 0.8, 0.9, 0.6, 0.921, 0.0828662331436172, 0.15449148161731763),
    (6, 0.95, 0.95, 0.96, 0.654, 0.019344869557991088, 0.055406499149173075),
    (8, 0.9, 0.95, 0.5, 0.705, 0.01819919920255661, 0.07309012092616468),
]


@pytest.mark.parametrize(("seed", "precision", "confidence", "least", "threshold", "p", "next_p"), PUBLISHED)
def test_the_threshold_and_its_p_value_are_the_published_procedures(
    seed, precision, confidence, least, threshold, p, next_p
):
    rng = np.random.default_rng(seed)
    scores = rng.random(ITEMS).round(3)
    right = rng.random(ITEMS) < least + (1 - least) * scores
    pool = np.repeat(scores, COPIES)
    evidence = Evidence(
        code="k",
        frame_size=len(pool),
        sample_size=ITEMS,
        frame=pool,
        audited=scores,
        wrong=scores[~right],
        wrong_elsewhere=scores[:0],
        rest=pool,
    )
    found = certify(evidence, precision=precision, delta=1 - confidence)
    assert found.threshold == threshold
    tested = {
        binomial_p(int((~right[scores >= score]).sum()), int((scores >= score).sum()), precision)
        for score in np.unique(scores)
    }
    for expected in filter(None, (p, next_p)):
        assert min(abs(one - expected) for one in tested) < 1e-12
    if p is not None:
        assert binomial_p(found.false, found.audited, precision) == pytest.approx(p, abs=1e-12)
        assert p <= 1 - confidence < next_p
