"""The responses that most probably carry a code."""

from hypothesis import given

from coder.reviewing.orders.by_code import by_code
from tests.unit.reviewing.orders.sheets import LABELS, names, sheet, sheets, whys

NAN = float("nan")


def test_the_most_probable_come_first_and_what_is_decided_or_cannot_carry_it_is_left_out():
    known = sheet(
        (1, "a", [0.1, 0.5, 0.0], None),
        (2, "b", [0.9, 0.5, 0.0], None),
        (2, "c", [0.2, 0.5, 0.0], None),
        (3, "d", [1.0, 0.5, 0.0], None, True),
        (3, "e", [0.3, 0.5, 0.0], None),
        (4, "f", [NAN, 0.5, 0.0], None),
        (5, "g", None, None),
    )
    order = by_code(known, "parking", {"parking"}, LABELS)
    assert names(order) == ["2", "3", "1"]
    assert whys(order)[0] == "90% Parking"
    assert {place.reason.chosen for place in order} == {"code parking"}


def test_a_heading_is_its_codes():
    known = sheet((1, "a", [0.1, 0.5, 0.9], None), (2, "b", [0.2, 0.6, 0.0], None))
    order = by_code(known, "access", {"parking", "hours", "access"}, LABELS)
    assert (names(order), whys(order)) == (["2", "1"], ["60% Opening hours", "50% Opening hours"])
    assert order[0].reason.chosen == "code access"


def test_without_such_a_code_there_is_no_order():
    assert by_code(sheet((1, "a", [0.1, 0.5, 0.9], None)), "x", {"x"}, LABELS) == []


@given(sheets())
def test_each_response_with_an_open_score_stands_once_and_probabilities_fall(known):
    order = by_code(known, "hours", {"hours"}, LABELS)
    column = known.scores[:, 1]
    best: dict[str, float] = {}
    for row in range(len(known.text)):
        if known.open[row] and column[row] == column[row]:
            name = known.keys[known.response[row]].respondent
            best[name] = max(best.get(name, 0.0), float(column[row]))
    assert sorted(names(order)) == sorted(best)
    found = [best[name] for name in names(order)]
    assert found == sorted(found, reverse=True)
