"""`archive add` is killed at random moments, or its server is: nothing told as kept is lost, and a repeat does the rest."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factcheck.archive import ArchiveError
from factcheck.archive.opening import opened
from faults import articles
from faults.harness import Place, begin, dump, run, wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from faults.harness import Child

ARTICLES: Final = 250
_EARLY: Final = 0.15  # of the kills come at any moment from the start, the others after the first article told as kept


def kills(store: str, count: int, seed: int) -> dict[str, Any]:
    """Kill the command `count` times; return what was counted, with every failure."""
    return _disturbed(store, count, seed, lambda _, child: child.end(signal.SIGKILL))


def server_kills(store: str, count: int, seed: int) -> dict[str, Any]:
    """Kill the server `count` times while the command runs, and start it again: the command goes on by itself."""

    def strike(place: Place, child: Child) -> int:
        if place.server is None:
            raise ValueError("only a server can be killed")
        place.server.kill()
        place.server.start()
        return child.end()

    return _disturbed(store, count, seed, strike)


def _disturbed(store: str, count: int, seed: int, strike: Callable[[Place, Child], int]) -> dict[str, Any]:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    counted: Counter[str] = Counter()
    failures: list[str] = []
    with Place(store) as place:
        articles.write(place.folder / "news", range(ARTICLES), seed)
        add = ("archive", "add", "news", "--workers", "1", "--archive")
        where = place.new()
        child = begin(place.folder, *add, where)
        until_told = _told(child)
        told = time.monotonic()
        if child.end():
            raise RuntimeError(child.err.read_text())
        after = time.monotonic() - told
        plain = dump(where)
        for number in range(count):
            where = place.new()
            child = begin(place.folder, *add, where)
            if chance.random() < _EARLY:
                time.sleep(chance.uniform(0, until_told + after))
            else:
                _told(child)
                time.sleep(chance.uniform(0, after * 1.2))
            code = strike(place, child)
            counted["ended with 0"] += code == 0
            counted["open transactions"] += Path(f"{where}-journal").exists() if store == "sqlite" else 0
            acknowledged = child.acknowledged()
            counted["acknowledged"] += len(acknowledged)
            counted["with some but not all acknowledged"] += 0 < len(acknowledged) < ARTICLES
            failures += [f"{number}: {line}" for line in lost(where, acknowledged, number)]
            code, err = run(place.folder, *add, where)
            if code or dump(where) != plain:
                failures.append(f"{number}: the repeat ended with {code} and another archive: {err}")
            child.out.unlink()
            child.err.unlink()
    return {**counted, "failures": failures}


def _told(child: Child) -> float:
    """Wait until a command tells of the first article, or is over; return how long it took."""
    state = Path(f"/proc/{child.process}/stat")
    while not child.told() and ") Z" not in state.read_text():
        time.sleep(0.0005)
    return time.monotonic() - child.since


def lost(where: str, acknowledged: list[str], number: int) -> list[str]:
    """Return what is lost or half done; every second time who looks first may not write."""
    try:
        with opened(where, write=number % 2 == 0) as archive:
            present = {name for _, name, *_ in archive.identities()}
    except ArchiveError as error:
        return (
            [str(error)] if acknowledged or ("no archive yet" not in str(error) and "no such" not in str(error)) else []
        )
    lost = [f"lost: {name}" for name in acknowledged if name not in present]
    return [*lost, *(f"damaged: {line}" for line in wrong(where))]
