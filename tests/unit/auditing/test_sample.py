"""The sample: simple, random, fixed by its seed, in batches."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.auditing.sample import draw
from coder.errors import InputError


@given(
    frame=st.sets(st.integers(1, 500), min_size=2),
    size=st.integers(1, 60),
    looks=st.integers(1, 5),
    seed=st.integers(0),
)
def test_a_sample_is_of_the_frame_without_replacement_in_whole_batches(frame, size, looks, seed):
    if size >= len(frame):
        with pytest.raises(InputError, match="nothing to code by machine"):
            draw(list(frame), size=size, looks=looks, seed=seed)
        return
    drawn = draw(list(frame), size=size, looks=looks, seed=seed)
    assert {one.response for one in drawn} <= frame
    assert len({one.response for one in drawn}) == len(drawn)
    batches = Counter(one.batch for one in drawn)
    assert list(batches) == list(range(1, len(batches) + 1)) and set(batches.values()) == {size}
    assert len(batches) <= looks and (len(batches) == 1 or len(drawn) <= len(frame) / 2)
    assert all(one.inclusion == one.batch * size / len(frame) for one in drawn)
    assert drawn == draw(sorted(frame, reverse=True), size=size, looks=looks, seed=seed)


def test_every_response_is_as_likely_in_every_batch():
    times = Counter(
        (one.response, one.batch) for seed in range(3000) for one in draw(range(10), size=2, looks=2, seed=seed)
    )
    assert len(times) == 20
    assert all(abs(times[key] - 600) < 5 * (3000 * 0.2 * 0.8) ** 0.5 for key in times)
