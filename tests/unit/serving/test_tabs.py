"""A review process for a tab, one tab at a time."""

import asyncio
import json

import pytest
from aiohttp import WSMsgType

from coder.errors import InputError, UsageError
from coder.serving import process
from coder.serving.messages import Size, size
from coder.serving.server import listen
from coder.serving.tabs import ELSEWHERE, STOPPED
from tests.unit.serving.world import served

HOSTILE = ['--coder="; touch x; #', "--coder=$(touch x)`touch x`", "--project=a b'.coder", "--coder=-q\n|&<>*%PATH%"]


async def said(tab, *messages):
    """What the program draws, message by message."""
    answers = []
    for message in messages:
        await tab.send_str(message if isinstance(message, str) else json.dumps(message))
        answers.append(await tab.receive(timeout=10))
    return [answer.data for answer in answers]


async def ended(tab):
    """Why a tab has ended; it is closed then."""
    while (message := await tab.receive(timeout=10)).type is WSMsgType.BINARY:
        pass
    kind, why = json.loads(message.data)
    assert kind == "ended"
    assert (await tab.receive(timeout=10)).type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED)
    return why


async def test_the_program_gets_its_arguments_as_they_are_and_what_the_page_sends(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with served(*HOSTILE) as world:
        await world.enter()
        tab, first = await world.drawing_tab()
        assert first.decode() == repr([HOSTILE, "100", "30", "coder.serving.driver:PipeDriver"])
        answers = await said(
            tab,
            ["stdin", "1é\x1b"],
            ["resize", {"width": 20, "height": 5}],
            ["focus"],
            ["blur"],
            ["ping", "7"],
        )
        assert answers == [
            "D1é\x1b".encode(),
            b'M{"type": "resize", "width": 20, "height": 5}',
            b'M{"type": "focus"}',
            b'M{"type": "blur"}',
            '["pong", "7"]',
        ]
        assert list(tmp_path.iterdir()) == []


async def test_messages_of_no_use_are_passed_over():
    useless = ["", "{", "[" * 3000, "[]", "null", '["stdin"]', '["stdin", 1]', '["quit"]', '["resize", {"width": "x"}]']
    async with served() as world:
        await world.enter()
        tab = await world.tab(size="?width=NaN&height=9")
        await tab.receive_bytes(timeout=10)
        assert b"'80', '24'" in await tab.receive_bytes(timeout=10)
        for message in useless:
            await tab.send_str(message)
        await tab.send_bytes(b"[]")
        assert await said(tab, ["resize", {"width": 10**9, "height": -1}]) == [
            b'M{"type": "resize", "width": 80, "height": 24}'
        ]
    assert size("0", "5") == size(None, None) == Size(80, 24)


async def test_the_end_of_the_program_is_told_in_the_page_and_in_the_terminal():
    async with served() as world:
        await world.enter()
        tab = await world.tab()
        await tab.send_json(["stdin", "quit"])
        assert await ended(tab) == "2 comments decided."
        assert world.told == ["2 comments decided."]
        tab = await world.tab()
        await tab.send_json(["stdin", "crash"])
        assert await ended(tab) == world.told[-1] == "coder: The disk is full."


async def test_a_newer_tab_takes_over_and_a_closed_one_ends_its_program():
    async with served() as world:
        await world.enter()
        first, _ = await world.drawing_tab()
        hasty = [await world.tab() for _ in range(3)]
        assert [await ended(tab) for tab in (first, *hasty[:2])] == [ELSEWHERE] * 3
        assert await hasty[2].receive_bytes(timeout=10)
        begun = len(world.told)  # a tab that was replaced before its turn came began nothing
        await hasty[2].close()
        await world.drawing_tab()
        assert world.told == ["2 comments decided."] * (begun + 1)


async def test_the_server_ends_everything_when_it_stops():
    async with served() as world:
        await world.enter()
        tab, _ = await world.drawing_tab()
        waiting = asyncio.create_task(ended(tab))
    assert await waiting == STOPPED
    assert world.told == ["2 comments decided."]


async def test_a_program_that_hangs_is_killed(monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", 0.1)
    async with served() as world:
        await world.enter()
        tab, _ = await world.drawing_tab()
        await tab.send_json(["stdin", "hang"])
        await tab.close()
        await world.drawing_tab()
        assert world.told == []


def test_a_port_that_is_taken_is_a_sentence():
    with listen(0) as bound:
        port = bound.getsockname()[1]
        assert bound.getsockname()[0] == "127.0.0.1"
        with pytest.raises(InputError, match=f"Port {port} cannot be used: another program uses it") as refused:
            listen(port)
        assert "--port" in refused.value.hint
    with pytest.raises(UsageError, match="no port 70000: they end at 65,535"):
        listen(70_000)
