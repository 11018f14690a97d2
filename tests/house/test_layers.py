"""Imports run one way: each layer imports only lower ones, and the stages do not import one another."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = (
    ("digest", "faults", "record", "taken", "whole", "workers"),
    ("cache", "model"),
    ("findings", "values"),
    ("expressions", "forms", "independence", "inputs", "ledger", "lines", "seen", "suggest", "toml"),
    ("frames", "picture"),
    ("match",),
    ("claimfiles", "fitting"),
    ("checking",),
    ("catalogue",),
    ("ingest", "read", "extract", "link", "compare", "render"),
    ("changes", "config", "decisions", "reading"),
    ("archive", "scheduled"),
    ("pipeline",),
    ("api", "checklist", "explain", "selftest"),
    ("cli",),
    ("__main__",),
)
LEVEL = {name: number for number, names in enumerate(LAYERS) for name in names}
FILES = sorted((ROOT / "factcheck").rglob("*.py"))


def part(module: str) -> str:
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 else ""


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("factcheck"):
            names = [f"factcheck.{a.name}" for a in node.names] if node.module == "factcheck" else [node.module]
            found.update(p for n in names if (p := part(n)) in LEVEL)
        elif isinstance(node, ast.Import):
            found.update(p for a in node.names if a.name.startswith("factcheck.") and (p := part(a.name)) in LEVEL)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    relative = path.relative_to(ROOT / "factcheck")
    mine = relative.parts[0].removesuffix(".py")
    if mine == "__init__":
        return  # names the library for type checkers; at run time it imports what is asked for
    for other in imports(path):
        assert other == mine or LEVEL[other] < LEVEL[mine], f"{mine} imports {other}"


def test_every_part_has_a_layer() -> None:
    parts = {p.relative_to(ROOT / "factcheck").parts[0].removesuffix(".py") for p in FILES} - {"__init__"}
    assert parts == set(LEVEL)


def test_data_folders_hold_no_code() -> None:
    assert [p for folder in ("claims", "reports") for p in (ROOT / folder).rglob("*.py")] == []
