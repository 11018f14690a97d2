"""What many programs that add to one archive and look at it find when they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from faults import articles
from faults.harness import run

if TYPE_CHECKING:
    from pathlib import Path

OTHER: Final = 1_000_000  # from here on articles are numbered that are in nobody's own folder


class Crowd(NamedTuple):
    """How one adds a folder, in which two ways one looks, and how the first article was taken in: exit code and errors."""

    add: tuple[str, ...]
    looks: list[tuple[object, ...]]
    code: int
    err: str


def crowd(folder: Path, where: str, number: int, count: int, seed: int) -> Crowd:
    """Write `count` articles for each of `number` programs into `news0`, `news1` ..., and add one that is nobody's."""
    for writer in range(number):
        articles.write(folder / f"news{writer}", range(writer * count, (writer + 1) * count), seed)
    draft = articles.write(folder / "drafts", range(OTHER * 2, OTHER * 2 + 1), seed)
    first = articles.write(folder / "first", range(OTHER * 3, OTHER * 3 + 1), seed)
    add = ("archive", "add", "--workers", "1", "--archive", where)
    code, err = run(folder, *add, first)
    # Half of those who look check a draft, half look at every digest of every article.
    looks = [("check", draft, "--archive", where, "--quiet"), ("archive", "verify", "--quick", "--archive", where)]
    return Crowd(add, looks, code, err)
