"""An audit that audited nothing fails."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("audit", ROOT / "tools" / "audit.py")
assert SPEC is not None
assert SPEC.loader is not None
AUDIT = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(AUDIT)

FINE = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1"}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("found", "code", "words"),
    [
        ({}, 2, "not audited: 0 of 3"),
        ({"dependencies": []}, 2, "not audited"),
        ({"dependencies": [SKIPPED, SKIPPED]}, 2, "2 skipped"),
        ({"dependencies": [FINE, SKIPPED]}, 2, "not audited: 1 of 3"),
        ({"dependencies": [FINE, BAD, SKIPPED]}, 1, "b 2 (CVE-1)"),
        ({"dependencies": [FINE]}, 0, "1 dependencies audited"),
    ],
)
def test_what_an_audit_says(found: dict[str, Any], code: int, words: str) -> None:
    got = AUDIT.judged(found, 3)
    assert got[0] == code
    assert words in got[1]


@pytest.mark.parametrize("name", ["run", "dev"])
def test_the_lock_files_are_whole(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")
    entries = [e for e in re.split(r"\n(?=\S)", text.strip()) if not e.startswith("#")]
    assert entries
    assert [e for e in entries if not re.match(r"[\w.-]+==\S+", e) or "--hash=sha256:" not in e] == []
    assert "://" not in text
    locked = {re.split("==", e)[0].casefold() for e in entries}
    wanted = re.search(
        r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert wanted is not None
    names = {re.split("[<>=]", n)[0].replace(".", "-") for n in json.loads(f"[{wanted[1].strip().rstrip(',')}]")}
    assert names <= locked
