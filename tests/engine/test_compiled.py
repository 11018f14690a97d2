"""What `make compiled` makes gives the same bytes as the sources; without it, and where it is older, these tests are skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPILED = ROOT / "build" / "compiled"
SOURCES = sorted(p.relative_to(ROOT) for p in (ROOT / "factcheck").rglob("*.py"))
FOLDERS = sorted(p for p in (ROOT / "examples").iterdir() if p.is_dir())


def run(root: Path, *arguments: str) -> bytes:
    """Return what Python prints with the project at `root`; reports that find something end with 1."""
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def compiled() -> Path:
    if not COMPILED.is_dir():
        pytest.skip("there is no compiled build: make compiled")
    if any(not (COMPILED / p).exists() or (COMPILED / p).read_bytes() != (ROOT / p).read_bytes() for p in SOURCES):
        pytest.skip("the compiled build is older than the sources: make compiled")
    return COMPILED


def test_it_is_compiled(compiled: Path) -> None:
    where = run(
        compiled, "-c", "import factcheck.read.tokens as m, factcheck.model as n; print(m.__file__, n.__file__)"
    )
    assert all(Path(p).is_relative_to(compiled) and not p.endswith(".py") for p in where.decode().split())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_examples_give_the_same_bytes(compiled: Path, folder: Path) -> None:
    same(compiled, folder)


def test_our_own_articles_give_the_same_bytes(compiled: Path) -> None:
    same(compiled, ROOT / "tests" / "quality" / "alone")


def same(compiled: Path, folder: Path) -> None:
    command = ("-m", "factcheck", "report", str(folder), "--format", "json", "--isolated")
    plain = run(ROOT, *command)
    assert b'"claims"' in plain
    assert run(compiled, *command) == plain
