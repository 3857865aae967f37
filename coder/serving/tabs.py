"""The tab that reviews: a newer one takes over, so that nobody codes in two places at once."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence

from aiohttp import WSMsgType, web

from coder.serving.messages import pass_on, size
from coder.serving.process import ReviewProcess

Tell = Callable[[str], None]

_LONGEST = 1 << 20
"""Bytes of one message of a page."""
_ANSWER = 2.0
"""Seconds for a page to agree that its connection ends."""
_HEARTBEAT = 15
"""Seconds between questions whether the page is still there."""
ELSEWHERE = "The review goes on in another tab."
STOPPED = "`coder review --serve` was stopped in the terminal. Everything it said was saved is saved."
_NOTE = "note: "  # what a review says before it begins, which the person has read in the terminal


class Tabs:
    """Gives each tab a review process of its own, one tab at a time."""

    def __init__(self, command: Sequence[str], tell: Tell) -> None:
        """Serve what a command draws; tell the person in the terminal what it said when it ended."""
        self._command = command
        self._tell = tell
        self._turn = asyncio.Lock()
        self._newest: web.WebSocketResponse | None = None

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve a tab until it is closed, its review ends, or another takes over."""
        tab = web.WebSocketResponse(timeout=_ANSWER, heartbeat=_HEARTBEAT, max_msg_size=_LONGEST, compress=False)
        await tab.prepare(request)
        await self._replace(tab, ELSEWHERE)
        async with self._turn:
            if self._newest is tab:
                await self._review(tab, request)
        return tab

    async def close(self, _app: web.Application) -> None:
        """End the review, because the server stops."""
        await self._replace(None, STOPPED)

    async def _replace(self, tab: web.WebSocketResponse | None, why: str) -> None:
        before, self._newest = self._newest, tab
        if before is not None:
            await _say_goodbye(before, why)

    async def _review(self, tab: web.WebSocketResponse, request: web.Request) -> None:
        process = ReviewProcess(self._command)
        first = size(request.query.get("width"), request.query.get("height"))
        await process.start(first.width, first.height)
        relaying = asyncio.create_task(self._relay(process, tab))
        try:
            async for message in tab:
                if message.type is WSMsgType.TEXT and (answer := await pass_on(message.data, process)):
                    await tab.send_str(answer)
        finally:
            await process.stop()
            await relaying

    async def _relay(self, process: ReviewProcess, tab: web.WebSocketResponse) -> None:
        async def show(drawn: bytes) -> None:
            with contextlib.suppress(
                ConnectionError
            ):  # the tab is closed; what is still drawn must be read all the same
                await tab.send_bytes(drawn)

        _, said = await process.relay(show)
        lines = [line for line in said if not line.startswith(_NOTE)]
        for line in lines:
            self._tell(line)
        await _say_goodbye(tab, "\n".join(lines))


async def _say_goodbye(tab: web.WebSocketResponse, why: str) -> None:
    """Tell a page why nothing more will come; a page that is gone needs no telling."""
    with contextlib.suppress(ConnectionError):
        await tab.send_str(json.dumps(["ended", why]))
    await tab.close()
