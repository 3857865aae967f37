from hypothesis import given
from hypothesis import strategies as st

from coder.evaluating.drawing import held_out, shuffled

NAMES = st.lists(st.text(max_size=5), min_size=2, max_size=40, unique=True)


@given(NAMES, st.floats(0.01, 0.99))
def test_about_the_share_is_held_out_never_all_never_none(names, share):
    held = held_out(names, share)
    assert 1 <= len(held) < len(names)
    assert held < set(names)
    assert abs(len(held) - share * len(names)) <= 1
    assert held == held_out([*reversed(names), *names], share)


@given(NAMES, st.floats(0.1, 0.5), st.floats(0, 0.4))
def test_a_greater_share_contains_a_smaller(names, share, more):
    assert held_out(names, share) <= held_out(names, share + more)


@given(NAMES, st.integers(0, 5))
def test_draws_are_shuffles_that_the_order_of_the_file_does_not_change(names, seed):
    order = [names[place] for place in shuffled(names, seed)]
    assert sorted(order) == sorted(names)
    again = names[::-1]
    assert [again[place] for place in shuffled(again, seed)] == order


def test_seeds_differ():
    names = [str(number) for number in range(50)]
    assert shuffled(names, 0) != shuffled(names, 1)
    assert len(held_out(names, 1 / 3)) == 17
