"""Makes archives of any size, and measures loading, the gate and the search for conflicts in them beside bare SQLite and DuckDB.

Run by itself it is the process that does one of these once: `archives.py PART FILE CLAIMS [...]` prints a line of JSON.
"""

from __future__ import annotations

import gc
import itertools
import json
import random
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.archive.codec import Codec
from factcheck.archive.entry import ClaimRow, Entry, Indexer, packed_slots, packed_terms, terms_of
from factcheck.archive.index import mark
from factcheck.archive.opening import opened
from factcheck.ingest import ingest_text
from factcheck.pipeline import Options, families
from factcheck.reading import ArticleReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.reading import Reading

ASKED = 10  # slots of the draft: with its 40 terms, 50 look-ups
EACH = 17  # claims of one article, as many as real ones have on average
_MATES = 8  # articles that tell the story of the second draft, whatever the size of the archive
_TERMS = 40
_FIRST = "Kel Mar Os Ver Tol Bran Hes Lun Pir Dor Fen Gal".split()
_LAST = "mond ster var lin dric ton mere".split()
NAMES = [f"{a}{b}{c}" for a, b, c in itertools.product(_FIRST, "aeiou", _LAST)]
_SWIMMERS = [f"{a} {b}" for a, b in zip(NAMES[-ASKED:], NAMES[-2 * ASKED :], strict=False)]


def draft() -> str:
    """Return a draft that states one thing about each of ten bodies; no article of the archive tells its story."""
    lines = (f"The {name} Party holds {40 + k} seats in the lower house." for k, name in enumerate(NAMES[:ASKED]))
    return "Parliaments compared\n\n" + "\n".join(lines) + "\n"


def told() -> str:
    """Return a draft that states one thing about each of ten persons; some articles of the archive tell its story."""
    lines = (f"{name}, {20 + k}, was picked for the relay on Tuesday." for k, name in enumerate(_SWIMMERS))
    return "Swimmers picked for the cup\n\n" + "\n".join(lines) + "\n"


def _mate(number: int) -> str:
    """Return an article that tells the same in other words; the first one gives one person another age."""
    ages = [20 + k + 5 * (number == k == 0) for k in range(ASKED)]
    lines = (f"Coaches named {name}, {age}, on Tuesday." for age, name in zip(ages, _SWIMMERS, strict=True))
    return f"Relay squad named, part {number + 1}\n\n" + "\n".join(lines) + "\n"


def entries(claims: int, seed: int = 1, hot: int = 0) -> Iterator[Entry]:
    """Yield articles with so many claims in all; `hot` of them stand in one slot.

    A few slots have very many claims and most have few, as in real archives, and 3 in 100 claims give another value than the
    rest. Bodies are readings of a hundred made articles, so that what is unpacked has its real size.
    """
    chance = random.Random(seed)  # noqa: S311 - the same archive for the same seed
    catalogue = families(Options())
    reader = ArticleReader(catalogue)
    indexer = Indexer(catalogue, "bench", Codec())

    def read(text: str, name: str) -> Reading:
        return reader.read(ingest_text(text, name, catalogue.words))

    asked = read(draft(), "draft.txt")
    stated = indexer.slots(asked, {})
    usual = [values[0][1] for values in stated.values()]
    slots = [*stated] + [mark("slot", str(k)) for k in range(max(1, claims // 4))]
    mates = [read(_mate(k), f"mate-{k}.txt") for k in range(_MATES)]
    others = [read(_article(chance), f"other-{k}.txt") for k in range(100)]
    story, other = ([indexer.entry(r.document, r) for r in readings] for readings in (mates, others))
    vocabulary = [mark("term", str(k)) for k in range(200_000)]
    for number in range(claims // EACH):
        made = story[number] if number < _MATES else other[number % len(other)]
        day = 738_000 + number % 3000
        rows, places = [], []
        for n in range(EACH):
            ordinal = number * EACH + n
            rank = 0 if ordinal < hot else int(len(slots) * chance.random() ** 3)
            value = int(usual[rank] if rank < len(usual) else 20 + rank % 400) + (chance.random() < 0.03)
            rows.append(ClaimRow("seats", f"Body {rank}", "seat", "lower", f"{value} seats", value, value))
            places.append(slots[rank])
        terms = made.terms
        if number >= _MATES:
            picked = sorted({vocabulary[int(len(vocabulary) * chance.random() ** 2)] for _ in range(_TERMS)})
            weights = [weight for _, weight in terms_of(made.terms)] * _TERMS
            terms = packed_terms(zip(picked, weights, strict=False))
        name = f"made/{number}.txt"
        yield made._replace(
            identity=name,
            id=name,
            content=f"{number:040x}",
            outlet=f"Outlet {number % 211}",
            day=day,
            claims=tuple(rows),
            slots=packed_slots(places),
            terms=terms,
        )


def _article(chance: random.Random) -> str:
    names = chance.sample(NAMES, 8)
    lines = [f"The {n} Party of {m} won {chance.randint(10, 400)} seats in May." for n, m in itertools.pairwise(names)]
    lines += [f"Police said {chance.randint(2, 90)} people were hurt in {m}." for m in names]
    return f"News from {names[0]}\n\n" + "\n".join(lines) + "\n"


def load(file: Path, claims: int, hot: int = 0) -> dict[str, float]:
    """Make an archive in one step, as an import does; return its CPU seconds, those of making the entries left out."""
    made = list(entries(claims, hot=hot))
    gc.freeze()
    with opened(str(file), write=True) as archive:
        begin = time.process_time()
        archive.put(made)
        spent = time.process_time() - begin
    return {"seconds": spent, "claims": claims // EACH * EACH, "bytes": file.stat().st_size}


def raw(file: Path, claims: int) -> dict[str, float]:
    """Put as many rows of eight columns into bare SQLite, then make an index of five of them."""
    rows = [
        (e.identity, n, c.family, c.subject, c.attribute, c.scope, c.value, c.low)
        for e in entries(claims)
        for n, c in enumerate(e.claims)
    ]
    gc.freeze()
    begin = time.process_time()
    with closing(sqlite3.connect(file)) as store, store:
        store.execute(
            "CREATE TABLE claim (article TEXT, n INT, family TEXT, subject TEXT, attribute TEXT, scope TEXT, v TEXT, low REAL)"
        )
        store.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        store.execute("CREATE INDEX claim_key ON claim (family, subject, attribute, scope, article)")
    return {"seconds": time.process_time() - begin, "claims": len(rows), "bytes": file.stat().st_size}


def clashes(file: Path, _: int) -> dict[str, float]:
    """Find the slots whose values do not meet."""
    with opened(str(file)) as archive:
        begin = time.process_time()
        found = archive.clashes()
        return {"seconds": time.process_time() - begin, "found": len(found)}


def duckdb(file: Path, _: int) -> dict[str, float]:
    """Find the same by a self-join in DuckDB, over the same rows, which it holds in memory."""
    import duckdb as db
    import pandas as pd

    with opened(str(file)) as archive:
        rows = pd.DataFrame(archive.rows("slot"), columns=["slot", "day", "article", "n", "value", "low", "high"])
    store = db.connect()
    store.execute("PRAGMA threads=1")
    store.register("frame", rows)
    store.execute("CREATE TABLE claim AS SELECT * FROM frame")
    begin = time.process_time()
    found = store.execute(
        "SELECT count(*) FROM claim a JOIN claim b ON a.slot = b.slot AND a.article < b.article WHERE abs(a.low - b.low) > 0.01 * a.low"
    ).fetchone()
    return {"seconds": time.process_time() - begin, "found": found[0]}


PARTS = {"load": load, "raw": raw, "clashes": clashes, "duckdb": duckdb}


if __name__ == "__main__":
    gc.set_threshold(100_000, 20, 20)  # as the commands do
    part, where, number, *more = sys.argv[1:]
    print(json.dumps(PARTS[part](Path(where), int(number), *map(int, more))))
