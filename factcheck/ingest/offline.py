"""Imports libraries that, for other purposes than ours, look at the network while they are imported."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def imported(name: str, what: str) -> Any:
    """Return what a library of that name has; while it is imported it finds no IPv6, for which urllib3 would open a socket."""
    import socket  # noqa: PLC0415 - only where such a library is needed

    known = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        return getattr(import_module(name), what)
    finally:
        socket.has_ipv6 = known
