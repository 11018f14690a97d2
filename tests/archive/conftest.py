"""The archive's tests run on both stores: in a SQLite file, and on a PostgreSQL server that the tests start."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults.server import Server

STORES = ("sqlite", "postgresql")


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
