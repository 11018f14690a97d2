"""docs/hostile.md names every row of hostile input with the test that covers it; `FACTCHECK_RENEW_DOCS=1` writes its table.

A test of this folder is called `test_A1_what_it_is_about` and its docstring tells in one sentence what is fed and what must
come of it. A row that does not apply stands in its module's `NOT_HERE`, with the reason.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "hostile.md"
ROWS = {"A": 19, "B": 12, "C": 9, "D": 9, "E": 8, "F": 6, "G": 10, "H": 11, "I": 12, "J": 15}
COMPLETE = "ABCDEFGHIJ"  # letters of which every row must be covered
BEGIN, END = "<!-- rows -->\n", "<!-- end of rows -->\n"
HINT = "FACTCHECK_RENEW_DOCS=1 pytest tests/hostile/test_table.py writes the table"


def _place(row: str) -> tuple[str, int]:
    return row[0], int(row[1:])


def covered() -> dict[str, list[tuple[str, str]]]:
    """Return the tests of each row, as (name, what its docstring says)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for file in sorted(HERE.glob("test_*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and (match := re.match(r"test_([A-J]\d+)_", node.name)):
                words = " ".join((ast.get_docstring(node) or "").split())
                found.setdefault(match[1], []).append((f"{file.stem}::{node.name}", words))
    return found


def excused() -> dict[str, str]:
    """Return the rows that do not apply, with the reason."""
    found: dict[str, str] = {}
    for file in sorted(HERE.glob("test_*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NOT_HERE":
                found |= ast.literal_eval(node.value)
    return found


def table() -> str:
    lines = ["| row | what is fed, and what must come of it | test |\n", "|---|---|---|\n"]
    rows = covered() | {row: [("", why)] for row, why in excused().items()}
    for row in sorted(rows, key=_place):
        for name, words in rows[row]:
            lines.append(f"| {row} | {words.replace('|', chr(92) + '|')} | {f'`{name}`' if name else '–'} |\n")
    return "".join(lines)


def test_every_test_says_what_it_is_about() -> None:
    assert [name for tests in covered().values() for name, words in tests if not words] == []
    assert [row for row in covered() if int(row[1:]) > ROWS[row[0]]] == []


def test_no_row_is_missing() -> None:
    known = covered().keys() | excused().keys()
    wanted = {f"{letter}{number}" for letter in COMPLETE for number in range(1, ROWS[letter] + 1)}
    assert sorted(wanted - known, key=_place) == []


def test_the_page_shows_the_table() -> None:
    page = PAGE.read_text("utf-8")
    before, rest = page.split(BEGIN)
    shown, after = rest.split(END)
    if os.environ.get("FACTCHECK_RENEW_DOCS"):
        PAGE.write_text(before + BEGIN + table() + END + after, "utf-8")
        return
    assert shown == table(), HINT
