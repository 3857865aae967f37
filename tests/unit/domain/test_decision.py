from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.decision import Decision, Purpose, effective, standing


def decision(number, coder="ann", purpose=Purpose.CODING, codes=("a",)):
    return Decision(
        id=str(number),
        comment=1,
        coder=coder,
        codes=codes,
        purpose=purpose,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        codebook="0" * 64,
    )


def test_an_adjudication_counts_before_a_coding_before_a_check_before_a_machine():
    machine = decision(1, "machine:test")
    check = decision(2, "bob", Purpose.CHECK)
    coding = decision(3)
    adjudication = decision(4, "lead", Purpose.ADJUDICATION)
    later_coding, later_machine = decision(5), decision(6, "machine:test")
    assert standing([]) is None
    assert standing([machine]) is machine
    assert standing([check, machine]) is check
    assert standing([coding, check, machine]) is coding
    assert standing([adjudication, later_coding, later_machine]) is adjudication


def test_the_latest_of_a_kind_counts():
    first, second = decision(1), decision(2, "bob")
    assert standing([first, second]) is second


def test_a_machine_never_adjudicates():
    machine, person = decision(1, "machine:test", Purpose.ADJUDICATION), decision(2, "ann", Purpose.CHECK)
    assert standing([person, machine]) is person


def test_undo_takes_back_and_undoing_an_undo_redoes():
    assert effective([("1", None, "a"), ("2", None, "b")]) == ["a", "b"]
    assert effective([("1", None, "a"), ("2", None, "b"), ("3", "2", "")]) == ["a"]
    assert effective([("1", None, "a"), ("2", "1", ""), ("3", "2", "")]) == ["a"]
    assert effective([("1", None, "a"), ("2", "1", ""), ("3", "2", ""), ("4", "3", "")]) == []


@given(st.lists(st.integers(min_value=0, max_value=20), max_size=20))
def test_effective_events_agree_with_a_recount_from_scratch(choices):
    events = []
    for number, choice in enumerate(choices):
        undoes = str(choice % number) if number and choice % 2 else None
        events.append((str(number), undoes, number))

    def stands(index):
        return not any(undoes == str(index) and stands(later) for later, (_, undoes, _) in enumerate(events))

    assert effective(events) == [number for _, undoes, number in events if undoes is None and stands(number)]
