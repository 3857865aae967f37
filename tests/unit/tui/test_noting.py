"""Flags, memos, quotes, redactions, dividing and tying, by keys as a person would."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.widgets import TextArea

from coder.domain.annotation import Label, redactions
from coder.domain.decision import Purpose
from coder.reviewing.session import ReviewSession
from coder.tui.app import ReviewApp
from coder.tui.screens.ask import WriteScreen
from coder.tui.screens.choose import ChooseScreen, Offer, among
from coder.tui.screens.message import MessageScreen
from coder.tui.screens.review import ReviewScreen
from coder.tui.screens.stretch import HideScreen, SplitScreen
from coder.tui.units import units
from coder.tui.widgets.response import ResponseView
from coder.tui.widgets.words import Words
from tests.unit.reviewing.memory import CODEBOOK, MemoryStore, example
from tests.unit.tui.test_review_screen import make, screen_text, shown


async def test_flag_quote_and_memo_stand_below_the_comment_and_are_taken_back_by_name():
    app = make(example())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "e", "m")
        assert isinstance(app.screen, WriteScreen)
        await pilot.press(*"ask", "space", *"[b]", "enter")
        assert isinstance(app.screen, ReviewScreen)
        text = await shown(app, pilot)
        assert "▌  flagged · quote" in text and "▌  memo: ask [b]" in text
        assert "✓ saved  memo" in text
        await pilot.press("m")
        assert app.screen.query_one(TextArea).text == "ask [b]"
        await pilot.press("escape", "u")
        text = await shown(app, pilot)
        assert "undone  memo" in text and "flagged · quote" in text and "ask" not in text
        await pilot.press("f", "u", "u", "u", "u")
        text = await shown(app, pilot)
        assert "flagged" not in text and "Nothing to undo" in text
        await pilot.press("r")
        assert "✓ saved  flag" in await shown(app, pilot)


async def test_what_is_proposed_is_hidden_digit_by_digit_and_own_words_by_arrows():
    store = MemoryStore()
    store.add("r1", "q1", ["Mr Smith of", "OX14 3AB was rude."], [{"speed": 0.9}, {}])
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        assert isinstance(app.screen, HideScreen)
        text = await shown(app, pilot)
        assert "1 [ ] name: Smith" in text and "2 [ ] postcode: OX14 3AB" in text
        await pilot.press("2")
        text = await shown(app, pilot)
        assert "1 [ ] name: Smith" in text and "2 [x] postcode: OX14 3AB" in text
        await pilot.press("2", "1", "9")
        text = await shown(app, pilot)
        assert "1 [x] name: Smith" in text and "2 [ ] postcode: OX14 3AB" in text
        await pilot.press("escape", "u", "u", "u")
        assert redactions(store.annotations([1])) == {}
        await pilot.press("h", "right", "space", "right", "enter")
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, HideScreen)
        await pilot.press("escape")
        (hidden,) = redactions(store.annotations([1]))[1]
        assert hidden.span.of("Mr Smith of OX14 3AB was rude.") == "Smith of"
        strip = app.screen.query_one(ResponseView).render_line(0)
        assert [segment.text for segment in strip if segment.style and segment.style.reverse] == ["Smith of"]
        assert "hidden as [" in screen_text(app)


async def test_more_stretches_than_digits_come_nine_at_a_time():
    store = MemoryStore()
    store.add("r1", "q1", [" ".join(f"Mr Smith{'abcdefghijklm'[n]}." for n in range(12))], [{}])
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        text = await shown(app, pilot)
        assert "9 [ ] name: Smithi" in text and "12 in all; Tab goes on" in text
        await pilot.press("tab", "3")
        assert "3 [x] name: Smithl" in await shown(app, pilot)
        await pilot.press("tab")
        assert "1 [ ] name: Smitha" in await shown(app, pilot)


async def test_in_a_long_response_the_stretch_begins_where_the_comment_in_focus_does_and_no_letter_is_covered():
    store = MemoryStore()
    store.add(
        "r1",
        "q1",
        [f"Comment {n} {'with as many words as fill a line or two ' * 2}end{n}." for n in range(9)],
        [{}] * 9,
    )
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"jjjjjjjh")
        await pilot.pause()
        text, words = await shown(app, pilot), app.screen.query_one(Words)
        strips = [words.render_line(y) for y in range(words.size.height)]
        chosen = [segment.text for strip in strips for segment in strip if segment.style and segment.style.reverse]
        assert chosen == ["Comment"] and "Comment 7 with" in text and "end7." in text
        assert all(words._text[a:b].rstrip() in text for a, b in words._lines[-3:])
        await pilot.press("k", "k", "k")
        assert "Comment 5 with" in await shown(app, pilot)


async def test_a_comment_is_divided_before_a_word_and_tied_together_again():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        assert isinstance(app.screen, SplitScreen)
        await pilot.press("right", "enter")
        text = await shown(app, pilot)
        assert "▌• Friendly staff" in text and " • who listen." in text
        assert "comment 1 of 3" in text and "0 of 4 comments" in text
        assert " 1 [x] Employee attitude" in text, "the old codes are selected"
        await pilot.press("t")
        assert "▌• Friendly staff who listen." in await shown(app, pilot)
        await pilot.press("u")
        assert "undone  merge" in await shown(app, pilot)
        await pilot.press("u")
        assert "comment 1 of 2" in await shown(app, pilot)
        await pilot.press("d", "left", "left", "enter")
        assert "cannot be split there" in await shown(app, pilot)
        await pilot.press("right", "t")
        assert "no other comment" in await shown(app, pilot)


@pytest.mark.parametrize("key", ["d", "t"])
async def test_a_sitting_in_which_nothing_is_divided_says_so_at_once(key):
    check = ReviewSession(example(), CODEBOOK, coder="ann", purpose=Purpose.CHECK)
    only_looks = ReviewSession(example(), CODEBOOK, coder="ann")
    only_looks.only_look("bob is writing.")
    for session, said in ((check, "Comments are split and merged"), (only_looks, "bob is writing")):
        async with ReviewApp(session, title="x").run_test(size=(80, 24)) as pilot:
            await pilot.press(key)
            assert isinstance(pilot.app.screen, MessageScreen) and said in await shown(pilot.app, pilot)


async def test_a_click_chooses_a_word_also_among_wide_letters():
    store = MemoryStore()
    store.add("r1", "q1", ["開館時間 are too short, open Sundays"], [{"speed": 0.9}])
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await pilot.click(Words, offset=(9 + 4, 0))
        await pilot.press("enter")
        text = await shown(app, pilot)
        assert "▌• 開館時間 are" in text and " • too short, open Sundays" in text


async def test_neighbours_with_the_same_codes_are_offered_for_tying():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "c", "3", "1", "enter", "left")
        text = await shown(app, pilot)
        assert "the same codes as the comment after it: t" not in text, "they differ"
        await pilot.press("j", "c", "slash", *"attitude", "enter", "enter", "left", "k")
        assert "the same codes as the comment" in await shown(app, pilot)


async def test_that_two_neighbours_got_the_same_codes_is_said_when_it_happens_and_one_key_leads_back():
    store = MemoryStore()
    store.add("r1", "q1", ["Quick.", "Very quick.", "Blue."], [{"speed": 0.9}, {"speed": 0.9}, {}])
    store.add("r2", "q1", ["Slow"], [{}])
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert "✓ saved  Quick and efficient" in await shown(app, pilot)
        await pilot.press("enter")
        assert "✓ saved; same codes as beside it: ↑ t merges  Quick" in await shown(app, pilot)
        await pilot.press("up", "t")
        assert "▌• Quick. Very quick." in await shown(app, pilot)
        await pilot.press("u", "down", "equals_sign", "enter")
        assert "same codes as beside it: ← t merges  Quick" in await shown(app, pilot)
        await pilot.press("left")
        assert "▌✓ Blue." in await shown(app, pilot)
        await pilot.press("t")
        assert "Very quick. Blue." in await shown(app, pilot)


@pytest.mark.parametrize("key", ["m", "l", "o", "g"])
async def test_what_is_typed_ahead_of_a_dialogue_decides_nothing(key):
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        for typed in (key, "2", "0", "enter", "q"):
            app.post_message(events.Key(typed, typed if len(typed) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert store.decisions() == [] and app._session.current.focused.selected == ("employee-attitude",)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("enter")
        assert store.codes_of(1) == ("employee-attitude",)


async def test_a_memo_that_came_by_another_way_is_inert_where_it_is_edited_and_stays_as_it_is():
    app = make(example())
    app._session.set_memo("see \x1b]52;c;aGk=\x07 [b]\u202ethis[/]")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        text = await shown(app, pilot)
        assert "␛]52;c;aGk=␇ [b]" in text and not {"\x1b", "\u202e"} & set(text)
        await pilot.press("enter", "u")
        assert "undone  memo" in await shown(app, pilot), "nothing new was written"


async def test_titles_of_dialogues_show_labels_as_they_are():
    app = make(example())
    screen = ChooseScreen("Is [bold]this[/] “[x]”?", among([Offer("a", "[red]a[/]", "[b]c[/]")]))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(screen)
        text = await shown(app, pilot)
        assert "Is [bold]this[/] “[x]”?" in text and "1 [red]a[/]" in text and "[b]c[/]" in text


@pytest.mark.parametrize("key", ["f", "e", "m", "h", "d", "t", "i", "w"])
async def test_when_all_is_done_there_is_nothing_to_note_on(key):
    app = make(MemoryStore())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)


@given(st.text(max_size=60))
def test_the_stops_of_the_cursor_are_in_order_and_leave_out_spaces_alone(text):
    found = units(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    ends, starts = [0, *(one.end for one in found)], [*(one.start for one in found), len(text)]
    assert not "".join(text[a:b] for a, b in zip(ends, starts, strict=True)).strip()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mrs O'Neil-Smith, ring ann@x.org!", ["Mrs", "O'Neil-Smith", ",", "ring", "ann@x.org", "!"]),
        ("日本語ok", ["日", "本", "語", "ok"]),
        ("مرحبا يا", ["مرحبا", "يا"]),
        ("cafe\u0301 👩\u200d👩\u200d👧!", ["cafe\u0301", "👩\u200d👩\u200d👧!"]),
    ],
)
def test_words_are_cut_where_a_reader_would(text, parts):
    assert [one.of(text) for one in units(text)] == parts


def test_a_label_for_every_kind_can_be_chosen():
    assert len(Label) > 9 and Words.can_focus is False
