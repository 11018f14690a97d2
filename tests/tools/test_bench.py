"""The parts of `make bench` run on a tiny input; no time is asserted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = {"extraction": 3, "startup": 5, "growth": 3, "workers": 2, "archive": 5, "gate": 5}


@pytest.mark.parametrize("part", sorted(ROWS))
def test_a_part_prints_its_rows(part: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "tools/bench",
            "--number",
            "8",
            "--sample",
            "4",
            "--rounds",
            "1",
            "--claims",
            "3400",
            "--only",
            part,
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    rows = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")]
    assert rows[0] == ["| what", "figure", "measured |"]
    assert len(rows) - 1 >= ROWS[part]
    assert all(len(row) == 3 for row in rows)


def test_our_reader_finds_something(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Twelve people were hurt in Saltmere on May 5, 2020.\n", "utf-8")
    listed = tmp_path / "list.txt"
    listed.write_text(str(article), "utf-8")
    done = subprocess.run(
        [sys.executable, "tools/bench/readers.py", "factcheck", str(listed)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert '"articles": 1' in done.stdout
    assert '"found": 0' not in done.stdout


def test_the_drafts_of_the_gate_meet_what_they_are_made_for(tmp_path: Path) -> None:
    """One meets articles of other stories alone, the other its story, in which one article gives another figure."""
    made = """
import pathlib
from archives import draft, load, told
load(pathlib.Path("a.db"), 3400)
for number, text in enumerate((draft(), told())):
    pathlib.Path(f"{number}.txt").write_text(text, "utf-8")
"""
    path = {**os.environ, "PYTHONPATH": f"{ROOT / 'tools' / 'bench'}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-c", made], cwd=tmp_path, env=path, check=True)
    found = []
    for draft in ("0.txt", "1.txt"):
        call = [sys.executable, "-m", "factcheck", "check", draft, "--isolated", "--archive", "a.db"]
        done = subprocess.run(call, cwd=tmp_path, env=path, capture_output=True, check=False, text=True)
        found.append((done.returncode, done.stdout.splitlines()[-1].split(" in ")[0]))
    assert found == [
        (0, "0 contradictions, 0 to review, 0 explained, 0 agreements"),
        (0, "0 contradictions, 1 to review, 0 explained, 20 agreements"),
    ]
