"""What is left uncompared where there is too much to compare, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.model import Problem
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Key = tuple[str, str, str, str]  # of a slot: family, attribute, subject, story


@record(frozen=True, slots=True)
class Left:
    """The documents of which a value of one slot is not compared, and how that slot is printed."""

    key: Key
    slot: str
    documents: tuple[str, ...]


def unfinished(left: Iterable[Left], paths: Mapping[str, str], most: int) -> list[Problem]:
    """Return a problem for each slot of which not all is compared; `paths` are those of the documents by id."""
    found = []
    for one in left:
        number = len(one.documents)
        articles = "this article" if number == 1 else f"{number:,} articles, the first of which is this"
        words = f"not compared on {one.slot}: {articles}; more than {most:,} pairs of values (limits.pairs)"
        found.append(Problem(paths[one.documents[0]], 0, words))
    return found


def beyond(documents: Iterable[str], paths: Mapping[str, str], most: int) -> list[Problem]:
    """Return a problem for each document whose figures are too many to be compared."""
    words = f"its figures are not all compared; more than {most:,} pairs of values (limits.pairs)"
    return [Problem(paths[document], 0, words) for document in sorted(documents)]
