from coder.domain.decision import Purpose
from coder.domain.response import Span
from coder.domain.units import Unit
from tests.unit.workflow.evaluated import read, row

TEXT = "Kind staff. Dear parking."


def halves(first=("staff",), second=("parking",), **more):
    return [row(1, TEXT, *first, span=(0, 11), **more), row(1, TEXT, *second, span=(12, 25), **more)]


def test_comments_of_the_file_teach_and_test_one_by_one():
    [found] = read(halves(), Unit.COMMENT).responses
    assert found.by_comment
    assert found.spans == (Span(0, 11), Span(12, 25))
    assert [lesson.codes for lesson in found.lessons] == [("staff",), ("parking",)]
    assert [item.text for item in found.items] == ["Kind staff.", "Dear parking."]
    assert found.codes == {"staff", "parking"}


def test_with_the_unit_response_comments_are_joined():
    [found] = read(halves(second=("staff", "parking")), Unit.RESPONSE).responses
    assert not found.by_comment
    assert [lesson.codes for lesson in found.lessons] == [("staff", "parking")]
    assert [item.text for item in found.items] == [TEXT]


def test_a_response_is_left_out_unless_a_person_has_decided_all_of_it():
    unread = [halves()[0], row(1, TEXT, span=(12, 25), decided=False)]
    by_machine = [halves()[0], row(1, TEXT, "parking", span=(12, 25), coder="machine:1")]
    for rows in (unread, by_machine, [row(1, TEXT, decided=False)], [row(1, TEXT, "staff", coder="machine:1")]):
        found = read(rows, Unit.COMMENT)
        assert (found.responses, found.unread) == ((), 1)


def test_no_code_applies_is_a_reading_too():
    [found] = read([row(1, TEXT)]).responses
    assert found.codes == frozenset()
    assert len(found.lessons) == 1


def test_codes_of_the_whole_count_on_an_undivided_response_only():
    whole = row(1, TEXT, "hours", coder="ben")
    [found] = read([*halves(), whole], Unit.COMMENT).responses
    assert found.codes == {"staff", "parking"}
    [found] = read([row(1, TEXT, "staff", span=(0, 25)), whole], Unit.COMMENT).responses
    assert found.codes == {"hours"}
    assert found.by_comment


def test_the_standing_codes_count():
    checks = [row(1, TEXT, "hours", coder="ben", purpose=Purpose.CHECK)]
    [found] = read([row(1, TEXT, "staff"), *checks]).responses
    assert found.codes == {"staff"}
    [found] = read([row(1, TEXT, "staff"), row(1, TEXT, "parking", coder="ben")]).responses
    assert found.codes == {"parking"}
