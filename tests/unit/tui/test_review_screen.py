"""The review screen, driven by keys as a person would."""

import pytest
from textual.widgets import OptionList

from coder.domain.codebook import Code
from coder.domain.decision import Basis, Decision, Evidence, Purpose, Suggestion
from coder.reviewing.item import Choice
from coder.reviewing.key_table import REVIEW_KEYS
from coder.reviewing.keys import remapped
from coder.reviewing.order import Place, Reason
from coder.reviewing.session import ReviewSession
from coder.reviewing.wordmates import SameWords
from coder.tui.app import ReviewApp
from coder.tui.screens.help import HelpScreen
from coder.tui.screens.message import MessageScreen
from coder.tui.screens.review import ReviewScreen
from coder.tui.screens.search import SearchScreen
from coder.tui.screens.together import TogetherScreen
from coder.tui.widgets.choices import Choices
from coder.tui.widgets.key_bar import KeyBar
from coder.tui.widgets.response import ResponseView
from tests.unit.reviewing.memory import CODEBOOK, Clock, MemoryStore, example

SIZES = [(80, 24), (200, 60)]


def make(store: MemoryStore, title: str = "Customer service") -> ReviewApp:
    return ReviewApp(ReviewSession(store, CODEBOOK, coder="ann", clock=Clock()), title=title)


def ordered(store: MemoryStore, why: str) -> ReviewApp:
    """Responses in the order of the file, with a reason that is shown."""
    keys = dict.fromkeys(stored.key for stored in store.stored)
    order = [Place(key, Reason("learn", why)) for key in keys]
    session = ReviewSession(store, CODEBOOK, coder="ann", clock=Clock(), order=order)
    return ReviewApp(session, title="Customer service")


def screen_text(app: ReviewApp) -> str:
    """What a person sees, line by line."""
    width, height = app.size
    strips = app.screen._compositor.render_strips(app.size)
    assert len(strips) <= height
    return "\n".join(strip.text[:width] for strip in strips)


async def shown(app: ReviewApp, pilot) -> str:
    await pilot.pause()
    return screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_shows_the_response_the_codes_and_the_keys(size):
    app = make(example())
    async with app.run_test(size=size) as pilot:
        text = await shown(app, pilot)
    assert "Customer service" in text
    assert "What does excellent customer service mean to you?" in text
    assert "▌• Friendly staff who listen." in text
    assert " 1 [x] Employee attitude" in text
    assert " 2 [ ] Staff knowledge" in text
    assert "91%" in text
    assert "says “friendly”" in text
    assert "0 of 3 comments" in text
    assert "Enter confirm" in text


@pytest.mark.parametrize("size", SIZES)
async def test_why_a_response_comes_next_is_shown_until_the_person_goes_elsewhere(size):
    app = ordered(example(), "unsure about [b]Opening[/b] hours\x1b[31m")
    async with app.run_test(size=size) as pilot:
        text = await shown(app, pilot)
        assert "unsure about [b]Opening[/b] hours␛[31m ─" in text
        await pilot.press("right")
        assert "you came here yourself" in await shown(app, pilot)


async def test_a_reason_that_does_not_fit_is_cut_and_then_left_out():
    app = ordered(example(), "unsure about " + "a long label " * 9)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(app, pilot)
        assert "comment 1 of 2 · response 1 of 3 · unsure about a long label" in text and "… ─" in text
        await pilot.resize_terminal(40, 24)
        text = await shown(app, pilot)
        assert "comment 1 of 2 · response 1 of 3 ─" in text and "unsure" not in text
        await pilot.resize_terminal(80, 24)
        assert "unsure about a long label" in await shown(app, pilot)


@pytest.mark.parametrize(("evidence", "shown_whole"), [((), True), ((Evidence("learnt", note="3"),), False)])
def test_labels_are_cut_only_where_a_reason_needs_the_room(evidence, shown_whole):
    label = "Being able to talk to a real person on the telephone"
    choices = Choices()
    choice = Choice(code=Code(id="a", label=label), selected=False, score=0.5 if evidence else None, evidence=evidence)
    choices.show((choice,), "said", "", "")
    assert (label in choices.rows(80)[1].plain) is shown_whole


async def test_enter_saves_before_the_next_comment_is_shown():
    store = example()
    app = make(store)
    seen: list[int] = []
    take_step = store.take_step

    def watch(new):
        item = app._session.current
        assert item is not None
        seen.append(item.focused.comment.id)
        return take_step(new)

    store.take_step = watch  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        text = await shown(app, pilot)
        assert seen == [1], "it was written while its comment was still in front"
        assert store.codes_of(1) == ("employee-attitude",)
        assert "✓ saved  Employee attitude" in text
        assert "✓ Friendly staff" in text
        assert "→ Employee attitude" in text
        await pilot.press("enter")
        assert "▌• n/a" in await shown(app, pilot)


async def test_digits_toggle_and_say_when_there_is_no_such_code():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "2")
        text = await shown(app, pilot)
        assert " 1 [ ] Employee attitude" in text
        assert " 2 [x] Staff knowledge" in text
        await pilot.press("9")
        assert "no code number 9" in await shown(app, pilot)
        await pilot.press("enter")
    assert store.codes_of(1) == ("staff-knowledge",)
    assert store.decisions()[0].basis is Basis.PERSON


async def test_a_click_toggles_and_a_click_on_a_comment_puts_it_in_focus():
    app = make(example())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(Choices, offset=(10, 2))
        assert " 2 [x] Staff knowledge" in await shown(app, pilot)
        await pilot.click(ResponseView, offset=(10, 1))
        assert "▌• And answer the phone quickly!" in await shown(app, pilot)


async def test_a_click_on_the_key_bar_is_like_the_key():
    app = make(example())
    async with app.run_test(size=(80, 24)) as pilot:
        line = screen_text(app).splitlines()[-1]
        await pilot.click(KeyBar, offset=(line.index("Space skip") + 7, 0))
        assert "skipped, nothing saved" in await shown(app, pilot)
        await pilot.click(KeyBar, offset=(line.index("1-9 pick"), 0))
        await pilot.click(KeyBar, offset=(line.index("? help"), 0))
        assert isinstance(app.screen, HelpScreen)


async def test_own_keys_are_those_that_work_and_are_shown():
    store = example()
    keys = remapped(REVIEW_KEYS, {"confirm": ("f5",), "skip": (), "no-code": ("enter",), "find-code": ("comma",)})
    app = ReviewApp(ReviewSession(store, CODEBOOK, coder="ann", clock=Clock()), title="t", keys=keys)
    async with app.run_test(size=(80, 40)) as pilot:
        text = await shown(app, pilot)
        assert "F5 confirm  1-9 pick  , find  Enter no code" in text
        assert "skip" not in text
        await pilot.press("f5", "space", "enter", "comma")
        assert (store.codes_of(1), store.codes_of(2)) == (("employee-attitude",), ())
        assert isinstance(app.screen, SearchScreen)
        await pilot.press("escape", "question_mark")
        assert "F5 " in await shown(app, pilot)


@pytest.mark.parametrize("close", [("enter",), ("tab", "enter"), ("tab", "escape")], ids="-".join)
async def test_searching_selects_a_code_and_closes(close):
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"qui")
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.query_one(OptionList).option_count == 1
        if close[0] == "tab":
            await pilot.press("tab")
            assert "[x] Quick and efficient" in await shown(app, pilot)
        await pilot.press(*close[-1:])
        assert isinstance(app.screen, ReviewScreen)
        text = await shown(app, pilot)
        assert " 3 [x] Quick and efficient" in text
        assert "added by you" in text
        await pilot.press("enter")
    assert store.codes_of(1) == ("employee-attitude", "speed")


async def test_search_takes_a_code_out_again_and_marks_other_questions():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash")
        assert "[x] Employee attitude" in await shown(app, pilot), "whole, as soon as the list opens"
        await pilot.press("down", "tab")
        assert "[ ] Employee attitude" in await shown(app, pilot)
        await pilot.press(*"website")
        await pilot.resize_terminal(60, 20)
        assert "other question" in await shown(app, pilot)
        await pilot.press("enter", "enter")
    assert store.codes_of(1) == ("website",)


async def test_a_search_that_finds_nothing_says_so():
    app = make(example())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"zzzz", "enter")
        assert isinstance(app.screen, SearchScreen)
        assert "No code matches." in await shown(app, pilot)


async def test_no_code_applies_skip_and_nothing_selected():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        assert store.codes_of(1) == ()
        assert "→ no code applies" in await shown(app, pilot)
        await pilot.press("space")
        assert store.codes_of(2) is None
        assert "▌• n/a" in await shown(app, pilot)
        await pilot.press("enter")
        assert "Nothing is selected" in await shown(app, pilot)
        await pilot.press("c", "enter")
        assert "Nothing is selected" in await shown(app, pilot)
    assert len(store.entries) == 1


async def test_what_says_the_same_is_shown_decided_and_taken_back_together():
    store = example()
    for number in range(3):
        store.add(f"s{number}", "q1", ["Too [b]slow[/b]!"], [{"speed": 0.9}])
    said = {one.id: one.text for one in store.commented}
    session = ReviewSession(store, CODEBOOK, coder="ann", clock=Clock(), wordmates=SameWords(said.items))
    app = ReviewApp(session, title="Customer service")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        assert "No other open comment says the same." in await shown(app, pilot)
        await pilot.press("space", "space", "space", "space")
        assert "2 more the same: a" in await shown(app, pilot)
        await pilot.press("v")
        assert isinstance(app.screen, TogetherScreen)
        text = await shown(app, pilot)
        assert "2 other open comments say the same" in text
        assert "s2  Too [b]slow[/b]!" in text
        await pilot.press("escape", "a")
        assert "Quick and efficient  for 3 comments that say the same" in await shown(app, pilot)
        bulk = [one for one in store.decisions() if one.basis is Basis.BULK]
        assert [one.codes for one in bulk] == [("speed",)] * 3
        await pilot.press("u")
        assert "for 3 comments" in await shown(app, pilot)
        assert store.decisions() == []
        await pilot.press("r")
        assert len(store.decisions()) == 3
        await pilot.press("u", "x")
        assert {one.codes for one in store.decisions()} == {()}


async def test_responses_that_say_the_same_as_a_whole_are_decided_together():
    store = MemoryStore()
    for number in range(3):
        store.add(f"s{number}", "q1", ["Save the library!", "It is [b]ours[/b]."], [{"speed": 0.9}, {"phone": 0.1}])
    said = {one.id: one.text for one in store.commented}
    session = ReviewSession(store, CODEBOOK, coder="ann", clock=Clock(), wordmates=SameWords(said.items))
    app = ReviewApp(session, title="t")
    async with app.run_test(size=(100, 24)) as pilot:
        assert "2 more the same: a · 2 responses alike: b" in await shown(app, pilot)
        await pilot.press("v")
        text = await shown(app, pilot)
        assert (
            "2 other responses say the same as a whole" in text and "s2  Save the library! It is [b]ours[/b]." in text
        )
        await pilot.press("escape", "b")
        assert "Nothing is selected" in await shown(app, pilot), "the second comment has nothing selected"
        await pilot.press("1", "b")
        assert "for 6 comments that say the same" in await shown(app, pilot)
        assert len(store.decisions()) == 6
        await pilot.press("u")
        assert store.decisions() == []


async def test_the_codes_decided_on_last_are_selected_again_with_one_key():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("equals_sign")
        assert "Nothing has been decided in this sitting yet." in await shown(app, pilot)
        await pilot.press("2", "enter", "equals_sign")
        text = await shown(app, pilot)
        assert "[x] Employee attitude" in text and "[x] Staff knowledge" in text
        await pilot.press("enter")
        assert store.codes_of(2) == store.codes_of(1) == ("employee-attitude", "staff-knowledge")
        await pilot.press("0", "equals_sign")
        assert "no code applies: 0 saves that here too" in await shown(app, pilot)


async def test_undo_and_redo():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        assert "Nothing to undo." in await shown(app, pilot)
        await pilot.press("enter", "u")
        assert store.decisions() == []
        text = await shown(app, pilot)
        assert "▌• Friendly staff" in text
        assert "undone  Employee attitude  (r1, comment 1)" in text
        await pilot.press("r")
        assert store.codes_of(1) == ("employee-attitude",)
        assert "✓ saved  Employee attitude  (r1, comment 1)" in await shown(app, pilot)
        await pilot.press("r")
        assert "Nothing to redo." in await shown(app, pilot)


async def test_a_decision_that_does_not_count_is_not_said_to_be_plainly_saved():
    store = example()
    adjudication = Decision(
        id="a", comment=1, coder="lead", codes=("speed",), purpose=Purpose.ADJUDICATION, at=Clock()(), codebook="x"
    )
    store.record([adjudication])
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("k", "0")
        said = "✓ saved; the adjudication by lead stands  no code applies"
        assert said in await shown(app, pilot)
        await pilot.press("u", "r")
        assert said in await shown(app, pilot)


async def test_browsing_decides_nothing():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right")
        assert "▌• n/a" in await shown(app, pilot)
        await pilot.press("left", "left")
        assert "This is the first response." in await shown(app, pilot)
        await pilot.press("j")
        assert "▌• And answer" in await shown(app, pilot)
        await pilot.press("k")
        assert "▌• Friendly" in await shown(app, pilot)
        await pilot.press("right", "right", "right")
        assert "This is the last response." in await shown(app, pilot)
    assert store.entries == []


async def test_the_end_says_what_to_do_next():
    store = example()
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter", "0", "space")
        text = await shown(app, pilot)
        assert "Only what you skipped is left: 1 comment" in text
        await pilot.press("enter")
        assert "▌• Make the search work." in await shown(app, pilot)
        await pilot.press("2", "enter")
        text = await shown(app, pilot)
        assert "All done" in text
        assert "coder count" in text and "coder report" in text
        await pilot.press("enter", "0", "space", "slash", "5", "c", "j", "right", "pagedown")
        assert "All done" in await shown(app, pilot)
        await pilot.press("u")
        assert "▌• Make the search work." in await shown(app, pilot)
    assert store.codes_of(4) is None


async def test_nothing_to_review_says_how_to_begin():
    app = make(MemoryStore())
    async with app.run_test(size=(80, 24)) as pilot:
        assert "coder suggest" in await shown(app, pilot)
        await pilot.press("enter", "u", "left")
        assert "Nothing to" in await shown(app, pilot)


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
async def test_quitting(key):
    app = make(example())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash" if key != "q" else "j")
        await pilot.press(key)
        await pilot.pause()
        assert app._exit
    assert app.return_code == 0


async def test_help_lists_every_key():
    app = make(example())
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = await shown(app, pilot)
        assert "no code applies" in text and "PgDn" in text
        await pilot.press("down", "up", "escape")
        assert isinstance(app.screen, ReviewScreen)


async def test_a_refused_write_is_a_message_and_no_claim():
    store = example()
    store.full = True
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert isinstance(app.screen, MessageScreen)
        assert "the disk is full" in await shown(app, pilot)
        assert "Free some space." in screen_text(app)
        await pilot.press("enter")
        text = await shown(app, pilot)
        assert "saved" not in text
        assert "▌• Friendly staff" in text
        store.full = False
        await pilot.press("enter")
        assert "✓ saved" in await shown(app, pilot)


@pytest.mark.parametrize("colour", [True, False])
async def test_the_words_that_speak_for_the_selection_are_marked(monkeypatch, colour):
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    store = example()
    reasons = (Evidence("keyword", "friendly", 0, 8),)
    store.suggested[1] = (Suggestion("employee-attitude", 0.9, reasons, assigned=True),)
    app = make(store)
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.pause()
        strip = app.screen.query_one(ResponseView).render_line(0)
        marked = [segment.text for segment in strip if segment.style and segment.style.underline and segment.style.bold]
        assert marked == ["Friendly"]
        assert strip.text.rstrip() == "▌• Friendly staff who listen."


@pytest.mark.parametrize(("size", "most"), [((80, 24), 2), ((200, 60), 2)])
async def test_a_digit_draws_its_own_row_anew_and_little_else(size, most):
    app = make(example())
    async with app.run_test(size=size) as pilot:
        await pilot.press("1")
        await pilot.pause()
        drawn = []
        app._display = lambda _, update: drawn.extend(update.spans if hasattr(update, "spans") else ["all"])
        await pilot.press("2")
        await pilot.pause()
        assert 1 <= len({row for row, *_ in drawn}) <= most, "rows sent to the terminal"


HOSTILE = [
    "\x1b[31mred\x1b[0m \x1b]52;c;aGVsbG8=\x07 clip",
    "[bold red]markup[/] [/] [@click=app.quit]x[/] [link=http://x]y[/link] $accent {0} %s",
    "\u202eesrever\u202c \u2066isolate\u2069 \x9b31m \x00nul \x7f",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "日本語 👩‍👩‍👧 مرحبا\ttab\r\nline",
]


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_hostile_text_is_inert(size):
    store = MemoryStore()
    for number, text in enumerate(HOSTILE):
        store.add(f"r{number}", "q1", [text], [{"speed": 0.9}])
    app = make(store, title="[bold]proj\x1b[31mect[/]")
    async with app.run_test(size=size) as pilot:
        for _ in HOSTILE:
            text = await shown(app, pilot)
            assert all(character.isprintable() or character in "\n\u200d" for character in text)
            assert not set("\u202e\u202c\u2066\u2069\x9b") & set(text)
            await pilot.press("enter")
        assert "All done" in await shown(app, pilot)


async def test_markup_in_a_response_is_shown_as_it_was_written():
    store = MemoryStore()
    store.add("r1", "q1", [HOSTILE[1]], [{"speed": 0.9}])
    app = make(store)
    async with app.run_test(size=(120, 24)) as pilot:
        assert HOSTILE[1] in await shown(app, pilot)


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 100_000, "line\n" * 20_000])
async def test_a_response_of_100_000_characters_scrolls(text):
    store = MemoryStore()
    store.add("r1", "q1", [text[:-1], "the end"], [{"speed": 0.9}, {"phone": 0.9}])
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.query_one(ResponseView)
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert view.scroll_offset.y > 10
        await pilot.press("pageup", "pageup", "down")
        assert "▌• the end" in await shown(app, pilot)
        await pilot.press("enter")
    assert store.codes_of(2) == ("phone",)


async def test_what_follows_the_comment_in_focus_can_be_read_and_no_letter_is_covered():
    store = MemoryStore()
    store.add("r1", "q1", ["short"], [{}])
    store.add(
        "r2", "q1", [f"Comment {n} is one of {'as many words as fill a line ' * 3}end{n}." for n in range(9)], [{}] * 9
    )
    app = make(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        for n in range(9):
            text = await shown(app, pilot)
            after = text.partition(f"▌• Comment {n} ")[2].splitlines()
            assert [line.startswith("▌") for line in after[1:3]] == [True, False]
            assert n == 8 or f" • Comment {n + 1} is one of" in after[2], "the next one begins to show"
            view = app.screen.query_one(ResponseView)
            assert all(line.text.strip() in text for line in view._lines[-4:] if n == 8)
            assert max(len(line.text) for line in view._lines) + 3 <= view.scrollable_content_region.width
            await pilot.press("0")


async def test_any_size_will_do():
    store = example()
    app = make(store)
    async with app.run_test(size=(20, 5)) as pilot:
        for width, height in [(20, 5), (1, 1), (200, 60), (80, 24)]:
            await pilot.resize_terminal(width, height)
            await pilot.press("question_mark", "q", "slash", "enter", "j", "k", "1", "1")
            await pilot.pause()
        await pilot.press("enter")
        assert "✓ saved" in await shown(app, pilot)
    assert store.codes_of(1) == ("employee-attitude",)


async def test_light_or_dark_is_as_it_was_left_else_as_the_terminal_says(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("COLORFGBG", "0;15")
    for before, pressed in ((True, "z"), (False, "z"), (True, "j")):
        app = make(example())
        async with app.run_test(size=(80, 24)) as pilot:
            assert app.theme.endswith("light") is before
            await pilot.press(pressed)


async def test_without_colour_the_selection_and_the_focus_can_be_seen(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make(example())
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.no_color
        text = await shown(app, pilot)
    assert "▌• Friendly" in text
    assert "[x] Employee attitude" in text


async def test_nothing_is_ever_sent_to_the_clipboard_of_the_terminal():
    app = make(example())
    async with app.run_test(size=(80, 24)):
        app.copy_to_clipboard("secret")
        assert app.clipboard == "secret"
        assert app.ALLOW_SELECT is False
