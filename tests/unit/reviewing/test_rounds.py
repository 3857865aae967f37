"""In whatever order: a round shows each undecided comment once, and each decision keeps why its comment was shown."""

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.decision import Decision
from coder.domain.response import ResponseKey
from coder.reviewing.order import BY_HAND, Place, Reason
from coder.reviewing.session import ReviewSession
from tests.unit.reviewing.memory import CODEBOOK, Clock, MemoryStore, example

sizes = st.lists(st.integers(1, 3), max_size=6)
orders = st.lists(st.integers(0, 7), max_size=8)


def store_of(sizes) -> MemoryStore:
    store = MemoryStore()
    for number, size in enumerate(sizes):
        store.add(f"r{number}", "q1", [f"comment {part}" for part in range(size)], [{"speed": 0.9}] * size)
    return store


def places(numbers, chosen="random 1"):
    return [Place(ResponseKey("", f"r{number}", "q1"), Reason(chosen, f"reason {number}")) for number in numbers]


def start(store: MemoryStore, order=None, **more) -> ReviewSession:
    return ReviewSession(store, CODEBOOK, coder="ann", clock=Clock(), order=order, **more)


def in_front(session: ReviewSession) -> int:
    assert session.current is not None
    return session.current.focused.comment.id


def by_bob(comment: int, chosen: str = "") -> Decision:
    return Decision(
        id=f"bob-{comment}", comment=comment, coder="bob", codes=("phone",), at=Clock()(), codebook="x", chosen=chosen
    )


def chosen(store: MemoryStore) -> list[str]:
    return [decision.chosen for decision in store.decisions()]


@given(
    sizes,
    st.none() | orders,
    st.sets(st.integers(1, 18)),
    st.lists(st.tuples(st.sampled_from(["confirm", "no_code_applies", "skip"]), st.none() | orders), max_size=30),
)
def test_a_round_shows_each_undecided_comment_once(sizes, order, decided, steps):
    store = store_of(sizes)
    ids = {comment.id for comment in store.commented}
    store.record([by_bob(comment) for comment in sorted(decided & ids)])
    session = start(store, None if order is None else places(order))
    seen: list[int] = []
    for step, new_order in [*steps, *[("skip", None)] * len(ids)]:
        if session.current is None:
            break
        seen.append(in_front(session))
        if new_order is not None:
            session.reorder(places(new_order, "learn"))
            assert in_front(session) == seen[-1]
        getattr(session, step)()
    assert session.current is None
    assert sorted(seen) == sorted(ids - decided)
    skipped = session.progress.skipped
    again = []
    session.resume_skipped()
    while session.current is not None:
        again.append(in_front(session))
        session.confirm()
    assert len(set(again)) == len(again) == skipped
    assert session.progress.overall.left == 0


def test_every_decision_says_why_its_response_was_shown():
    store = store_of([2, 1, 1])
    session = start(store, places([2, 0, 1]))
    assert session.current is not None and session.current.why == "reason 2"
    session.confirm()
    session.move_focus(1)
    session.confirm()
    session.confirm()
    assert [decision.comment for decision in store.decisions()] == [4, 2, 1]
    assert chosen(store) == ["random 1"] * 3


def test_without_an_order_it_is_the_file():
    store = example()
    session = start(store)
    assert session.current is not None and session.current.why == ""
    session.confirm()
    assert chosen(store) == ["file"]


def test_where_the_person_went_by_hand_it_says_so():
    store = store_of([1, 2, 1])
    session = start(store, places([0, 1, 2]))
    session.move_response(1)
    assert session.current is not None and session.current.why == BY_HAND.why
    session.confirm()
    session.confirm()
    session.confirm()
    assert [decision.comment for decision in store.decisions()] == [2, 3, 4]
    assert chosen(store) == ["by hand", "by hand", "random 1"]


def test_looking_aside_and_coming_back_changes_nothing():
    store = store_of([1, 1, 1])
    session = start(store, places([1, 0, 2]))
    session.skip()
    session.move_response(1)
    session.move_response(-1)
    session.confirm()
    session.move_response(-1)
    session.move_response(-1)
    session.confirm()
    assert [(one.comment, one.chosen) for one in store.decisions()] == [(1, "random 1"), (2, "random 1")]


def test_an_undone_and_redone_decision_keeps_its_own():
    store = store_of([1, 1, 1])
    session = start(store, places([0]))
    session.move_response(1)
    session.confirm()
    session.undo()
    session.redo()
    assert chosen(store) == ["by hand"]
    session.reorder(places([0, 2], "learn"))
    session.undo()
    session.no_code_applies()
    assert chosen(store) == ["by hand"]


def test_a_decision_undone_on_another_day_and_made_anew_keeps_its_reason():
    store = store_of([1, 1])
    start(store, places([1, 0])).confirm()
    session = start(store)
    session.undo()
    assert in_front(session) == 2
    session.no_code_applies()
    assert chosen(store) == ["random 1"]


def test_correcting_a_comment_takes_it_out_of_no_sample():
    store = store_of([1, 1, 1])
    store.record([by_bob(3)])
    session = start(store, places([0, 1, 2]))
    session.confirm()
    session.move_response(-1)
    session.no_code_applies()
    session.move_response(1)
    session.no_code_applies()
    assert [one.chosen for one in store.decisions([1])] == ["random 1", "random 1"]
    assert [one.chosen for one in store.decisions([3])] == ["", "by hand"]


def test_a_reason_follows_a_new_order():
    store = store_of([1, 1, 1])
    session = start(store, places([0, 1, 2]))
    session.reorder(places([2], "code speed"))
    assert session.current is not None and session.current.why == "reason 0"
    session.confirm()
    session.confirm()
    session.confirm()
    assert [(one.comment, one.chosen) for one in store.decisions()] == [
        (1, "random 1"),
        (3, "code speed"),
        (2, "random 1"),
    ]


def test_a_new_order_when_all_is_done_or_nothing_is_there_does_nothing():
    store = store_of([1])
    session = start(store)
    session.confirm()
    session.reorder(places([0, 1]))
    assert session.current is None
    start(MemoryStore()).reorder(places([0]))
