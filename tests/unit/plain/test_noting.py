"""Notes, redactions, divisions, filters and orders in plain mode."""

import pytest

from coder.domain.annotation import redactions
from tests.unit.reviewing.memory import MemoryStore, example


def test_flag_quote_and_memo_are_saved_told_and_undone(review):
    said = review(example(), "f", "e", "memo ask \x1b[31mJane", "l", "m", "m -", "u", "u", "u", "u", "u", "r")
    assert said[1] == "saved: flagged for discussion."
    assert said[2] == "saved: marked as a quote for the report."
    assert "Comment 1 of 2, in focus, flagged · quote, memo: ask ␛[31mJane: Friendly staff" in said[4]
    assert said[5] == "Your memo: ask ␛[31mJane"
    assert said[6] == "saved: memo taken away."
    assert "undone: memo taken away." in said[7] and "undone: memo." in said[8] and "undone: flag." in said[10]
    assert "There is nothing to undo." in said[11]
    assert "saved again: flag." in said[12]


def test_stretches_are_listed_hidden_by_number_or_by_their_words_and_shown_again(review):
    store = MemoryStore()
    text = "Mr Smith of OX14 3AB. The big house."
    store.add("r1", "q1", [text], [{}])
    lines = ["hide", "hide 2", "hide", "hide 1", "hide  the BIG  house as address", "hide nobody", "hide it as thing"]
    said = review(store, *lines, "hide 7", "hide the big house")
    assert "2 stretches" in said[1] and "1. proposed, name: Smith" in said[1] and "2. proposed, postcode" in said[1]
    assert said[2] == "saved: hidden as [postcode]."
    assert "1. hidden, postcode: OX14 3AB\n2. proposed, name: Smith" in said[3]
    assert said[4] == "saved: shown again."
    assert said[5] == "saved: hidden as [address], 1 time."
    assert "not in the response" in said[6] and "There is no label “thing”" in said[7] and "no number 7" in said[8]
    assert "hidden already" in said[9]
    assert [one.span.of(text) for one in redactions(store.annotations([1]))[1]] == ["The big house"]


def test_a_comment_is_divided_before_words_of_it_and_tied_together(review):
    said = review(example(), "d", "d who", "t", "u", "d e", "d phone", "d friendly", "n", "t")
    assert "d wants the words" in said[1]
    assert "split in two" in said[2] and "Comment 2 of 3: who listen." in said[2]
    assert "one with comment 2" in said[3] and "Comment 1 of 2, in focus: Friendly staff who listen." in said[3]
    assert "undone: merge." in said[4] and "Comment 1 of 3" in said[4]
    assert "not in the comment" in said[5] and "not in the comment" in said[6]
    assert "words on both sides" in said[7]
    assert "no other comment" in said[9]


def test_what_is_around_is_told_and_responses_are_gone_to(review):
    said = review(example(), "1", "i", "g", "g 3", "g id R2", "go nowhere", "order", "order best", "only", "only odd")
    assert "Respondent r1." in said[2] and "After this, r2: n/a" in said[2]
    assert "go wants the number" in said[3]
    assert "Response 3 of 3" in said[4] and "Response 2 of 3" in said[5]
    assert "No response is meant by “nowhere”" in said[6]
    assert "order file: as imported" in said[7] and "There is no order of work 'best'" in said[8]
    assert "only group FIELD: VALUE" in said[9] and "“odd” is nothing that can be asked for" in said[10]


def test_a_filter_is_set_added_to_and_lifted(review):
    store = example()
    lines = ["only coder ann", "enter", "only code quick", "only code staff knowledge", "only code e", "only all"]
    said = review(store, *lines, "only group a: b")
    assert "There is no coder “ann”" in said[1]
    assert "No response is Quick and efficient" in said[3] or "1 response" in said[3]
    assert "Several codes are meant by “e”" in said[5]
    assert "3 responses, all there are." in said[6]
    assert "There is no field “a”" in said[7]


@pytest.mark.parametrize("line", ["new Toilets", "define 1: x", "example 1: ok", "retire 1", "revive old"])
def test_without_a_file_the_framework_stays_as_it_is(review, line):
    assert "The framework cannot be changed here." in review(example(), line)[1]


def test_a_definition_and_the_draft_of_an_example_are_told(review):
    store = MemoryStore()
    store.add("r1", "q1", ["Mr Smith helped me."], [{"staff-knowledge": 0.9}])
    said = review(store, "define 1", "example 1", "define nonsense")
    assert said[1] == "Staff knowledge: Whether staff know the answer."
    assert "An example of Staff knowledge: Mr [name] helped me." in said[2]
    assert "No code is meant by “nonsense”" in said[3]
