"""The archive's tests run on both stores: in a SQLite file, and on a PostgreSQL server that they start themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from faults.server import Server, programs

STORES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a running PostgreSQL server."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed: make programs")
    with Server() as running:
        yield running


@pytest.fixture
def postgres(server: Server) -> str:
    """Return the address of a database without an archive."""
    server.run("DROP SCHEMA IF EXISTS factcheck CASCADE")
    return server.address()


@pytest.fixture(params=STORES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a test's archive is to be made, on each store."""
    if request.param == "sqlite":
        return str(tmp_path / "a.db")
    address: str = request.getfixturevalue("postgres")
    return address
