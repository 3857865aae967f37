from hypothesis import given
from hypothesis import strategies as st

from coder.suggesting.background import choose, digest
from coder.suggesting.items import Item

ITEMS = st.lists(st.builds(Item, st.sampled_from(["q1", "q2"]), st.text(max_size=3)), max_size=40)


@given(ITEMS, st.integers(0, 12), st.randoms())
def test_the_choice_depends_on_what_is_said_only(items, most, random):
    chosen = choose(iter(items), most)
    turned = [*items, *items]
    random.shuffle(turned)
    assert choose(turned, most) == chosen
    assert len(chosen) == len(set(chosen)) == min(most, len(set(items)))
    assert choose(items, most + 5)[: len(chosen)] == chosen
    assert set(chosen) <= set(items)


def test_a_digest_is_the_same_on_every_machine():
    assert digest(Item("q1", "caf\u00e9")) == 4203200730909490212
    assert digest(Item("q1", "\ud800")) != digest(Item("q1", ""))
