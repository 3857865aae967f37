"""What every answer forbids the browser: anything from elsewhere, any frame around it, any trace of its address."""

from aiohttp import web

_POLICY = (
    "default-src 'none'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self' ws://{host}; "
    # The terminal in the page writes its colours and its size as styles.
    "style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Escape sequences can ask the terminal in the page for the clipboard; copying by hand needs none of this.
    "Permissions-Policy": "camera=(), clipboard-read=(), clipboard-write=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Server": "coder",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


async def forbid_the_rest(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on an answer, a refusal too."""
    local = request.transport.get_extra_info("sockname") if request.transport else None
    port = local[1] if local else 0
    name = "localhost" if request.headers.get("Host") == f"localhost:{port}" else "127.0.0.1"
    response.headers.update(_HEADERS)
    response.headers["Content-Security-Policy"] = _POLICY.format(host=f"{name}:{port}")
