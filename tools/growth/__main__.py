"""Prints how time and memory grow when the input doubles: `make growth`, or `python -m growth [formats|reports|patterns|claims]`.

Formats and reports: the real command in one process on inputs of one, two and four times a size; user and system time with all
that it starts, the least of a few runs, less what a start of the command costs. Patterns: each in a process of its own.
Claims: every command on one article of a hundred thousand claims. Ends with 1 where anything grows more than 2.5 times, or
such an article takes more than 400 MB.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from factcheck.render.registry import FORMATS as REPORTS
from growth.crowded import MOST as LIMIT
from growth.crowded import held
from growth.formats import INPUTS, missing, paragraphs
from growth.hostile import LEAST, Growth, growths
from growth.patterns import PATTERNS
from growth.runs import ran

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 2.5
RUNS: Final = 2
_SHOWN: Final = 10


def measured(file: Path, *options: str) -> tuple[float, float, str]:
    """Return the least seconds of a few runs, the most megabytes, and what was told."""
    runs = [ran(file.parent, "report", str(file), "--quiet", "--isolated", *options) for _ in range(RUNS)]
    return min(run.seconds for run in runs), max(run.memory for run in runs), runs[0].told


def rows(folder: Path, size: int, names: list[str]) -> Iterator[tuple[Growth, float, str]]:
    """Yield the growth for each input and each format of a report, the most megabytes, and what was told."""
    start = folder / "start.txt"
    start.write_text("The tide was low.\n")
    spent = measured(start, "--workers", "1")[0]
    wanted = [(name, *INPUTS[name][1:], "json") for name in names if name in INPUTS]
    wanted += [(f"report as {name}", *INPUTS["JSON lines"][1:], name) for name in names if name in REPORTS]
    for name, file_name, made, form in wanted:
        file = folder / file_name
        seconds = []
        for times in (1, 2, 4):
            data = made(paragraphs(size * times))
            file.write_bytes(data.encode() if isinstance(data, str) else data)
            took, memory, told = measured(file, "--workers", "1", "--format", form, "--output", str(folder / "report"))
            seconds.append(max(took - spent, 0.0))
        file.unlink()
        yield Growth(name, tuple(seconds), len(data)), memory, told


def second_process(folder: Path, size: int) -> tuple[float, float]:
    """Return the seconds that a run takes in one process and in two, where a list of articles is worth two."""
    file = folder / "a.jsonl"
    file.write_text(str(INPUTS["JSON lines"][2](paragraphs(size))))
    return measured(file, "--workers", "1")[0], measured(file, "--workers", "2")[0]


def crowded(folder: Path) -> bool:
    """Print what each command takes for an article of very many claims; return whether any takes too much memory."""
    print("| an article of 100,000 claims | command | seconds | MB | told |\n|---|---|---|---|---|")
    over = False
    for took in held(folder):
        over |= took.memory > LIMIT
        print(f"| {took.text} | `{took.command}` | {took.seconds:.1f} | {took.memory:.0f} | {took.told} |", flush=True)
    return over


def main() -> int:
    """Measure and print; return 1 where anything grows more than it may."""
    options = argparse.ArgumentParser(
        "growth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("what", nargs="*", default=["formats", "reports", "patterns"])
    options.add_argument("--size", type=int, default=200_000, help="bytes of the smallest input of a format")
    options.add_argument(
        "--pattern-size", type=int, default=10_000, help="characters of the smallest text of a pattern"
    )
    given = options.parse_args()
    if missing():
        options.error(f"no input for: {', '.join(sorted(missing()))}")
    known = {"formats": list(INPUTS), "reports": list(REPORTS)}
    worst: list[Growth] = []
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        names = [
            name for what in given.what for name in known.get(what, [what] if what in INPUTS or what in REPORTS else [])
        ]
        if names:
            print("| input | bytes | seconds | twice | four times | MB | told |\n|---|---|---|---|---|---|---|")
        for growth, memory, told in rows(folder, given.size, names):
            worst.append(growth)
            once, twice, four = growth.seconds
            ratios = f"{twice / max(once, LEAST):.2f} | {four / max(twice, LEAST):.2f}"
            print(f"| {growth.name} | {growth.bytes:,} | {four:.2f} | {ratios} | {memory:.0f} | {told} |", flush=True)
        over = crowded(folder) if "claims" in given.what else False
        if "formats" in given.what:
            one, two = second_process(folder, given.size * 4)
            print(f"\nin one process {one:.2f} s, in two {two:.2f} s: a second one costs {two - one:.2f} s once")
    if "patterns" in given.what:
        found = list(growths(list(PATTERNS), given.pattern_size))
        worst += found
        print(
            f"\n{len(found)} patterns; the worst of them:\n\n| pattern | characters | seconds | growth |\n|---|---|---|---|"
        )
        for growth in sorted(found, key=lambda g: -g.ratio)[:_SHOWN]:
            took = f"{growth.seconds[-1]:.2f}" if len(growth.seconds) == 3 else "not ended"
            print(f"| `{growth.name}` | {given.pattern_size * 4:,} | {took} | {growth.ratio:.2f} |")
        slowest = max(found, key=lambda g: g.seconds[-1] if g.seconds else float("inf"))
        print(f"\nthe slowest: `{slowest.name}`, {slowest.seconds[-1] if slowest.seconds else float('inf'):.2f} s")
    if not worst:
        return int(over)
    most = max(worst, key=lambda g: g.ratio)
    print(f"\nworst growth for twice the input: {most.ratio:.2f} ({most.name})")
    return int(over or most.ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
