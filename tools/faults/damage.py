"""Bytes that change in an archive's file: `verify` finds every one, and without the seal every one that changes what is kept."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factcheck.archive import ArchiveError
from factcheck.archive.opening import opened
from factcheck.digest import blake2b
from faults import articles
from faults.harness import Place, dump, run, wrong

if TYPE_CHECKING:
    from collections.abc import Callable

_ARTICLES: Final = 40
_TRIES: Final = 50  # so many flips are made for each one that is to change a claim, and no more
_CHANGED: Final = "change a claim"


def byte_changes(store: str, count: int, seed: int) -> dict[str, Any]:
    """Change one byte anywhere in the file, `count` times: each must be found."""

    def change(data: bytearray, chance: random.Random) -> None:
        place = chance.randrange(len(data))
        data[place] = (data[place] + chance.randint(1, 255)) % 256

    return _damaged(store, count, seed, change, sealed=True)


def bit_flips(store: str, count: int, seed: int) -> dict[str, Any]:
    """Flip one bit of a file without its seal, `count` times: each that changes what is kept must be found."""
    return _damaged(store, count, seed, _flip, sealed=False)


def claim_flips(store: str, count: int, seed: int) -> dict[str, Any]:
    """Flip one bit of a file without its seal until `count` flips changed a claim: each of these must be found."""
    return _damaged(store, count, seed, _flip, sealed=False, of_claims=True)


def _flip(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data) * 8)
    data[place // 8] ^= 1 << place % 8


def cuts(store: str, count: int, seed: int) -> dict[str, Any]:
    """Cut the file anywhere, or make a page of it zero, without the seal: each that changes what is kept must be found."""

    def change(data: bytearray, chance: random.Random) -> None:
        if chance.random() < 0.5:
            del data[chance.randrange(1, len(data)) :]
        else:
            page = chance.randrange(len(data) // 4096) * 4096
            data[page : page + 4096] = bytes(4096)

    return _damaged(store, count, seed, change, sealed=False)


def _damaged(
    store: str,
    count: int,
    seed: int,
    change: Callable[[bytearray, random.Random], None],
    *,
    sealed: bool,
    of_claims: bool = False,
) -> dict[str, Any]:
    """Change a file `count` times; with `of_claims` until that many changes were made of which a claim is another one."""
    _ = store
    chance = random.Random(seed)  # noqa: S311 - not a secret
    counted: Counter[str] = Counter()
    failures: list[str] = []
    with Place("sqlite") as place:
        made = place.new()
        articles.write(place.folder / "news", range(_ARTICLES), seed)
        run(place.folder, "archive", "add", "--workers", "1", "--archive", made, "news")
        articles.write(place.folder / "news", range(_ARTICLES // 4), seed + 1)  # earlier versions count as well
        run(place.folder, "archive", "add", "--workers", "1", "--archive", made, "news")
        whole, plain, claims = Path(made).read_bytes(), dump(made), _claims(made)
        if wrong(made):
            raise RuntimeError(wrong(made))
        hurt = place.folder / "hurt.db"
        for number in range(count * _TRIES if of_claims else count):
            if of_claims and counted[_CHANGED] == count:
                break
            data = bytearray(whole)
            change(data, chance)
            hurt.write_bytes(data)
            counted["made"] += of_claims
            if sealed:
                shutil.copy(f"{made}.seal", f"{hurt}.seal")
            try:
                found = wrong(str(hurt))
            except ArchiveError as error:
                found = [str(error)]
            except Exception as error:  # noqa: BLE001 - a fault of ours, to be told as such
                failures.append(f"{number}: {error!r}")
                continue
            counted["found"] += bool(found)
            if of_claims and (told := _claims(str(hurt))) != claims:
                counted[_CHANGED if told else "claims cannot be read"] += 1
            if found:
                continue
            try:
                same = dump(str(hurt)) == plain
            except ArchiveError as error:
                same = False
                failures.append(f"{number}: {error}")
            counted["changes nothing that is kept"] += same
            if sealed or not same:
                failures.append(f"{number}: not found")
    if of_claims and counted[_CHANGED] < count:
        failures.append(f"only {counted[_CHANGED]} changed a claim")
    return {**counted, "failures": failures}


def _claims(where: str) -> str:
    """Return the digest of all claims as an archive tells them; empty where it cannot."""
    try:
        with opened(where) as archive, archive.reading():
            rows = [repr(row) for row in archive.claim_rows()]
    except (ArchiveError, ValueError):  # a store that cannot be read, and words that are no JSON
        return ""
    return blake2b("\n".join(rows).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
