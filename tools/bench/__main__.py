"""Measures this project beside others on the same files in the same run and prints one Markdown table: `make bench`.

The figures worth keeping are the ratios: both sides of each are measured in turns, as CPU time, user and system, so that a
busy or a slow machine changes both alike. docs/performance.md says how to read them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from archives import draft as draft_of
from archives import told as draft_told
from articles import write_articles
from measure import FailedError, in_turns, ratios, run
from readers import COMPILED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Row = tuple[str, str, str]

_PEERS = {
    "quantulum_dateparser": ("quantulum3, then dateparser", 1.0),
    "recognizers": ("recognizers-text (number, percent, currency, datetime)", 0.1),
    "spacy_ruler": ("spaCy blank with an entity ruler (spans alone)", 1.0),
}
_READERS = str(Path(__file__).parent / "readers.py")
_PYTHON = sys.executable
_ARCHIVES = str(Path(__file__).parent / "archives.py")
_OURS = [_PYTHON, "-m", "factcheck"]
# The least that a gate written in Python with click and SQLite must do.
_LOOKUPS = """
import click, sqlite3, sys
store = sqlite3.connect(sys.argv[1])
for k in range(50):
    store.execute("SELECT * FROM claim WHERE slot = ?", (f"slot {k * 37}",)).fetchall()
"""
# The same in an archive: the newest claims of 50 slots.
_SLOTS = """
import click, sqlite3, sys
store = sqlite3.connect(sys.argv[1])
for (slot,) in store.execute("SELECT DISTINCT slot FROM slot LIMIT 50").fetchall():
    store.execute("SELECT article, value FROM slot WHERE slot = ? ORDER BY day DESC LIMIT 100", (slot,)).fetchall()
"""
_STARTS = 7  # a start takes a moment, and its cost is of the size of the machine's noise


def extraction(paths: Sequence[Path], rounds: int, scratch: Path) -> Iterator[Row]:
    """Yield how many times the articles per CPU second of each peer ours are; slow peers read a part of the articles."""
    ours = {"factcheck": "extraction"}
    if COMPILED.is_dir():
        ours["factcheck_compiled"] = "extraction, compiled"
    else:
        yield "extraction, compiled", "-", "there is no compiled build: `make compiled` needs a C compiler"
    for peer, (name, part) in _PEERS.items():
        some = scratch / f"{peer}.txt"
        some.write_text("\n".join(map(str, paths[: max(1, round(len(paths) * part))])), "utf-8")
        commands = {who: [_PYTHON, _READERS, who, str(some)] for who in (*ours, peer)}
        try:
            found = {
                who: [json.loads(c.output.splitlines()[-1]) for c in costs]
                for who, costs in in_turns(commands, rounds).items()
            }
        except (FailedError, IndexError, ValueError) as error:  # a peer may print what it likes
            yield f"extraction: {name}", "-", f"could not run: {error}"
            continue
        speed = {who: [f["articles"] / f["seconds"] for f in row] for who, row in found.items()}
        for who, row in ours.items():
            shown = f"{median(speed[who]):.0f} against {median(speed[peer]):.1f} articles per CPU second"
            yield (
                f"{row}: articles per CPU second over {name}",
                ratios(speed[who], speed[peer]),
                f"{shown}, {found[peer][0]['articles']} articles",
            )


def startup(paths: Sequence[Path], rounds: int, scratch: Path) -> Iterator[Row]:
    """Yield what the help and a check of one draft take, over what any command needs and over proselint on the same draft.

    The draft is the article nearest to 6 kB, the other article the next one in the list.
    """
    at = min(range(len(paths) - 1), key=lambda k: (abs(paths[k].stat().st_size - 6000), k))
    draft, other = str(paths[at]), str(paths[at + 1])
    click, floor = "python -c 'import click'", "click, sqlite3 and 50 look-ups"
    one, two = "check of one draft", "check of one draft against one article"
    commands = {
        click: [_PYTHON, "-c", "import click"],
        floor: [_PYTHON, "-c", _LOOKUPS, str(_store(scratch / "look-ups.db"))],
        "--help": [*_OURS, "--help"],
        one: [*_OURS, "check", draft, "--isolated"],
        two: [*_OURS, "check", draft, "--against", other, "--isolated"],
    }
    proselint = Path(_PYTHON).parent / "proselint"
    if proselint.exists():
        commands["proselint"] = [str(proselint), "check", draft]
    run([_PYTHON, "-m", "compileall", "-q", str(Path(__file__).parents[2] / "factcheck")])  # as installing does
    run(commands[one])  # the first one of a machine also writes the cache
    cpu = {name: [cost.cpu for cost in costs] for name, costs in in_turns(commands, max(rounds, 1) * _STARTS).items()}
    shown = {name: f"{median(held) * 1000:.0f} ms" for name, held in cpu.items()}
    pairs = [("--help", click), *((ours, over) for over in (click, floor, "proselint") for ours in (one, two))]
    for ours, over in pairs:
        if over in cpu:
            yield f"start: {ours} over {over}", ratios(cpu[ours], cpu[over]), f"{shown[ours]} against {shown[over]}"


def _store(file: Path) -> Path:
    """Return a file of 100,000 rows to look up in."""
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("CREATE TABLE claim (slot TEXT, value TEXT, document TEXT)")
        rows = ((f"slot {k // 3}", f"value {k}", f"document {k}") for k in range(100_000))
        store.executemany("INSERT INTO claim VALUES (?, ?, ?)", rows)
        store.execute("CREATE INDEX claim_slot ON claim (slot)")
    return file


def growth(paths: Sequence[Path], rounds: int, scratch: Path) -> Iterator[Row]:
    """Yield articles per CPU second and peak memory of the whole report, and how its cost grows with the articles."""
    few = min(250, max(2, len(paths) // 4))
    commands = {
        str(n): [*_OURS, "report", *map(str, paths[:n]), *_quiet(scratch), "--workers", "1"] for n in (few, len(paths))
    }
    costs = in_turns(commands, rounds)
    small, large = costs[str(few)], costs[str(len(paths))]
    each = [math.log(b.cpu / a.cpu) / math.log(len(paths) / few) for a, b in zip(small, large, strict=True)]
    speed = median(len(paths) / c.cpu for c in large)
    yield "report: articles per CPU second, one process", f"{speed:.0f}", f"{len(paths)} articles"
    yield "report: peak memory", f"{max(c.peak for c in large):.0f} MB", f"{len(paths)} articles"
    yield "report: exponent of growth", f"{median(each):.2f}", f"from {few} to {len(paths)} articles"


def workers(paths: Sequence[Path], rounds: int, scratch: Path) -> Iterator[Row]:
    """Yield how much sooner two worker processes end, and what that costs."""
    commands = {n: [*_OURS, "report", *map(str, paths), *_quiet(scratch), "--workers", n] for n in ("1", "2")}
    costs = in_turns(commands, rounds)
    wall = ratios([c.wall for c in costs["1"]], [c.wall for c in costs["2"]])
    cpu = ratios([c.cpu for c in costs["2"]], [c.cpu for c in costs["1"]])
    yield "workers: wall time of 1 over 2", wall, f"{len(paths)} articles"
    yield "workers: CPU time of 2 over 1", cpu, f"largest process {max(c.peak for c in costs['2']):.0f} MB"


def archive(paths: Sequence[Path], rounds: int, scratch: Path, claims: int = 1_000_000) -> Iterator[Row]:  # noqa: ARG001 - archives are made
    """Yield what keeping claims costs over bare SQLite, and finding conflicts over DuckDB, in archives of growing size."""
    least, most = claims // 100, claims
    files = {size: scratch / f"archive-{size}.db" for size in (least, claims // 10, most)}
    loaded = {size: _part("load", file, size) for size, file in files.items()}
    ours, bare = [loaded[most]], []
    for number in range(rounds):
        bare.append(_part("raw", scratch / f"raw-{number}.db", most))
        if number:
            ours.append(_part("load", scratch / f"again-{number}.db", most))
            (scratch / f"again-{number}.db").unlink()
        (scratch / f"raw-{number}.db").unlink()
    left, right = ([f["claims"] / f["seconds"] for f in found] for found in (ours, bare))
    shown = f"{median(left):,.0f} against {median(right):,.0f} claims per CPU second, {most:,} claims"
    yield "archive: claims kept per CPU second over rows of bare SQLite with an index", ratios(left, right), shown
    last = loaded[most]
    yield "archive: bytes for each claim", f"{last['bytes'] / last['claims']:.0f}", f"{last['bytes'] / 1e6:.0f} MB"
    found = {size: [_part("clashes", file, size)["seconds"] for _ in range(rounds)] for size, file in files.items()}
    name = "archive: CPU time to find all conflicts over DuckDB's self-join"
    try:
        peer = [_part("duckdb", files[most], 0)["seconds"] for _ in range(rounds)]
        shown = f"{median(found[most]):.2f} s against {median(peer):.2f} s, {most:,} claims"
        yield name, ratios(found[most], peer), shown
    except FailedError as error:
        yield name, "-", f"could not run: {error}"
    each = [math.log(b / a) / math.log(most / least) for a, b in zip(found[least], found[most], strict=True)]
    yield (
        "archive: exponent of finding conflicts",
        f"{median(each):.2f}",
        f"from {least:,} to {most:,} claims",
    )
    hot = {n: scratch / f"hot-{n}.db" for n in (claims // 333, claims // 33)}
    for number, file in hot.items():
        _part("load", file, claims // 25, number)
    cost = {n: [_part("clashes", file, 0)["seconds"] for _ in range(rounds)] for n, file in hot.items()}
    few, many = (cost[n] for n in hot)
    shown = f"{median(many) * 1000:.1f} ms against {median(few) * 1000:.1f} ms, {claims // 25:,} claims"
    name = f"archive: CPU time with {claims // 33:,} claims in one slot over {claims // 333:,}"
    yield name, ratios(many, few), shown


def gate(paths: Sequence[Path], rounds: int, scratch: Path, claims: int = 1_000_000) -> Iterator[Row]:  # noqa: ARG001 - archives and draft are made
    """Yield what a check of one draft against an archive costs, over the least such a gate can do and over proselint."""
    draft, story = scratch / "draft.txt", scratch / "story.txt"
    draft.write_text(draft_of(), "utf-8")
    story.write_text(draft_told(), "utf-8")
    least, most = claims // 100, claims
    files = {size: scratch / f"gate-{size}.db" for size in (least, most)}
    for size, file in files.items():
        _part("load", file, size)
    small, large = ([*_OURS, "check", str(draft), "--isolated", "--archive", str(file)] for file in files.values())
    floor = [_PYTHON, "-c", _SLOTS, str(files[most])]
    told = [str(story) if part == str(draft) else part for part in large]
    commands = {"floor": floor, "small": small, "large": large, "alone": small[:-2], "story": told}
    if COMPILED.is_dir():
        commands["compiled"] = ["env", f"PYTHONPATH={COMPILED}", _PYTHON, "-P", *large[1:]]
    proselint = Path(_PYTHON).parent / "proselint"
    if proselint.exists():
        commands["proselint"] = [str(proselint), "check", str(draft)]
    run([_PYTHON, "-m", "compileall", "-q", str(Path(__file__).parents[2] / "factcheck")])  # as installing does
    run(small)  # the first one of a machine also writes the cache
    cpu = {name: [cost.cpu for cost in costs] for name, costs in in_turns(commands, max(rounds, 1) * _STARTS).items()}
    shown = {name: f"{median(held) * 1000:.0f} ms" for name, held in cpu.items()}
    one = f"gate: check of a draft with 50 look-ups against {most:,} claims"
    for name, over in (
        ("floor", "click, sqlite3 and 50 look-ups in the same file"),
        ("small", f"the same against {least:,}"),
        ("alone", "the same without an archive"),
        ("proselint", "proselint"),
    ):
        if name in cpu:
            yield f"{one} over {over}", ratios(cpu["large"], cpu[name]), f"{shown['large']} against {shown[name]}"
    story_told = "gate: the same for a draft whose story eight articles tell, one otherwise, over"
    more = [("story", story_told, "floor"), ("story", story_told, "large")]
    if "compiled" in cpu:
        more += [("compiled", "gate, compiled: the first draft over", name) for name in ("floor", "large")]
    names = {"floor": "click, sqlite3 and 50 look-ups in the same file", "large": "the first draft, plain"}
    for ours, words, over in more:
        yield f"{words} {names[over]}", ratios(cpu[ours], cpu[over]), f"{shown[ours]} against {shown[over]}"


def _part(name: str, file: Path, *numbers: int) -> dict[str, float]:
    """Return what one part of `archives.py` measured, in a process of its own."""
    cost = run([_PYTHON, _ARCHIVES, name, str(file), *map(str, numbers)])
    found: dict[str, float] = json.loads(cost.output.splitlines()[-1])
    return found


def _quiet(scratch: Path) -> tuple[str, ...]:
    return "--format", "json", "--output", str(scratch / "report.json"), "--isolated", "--quiet"


PARTS: dict[str, Callable[..., Iterator[Row]]] = {
    "extraction": extraction,
    "startup": startup,
    "growth": growth,
    "workers": workers,
    "archive": archive,
    "gate": gate,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, help="a folder with articles; without it articles are made")
    parser.add_argument("--number", type=int, default=2262, help="how many articles are made")
    parser.add_argument("--sample", type=int, default=300, help="how many articles the peers read")
    parser.add_argument("--rounds", type=int, default=3, help="how often each command runs")
    parser.add_argument("--only", choices=tuple(PARTS), action="append", help="measure this part; repeatable")
    parser.add_argument("--claims", type=int, default=1_000_000, help="how many claims the largest archive has")
    asked = parser.parse_args(arguments)
    scratch = Path(tempfile.mkdtemp(prefix="factcheck-bench-"))
    try:
        folder = asked.articles if asked.articles and asked.articles.is_dir() else scratch / "articles"
        if folder != asked.articles:
            write_articles(folder, asked.number)
        paths = sorted(folder.rglob("*.txt"))
        random.Random(7).shuffle(paths)  # noqa: S311 - the same for every run
        made = "articles" if folder == asked.articles else "made articles"
        print(f"{len(paths)} {made}; ratios are the median of the rounds, with the least and the greatest\n")
        print("| what | figure | measured |\n|---|---|---|", flush=True)
        for name in asked.only or PARTS:
            some = paths[: asked.sample] if name == "extraction" else paths
            more = {"claims": asked.claims} if name in ("archive", "gate") else {}
            for row in PARTS[name](some, asked.rounds, scratch, **more):
                print(f"| {' | '.join(row)} |", flush=True)
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
