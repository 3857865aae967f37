"""The order of work and its counts."""

from coder.domain.results import CountedComment
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
