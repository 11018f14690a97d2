"""Values as what they allow: do two values meet, does one contain the other; of names, can both be one bearer's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from factcheck.model import AllOf, Clock, Days, Name, OneOf, Quantity, Text
from factcheck.values import clock, day, tolerance
from factcheck.values.name import GENERATIONS, fold, parts

if TYPE_CHECKING:
    from factcheck.model import Value
    from factcheck.values import Algebra

_SIDES: Final = frozenset("north south east west northern southern eastern western upper lower central".split())


def intersects(a: Value, b: Value, algebra: Algebra) -> bool:
    """Tell whether two values can both be right: their sets meet. Values of different types never do.

    A closed list meets what is among its members, two lists meet when one holds the other; open lists always meet.
    """
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return tolerance.intersects(a, b, algebra.widths)
    if isinstance(a, OneOf):
        return any(intersects(member, b, algebra) for member in a.members)
    if isinstance(b, OneOf):
        return intersects(b, a, algebra)
    if isinstance(a, AllOf) and isinstance(b, AllOf):
        if not a.closed and not b.closed:
            return True
        return _all_in(a, b, algebra) or _all_in(b, a, algebra)
    if isinstance(a, AllOf):
        return not a.closed or any(intersects(member, b, algebra) for member in a.members)
    if isinstance(b, AllOf):
        return intersects(b, a, algebra)
    return _plain(a, b, algebra)


def _all_in(a: AllOf, b: AllOf, algebra: Algebra) -> bool:
    same = frozenset(y for y in b.members if isinstance(y, Name))  # long lists are mostly one list
    return all(x in same or any(intersects(x, y, algebra) for y in b.members) for x in a.members)


def _plain(a: Value, b: Value, algebra: Algebra) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, Name) and isinstance(b, Name):
        return meet(a, b, algebra.nicknames, algebra.letters, algebra.buildings)
    if isinstance(a, Days) and isinstance(b, Days):
        return day.intersects(a, b)
    if isinstance(a, Clock) and isinstance(b, Clock):
        return clock.clocks_meet(a, b, algebra.zones)
    return isinstance(a, Text) and isinstance(b, Text) and fold(a.text) == fold(b.text)


def contains(a: Value, b: Value, algebra: Algebra) -> bool:
    """Tell whether `a` allows all that `b` allows."""
    if isinstance(b, OneOf):
        return all(contains(a, member, algebra) for member in b.members)
    if isinstance(a, OneOf):
        return any(contains(member, b, algebra) for member in a.members)
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return tolerance.contains(a, b, algebra.widths)
    if isinstance(a, Days) and isinstance(b, Days):
        return day.contains(a, b)
    return intersects(a, b, algebra)


# ---- names


def generation(text: str) -> str:
    """Return what tells a person from a parent of the same name ("jr", "sr", "iii"), empty where the name does not say."""
    last = fold(text).rpartition(" ")[2]
    return last if last in GENERATIONS else ""


@lru_cache(maxsize=50_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(parts(text))


@lru_cache(maxsize=10_000)
def _telling(text: str, common: frozenset[str]) -> frozenset[str]:
    """Return the words of a building's name that tell it from others, without an ending in "s" ("St. Joseph's")."""
    words = (w.removesuffix("s") for w in re.findall(r"[^\W\d_]+", fold(text).replace("'", "")))
    return frozenset(w for w in words if len(w) > 1 and w not in common)


def meet(
    a: Name,
    b: Name,
    nicknames: frozenset[frozenset[str]] = frozenset(),
    letters: tuple[tuple[str, str], ...] = (),
    common: frozenset[str] = frozenset(),
) -> bool:
    """Tell whether two names can be one bearer's.

    Persons: a surname alone meets a full name that begins or ends with it; two full names meet when all words of the
    shorter stand in the longer, in any order, given names also as nicknames. Others: equal after folding, or initials; a side of
    a place is that place. Two buildings meet where one word of their names is the same that is not one of `common`, or
    where one has none such.
    """
    if a.kind == b.kind == "building":
        one, other = _telling(a.text, common), _telling(b.text, common)
        return not one or not other or not one.isdisjoint(other)
    if a.kind != b.kind and "person" in (a.kind, b.kind):
        return False
    left, right = fold(a.full or a.text), fold(b.full or b.text)
    if left == right:
        return True
    if a.kind != "person":
        same = left.removeprefix("the ") == right.removeprefix("the ") or (a.kind == "place" and _side(left, right))
        return same or _initials(a, b) or _initials(b, a)
    some, others = _words(a.full or a.text), _words(b.full or b.text)
    if some.isdisjoint(others):
        return False
    first, second = parts(a.full or a.text), parts(b.full or b.text)
    short, long = (first, second) if (len(first), first) <= (len(second), second) else (second, first)
    if len(short) == 1:
        return short[0] in (long[0], long[-1])
    if (some <= others) if short is first else (others <= some):
        return True
    if len(short) == len(long) and any(x == y for x, y in zip(short, long, strict=True)):
        pairs = zip(short, long, strict=True)
        if all(x == y or _transcribed(x, letters) == _transcribed(y, letters) for x, y in pairs):
            return True
    same_surname = short[-1] == long[-1]
    return same_surname and frozenset((short[0], long[0])) in nicknames


def _side(a: str, b: str) -> bool:
    """Tell whether one place is a side of the other ("Saltmere", "North Saltmere"), which people leave out."""
    first, second = (" ".join(w for w in name.split() if w not in _SIDES) for name in (a, b))
    return first == second != "" and first in (a, b)


def _transcribed(word: str, letters: tuple[tuple[str, str], ...]) -> str:
    for old, new in letters:
        word = word.replace(old, new)
    return word


def _initials(short: Name, long: Name) -> bool:
    words = [w for w in re.findall(r"[^\W\d_]+", long.full or long.text) if w[0].isupper()]
    return len(words) > 1 and short.text.isupper() and short.text == "".join(w[0] for w in words)
