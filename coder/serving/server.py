"""The server: 127.0.0.1 only, its own pages and textual-serve's terminal, and a review process for the tab."""

import asyncio
import contextlib
import errno
import html
import signal
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import web

from coder.errors import InputError, UsageError
from coder.serving.gate import HOST, Gate
from coder.serving.headers import forbid_the_rest
from coder.serving.tabs import Tabs, Tell

_PAGE = Path(__file__).parent / "page"
_FILES = {"page.js": "text/javascript", "page.css": "text/css"}
_TERMINAL = Path(str(files(textual_serve))) / "static"
_SHUTDOWN = 10.0
"""Seconds for what is going on when the server stops; a review process is killed before."""
_LAST_PORT = 65_535
_REASONS = {
    errno.EADDRINUSE: "another program uses it",
    errno.EACCES: "this account may not use it",
}


def make_app(gate: Gate, command: Sequence[str], *, title: str, tell: Tell) -> web.Application:
    """The pages, behind the gate."""
    tabs = Tabs(command, tell)
    app = web.Application(middlewares=[gate.guard])
    app.on_response_prepare.append(forbid_the_rest)
    app.on_shutdown.append(tabs.close)
    page = Template((_PAGE / "index.html").read_text(encoding="utf-8")).substitute(title=html.escape(title))

    async def index(_: web.Request) -> web.Response:
        return web.Response(text=page, content_type="text/html")

    async def file(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        return web.Response(text=(_PAGE / name).read_text(encoding="utf-8"), content_type=_FILES[name])

    app.add_routes(
        [
            web.get(gate.path, index),
            web.get(f"{gate.path}{{name:{'|'.join(_FILES)}}}", file),
            web.get(f"{gate.path}socket", tabs.serve),
            web.static(f"{gate.path}static", _TERMINAL),
        ]
    )
    return app


def listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1; port 0: a free one.

    Raises:
        UsageError: there is no such port.
        InputError: the port cannot be had.
    """
    if not 0 <= port <= _LAST_PORT:
        raise UsageError(f"There is no port {port}: they end at {_LAST_PORT:,}.", "Leave out --port for a free one.")
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise InputError(
            f"Port {port} cannot be used: {reason}.", "Leave out --port for a free one, or give another."
        ) from error


def serve(command: Sequence[str], *, port: int, title: str, announce: Callable[[str], None], tell: Tell) -> None:
    """Serve what a command draws, until Ctrl+C.

    Args:
        command: The program and its arguments; no shell reads them.
        port: Where; 0: a free port.
        title: The page's.
        announce: Is given the link once it can be opened.
        tell: Is given what a review process said when it ended, a line at a time.

    Raises:
        InputError: the port cannot be had.
    """
    with listen(port) as bound:
        gate = Gate(bound.getsockname()[1])
        app = make_app(gate, command, title=title, tell=tell)
        asyncio.run(_until_interrupted(app, bound, lambda: announce(gate.link)))


async def _until_interrupted(app: web.Application, bound: socket.socket, ready: Callable[[], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(AttributeError, NotImplementedError):  # Windows: Ctrl+C cancels this task
            loop.add_signal_handler(getattr(signal, name), stop.set)
    async with running(app, bound):
        ready()
        await stop.wait()


@asynccontextmanager
async def running(app: web.Application, bound: socket.socket) -> AsyncIterator[None]:
    """Answer requests on a socket; review processes have ended when the block has."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN)
    await runner.setup()
    try:
        await web.SockSite(runner, bound).start()
        yield
    finally:
        await runner.cleanup()
