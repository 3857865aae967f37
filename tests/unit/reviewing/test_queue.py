"""The order of work and its counts."""

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.response import ResponseKey
from coder.domain.results import CountedComment
from coder.reviewing.order import FILE, Place, Reason
from coder.reviewing.queue import Queue, Tally


def counted(
    comment: int, respondent: str, codes=None, by_machine: bool = False, question: str = "q1"
) -> CountedComment:
    return CountedComment(
        comment=comment, wave="", respondent=respondent, question=question, codes=codes, by_machine=by_machine
    )


def test_undivided_responses_are_counted_apart():
    queue = Queue([counted(0, "r1"), counted(1, "r2")])
    assert queue.undivided == 1
    assert len(queue) == 1
    assert queue.tally() == Tally(0, 1)


def test_only_a_persons_decision_closes_a_comment():
    queue = Queue([counted(1, "r1", ("a",)), counted(2, "r2", ("a",), by_machine=True), counted(3, "r3", ())])
    assert [queue.is_open(comment) for comment in (1, 2, 3)] == [False, True, False]
    assert queue.tally("q1") == Tally(2, 3)


def test_the_search_for_work_goes_round():
    queue = Queue([counted(1, "r1"), counted(2, "r2", ("a",)), counted(3, "r3")])
    assert queue.next_open(-1) == 0
    assert queue.next_open(0) == 2
    assert queue.next_open(2) == 0
    queue.skipped.update({1, 3})
    assert queue.next_open(0) is None


def test_a_response_that_was_divided_anew_is_followed():
    queue = Queue([counted(1, "r1", ("a",)), counted(2, "r1"), counted(3, "r2")])
    queue.skipped.add(2)
    queue.hold(0, [7, 8, 9])
    assert queue.tally() == Tally(0, 4)
    assert not queue.skipped
    assert 1 not in queue and 7 in queue
    assert queue.position(9) == 0
    queue.mark(1, decided=True)
    assert queue.tally() == Tally(0, 4)
    queue.mark(9, decided=True)
    assert queue.tallies() == {"q1": Tally(1, 4)}


def placed(*respondents, chosen="x"):
    return [Place(ResponseKey("", f"r{number}", "q1"), Reason(chosen, f"{chosen} {number}")) for number in respondents]


def respondents(queue: Queue) -> list[str]:
    return [queue.key(position).respondent for position in range(len(queue))]


def test_an_order_is_followed_and_what_it_leaves_out_stands_around_it():
    comments = [counted(1, "r1"), counted(2, "r2"), counted(3, "r3", ("a",)), counted(4, "r4"), counted(5, "r5", ())]
    queue = Queue(comments, placed(4, 9, 1, 4, 5))
    assert respondents(queue) == ["r3", "r4", "r1", "r5", "r2"]
    assert [queue.reason(position).chosen for position in range(5)] == ["file", "x", "x", "x", "file"]
    assert queue.position(4) == 1 and queue.next_open(-1) == 1
    assert queue.tallies() == {"q1": Tally(2, 5)}


def test_without_an_order_it_is_that_of_the_import():
    queue = Queue([counted(1, "r2"), counted(2, "r1", ()), counted(3, "r3")])
    assert respondents(queue) == ["r2", "r1", "r3"]
    assert queue.reason(0) == FILE


def test_a_new_order_begins_after_the_response_in_front_and_leaves_the_decided_where_they_are():
    queue = Queue([counted(1, "r1", ()), *(counted(number, f"r{number}") for number in range(2, 7))])
    queue.skipped.add(3)
    queue.reorder(placed(2, 1, 6, 6, 9), after=3)
    assert respondents(queue) == ["r1", "r5", "r3", "r4", "r2", "r6"]
    assert [queue.position(comment) for comment in range(1, 7)] == [0, 4, 2, 3, 1, 5]
    assert [queue.reason(position).why for position in (4, 5)] == ["x 2", "x 6"]
    assert [queue.reason(position) for position in (0, 1, 3)] == [FILE] * 3
    assert queue.next_open(3) == 4


numbers = st.lists(st.integers(0, 11), max_size=14)
changes = st.lists(st.tuples(st.sampled_from(["decide", "take back", "skip", "reorder"]), numbers), max_size=8)


@given(st.integers(0, 10), numbers, changes, st.integers(-1, 9))
def test_no_order_loses_or_doubles_a_response(count, first, several, after):
    comments = [counted(number + 1, f"r{number // 2}") for number in range(count)]
    queue = Queue(comments, placed(*first))
    known = sorted(set(respondents(queue)))
    after = min(after, len(queue) - 1)
    for what, given_numbers in several:
        before = respondents(queue)
        open_before = [before[position] for position in _open(queue, after)]
        for number in given_numbers:
            if what == "skip":
                queue.skipped.add(number)
            elif what != "reorder":
                queue.mark(number, decided=what == "decide")
        if what == "reorder":
            queue.reorder(placed(*given_numbers, chosen="y"), after=after)
            wanted = [key for key in dict.fromkeys(f"r{number}" for number in given_numbers) if key in open_before]
            now = respondents(queue)
            ahead = [now[position] for position in _open(queue, after)]
            assert ahead == [*wanted, *(key for key in open_before if key not in wanted)]
            stays = set(range(len(queue))) - set(_open(queue, after))
            assert [now[position] for position in stays] == [before[position] for position in stays]
        assert sorted(respondents(queue)) == known
        assert all(queue.key(queue.position(one.comment)).respondent == one.respondent for one in comments)


def _open(queue: Queue, after: int) -> list[int]:
    """The positions with something open, as they are met after a position, but for that one."""
    round_ = [*range(after + 1, len(queue)), *range(after)]
    ids = {position: [comment for comment in queue.ids if queue.position(comment) == position] for position in round_}
    return [position for position in round_ if any(queue.is_open(comment) for comment in ids[position])]
