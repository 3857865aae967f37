"""The review screen over a real project file: filters, orders, what stands around a response, and the framework."""

import asyncio
import sqlite3
from contextlib import contextmanager

import pytest
from textual.widgets import Input, TextArea

from coder.cli.app import app as coder_app
from coder.codebook.read import read_codebook
from coder.errors import CoderError
from coder.reviewing.key_table import REVIEW_KEYS
from coder.store.project import Project
from coder.tui.app import ReviewApp
from coder.tui.screens.message import MessageScreen
from coder.tui.screens.page import PageScreen
from coder.workflow.framework_apart import Apart, answer_to
from coder.workflow.framework_file import FrameworkFile
from coder.workflow.own_keys import own_keys
from coder.workflow.review import open_review

PEOPLE = [
    ("r1", "Oxford", "Open on Sundays, says Mr Smith of OX14 3AB."),
    ("r2", "Didcot", "The website is slow."),
    ("r3", "Oxford", "More books please."),
    ("r4", "Didcot", "Open in the evenings."),
]


@pytest.fixture
def survey(folder):
    def make(folder):
        rows = [[one, "q1", text, district] for one, district, text in PEOPLE]
        folder.project(folder.table("in.csv", "id question text District", rows), unit="response")

    return folder.once("review-screen", make)


class Here(Apart):
    """Makes the edits in this process, where they are quick: the framework is small."""

    def prepare(self):
        """Start nothing."""

    async def call(self, method, *arguments):
        answer = answer_to((self.framework.project, self.framework.file, method, arguments))
        self.framework.read()
        if isinstance(answer, CoderError):
            raise answer
        return answer


@contextmanager
def sitting(folder, apart=Here):
    path = folder.path / "p.coder"
    with open_review(path, coder="ann", ask=str, questions=None, refit=False) as opened:
        framework = apart(FrameworkFile.of(path))
        yield ReviewApp(opened.session, title="p", framework=framework)
        framework.close()


async def shown(app, pilot):
    await pilot.pause()
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips(app.size))


async def write(app, pilot, text):
    """Write into the dialogue all at once, and press Enter."""
    await pilot.pause()
    prose = app.screen.query(TextArea)
    if prose:
        prose.only_one().text = text
    else:
        app.screen.query_one(Input).value = text
    await pilot.press("enter")


async def until(app, pilot, words, *, toast=False):
    """What is shown once it holds some words; edits of the framework are made in a thread."""
    for _ in range(200):
        text = await shown(app, pilot)
        if words in (str([one.message for one in app._notifications]) if toast else text):
            return text
        await asyncio.sleep(0.05)
    raise AssertionError(f"“{words}” never came:\n{text}")


async def test_a_group_of_respondents_is_gone_through_alone(survey):
    with sitting(survey) as app:
        async with app.run_test(size=(80, 30)) as pilot:
            await pilot.press("l", "2", "1")
            assert "Which District?" in await shown(app, pilot)
            await pilot.press("1")
            text = await shown(app, pilot)
            assert "only District: Didcot" in text and "2 responses: District: Didcot" in text
            assert "The website is slow." in text
            await pilot.press("2", "enter")
            assert "Open in the evenings." in await shown(app, pilot)
            await pilot.press("l", "8")
            assert "all responses: 4" in await shown(app, pilot)


@pytest.mark.slow
async def test_going_filtering_ordering_and_looking_around(survey):
    with sitting(survey) as app:
        async with app.run_test(size=(80, 30)) as pilot:
            await pilot.press("i")
            assert isinstance(app.screen, PageScreen)
            text = await shown(app, pilot)
            assert "District: Oxford" in text and "r2, q1: The website is slow." in text
            await pilot.press("escape", "g")
            await write(app, pilot, "evenings")
            assert "Open in the evenings." in await shown(app, pilot)
            await pilot.press("g")
            await write(app, pilot, "nowhere")
            assert "No response is meant by “nowhere”" in await shown(app, pilot)
            await pilot.press("1", "enter", "l", "7")
            await write(app, pilot, "sundays")
            assert "1 response: 'sundays'" in await shown(app, pilot)
            await pilot.press("l", "4")
            assert "nothing changes" in await shown(app, pilot)
            await pilot.press("l", "8", "l", "6", "1")
            assert "1 response: by ann" in await shown(app, pilot)
            await pilot.press("l", "6", "o")
            assert "what is read so far is a random sample" in await shown(app, pilot)
            await pilot.press("2")
            await pilot.pause()
            assert app._session.order_name == "random"
            await pilot.press("o", "3")
            await pilot.pause()
            assert isinstance(app.screen, MessageScreen), "nothing is suggested that could be learnt from"


async def test_on_a_wide_screen_what_stands_around_is_beside_the_codes(survey):
    with sitting(survey) as app:
        async with app.run_test(size=(200, 60)) as pilot:
            await pilot.press("1", "enter")
            text = await until(app, pilot, "Didcot")
            assert "Before this" in text and "→ Longer opening hours" in text
            assert "1 Longer opening hours" in text and "Mentions so far" in text
            await pilot.resize_terminal(80, 24)
            assert "Didcot" not in await shown(app, pilot)
            await pilot.resize_terminal(200, 60)
            assert "Didcot" in await until(app, pilot, "Didcot")


async def test_the_framework_grows_from_inside_the_loop(survey):
    file = survey.path / "small.yaml"
    before = file.read_text()
    with sitting(survey) as app:
        async with app.run_test(size=(80, 30)) as pilot:
            await pilot.press("w", "1")
            await write(app, pilot, "Sundays")
            await write(app, pilot, "Open at weekends.")
            text = await until(app, pilot, "✓ saved  new code: Sundays")
            assert "[x] Sundays" in text, "it is selected for the comment it was made for"
            await pilot.press("w", "3")
            await write(app, pilot, "sundays")
            await until(app, pilot, "Open on Sundays, says Mr [name] of [postcode].")
            await pilot.press("enter")
            await until(app, pilot, "memo: given as an example of “Sundays”")
            await pilot.press("w", "2")
            await write(app, pilot, "sundays")
            assert app.screen.query_one(TextArea).text == "Open at weekends."
            await write(app, pilot, "Open on Sundays.")
            await until(app, pilot, "✓ saved  definition: Sundays")
            await pilot.press("enter", "w", "4")
            await write(app, pilot, "sundays")
            await write(app, pilot, "opening")
            await until(app, pilot, "retired: Sundays, counts as Longer opening hours")
            await pilot.press("w", "5", "1")
            await until(app, pilot, "brought back: Sundays")
            await pilot.press("w", "1")
            await write(app, pilot, "Sundays")
            await pilot.press("enter")
            await until(app, pilot, "The framework is as it was")
            assert isinstance(app.screen, MessageScreen)
    made = read_codebook(file).placed["sundays"].code
    assert (made.definition, made.retired, made.replaced_by) == ("Open on Sundays.", False, None)
    assert made.examples == ("Open on Sundays, says Mr [name] of [postcode].",)
    assert file.read_text().startswith(before), "what was there stays as it was"
    with Project.open(survey.path / "p.coder", read_only=True) as project:
        (decision,) = project.decisions()
        assert decision.codes == ("sundays",)
        assert project.codebook_hash() == read_codebook(file).content_hash == decision.codebook


@pytest.mark.slow
async def test_edits_in_a_process_of_their_own_leave_the_keys_alone(survey):
    with sitting(survey, Apart) as app:
        async with app.run_test(size=(80, 30)) as pilot:
            await pilot.press("w", "1")
            await write(app, pilot, "Sundays")
            await pilot.press("enter")
            await until(app, pilot, "writing the framework")
            await pilot.press("1", "enter")
            assert "✓ saved  Longer opening hours" in await shown(app, pilot), "the framework is not written yet"
            await until(app, pilot, "✓ saved  new code: Sundays")
            await pilot.press("w", "1")
            await write(app, pilot, "Sundays")
            await pilot.press("enter")
            await until(app, pilot, "The framework is as it was")
    assert read_codebook(survey.path / "small.yaml").placed["sundays"].code.label == "Sundays"


@pytest.mark.slow
async def test_a_file_changed_by_hand_is_followed_and_nonsense_is_told_with_its_line(survey):
    file = survey.path / "small.yaml"
    good = file.read_text()
    with sitting(survey) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            file.write_text(good.replace("Longer opening hours", "Hours of opening"))
            await until(app, pilot, "Hours of opening")
            file.write_text(good + "  - id: [broken\n")
            await until(app, pilot, f"small.yaml:{len(good.splitlines()) + 1}", toast=True)
            await pilot.press("1", "enter")
            assert "✓ saved  Hours of opening" in await shown(app, pilot), "coding goes on"
            file.write_text(good.replace("Longer opening hours", "Open longer"))
            await until(app, pilot, "Open longer")
    assert sqlite3.connect(survey.path / "p.coder").execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_in_plain_mode_the_framework_grows_by_typed_words(survey):
    lines = ["new Sundays: Open on Sundays.", "example Sundays", "example sundays: ok", "retire sundays for 1"]
    lines += ["revive sundays", "only group district: Didcot", "info", "order random", "q"]
    command = ["review", "--plain", "--coder", "ann", "--watch", "website", "--no-refit"]
    result = survey.runner.invoke(coder_app, command, input="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    said = result.stdout
    assert "saved: new code Sundays, selected." in said and "4. Sundays, selected, added by you" in said
    assert "An example of Sundays: Open on Sundays, says Mr [name] of [postcode]." in said
    assert "saved: example of Sundays." in said
    assert "saved: Sundays is retired, counts as Longer opening hours." in said
    assert "saved: Sundays is back." in said
    assert "2 responses: District: Didcot." in said and "District: Didcot" in said
    assert "Website easy to use, 0" in said, "a code that is watched is counted from the start"
    assert read_codebook(survey.path / "small.yaml").placed["sundays"].code.definition == "Open on Sundays."


def test_the_usual_keys_are_printed_as_a_file_that_can_be_used_and_problems_stop_before_the_screen(folder):
    folder.write("keys.yaml", folder.run("review", "--list-keys").stdout)
    assert own_keys(folder.path / "keys.yaml") == REVIEW_KEYS
    folder.write("broken.yaml", "undo: x\n")
    result = folder.run("review", "--keys", "broken.yaml", "--project", "p.coder", status=1)
    assert "broken.yaml:1: 'x' would mean 'undo' and 'none-alike'" in result.stderr
    assert folder.run("review", "--list-keys", "--keys", "broken.yaml").stdout
