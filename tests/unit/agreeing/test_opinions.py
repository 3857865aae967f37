"""Which decisions say what somebody thought on their own."""

from datetime import UTC, datetime, timedelta

from coder.agreeing.opinions import again, blind, corrections, independent
from coder.domain.decision import Basis, Decision, Purpose, Suggestion

START = datetime(2026, 1, 1, tzinfo=UTC)


def log(*entries):
    """Decisions from `coder codes purpose`, with `imported`, `seen` (suggestions) or `audit 1` after it."""
    made = []
    for place, (coder, codes, purpose, *more) in enumerate(entries):
        made.append(
            Decision(
                id=str(place),
                comment=1,
                coder=coder,
                codes=tuple(codes),
                purpose=Purpose(purpose),
                basis=Basis.IMPORTED if "imported" in more else Basis.PERSON,
                at=START + timedelta(days=place),
                codebook="c",
                suggested=(Suggestion("a", 0.5),) if "seen" in more else (),
                chosen="audit 1" if "audit 1" in more else "file",
            )
        )
    return made


def codes(found):
    return {coder: "".join(decision.codes) for coder, decision in found.items()}


def test_two_people_who_did_not_see_each_other():
    assert codes(independent(log(("ann", "a", "coding"), ("ben", "b", "check")))) == {"ann": "a", "ben": "b"}
    assert codes(independent(log(("ann", "a", "coding", "imported"), ("ben", "b", "coding", "imported")))) == {
        "ann": "a",
        "ben": "b",
    }
    assert codes(independent(log(("ann", "a", "coding", "audit 1"), ("ben", "b", "coding", "audit 1")))) == {
        "ann": "a",
        "ben": "b",
    }


def test_a_correction_of_anothers_codes_is_no_opinion():
    made = log(("ann", "a", "coding"), ("ben", "b", "coding"), ("ben", "c", "coding"), ("ann", "c", "coding"))
    assert codes(independent(made)) == {"ann": "a"}
    assert corrections(made) == 1


def test_ones_own_correction_takes_the_place_of_the_first():
    made = log(("ann", "a", "coding"), ("ben", "b", "check"), ("ann", "c", "coding"), ("ben", "d", "check"))
    assert codes(independent(made)) == {"ann": "c", "ben": "d"}


def test_what_is_coded_after_an_adjudication_knows_of_it():
    made = log(("ann", "a", "coding"), ("ben", "b", "check"), ("ann", "c", "adjudication"), ("ann", "d", "coding"))
    assert codes(independent(made)) == {"ann": "a", "ben": "b"}
    assert corrections(made) == 0


def test_a_coding_counts_before_a_check_of_the_same_person():
    assert codes(independent(log(("ann", "a", "coding"), ("ann", "b", "check")))) == {"ann": "a"}
    assert codes(independent(log(("ann", "b", "check"), ("ann", "a", "coding")))) == {"ann": "a"}


def test_the_machine_influences_nobody_and_is_no_person():
    assert codes(independent(log(("machine:m", "a", "coding"), ("ann", "b", "coding")))) == {"ann": "b"}


def test_one_person_again():
    made = log(("ann", "a", "coding"), ("ann", "b", "coding"), ("ann", "c", "check"), ("ben", "d", "check"))
    assert [(one.first.codes, one.later.codes) for one in again(made)] == [(("b",), ("c",))]
    assert again(log(("ann", "c", "check"), ("ann", "a", "coding"))) == []


def test_blind_is_who_saw_no_suggestions():
    made = log(
        ("ann", "a", "coding", "seen"),
        ("ben", "b", "check"),
        ("carl", "c", "coding", "audit 1"),
        ("dora", "d", "check", "seen"),
        ("eve", "e", "coding"),
        ("machine:m", "m", "check"),
    )
    assert codes(blind(made, audited=False)) == {"ben": "b"}
    assert codes(blind(made, audited=True)) == {"ben": "b", "carl": "c", "eve": "e"}
