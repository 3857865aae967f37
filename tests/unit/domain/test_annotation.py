"""Which annotations stand, and texts without what was redacted."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.annotation import (
    Annotation,
    Kind,
    Label,
    Redaction,
    in_force,
    marked,
    merged,
    redact,
    redacted,
    redactions,
    within,
)
from coder.domain.response import Span

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def noted(number, kind, comment=1, coder="ann", text="", undoes=None):
    return Annotation(
        id=str(number), kind=kind, comment=comment, response=1, coder=coder, at=NOON, text=text, undoes=undoes
    )


def hidden(number, start, end, label="name", response=1, undoes=None):
    return Annotation(
        id=str(number),
        kind=Kind.REDACTION,
        comment=None,
        response=response,
        coder="ann",
        at=NOON,
        span=Span(start, end),
        text=label,
        undoes=undoes,
    )


def at(start, end, label=Label.NAME):
    return Redaction(Span(start, end), label)


def test_a_flag_taken_back_stands_no_more_until_that_is_taken_back():
    flag, other = noted(1, Kind.FLAG), noted(2, Kind.FLAG, comment=2)
    undo = replace(flag, id="3", undoes="1", coder="ben")
    redo = replace(undo, id="4", undoes="3")
    assert in_force([flag, other]) == [flag, other]
    assert in_force([flag, other, undo]) == [other]
    assert in_force([flag, other, undo, redo]) == [flag, other]


def test_of_a_coders_memos_on_a_comment_the_last_stands():
    first, second = noted(1, Kind.MEMO, text="why?"), noted(2, Kind.MEMO, text="ask Jo")
    others = [noted(3, Kind.MEMO, text="mine", coder="ben"), noted(4, Kind.MEMO, text="there", comment=2)]
    assert in_force([first, second, *others]) == [second, *others]
    assert in_force([first, second, replace(second, id="5", text="", undoes="2")]) == [first]
    assert marked(in_force([first, second, *others]), Kind.MEMO) == {1: [second, others[0]], 2: [others[1]]}


def test_an_empty_or_erased_memo_brings_no_earlier_one_back():
    assert in_force([noted(1, Kind.MEMO, text="why?"), noted(2, Kind.MEMO)]) == []


def test_redactions_are_merged_for_each_response():
    events = [hidden(1, 5, 9, "phone"), hidden(2, 0, 5), hidden(3, 20, 22, "place"), hidden(4, 1, 2, response=2)]
    assert redactions(in_force(events)) == {1: (at(0, 9), at(20, 22, Label.PLACE)), 2: (at(1, 2),)}
    assert redactions([noted(1, Kind.FLAG)]) == {}


def test_a_redaction_taken_back_leaves_what_others_hide():
    events = [hidden(1, 0, 9), hidden(2, 5, 12, "phone"), hidden(3, 0, 9, undoes="1")]
    assert redactions(in_force(events)) == {1: (at(5, 12, Label.PHONE),)}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": Kind.REDACTION, "comment": None, "text": "name"},
        {"kind": Kind.REDACTION, "comment": 1, "span": Span(0, 1), "text": "name"},
        {"kind": Kind.REDACTION, "comment": None, "span": Span(0, 1), "text": "Jane Doe"},
        {"kind": Kind.REDACTION, "comment": None, "span": Span(0, 1)},
        {"kind": Kind.FLAG, "comment": None},
        {"kind": Kind.MEMO, "comment": 1, "span": Span(0, 1)},
        {"kind": Kind.EXEMPLAR, "comment": 1, "text": "so good"},
    ],
)
def test_what_makes_no_sense_is_refused(fields):
    with pytest.raises(ValueError, match=r"redaction|text"):
        Annotation(id="1", response=1, coder="ann", at=NOON, **fields)


def test_a_text_is_shown_without_what_was_redacted():
    text = "Ring Jane Doe on 07700 900123."
    assert redacted(text, [at(17, 29, Label.PHONE), at(5, 13)]) == "Ring [name] on [phone]."
    assert redacted(text, []) == text
    assert redacted(text, [at(0, 99)]) == "[name]"
    assert redacted(text, [at(30, 40)]) == text
    assert redacted("", [at(0, 1)]) == ""


def test_a_comment_hides_its_part_of_a_stretch():
    several = [at(2, 6), at(8, 9, Label.PLACE), at(20, 30)]
    assert within(several, Span(4, 20)) == (at(0, 2), at(4, 5, Label.PLACE))


def test_stretches_of_the_original_are_found_again():
    moved = redact("Ring Jane Doe now.", [at(5, 13)]).moved
    assert moved(Span(0, 4)) == Span(0, 4)
    assert moved(Span(14, 17)) == Span(12, 15)
    assert moved(Span(5, 13)) == moved(Span(6, 7)) == Span(5, 11)
    assert moved(Span(0, 9)) == Span(0, 11)
    assert moved(Span(10, 17)) == Span(5, 15)


SEVERAL = st.lists(
    st.builds(
        lambda start, length, label: at(start, start + length, label),
        st.integers(0, 40),
        st.integers(1, 12),
        st.sampled_from(Label),
    ),
    max_size=6,
)


@given(SEVERAL)
def test_merged_stretches_hide_the_same_characters_and_stand_apart(several):
    found = merged(several)
    assert {n for one in found for n in range(one.span.start, one.span.end)} == {
        n for one in several for n in range(one.span.start, one.span.end)
    }
    assert all(before.span.end < after.span.start for before, after in pairwise(found))
    for one in found:
        assert one.label in {other.label for other in several if other.span.start == one.span.start}


@given(st.text(max_size=40), SEVERAL)
def test_no_redacted_character_survives_and_the_rest_is_unchanged(text, several):
    gone = {n for one in several for n in range(one.span.start, one.span.end)}
    # Characters of a private area stand for the original's, so that none can be taken for one of a label's.
    coded = "".join(chr(0xE000 + n) for n in range(len(text)))
    shown = redacted(coded, several)
    assert [ord(c) - 0xE000 for c in shown if ord(c) >= 0xE000] == [n for n in range(len(text)) if n not in gone]
    assert redacted(text, several) == "".join(text[ord(c) - 0xE000] if ord(c) >= 0xE000 else c for c in shown)


@given(st.text(min_size=1, max_size=40), SEVERAL, st.data())
def test_a_stretch_moved_shows_what_it_showed(text, several, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    # What it takes in whole is redacted in whole.
    for one in merged(several):
        if one.span.start < span.end and span.start < one.span.end:
            span = Span(min(span.start, one.span.start), min(len(text), max(span.end, one.span.end)))
    shown = redact(text, several)
    assert shown.moved(span).of(shown.text) == redacted(span.of(text), within(several, span))
