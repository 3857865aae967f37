"""That nothing opens a connection is proved by the whole suite; here, that the proof would notice."""

import asyncio
import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.offline.sitecustomize import NetworkTried

OUTSIDE = ("192.0.2.1", 80)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: socket.create_connection(OUTSIDE, timeout=1),
        lambda: socket.socket().connect(OUTSIDE),
        lambda: socket.socket().connect_ex(OUTSIDE),
        lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80, 0, 0)),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", OUTSIDE),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", 0, OUTSIDE),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.gethostbyname("example.org"),
        lambda: urllib.request.urlopen("https://example.org", timeout=1),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_way_out_is_closed(attempt):
    with pytest.raises(NetworkTried):
        attempt()


def test_a_python_that_is_started_is_cut_off_too():
    script = "import urllib.request as r; r.urlopen('http://example.org', timeout=1)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "NetworkTried: getaddrinfo 'example.org'" in done.stderr


async def test_this_machine_may_talk_to_itself():
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()
