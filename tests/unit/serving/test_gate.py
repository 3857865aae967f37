"""Who is let in to a review in the browser."""

import asyncio

import pytest
from aiohttp import WSServerHandshakeError
from hypothesis import given
from hypothesis import strategies as st

from coder.serving.gate import COOKIE, Gate
from tests.unit.serving.world import a_browser, served


async def test_a_link_is_exchanged_once_for_a_cookie_and_is_worthless_then():
    async with served() as world:
        first = await world.enter()
        cookie = first.cookies["coder-review"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", world.gate.path)
        assert cookie["domain"] == cookie["max-age"] == cookie["expires"] == ""
        assert cookie.value not in world.link
        assert world.gate.link == ""
        stranger = a_browser()
        again = await world.get(world.link, browser=stranger)
        assert again.status == 403
        assert "has been used" in again.said
        assert not again.cookies
        assert (await world.get(world.gate.path, browser=stranger)).status == 403
        page = await world.get(world.gate.path)
        assert page.status == 200
        assert "<title>&lt;p&gt; &amp; co</title>" in page.said
        # A person who closed the tab may open the link again where it was opened before.
        assert (await world.get(world.link)).status == 200
        await stranger.close()


async def test_nothing_is_given_without_the_cookie():
    async with served() as world:
        place = world.gate.path
        paths = ["", "page.js", "page.css", "socket", "static/js/textual.js", "nothing", "?token=", "?token=x"]
        for path in ["/", "/favicon.ico", *(f"{place}{path}" for path in paths)]:
            answer = await world.get(path)
            assert (path, answer.status) == (path, 403)
            assert not answer.cookies
        for method in ("HEAD", "POST", "PUT", "OPTIONS"):
            assert (await world.get(world.link, method=method)).status == 403
        elsewhere = world.link.replace(place, "/")
        assert (await world.get(elsewhere)).status == 403
        await world.enter()  # none of these used the token up
        for path in ("page.js", "page.css", "static/js/textual.js", "static/css/xterm.css"):
            assert (await world.get(f"{place}{path}")).status == 200
        for path in ("static/", "static/../server.py", "static/%2e%2e/server.py", "server.py"):
            assert (await world.get(f"{place}{path}")).status in (403, 404)


async def test_a_cookie_of_bytes_that_are_no_text_is_refused_as_any_other():
    async with served() as world:
        reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
        sent = f"GET {world.gate.path} HTTP/1.1\r\nHost: 127.0.0.1:{world.port}\r\nCookie: {COOKIE}="
        writer.write(sent.encode() + b"\xff\r\n\r\n")
        assert b" 403 " in await reader.readline()
        writer.close()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
async def test_a_name_pointed_at_this_machine_is_refused(host):
    async with served() as world:
        host = host.format(port=world.port)
        assert (await world.get(world.link, Host=host)).status == 403
        await world.enter()
        assert (await world.get(world.gate.path, Host=host)).status == 403


async def test_a_page_of_another_origin_is_refused():
    async with served() as world:
        port = world.port
        assert (await world.get(world.link, Origin="http://evil.example")).status == 403
        await world.enter()
        for origin in ("http://evil.example", "null", f"http://localhost:{port}", "http://127.0.0.1:1", None):
            with pytest.raises(WSServerHandshakeError) as refused:
                await world.tab(origin=origin)
            assert refused.value.status == 403
            if origin is not None:
                assert (await world.get(world.gate.path, Origin=origin)).status == 403
        _, drawn = await world.drawing_tab()
        assert b"100" in drawn


async def test_every_answer_forbids_the_rest():
    async with served() as world:
        refused, entered = await world.get("/"), await world.enter()
        page, file = await world.get(world.gate.path), await world.get(f"{world.gate.path}static/css/xterm.css")
        for answer in (refused, entered, page, file):
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'; script-src 'self';" in policy
            assert f"connect-src 'self' ws://127.0.0.1:{world.port};" in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Server"] == "coder"
            assert not [name for name in answer.headers if name.lower().startswith("access-control")]
        by_name = await world.get(world.gate.path, Host=f"localhost:{world.port}")
        assert f"ws://localhost:{world.port};" in by_name.headers["Content-Security-Policy"]
        assert "http" not in page.said.replace(world.origin, "")


@given(st.text())
def test_nothing_else_is_the_token(guess):
    gate = Gate(8000)
    link = gate.link
    assert not gate.redeem(guess)
    assert gate.link == link
    assert gate.redeem(link.partition("token=")[2])
    assert not gate.redeem(link.partition("token=")[2])
