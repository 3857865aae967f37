"""What holds for every framework, layout and edit: it reads as meant, and nothing else is touched."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coder.codebook.editing import add_code, add_to_list, retire, set_field
from coder.codebook.read import parse_codebook
from coder.domain.codebook import Code, Role
from coder.errors import CodebookError
from tests.unit.codebook.editing.layouts import ANY_TEXT, ONE_LINE, written

LISTS = ["include", "exclude", "examples", "counterexamples", "keywords"]
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(source):
    return parse_codebook(source, "f.yaml")


def rows(source):
    return source.replace("\r\n", "\n").removesuffix("\n").split("\n")


def changed_rows(before, after):
    """The rows that went and those that came, without what is the same above and below them."""
    old, new = rows(before), rows(after)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


def is_within(short, long):
    """Whether all characters of a text come in another one, in order."""
    rest = iter(long)
    return all(character in rest for character in short)


def check_layout(before, after, comments, most_rows):
    old, new = changed_rows(before, after)
    assert len(old) <= most_rows
    assert Counter(comments) == Counter(comment for comment in comments for _ in range(after.count(comment)))
    assert before.startswith("\ufeff") == after.startswith("\ufeff")
    if "\r\n" in before:
        assert after.count("\n") == after.count("\r\n")
    return old, new


@FEW
@given(written())
def test_the_layouts_read_as_their_frameworks(made):
    codebook, source, comments = made
    assert read(source) == codebook
    assert all(source.count(comment) == 1 for comment in comments)


@st.composite
def new_codes(draw, codebook):
    questions = [each.id for each in codebook.questions]
    return Code(
        id=draw(st.sampled_from(["new", "0-9"])),
        label=f"{draw(ONE_LINE)} (new)",
        definition=draw(st.just("") | ANY_TEXT),
        include=tuple(draw(st.lists(ANY_TEXT, max_size=2))),
        examples=tuple(draw(st.lists(ANY_TEXT, max_size=3))),
        keywords=tuple(draw(st.lists(ONE_LINE, max_size=2))),
        questions=draw(st.none() | st.lists(st.sampled_from(questions), min_size=1, unique=True).map(tuple)),
        role=draw(st.sampled_from(Role)),
        memo=draw(st.just("") | ANY_TEXT),
    )


def with_code(codebook, code, under, after):
    def among(codes, parent):
        found = [replace(each, codes=among(each.codes, each.id)) for each in codes]
        ids = [each.id for each in codes]
        if after in ids:
            found.insert(ids.index(after) + 1, code)
        elif after is None and parent == under:
            found.append(code)
        return tuple(found)

    return replace(codebook, codes=among(codebook.codes, None))


@FEW
@given(written(), st.data())
def test_a_code_is_added_and_nothing_else_changes(made, data):
    codebook, source, comments = made
    code = data.draw(new_codes(codebook))
    places = [None, *codebook.placed]
    under, after = data.draw(st.sampled_from(places)), None
    if data.draw(st.booleans()):
        under, after = None, data.draw(st.sampled_from(places))
    above = codebook.placed[after].parent if after else under
    assume(code.questions is None or above is None or set(code.questions) <= codebook.placed[above].questions)
    edited = add_code(source, code, under=under, after=after)
    assert read(edited) == with_code(codebook, code, under, after)
    old, new = check_layout(source, edited, comments, 1)
    assert is_within("".join(old).replace("[]", "").replace(" ", ""), "".join(new))


@FEW
@given(written(), st.sampled_from(LISTS), ANY_TEXT, st.data())
def test_a_text_is_added_to_a_list_once(made, field, text, data):
    codebook, source, comments = made
    assume(codebook.placed)
    code_id = data.draw(st.sampled_from(list(codebook.placed)))
    before = getattr(codebook.placed[code_id].code, field)
    edited = add_to_list(source, code_id, field, text)
    assert add_to_list(edited, code_id, field, text) == edited
    if text in before:
        assert edited == source
        return
    found = read(edited)
    assert getattr(found.placed[code_id].code, field) == (*before, text)
    assert without(found, code_id, field) == without(codebook, code_id, field)
    old, new = check_layout(source, edited, comments, 1)
    assert is_within("".join(old).replace("[]", "").replace(" ", ""), "".join(new))


VALUES = {
    "label": ONE_LINE,
    "definition": st.just("") | ANY_TEXT,
    "memo": st.just("") | ANY_TEXT,
    "codable": st.booleans(),
    "colour": st.none() | st.just("#1D70B8"),
    "role": st.sampled_from(["", "other", "non-substantive"]),
    "retired": st.booleans(),
}


@FEW
@given(written(), st.sampled_from(list(VALUES)), st.data())
def test_a_field_is_set(made, field, data):
    codebook, source, comments = made
    assume(codebook.placed)
    code_id = data.draw(st.sampled_from(list(codebook.placed)))
    value = data.draw(VALUES[field])
    before = getattr(codebook.placed[code_id].code, field)
    edited = set_field(source, code_id, field, value)
    found = read(edited)
    assert getattr(found.placed[code_id].code, field) == (value or {"role": "theme"}.get(field, value))
    assert without(found, code_id, field) == without(codebook, code_id, field)
    assert set_field(edited, code_id, field, value) == edited
    if value or field in ("codable", "retired"):
        check_layout(source, edited, comments, 1 if len(str(before)) < 41 else 30)
    else:
        assert len(rows(source)) >= len(rows(edited))


@FEW
@given(written(), st.data())
def test_a_code_is_retired_once(made, data):
    codebook, source, comments = made
    code_id, other = data.draw(st.sampled_from([None, *codebook.placed])), None
    assume(code_id)
    if others := [each for each in codebook.placed if each != code_id and can_replace(codebook, each)]:
        other = data.draw(st.none() | st.sampled_from(others))
    try:
        edited = retire(source, code_id, replaced_by=other)
    except CodebookError as error:
        assert "retired itself" in error.message
        return
    found = read(edited)
    assert found.placed[code_id].code.retired and found.placed[code_id].code.replaced_by == other
    assert retire(edited, code_id) == retire(edited, code_id, replaced_by=other) == edited
    check_layout(source, edited, comments, 1)


def can_replace(codebook, code_id):
    code = codebook.placed[code_id].code
    return code.codable and not code.retired


def without(codebook, code_id, field):
    """The framework without what a field of a code says."""

    def among(codes):
        return tuple(
            replace(each, codes=among(each.codes), **({field: None} if each.id == code_id else {})) for each in codes
        )

    return replace(codebook, codes=among(codebook.codes))


@FEW
@given(written(), st.sampled_from(["duplicate id", "duplicate label", "wider"]))
def test_an_edit_that_would_break_the_framework_says_so(made, how):
    codebook, source, _ = made
    assume(codebook.placed)
    first = next(iter(codebook.placed.values())).code
    code = {
        "duplicate id": Code(id=first.id, label="A label like no other"),
        "duplicate label": Code(id="new-one", label=f" {first.label.upper()}"),
        "wider": Code(id="new-one", label="A label like no other", questions=("q-nowhere",)),
    }[how]
    said = {"duplicate id": "have the id", "duplicate label": "have the label", "wider": "no question 'q-nowhere'"}
    with pytest.raises(CodebookError, match=said[how]):
        add_code(source, code)
