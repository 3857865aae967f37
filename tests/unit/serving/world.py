"""A server as `coder review --serve` makes it, over a small program that draws as Textual's web driver does."""

import sys
from contextlib import asynccontextmanager
from unittest.mock import DEFAULT

from aiohttp import ClientSession, CookieJar
from yarl import URL

from coder.serving.gate import Gate
from coder.serving.server import listen, make_app, running

PROGRAM = r"""
import os, sys
def draw(data):
    os.write(1, b"D" + len(data).to_bytes(4, "big") + data)
os.write(1, b"__GANGLION__\n")
draw(b"\x1b[?1003h\x1b[?1006h")  # wants to be told of the mouse, as Textual does
draw(repr([sys.argv[1:], os.environ["COLUMNS"], os.environ["ROWS"], os.environ["TEXTUAL_DRIVER"]]).encode())
while head := sys.stdin.buffer.read(5):
    payload = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if payload == b"quit":
        break
    if payload == b"crash":
        sys.exit("coder: The disk is full.")
    while payload == b"hang":
        pass
    draw(head[:1] + payload)
sys.stderr.write("note: told before\n2 comments decided.\n")
"""


def program(*arguments):
    """The command that starts it."""
    return [sys.executable, "-S", "-c", PROGRAM, *arguments]


class World:
    """A running server, a browser, and what the person in the terminal was told."""

    def __init__(self, gate, port, told):
        self.gate = gate
        self.port = port
        self.told = told
        self.link = gate.link
        self.origin = f"http://127.0.0.1:{port}"
        self.browser = a_browser()
        self.tabs = []

    async def get(self, path, browser=None, method="GET", **headers):
        address = URL(self.origin + path.removeprefix(self.origin), encoded=True)
        answer = await (browser or self.browser).request(method, address, headers=headers)
        answer.said = await answer.text()
        return answer

    async def enter(self):
        answer = await self.get(self.link)
        assert answer.status == 200
        return answer

    async def tab(self, size="?width=100&height=30", origin=DEFAULT):
        headers = {} if origin is None else {"Origin": self.origin if origin is DEFAULT else origin}
        address = f"{self.origin}{self.gate.path}socket{size}"
        self.tabs.append(await self.browser.ws_connect(address, headers=headers))
        return self.tabs[-1]

    async def drawing_tab(self):
        """A tab that has a screen of a program, and what that has drawn first."""
        tab = await self.tab()
        assert await tab.receive_bytes(timeout=10) == b"\x1b[?1003h\x1b[?1006h"
        return tab, await tab.receive_bytes(timeout=10)


def a_browser():
    return ClientSession(cookie_jar=CookieJar(unsafe=True))


@asynccontextmanager
async def served(*arguments):
    """Serve the program with these arguments."""
    told = []
    with listen(0) as bound:
        gate = Gate(bound.getsockname()[1])
        app = make_app(gate, program(*arguments), title="<p> & co", tell=told.append)
        world = World(gate, bound.getsockname()[1], told)
        async with world.browser:
            async with running(app, bound):
                yield world
            for tab in world.tabs:
                await tab.close()
