"""Cuts the network off: in the tests' own process, and in every Python they start, which finds this by its name.

What is tried beyond this machine raises an error that no `except Exception` can swallow. Sockets of this machine
stay: asyncio and browsers talk to themselves through them.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class NetworkTried(BaseException):
    """Something was about to leave this machine."""


def _is_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _guarded_method(method: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        local = not isinstance(address, tuple) or _is_here(address[0])
        if self.family in (socket.AF_INET, socket.AF_INET6) and not local:
            raise NetworkTried(f"{method.__name__} {address}")
        return method(self, *arguments)

    return guarded


def _guarded_function(function: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: object, *arguments: Any, **options: Any) -> Any:
        if not _is_here(host):
            raise NetworkTried(f"{function.__name__} {host!r}")
        return function(host, *arguments, **options)

    return guarded


def cut_off() -> Callable[[], None]:
    """Cut the network off; returns what brings it back."""
    methods = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    names = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr")
    functions = {name: getattr(socket, name) for name in names}
    for name, method in methods.items():
        setattr(socket.socket, name, _guarded_method(method))
    for name, function in functions.items():
        setattr(socket, name, _guarded_function(function))

    def bring_back() -> None:
        for name, method in methods.items():
            setattr(socket.socket, name, method)
        for name, function in functions.items():
            setattr(socket, name, function)

    return bring_back


@contextmanager
def offline() -> Iterator[None]:
    """Nothing leaves this machine in here."""
    bring_back = cut_off()
    try:
        yield
    finally:
        bring_back()


if __name__ == "sitecustomize":
    cut_off()
