"""Who is let in: one browser, by a link that works once, and only under this machine's own name.

What is kept out, and how: other programs' guesses (a token and a cookie of 256 random bits each), web pages that make
the browser send requests here (SameSite=Strict, Origin), names that were pointed at 127.0.0.1 (Host), and servers on
other ports of this machine, to which browsers send each other's cookies (the cookie belongs to a path nobody knows).
"""

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

HOST = "127.0.0.1"
COOKIE = "coder-review"
_NAMES = (HOST, "localhost")
_USED = (
    "This link has been used: it works once. Go on in the browser that used it, or stop `coder review --serve` with "
    "Ctrl+C and start it again.\n"
)
_CLOSED = "Not without the link that `coder review --serve` printed.\n"
_ENTERED = '<!doctype html><html lang="en"><title>coder</title><meta http-equiv="refresh" content="0; url=./"></html>'

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gate:
    """The link, what it is exchanged for, and whom that lets in."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._token: str | None = secrets.token_urlsafe(32)
        self._cookie = secrets.token_urlsafe(32)
        self.path = f"/{secrets.token_urlsafe(9)}/"
        """Where everything stands, and the cookie's path."""

    @property
    def link(self) -> str:
        """The address to open; empty once it has been opened."""
        return f"http://{HOST}:{self._port}{self.path}?token={self._token}" if self._token else ""

    def is_foreign(self, request: web.Request) -> bool:
        """Whether a request comes under another name than this machine's, or from another page than ours.

        Pages do not name themselves when they ask for a file; they do when they open a socket.
        """
        headers = request.headers
        if headers.getall("Host", []) not in [[f"{name}:{self._port}"] for name in _NAMES]:
            return True
        origins = headers.getall("Origin", [])
        return ("Upgrade" in headers or bool(origins)) and origins != [f"http://{headers['Host']}"]

    def redeem(self, token: str) -> bool:
        """Whether this is the token; it is none from then on."""
        if self._token is None or not secrets.compare_digest(_bytes(token), _bytes(self._token)):
            return False
        self._token = None
        return True

    def knows(self, request: web.Request) -> bool:
        """Whether a request carries what the token was exchanged for."""
        return secrets.compare_digest(_bytes(request.cookies.get(COOKIE, "")), _bytes(self._cookie))

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request pass, exchange the token, or refuse."""
        if self.is_foreign(request):
            raise web.HTTPForbidden(text=_CLOSED)
        entering = request.method == "GET" and request.path == self.path and "token" in request.query
        if self.knows(request):
            return _entered() if entering else await handler(request)
        if not entering:
            raise web.HTTPForbidden(text=_CLOSED)
        if not self.redeem(request.query["token"]):
            raise web.HTTPForbidden(text=_USED)
        response = _entered()
        response.set_cookie(COOKIE, self._cookie, path=self.path, httponly=True, samesite="Strict")
        return response


def _bytes(sent: str) -> bytes:
    """What was sent, which need not be UTF-8."""
    return sent.encode(errors="surrogatepass")


def _entered() -> web.Response:
    """A page that leads to the page proper: a redirect would keep the origin of the click, and with it no cookie."""
    return web.Response(text=_ENTERED, content_type="text/html")
