"""The modules that `make compiled` compiles are there, and hold nothing that mypyc cannot take: it says so late and badly."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
NAMED = WHEEL["hooks"]["custom"]["modules"]
FILES = [path for named in NAMED for path in (sorted((ROOT / named).glob("*.py")) or [ROOT / named])]


def unpacked_for_in(tree: ast.AST) -> list[int]:
    """Return the lines of `x in (*A, b)`."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in node.comparators
        if isinstance(side, ast.Tuple | ast.List | ast.Set) and any(isinstance(e, ast.Starred) for e in side.elts)
    ]


def fields_of_late_types(tree: ast.Module) -> list[int]:
    """Return the lines of fields whose type is imported for the type checker alone: a compiled class looks it up as it is made."""
    late = {
        name.asname or name.name
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for found in ast.walk(node)
        if isinstance(found, ast.ImportFrom)
        for name in found.names
    }
    fields = [
        field
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and (node.decorator_list or node.bases)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
    ]
    return [field.lineno for field in fields if ast.unparse(field.annotation).split("[")[0] in late]


@pytest.mark.parametrize("named", NAMED)
def test_what_is_named_is_there(named: str) -> None:
    assert named.endswith(".py") == (ROOT / named).is_file()
    assert (ROOT / named).exists()


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_stands_in_them_that_is_not_taken(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert unpacked_for_in(tree) == [], "x in (*A, b): name the whole set"
    assert fields_of_late_types(tree) == [], "import the types of fields at run time"


def test_the_checks_find_what_they_look_for() -> None:
    assert unpacked_for_in(ast.parse("a\nb in (*C, 1)")) == [2]
    late = "if TYPE_CHECKING:\n from x import Y\n@record(frozen=True, slots=True)\nclass A:\n b: Y[int]\n c: int"
    assert fields_of_late_types(ast.parse(late)) == [5]
