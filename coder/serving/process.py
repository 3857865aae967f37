"""One review process: its screen comes out of a pipe, and keys go into another.

The packets are those of Textual's driver for the web: a letter (`D` data, `M` meta as JSON), four bytes of length, the
payload; the first line is the driver's own mark. textual-serve has a class for the same, which hands a string to a
shell, prints what goes wrong to stdout, and waits for ever for a process that hangs.
"""

import asyncio
import contextlib
import json
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence

DRIVER = "coder.serving.driver:PipeDriver"
PATIENCE = 5.0
"""Seconds for a process to end by itself once nobody looks at it; everything it said was saved is on disk."""
_MARK = b"__GANGLION__\n"
_MOST_SAID = 20_000
_PRELUDE = 10

Show = Callable[[bytes], Awaitable[None]]


class ReviewProcess:
    """Runs a command without a shell, in an environment that makes Textual draw into its pipe."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: Process | None = None
        self._said = b""

    async def start(self, width: int, height: int) -> None:
        """Start it with a screen of that many cells."""
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=_environment(width, height),
            start_new_session=True,  # Ctrl+C is the server's
        )

    async def relay(self, show: Show) -> tuple[int, tuple[str, ...]]:
        """Pass on what it draws until it ends; returns its exit code and what it said on stderr."""
        process = self._running()
        listening = asyncio.create_task(self._listen())
        with contextlib.suppress(asyncio.IncompleteReadError):
            await self._relay(show)
        await listening
        return await process.wait(), tuple(self._said.decode(errors="replace").splitlines())

    async def type(self, text: str) -> None:
        """Pass on keys."""
        await self._send(b"D", text.encode(errors="replace"))

    async def resize(self, width: int, height: int) -> None:
        """Say that the screen has another size."""
        await self._meta({"type": "resize", "width": width, "height": height})

    async def focus(self, *, focused: bool) -> None:
        """Say whether somebody looks at it."""
        await self._meta({"type": "focus" if focused else "blur"})

    async def stop(self) -> None:
        """End it: its input ends, and if that does not help, it is killed. Something must go on calling `relay`."""
        process = self._process
        if process is None:
            return
        try:
            if process.stdin is not None:
                process.stdin.close()
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            pass
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    async def _relay(self, show: Show) -> None:
        stdout = self._running().stdout
        assert stdout is not None
        for _ in range(_PRELUDE):
            if await stdout.readline() in (_MARK, b""):
                break
        while True:
            header = await stdout.readexactly(5)
            payload = await stdout.readexactly(int.from_bytes(header[1:], "big"))
            if header[:1] == b"D":
                await show(payload)

    async def _listen(self) -> None:
        stderr = self._running().stderr
        assert stderr is not None
        while chunk := await stderr.read(_MOST_SAID):
            self._said = (self._said + chunk)[-_MOST_SAID:]

    async def _meta(self, message: dict[str, str | int]) -> None:
        await self._send(b"M", json.dumps(message).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        stdin = self._running().stdin
        if stdin is None or stdin.is_closing():
            return
        with contextlib.suppress(ConnectionError):  # it has just ended, which `relay` tells
            stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            await stdin.drain()

    def _running(self) -> Process:
        if self._process is None:
            raise RuntimeError("not started")
        return self._process


def _environment(width: int, height: int) -> dict[str, str]:
    """What Textual reads: which driver, and the size of its screen."""
    return os.environ | {
        "TEXTUAL_DRIVER": DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM_PROGRAM": "textual",
        "COLUMNS": str(width),
        "ROWS": str(height),
    }
