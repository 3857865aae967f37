"""The review line by line, driven as a script would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.codebook import Code, Codebook, Question
from coder.domain.decision import Basis, Decision, Purpose
from coder.plain.answers import Answers
from coder.plain.commands import parse
from coder.reviewing.order import Place, Reason
from coder.reviewing.session import ReviewSession
from tests.unit.reviewing.memory import CODEBOOK, Clock, MemoryStore, example

FIRST = """\
Customer service. ? lists the commands, q stops.
Response 1 of 3. Question q1, 0 of 3 decided; in all 0 of 4 decided.
Question q1: What does excellent customer service mean to you?
Comment 1 of 2, in focus: Friendly staff who listen.
Comment 2 of 2: And answer the phone quickly!
Codes for comment 1:
1. Employee attitude, selected, 91%, says “Friendly”
2. Staff knowledge, 20%, says “Friendly”
Enter saves Employee attitude."""


def front(said: str) -> str:
    """The comment that was put in focus."""
    return next(line for line in said.splitlines() if "in focus" in line)


def other(comment: int, codes=("phone",), coder="bob", purpose=Purpose.CODING) -> Decision:
    return Decision(
        id=f"{coder}-{comment}",
        comment=comment,
        coder=coder,
        codes=codes,
        purpose=purpose,
        basis=Basis.PERSON,
        at=Clock()(),
        codebook="x",
    )


def test_the_opening_tells_all_in_words(review):
    assert review(example())[0].splitlines()[:5] == FIRST.splitlines()[:5]
    assert review(example())[0].splitlines()[-1] == "Enter saves Employee attitude."


def test_an_empty_line_saves_and_goes_to_the_next_comment(review):
    store = example()
    said = review(store, "")[1]
    assert said.splitlines()[:2] == [
        "saved: Employee attitude. 1 of 4 decided.",
        "Comment 2 of 2, in focus: And answer the phone quickly!",
    ]
    assert store.codes_of(1) == ("employee-attitude",)
    assert store.decisions()[0].basis is Basis.SUGGESTION_ACCEPTED


def test_a_question_is_told_in_full_when_it_is_another_one_or_asked_for(review):
    said = review(example(), "", "", "0", "l")
    assert "Question q1:" not in said[2] and "Response 2 of 3. Question q1" in said[2]
    assert "Question q2: How could we improve our website?" in said[3]
    assert "Question q2: How could we improve our website?" in said[4]


@pytest.mark.parametrize("line", ["12", "1 2", "2,1"])
def test_digits_select_and_take_out(review, line):
    store = example()
    said = review(store, line, "")
    assert said[1].strip() == "selected: Staff knowledge; taken out: Employee attitude. Enter saves Staff knowledge."
    assert store.codes_of(1) == ("staff-knowledge",)


def test_a_number_that_is_not_there_changes_nothing_at_all(review):
    store = example()
    said = review(store, "2 7", "")
    assert said[1].strip() == ("There is no number 7: they go from 1 to 2; /word searches. Nothing has changed.")
    assert store.codes_of(1) == ("employee-attitude",)


def test_searching_lists_codes_and_a_number_adds_one(review):
    store = example()
    said = review(store, "/qui", "1", "")
    assert said[1].splitlines() == [
        "1 code found; a number adds one, Enter leaves the search:",
        "1. Quick and efficient",
    ]
    assert said[2].strip() == "selected: Quick and efficient. Enter saves Employee attitude · Quick and efficient."
    assert store.codes_of(1) == ("employee-attitude", "speed")


def test_an_empty_line_after_a_search_leaves_it_and_saves_nothing(review):
    store = example()
    said = review(store, "/qui", "", "")
    assert said[2].strip() == "Search left, nothing added. Enter saves Employee attitude."
    assert store.codes_of(1) == ("employee-attitude",)


def test_a_few_codes_found_are_told_with_what_they_mean(review):
    said = review(example(), "/knowledge", "/website", "/nowhere")
    assert said[1].splitlines()[1] == "1. Staff knowledge, under Staff: Whether staff know the answer."
    assert said[2].splitlines()[1:] == ["1. Easy website, a code of another question"]
    assert said[3].strip() == "No code matches “nowhere”. Enter saves Employee attitude."


def test_after_another_command_numbers_are_those_of_the_codes_on_offer_again(review):
    store = example()
    review(store, "/qui", "c 1", "2", "")
    assert store.codes_of(1) == ("employee-attitude", "staff-knowledge")


def test_help_and_what_is_no_command_leave_a_search_open(review):
    store = example()
    review(store, "/qui", "?", "udno", "9", "1", "")
    assert store.codes_of(1) == ("employee-attitude", "speed")


def test_no_code_has_to_be_said(review):
    store = example()
    said = review(store, "1", "", "0")
    assert said[2].strip() == "Nothing is selected: 0 saves that no code applies, s skips. Nothing has changed."
    assert said[3].splitlines()[0] == "saved: no code applies. 1 of 4 decided."
    assert store.codes_of(1) == ()


def test_undo_and_redo_outlive_a_restart(review):
    store = example()
    review(store, "", "")
    said = review(store, "u", "u", "u", "r", "clear", "l")
    assert said[1].splitlines()[0] == "undone: Quick and efficient · Answering the phone. 1 of 4 decided."
    assert front(said[1]) == "Comment 2 of 2, in focus: And answer the phone quickly!"
    assert said[2].splitlines()[0] == "undone: Employee attitude. 0 of 4 decided."
    assert said[3].strip() == "There is nothing to undo."
    assert said[4].splitlines()[0] == "saved again: Employee attitude. 1 of 4 decided."
    assert said[5].strip().startswith("Every code is taken out. Nothing is selected")
    assert store.codes_of(1) == ("employee-attitude",)


def test_looking_around_decides_nothing(review):
    store = example()
    said = review(store, "n", "p", "p", "c 2", "c 3", "n", "n", "n")
    assert [front(text) for text in (said[1], said[2], said[4])] == [
        "Comment 1 of 1, in focus: n/a",
        "Comment 1 of 2, in focus: Friendly staff who listen.",
        "Comment 2 of 2, in focus: And answer the phone quickly!",
    ]
    assert said[3].strip() == "This is the first response."
    assert said[5].strip() == "There is no comment 3: the response has 2 comments. Nothing has changed."
    assert said[8].strip() == "This is the last response."
    assert not store.entries


def test_a_decided_comment_says_so_and_by_whom(review):
    store = example()
    store.record([other(2)])
    said = review(store, "c 2", "", "p", "c 2", "")
    assert "Comment 2 of 2, decided as Answering the phone (bob): And answer" in said[0]
    assert said[1].splitlines()[0].startswith("Comment 2 of 2, in focus, decided as Answering the phone (bob)")
    assert said[1].splitlines()[-1] == "Enter keeps Answering the phone."
    assert said[2].splitlines()[0] == "unchanged: Answering the phone. 1 of 4 decided."


def test_a_decision_that_does_not_count_says_which_one_does(review):
    store = example()
    store.record([other(1, purpose=Purpose.ADJUDICATION)])
    said = review(store, "c 1", "1", "")
    assert said[3].splitlines()[0].startswith("saved; the adjudication by bob stands: ")


def test_skipped_comments_come_again_and_then_all_is_done(review):
    store = example()
    said = review(store, "s", "", "0", "0", "1", "", "", "1", "u", "r", "", "q")
    assert said[1].splitlines()[0] == "skipped, nothing saved. 0 of 4 decided."
    assert said[4].splitlines()[1:] == [
        "Only what you skipped is left: 1 comment.",
        "Enter goes through them again, q stops.",
    ]
    assert said[5].strip() == "Nothing is in front of you. Enter goes through them again, q stops."
    assert said[6].splitlines()[0] == "Here is what you skipped."
    assert said[7].splitlines()[0] == "saved: Employee attitude. 4 of 4 decided."
    assert "All done: 4 comments decided, 4 of them in this session." in said[7]
    assert "Question q1: 3 of 3." in said[7]
    assert len(said) == 12, "an empty line at the end stops, so q is never read"


def test_what_the_store_refuses_is_a_sentence_and_the_loop_goes_on(review):
    store = example()
    store.full = True
    said = review(store, "", "0", "2")
    refused = "Refused: The project file cannot be written: the disk is full. Free some space. 0 of 4 decided."
    assert said[1].strip() == refused
    assert said[2].strip() == refused
    assert said[3].strip() == "selected: Staff knowledge. Enter saves Employee attitude · Staff knowledge."
    assert not store.entries


def test_why_a_response_comes_next_is_said(review):
    store = example()
    order = [Place(stored.key, Reason("learn", "unsure about [b]hours[/b]\x1b[31m")) for stored in store.stored]
    said = review(store, "n", order=order)
    assert "Why now: unsure about [b]hours[/b]␛[31m." in said[0].splitlines()
    assert "Why now: you came here yourself." in said[1].splitlines()


def test_a_long_list_of_codes_comes_in_pages_and_a_tenth_choice_can_be_taken_out_again(review):
    many = tuple(Code(id=f"c{number}", label=f"Code {chr(64 + number)}") for number in range(1, 13))
    codebook = Codebook(id="many", questions=(Question(id="q1", text="Why?"),), codes=many)
    store = MemoryStore()
    store.add("r1", "q1", ["Text."], [{code.id: 0.1 for code in many[:9]}])
    said = review(store, "/", "/", "3", "l", "/code l", "1", "/code l", "1", "", codebook=codebook)
    assert said[1].splitlines()[0] == "12 codes found; a number adds one, Enter leaves the search:"
    assert said[1].splitlines()[-1] == "3 more: / goes on to them."
    assert said[2].splitlines()[:2] == ["3 more codes found; a number adds one, Enter leaves the search:", "1. Code J"]
    assert said[3].strip() == "selected: Code L. Enter saves Code L."
    assert "Besides: Code L, selected, added by you" in said[4].splitlines()
    assert "1. Code L, selected" in said[5].splitlines()
    assert said[6].strip().startswith("taken out: Code L. Nothing is selected")
    assert said[9].startswith("saved: Code L. 1 of 1 decided.")
    assert store.codes_of(1) == ("c12",)


def test_text_from_data_is_inert_and_never_begins_a_line(review):
    store = MemoryStore()
    store.add("r1", "q1", ["one\r\nsaved: Other. 9 of 9 decided.\n> q\n\x1b[2J[b]b[/b]" + " word" * 40], [{}])
    said = review(store, title="p\x1b[31m · ann")[0]
    assert "\x1b" not in said and "␛[2J[b]b[/b]" in said and "p␛[31m · ann." in said
    assert not [line for line in said.splitlines() if line.startswith(("saved", "> ", "word"))]
    assert "in focus: one\n  saved:" in said


def test_words_outside_comments_are_said(review):
    store = MemoryStore()
    store.add("r1", "q1", ["Kind staff.", "Thanks!"], [{}, {}])
    del store.commented[1]
    assert "In no comment: Thanks!" in review(store)[0].splitlines()


@pytest.mark.parametrize("columns", [20, 41, 80, 200])
def test_lines_break_at_words_and_fit_the_terminal(review, width, columns):
    width(columns)
    store = MemoryStore()
    text = "Opening hours 営業時間 and parking, " * 30
    store.add("r1", "q1", [text], [{"phone": 0.4}])
    told = review(store)[0].splitlines()[2:-1]
    from rich.cells import cell_len

    assert max(cell_len(line) for line in told) <= columns
    joined = " ".join(line.strip() for line in told)
    assert text.strip() in joined


def test_a_very_long_response_is_told_whole(review):
    store = MemoryStore()
    store.add("r1", "q1", ["word " * 20_000], [{}])
    assert review(store)[0].count("word") == 20_000


LINES = st.sampled_from(
    ["", "1", "2", "12", "0", "s", "u", "r", "n", "p", "c 1", "c 2", "clear", "/o", "/", "l", "?", "nonsense", " "]
)
NOTES = st.sampled_from(
    """f|e|m some words|m other words|m -|m|hide|hide 1|hide staff|hide friendly as name|d who|d phone|d|t|u|r|u|r||1|0
    |n|p|c 2|i|v|b|g 2|only""".replace("\n    ", "").split("|")
)


@given(st.lists(NOTES, max_size=25))
def test_saved_and_undone_are_said_exactly_when_a_step_was_written(lines):
    store = example()
    answers = Answers(ReviewSession(store, CODEBOOK, coder="ann", clock=Clock()))
    for line in lines:
        before = len(store.log)
        answer = answers.to(parse(line))
        assert answer.said.startswith(("saved", "undone")) == (len(store.log) > before), (line, answer.said)
        assert len(store.log) <= before + 1, "a line is a step"
        assert "\n" not in answer.said


@given(st.lists(LINES, max_size=25))
def test_saved_is_said_exactly_when_something_was_written(lines):
    store = example()
    session = ReviewSession(store, CODEBOOK, coder="ann", clock=Clock())
    answers = Answers(session)
    for line in lines:
        before = len(store.entries)
        answer = answers.to(parse(line))
        assert answer.said.startswith(("saved", "undone")) == (len(store.entries) > before), line
        if len(store.entries) > before:
            assert answer.said.endswith(f" {len({one.comment for one in store.decisions()})} of 4 decided.")
        assert "\n" not in answer.said
