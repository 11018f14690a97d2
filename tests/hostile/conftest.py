"""Lets the tests of this folder import `harness` and the tools, and starts a server for those that need one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from faults.server import Server, programs


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return a running PostgreSQL server."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed: make programs")
    with Server() as running:
        yield running
