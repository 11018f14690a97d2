"""The tests see the same surroundings on a desk and in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults.server import Server, programs
from hypothesis import settings


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def report_without(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return what runs a report, from the checkout, where a module is not installed."""

    def run(module: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        (tmp_path / f"{module}.py").write_text("raise ImportError\n")
        path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH", ""))))
        return subprocess.run(
            [sys.executable, "-m", "factcheck", "report", *arguments, "--isolated"],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a running PostgreSQL server."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed: make programs")
    with Server() as running:
        yield running


settings.register_profile("any machine", deadline=None)  # a test never fails because its machine is busy
settings.load_profile("any machine")
