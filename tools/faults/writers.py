"""Many programs add to one archive while others check drafts against it: all is in once, and nobody fails or sees a half."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from factcheck.archive.opening import opened
from faults import articles
from faults.crowd import OTHER, crowd
from faults.harness import Place, begin, wrong

if TYPE_CHECKING:
    from pathlib import Path

    from faults.harness import Child

WRITERS: Final = 8
READERS: Final = 8
_SHARED: Final = 10  # so many articles are added by every writer


def writers(store: str, count: int, seed: int, number: int = WRITERS) -> dict[str, Any]:
    """Let `number` programs add `count` articles each, while as many check drafts and look at every digest."""
    counted: Counter[str] = Counter()
    failures: list[str] = []
    with Place(store) as place:
        where = place.new()
        folder = place.folder
        add, looks, code, err = crowd(folder, where, number, count, seed)
        for writer in range(number):
            articles.write(folder / f"news{writer}", range(OTHER, OTHER + _SHARED), seed)
        adding = [begin(folder, *add, f"news{writer}") for writer in range(number)]
        reading: list[Child] = []
        codes: list[int | None] = [None] * number
        while None in codes:
            for place_of, child in enumerate(adding):
                if codes[place_of] is None:
                    codes[place_of] = child.ended()
            reading = _read_on(reading, folder, looks, counted, failures)
            time.sleep(0.02)
        for child in reading:
            _looked(child, child.end(), counted, failures)
        told = 0
        for child, ended in zip(adding, codes, strict=True):
            told += len(child.acknowledged())
            if ended:
                failures.append(f"a writer ended with {ended}: {child.err.read_text()[-300:]}")
        with opened(where) as archive:
            held = [s.content for s in archive.articles(every=True)]
        counted["articles"] = len(held)
        counted["lost"] = number * count + _SHARED + 1 - len(set(held))
        counted["doubled"] = len(held) - len(set(held))
        if counted["lost"] or counted["doubled"] or told != number * count + _SHARED or code:
            failures.append(f"lost or doubled; told of {told}: {err}")
        failures += [f"damaged: {line}" for line in wrong(where)]
        counted["writers"] = number
    return {**counted, "failures": failures}


def _read_on(
    reading: list[Child], folder: Path, looks: list[tuple[object, ...]], counted: Counter[str], failures: list[str]
) -> list[Child]:
    """Count the readers that ended and start as many."""
    left = []
    for child in reading:
        code = child.ended()
        if code is None:
            left.append(child)
        else:
            _looked(child, code, counted, failures)
    while len(left) < READERS:
        counted["started"] += 1
        left.append(begin(folder, *looks[counted["started"] % len(looks)]))
    return left


def _looked(child: Child, code: int, counted: Counter[str], failures: list[str]) -> None:
    counted["looks"] += 1
    told = child.err.read_text("utf-8", "replace")
    if code not in {0, 1} or told:
        failures.append(f"a reader ended with {code}: {told[-300:]}")
    child.out.unlink()
    child.err.unlink()
