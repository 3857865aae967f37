"""Headless Chromium, driven through its DevTools protocol."""

import asyncio
import base64
import itertools
import json
import re
import shutil
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientSession

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"),
    "--window-size=1280,800",
)
DOMAINS = ("Network", "Page", "Runtime", "Log")
CONTROL, SHIFT = 2, 8
SEQUENCE = re.compile(rb"\x1b\[[0-9;:?<>=$ ]*[@-~]|\x1b[()][A-Z0-9]")
CODES = {
    "Enter": 13, "Escape": 27, "Backspace": 8, "Tab": 9, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39,
    "ArrowDown": 40, "PageUp": 33, "PageDown": 34, "Home": 36, "End": 35, "Delete": 46, "/": 191, "?": 191,
}  # fmt: skip
TEXTS = {"Enter": "\r"}


class Page:
    """A tab, and what went through it."""

    def __init__(self, socket):
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting = {}
        self.addresses = []
        self.complaints = []
        self.frames = []

    async def listen(self):
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told)
            else:
                self._note(told["method"], told["params"])

    def _note(self, method, told):
        if method == "Network.requestWillBeSent":
            self.addresses.append(told["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.addresses.append(told["url"])
        elif method == "Network.webSocketFrameReceived" and told["response"]["opcode"] == 2:
            self.frames.append(base64.b64decode(told["response"]["payloadData"]))
        elif method == "Runtime.exceptionThrown" or (method == "Log.entryAdded" and told["entry"]["level"] == "error"):
            self.complaints.append(json.dumps(told))

    async def call(self, method, **parameters):
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        told = await asyncio.wait_for(answer, 30)
        assert "error" not in told, told
        return told["result"]

    async def go(self, address):
        await self.call("Page.navigate", url=address)

    async def evaluate(self, script):
        told = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    async def press(self, key, modifiers=0, commands=()):
        """Press and release a key; `key` is the browser's name of it, or a character."""
        code = CODES.get(key, ord(key.upper()) if len(key) == 1 else 0)
        text = TEXTS.get(key, key if len(key) == 1 else "")
        if modifiers & CONTROL:
            text = ""
        keys = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        down = {"type": "keyDown" if text else "rawKeyDown", "text": text, "commands": list(commands)}
        await self.call("Input.dispatchKeyEvent", **keys, **down)
        await self.call("Input.dispatchKeyEvent", **keys, type="keyUp")

    async def mouse(self, kind, x, y, modifiers=0):
        button = {"button": "left", "buttons": 1, "clickCount": 1, "modifiers": modifiers}
        await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    @property
    def drawn(self):
        """Every character drawn so far, without what moves and colours."""
        return SEQUENCE.sub(b"", b"".join(self.frames)).decode(errors="replace")

    def forget(self):
        self.frames = []

    async def sees(self, *texts, within=60):
        """Wait until all of these were drawn."""
        async with asyncio.timeout(within):
            while not all(text in self.drawn for text in texts):
                await asyncio.sleep(0.05)

    async def says(self, selector, text, within=60):
        """Wait until an element shows this."""
        script = f"(box => box && !box.parentElement.hidden && box.innerText)(document.querySelector('{selector}'))"
        async with asyncio.timeout(within):
            while text not in str(await self.evaluate(script)):
                await asyncio.sleep(0.05)

    async def picture(self, path):
        told = await self.call("Page.captureScreenshot")
        path.write_bytes(base64.b64decode(told["data"]))


class Chromium:
    """A running browser."""

    def __init__(self, client, host):
        self._client = client
        self._host = host
        self._listening = []

    async def tab(self):
        async with self._client.put(f"http://{self._host}/json/new?about:blank") as answer:
            address = (await answer.json(content_type=None))["webSocketDebuggerUrl"]
        page = Page(await self._client.ws_connect(address, max_msg_size=0))
        self._listening.append(asyncio.create_task(page.listen()))
        for domain in DOMAINS:
            await page.call(f"{domain}.enable")
        return page

    async def close(self):
        for task in self._listening:
            task.cancel()


@asynccontextmanager
async def chromium(profile):
    """Start a browser with a profile of its own, and end it."""
    program = shutil.which("chromium")
    assert program, "chromium is not installed; .ci/run installs it"
    process = await asyncio.create_subprocess_exec(
        program, *FLAGS, f"--user-data-dir={profile}", "about:blank", stderr=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(60), ClientSession() as client:
            while not (line := (await process.stderr.readline()).decode()).startswith("DevTools listening on"):
                assert line, "Chromium ended"
            silent = asyncio.create_task(process.stderr.read())
        async with ClientSession() as client:
            browser = Chromium(client, line.split("/")[2])
            yield browser
            await browser.close()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        await silent
