"""Runs a page of `docs/`: writes its files, runs its commands and its Python, and compares what they print.

In a page, a fence with `title="path"` is a file, one with `snippet="path"` shows a file of the project; ```console holds
commands after "$ " with what they print ("..." for any lines); ```python runs, all blocks of a page in one namespace, with
what it prints in the ```text block that follows it under `<!-- prints -->`. A page is worked through from top to bottom in
one empty folder with a copy of `examples/`.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^(?P<mark>```+)(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=mark)[ \t]*$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="([^"]+)"')
SNIPPET = re.compile(r'snippet="([^"]+)"')
COUNTS = re.compile(r"\d+ (?:to review|explained|agreements?|claims?|slots? compared|tables|(?:of \d+ )?examples)\b")
PRINTS = "<!-- prints -->"


@dataclass
class Block:
    """A fence: its language, its title, its body, where the body stands in the page, and whether it shows what Python printed."""

    language: str
    title: str
    snippet: str
    body: str
    start: int
    end: int
    printed: bool


@dataclass
class Step:
    """A command, and the lines that it must print, with where they stand in the page."""

    command: str
    expected: str
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    found = []
    for match in FENCE.finditer(page):
        info = match["info"].strip()
        title = TITLE.search(info)
        printed = page[: match.start()].rstrip().endswith(PRINTS)
        language = info.split(" ")[0]
        snippet = SNIPPET.search(info)
        found.append(
            Block(
                language,
                title[1] if title else "",
                snippet[1] if snippet else "",
                match["body"],
                match.start("body"),
                match.end("body"),
                printed,
            )
        )
    return found


def steps(block: Block) -> list[Step]:
    found: list[Step] = []
    at = block.start
    for line in block.body.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append(Step(line[2:].rstrip("\n"), "", at + len(line), at + len(line)))
        elif line.startswith("> ") and found and not found[-1].expected:  # goes on, as a shell shows it
            found[-1].command += "\n" + line[2:].rstrip("\n")
            found[-1].start = found[-1].end = at + len(line)
        elif found:
            found[-1].expected += line
            found[-1].end = at + len(line)
        at += len(line)
    return found


def run(command: str, folder: Path) -> str:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    env = {**os.environ, "PATH": path, "COLUMNS": "120", "TERM": "dumb"}
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "NO_COLOR", "PYTHONPATH"):
        env.pop(name, None)
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode("utf-8")


def agrees(expected: str, seen: str) -> bool:
    """Tell whether output is as expected; a line "..." stands for any lines.

    How much was read, compared and found to agree is left out: it grows with every family.
    """
    parts = [re.escape(COUNTS.sub("N", part)) for part in re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(parts), COUNTS.sub("N", seen)) is not None


def work_through(page: str, folder: Path) -> list[tuple[int, int, str, str, str]]:
    """Return (start, end, what ran, expected, seen) of everything that a page runs, in order."""
    done = []
    names: dict[str, object] = {}
    printed = ""
    for block in blocks(page):
        if block.snippet:
            done.append((block.start, block.end, block.snippet, block.body, (ROOT / block.snippet).read_text("utf-8")))
        elif block.title:
            file = folder / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.body, "utf-8")
        elif block.language == "console":
            done += [(s.start, s.end, s.command, s.expected, run(s.command, folder)) for s in steps(block)]
        elif block.language == "python":
            printed = python(block.body, names, folder)
        elif block.printed:
            done.append((block.start, block.end, "python", block.body, printed))
    return done


def python(code: str, names: dict[str, object], folder: Path) -> str:
    out = io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(code, "docs", "exec"), names)  # noqa: S102 - our own page
    finally:
        os.chdir(before)
    return out.getvalue()


def renewed(page: str, done: list[tuple[int, int, str, str, str]]) -> str:
    """Return a page with what was seen in place of what it shows, where the two do not agree."""
    for start, end, _, expected, seen in reversed(done):
        if not agrees(expected, seen):
            page = page[:start] + seen + page[end:]
    return page
