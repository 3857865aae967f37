"""`coder review --serve` in a real browser."""

import asyncio
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from coder.reviewing.key_table import REVIEW_KEYS
from coder.store.project import Project
from tests.browser.chromium import CONTROL, SHIFT, chromium
from tests.functional.conftest import Folder
from tests.unit.serving.world import served

pytestmark = pytest.mark.browser

CODEBOOK = """
codebook: small
questions: [{id: q1, text: What would make the library better?}]
codes:
  - {id: hours, label: Longer opening hours}
  - {id: website, label: Website easy to use}
"""
NAMES = {
    "enter": "Enter", "escape": "Escape", "backspace": "Backspace", "tab": "Tab", "up": "ArrowUp", "down": "ArrowDown",
    "left": "ArrowLeft", "right": "ArrowRight", "pageup": "PageUp", "pagedown": "PageDown", "home": "Home",
    "end": "End", "delete": "Delete", "space": " ",
}  # fmt: skip
READ_AS = {"/": "slash", "?": "question_mark", "=": "equals_sign"}


@pytest.fixture
def survey(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Folder(tmp_path, tmp_path)
    folder.write("small.yaml", CODEBOOK)
    rows = [[f"r{number}", "q1", f"Answer number {number} ürgent"] for number in range(6)]
    folder.project(folder.table("in.csv", "id question text", rows), unit="response")
    return folder


@asynccontextmanager
async def serving(folder, *arguments):
    """The command in a process of its own, its output in pipes; gives the process and the link it printed."""
    command = [sys.executable, "-m", "coder", "review", "--serve", "--coder", "ann", *arguments]
    pipes = {"stdin": asyncio.subprocess.DEVNULL, "stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    process = await asyncio.create_subprocess_exec(*command, cwd=folder.path, **pipes)
    try:
        link = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
        yield process, link
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def decided(folder):
    with Project.open(folder.path / "p.coder", read_only=True) as project:
        return [(one.comment, one.coder, one.codes) for one in project.decisions()]


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def test_a_review_in_the_browser(survey, tmp_path):
    async with chromium(tmp_path / "profile") as browser, serving(survey) as (process, link):
        origin = "/".join(link.split("/")[:3])
        page = await browser.tab()
        await page.go(link)
        await page.sees("Answer number 0 ürgent", "What would make the library better?")
        for key in ("2", "Enter"):
            await page.press(key)
        await page.sees("saved", "1 of 6 comments")
        assert decided(survey) == [(1, "ann", ("website",))]
        await page.press("0")
        await page.sees("2 of 6 comments", "response 3 of 6")
        await page.picture(tmp_path / "review.png")
        assert (tmp_path / "review.png").stat().st_size > 20_000
        assert await page.evaluate("location.href") == link.partition("?")[0]
        assert await page.evaluate("document.cookie") == ""  # no script can read it

        # The link works once: not even for another tab without the cookie.
        stranger = await browser.tab()
        await stranger.go(link.replace("127.0.0.1", "localhost"))
        await stranger.says("body > *", "has been used")

        # A reload goes on at the same place; so does another tab, and the first one says so.
        page.forget()
        await page.call("Page.reload")
        await page.sees("2 of 6 comments", "Answer number 2")
        second = await browser.tab()
        await second.go(link)
        await second.sees("2 of 6 comments", "Answer number 2")
        await page.says("#why", "another tab")
        await second.press("1")
        await second.press("Enter")
        await second.sees("3 of 6 comments")
        assert decided(survey)[2:] == [(3, "ann", ("hours",))]

        # q ends the sitting and says what was done; Ctrl+C ends the server.
        await second.press("q")
        await second.says("#why", "1 comment decided in this sitting; 3 comments left.")
        second.forget()
        await second.press("Tab")
        await second.press("Enter")
        await second.sees("3 of 6 comments")
        assert await second.evaluate("document.title") == "p · ann"
        [child] = children(process.pid)
        process.send_signal(signal.SIGINT)
        await second.says("#why", "was stopped in the terminal")
        assert await asyncio.wait_for(process.wait(), 20) == 0
        assert not Path(f"/proc/{child}").exists()
        assert (await process.stderr.read()).decode().splitlines()[-1] == "Stopped."
        for tab in (page, second):
            elsewhere = [one for one in tab.addresses if not one.startswith((origin, origin.replace("http", "ws")))]
            assert [one for one in elsewhere if not one.startswith("data:")] == []
            assert [one for one in tab.complaints if "Content Security Policy" in one or "exception" in one] == []


async def typed(page):
    """What the program was given as typed."""
    async with asyncio.timeout(10):
        while not (found := [frame[1:].decode() for frame in page.frames if frame.startswith(b"D")]):
            await asyncio.sleep(0.05)
    return "".join(found)


async def test_every_key_of_the_review_arrives(tmp_path):
    async with served() as world, chromium(tmp_path / "profile") as browser:
        page = await browser.tab()
        await page.go(world.link)
        await page.sees("PipeDriver")
        parser = XTermParser()
        names = [name for key in REVIEW_KEYS for name in key.keys]
        for name in [*names, "escape", "tab", "ctrl+q"]:
            page.forget()
            bare = name.removeprefix("ctrl+")
            modifiers = CONTROL * (name != bare) | SHIFT * (name == "?")
            await page.press(NAMES.get(bare, bare), modifiers)
            keys = list(parser.feed(await typed(page)))
            await asyncio.sleep(0.1 * (name == "escape"))
            keys += parser.tick()
            assert [key.key for key in keys if isinstance(key, Key)] == [READ_AS.get(name, name)]


async def test_copying_and_pasting_are_the_browsers(tmp_path):
    async with served("copy", "me") as world, chromium(tmp_path / "profile") as browser:
        page = await browser.tab()
        await page.go(world.link)
        await page.sees("PipeDriver")
        await page.evaluate(
            "window.copied = ''; addEventListener('copy', e => copied += e.clipboardData.getData('text/plain'))"
        )
        await page.mouse("mousePressed", 2, 8, SHIFT)
        await page.mouse("mouseMoved", 400, 8, SHIFT)
        await page.mouse("mouseReleased", 400, 8, SHIFT)
        page.forget()
        await page.press("c", CONTROL, ["copy"])
        assert "['copy', 'me']" in await page.evaluate("copied")
        await page.press("F5")
        await page.press("v", CONTROL, ["paste"])
        assert (await typed(page)).startswith("[['copy', 'me']")
