"""Nothing in the machine runs code that is made at run time, or starts another program."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "factcheck").rglob("*.py"))
NEVER = {"eval", "exec", "compile", "__import__"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_code_is_made_at_run_time(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            # The one constructor that is compiled is made of the names of our own fields.
            assert node.func.id not in NEVER or path.name == "record.py", f"{path.name}:{node.lineno}"
        if isinstance(node, ast.keyword) and node.arg == "shell":
            raise AssertionError(f"{path.name}:{node.value.lineno}")
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            assert not {"subprocess", "pickle", "marshal", "urllib.request", "http.client", "requests"} & set(names)
