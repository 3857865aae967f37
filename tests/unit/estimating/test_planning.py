import numpy as np
import pytest
from scipy.stats import beta

from coder.estimating.limits import limits
from coder.estimating.planning import enough_for_any, enough_in_audit, enough_in_new_audit
from coder.estimating.strata import Strata


def found(size, sampled, hits) -> Strata:
    """Codes with strata: (codes, strata)."""
    size, sampled, hits = (np.array(values) for values in (size, sampled, hits))
    return Strata(size=size, sampled=sampled, found=hits, sure=hits.sum(-1), possible=(size - sampled + hits).sum(-1))


def test_the_widest_code_takes_the_size_that_textbooks_give():
    """385 of a population without end for 5 points either way, by the normal theory."""
    assert enough_for_any(1_000_000, margin=50_000, error=0.05) == pytest.approx(385, abs=8)
    assert enough_for_any(400, margin=20, error=0.05) == pytest.approx(400 / (1 + 399 / 385), abs=8)


def test_so_many_are_enough_and_no_fewer():
    wanted = enough_in_new_audit(found([[2000]], [[100]], [[20]]), np.array([[1900]]), margin=60, error=0.05)[0]
    low, high = limits(np.array([1900]), np.array([wanted]), np.array([round(0.2 * wanted)]), error=0.05)
    assert max(high[0] - 380, 380 - low[0]) == pytest.approx(60, abs=6)
    reach = 1900 * (beta.ppf(0.975, 0.2 * wanted, 0.8 * wanted) - 0.2)
    assert reach > 60  # an unlimited population would take more


def test_rare_codes_good_models_and_wide_margins_take_less():
    rare, common = found([[2000], [2000]], [[100], [100]], [[2], [50]]).size, [[2], [50]]
    sizes = enough_in_new_audit(found(rare, [[100], [100]], common), rare, margin=80, error=0.05)
    assert sizes[0] < sizes[1]
    told = found([[400, 1600], [2000, 0]], [[20, 80], [100, 0]], [[19, 1], [20, 0]])
    with_model, without = enough_in_new_audit(told, told.size, margin=80, error=0.05)
    assert with_model < 0.7 * without
    wide, narrow = (enough_in_new_audit(told, told.size, margin=margin, error=0.05) for margin in (100, 50))
    assert (wide < narrow).all()


def test_looks_that_are_left_are_named_by_their_size_and_minus_one_where_none_is_enough():
    one = found([[1000], [1000]], [[100], [100]], [[1], [50]])
    sizes = np.array([200, 300])
    assert enough_in_audit(one, sizes, margin=40, error=0.05 / 3).tolist() == [200, -1]
    assert enough_in_audit(one, sizes, margin=1000, error=0.05 / 3).tolist() == [200, 200]
    assert enough_in_audit(one, sizes, margin=40, unknown=40, error=0.05 / 3).tolist() == [-1, -1]
    assert enough_in_audit(one, sizes[:0], margin=1000, error=0.05).tolist() == [-1, -1]


def test_nothing_left_takes_nothing():
    done = found([[10]], [[10]], [[4]])
    assert enough_in_new_audit(done, np.array([[0]]), margin=1, error=0.05).tolist() == [0]
