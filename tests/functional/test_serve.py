"""`coder review --serve` from the command line: what is refused, what is passed on, and how it ends."""

import asyncio
import json
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from coder.serving.server import listen
from coder.store.project import Project

HOSTILE = "-a\"b'; touch x; $(touch x) `touch x` %PATH% é"


def fill(folder):
    rows = [[f"r{number}", "q1", f"Answer number {number}."] for number in range(6)]
    folder.project(folder.table("in.csv", "id question text", rows), unit="response")


@pytest.fixture
def survey(folder, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder.path / "settings"))
    return folder.once("test_serve", fill)


def test_what_cannot_be_served_is_refused_before_the_link_is_printed(survey, monkeypatch):
    for arguments, said in (
        (("--port", "0"), "belong to --serve"),
        (("--open",), "belong to --serve"),
        (("--serve", "--plain"), "not plain mode"),
        (("--serve", "--order", "best"), "file, random"),
        (("--serve",), "Pass --coder NAME"),
        (("--serve", "--coder", "ann", "--port", "65536"), "no port 65536"),
        (("--serve", "--share", "0"), "belong to --check"),
    ):
        refused = survey.run("review", *arguments, status=2)
        assert said in refused.stderr
        assert refused.stdout == ""
    assert "keys.yaml" in survey.run("review", "--serve", "--keys", "keys.yaml", status=1).stderr
    assert "no open question 'q7'" in survey.run("review", "--serve", "--question", "q7", status=1).stderr
    with listen(0) as bound:
        taken = bound.getsockname()[1]
        assert "another program uses it" in survey.run("review", "--serve", "--port", taken, status=1).stderr
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.delitem(sys.modules, "coder.serving.server")
    assert "pip install textual-serve" in survey.run("review", "--serve", status=3).stderr


def test_every_option_is_passed_on_as_it_was_given(survey, monkeypatch):
    served = []
    monkeypatch.setattr("coder.serving.server.serve", lambda command, **more: served.append((command, more)))
    monkeypatch.setenv("CODER_NAME", HOSTILE)
    survey.run("review", "--serve", "--port", 8123, "--question", "q1", "--question", "q1", "--order", "random")
    survey.run("audit", "draw", "--size", 2, "--looks", 1)
    survey.run("review", "--serve", "--audit", "--project", "./p.coder", "--watch", "hours", "--no-refit")
    start = [sys.executable, "-P", "-m", "coder", "review"]
    (first, about), (second, _) = served
    assert first == [
        *(*start, "--project=p.coder", f"--coder={HOSTILE}"),
        *("--question=q1", "--question=q1", "--order=random"),
    ]
    assert (about["port"], about["title"]) == (8123, f"p · {HOSTILE}")
    assert second == [*start, "--project=p.coder", f"--coder={HOSTILE}", "--audit", "--watch=hours", "--no-refit"]


def test_the_link_goes_to_stdout_and_only_if_asked_to_a_browser(survey, monkeypatch):
    opened = []
    monkeypatch.setattr("coder.serving.server.serve", lambda _, **more: more["announce"]("http://127.0.0.1:1/x"))
    monkeypatch.setattr("webbrowser.open", lambda link: opened.append(link))
    printed = survey.run("review", "--serve", "--coder", "ann")
    assert printed.stdout == "http://127.0.0.1:1/x\n"
    assert "Ctrl+C here stops" in printed.stderr
    assert opened == []
    assert "no browser could be opened" in survey.run("review", "--serve", "--coder", "ann", "--open").stderr
    assert opened == ["http://127.0.0.1:1/x"]


@asynccontextmanager
async def serving(folder):
    """The command in a process of its own, and a browser that has used its link."""
    command = [sys.executable, "-P", "-m", "coder", "review", "--serve", f"--coder={HOSTILE}"]
    pipes = {"stdin": asyncio.subprocess.DEVNULL, "stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder.path, env=dict(os.environ, TERM="dumb"), **pipes
    )
    try:
        link = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
            assert (await browser.get(link)).status == 200
            yield process, Browser(browser, link)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


class Browser:
    """Opens tabs."""

    def __init__(self, client, link):
        self._client = client
        self._socket = link.partition("?")[0] + "socket?width=80&height=24"
        self._origin = "/".join(link.split("/")[:3])

    async def tab(self):
        return await self._client.ws_connect(self._socket, headers={"Origin": self._origin})


async def sees(tab, text):
    """Read what is drawn until the text is there."""
    drawn = b""
    async with asyncio.timeout(60):
        while text.encode() not in drawn:
            drawn += await tab.receive_bytes()


async def press(tab, keys):
    await tab.send_str(json.dumps(["stdin", keys]))


def children(pid):
    return [Path(f"/proc/{child}") for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def gone(processes):
    async with asyncio.timeout(30):
        while any(process.exists() for process in processes):
            await asyncio.sleep(0.05)


def decided(folder):
    with Project.open(folder.path / "p.coder", read_only=True) as project:
        return [(one.coder, one.codes) for one in project.decisions()]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
async def test_closing_the_tab_stopping_and_killing_the_server_leave_nothing_behind(survey):
    async with serving(survey) as (server, browser):
        tab = await browser.tab()
        await sees(tab, "Answer number 0")
        await press(tab, "1\r")
        await sees(tab, "saved")
        assert decided(survey) == [(HOSTILE, ("hours",))]
        processes = children(server.pid)
        assert len(processes) == 1
        await tab.close()
        await gone(processes)
        tab = await browser.tab()
        await sees(tab, "1 of 6 comments")
        processes = children(server.pid)
        server.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(server.wait(), 30) == 0
        assert not any(process.exists() for process in processes)
        said = (await server.stderr.read()).decode().splitlines()
        assert [line for line in said if "decided in this sitting" in line] == [
            "1 comment decided in this sitting; 5 comments left.",
            "0 comments decided in this sitting; 5 comments left.",
        ]
        assert said[-1] == "Stopped."
        await tab.close()
    for how in (signal.SIGKILL, signal.SIGTERM):
        async with serving(survey) as (server, browser):
            tab = await browser.tab()
            if how is signal.SIGKILL:  # the other is stopped while its review is still starting
                await sees(tab, "1 of 6 comments")
            processes = children(server.pid)
            server.send_signal(how)
            assert await asyncio.wait_for(server.wait(), 30) == (-how if how is signal.SIGKILL else 0)
            await gone(processes)
            await tab.close()
    assert not (survey.path / "x").exists()
    assert decided(survey) == [(HOSTILE, ("hours",))]
