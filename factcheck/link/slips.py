"""Figures of two documents that are one with two digits exchanged: 386 and 368 passengers, 6:12 and 6:21 p.m.

Two texts of one story that give two unlike figures hardly ever give two with the same digits in another order (none of three
digits in 2,262 articles); whoever copies one does.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from factcheck.link.figures import dimension, of_two
from factcheck.model import Clock, Days, Quantity
from factcheck.values.sets import intersects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.link.alignment import Rules
    from factcheck.link.figures import Figure
    from factcheck.values import Algebra

_KINDS: Final = frozenset(("count", "money", "measure", "duration", "time", "date"))
_SURE: Final = 3  # so many digits of an amount are no chance; fewer need a thing, a person or a predicate in common
_SIXTIES: Final = frozenset(("minute", "second"))
_SIXTY: Final = 60
_FIVE: Final = 5
_MANY: Final = 400  # of so many figures of one story's two documents some have the same digits by chance


def exchanged(a: str, b: str) -> bool:
    """Tell whether two rows of digits differ in two neighbours that changed places."""
    if len(a) != len(b):
        return False
    odd = [k for k, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(odd) == 2 and odd[1] == odd[0] + 1 and a[odd[0]] == b[odd[1]] and a[odd[1]] == b[odd[0]]


def slips(
    held: Mapping[str, Sequence[Figure]], algebra: Algebra, rules: Rules
) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    """Yield where two figures stand that are one with two digits exchanged: (document, start) of each, in their order.

    Neither document states the other's value. `held` are the documents of one story with their figures.
    """
    rows: dict[tuple[str, str, str], dict[str, list[tuple[str, Figure]]]] = defaultdict(lambda: defaultdict(list))
    for document, figures in sorted(held.items()):
        if len(figures) > _MANY:
            continue
        for figure in figures:
            if figure.kind in _KINDS and (digits := _digits(figure)):
                key = (figure.kind, dimension(figure, algebra.widths), "".join(sorted(digits)))
                rows[key][digits].append((document, figure))
    for (kind, _, _), found in sorted(rows.items()):
        for one, other in combinations(sorted(found), 2):
            if not exchanged(one, other):
                continue
            for (x, a), (y, b) in product(found[one], found[other]):
                if (
                    x != y
                    and _one(a, b, kind, one, other, rules)
                    and not _stated(a, held[y], algebra) | _stated(b, held[x], algebra)
                ):
                    left, right = sorted(((x, a.start), (y, b.start)))
                    yield left, right


def _digits(figure: Figure) -> str:
    """Return the digits of a figure: those that count of an amount, a year, hours and minutes of a time."""
    value = figure.value
    if isinstance(value, Clock):
        return f"{value.start // 60:02d}{value.start % 60:02d}" if value.start % 60 else ""
    if isinstance(value, Days):
        return str(value.year) if value.granularity == "year" and value.year else ""
    if not isinstance(value, Quantity) or value.low is None or value.low != value.high:
        return ""
    if figure.kind == "duration" and (parts := _parts(value)):
        return parts
    digits = f"{value.low:f}"
    digits = (digits.rstrip("0").rstrip(".") if "." in digits else digits.rstrip("0")).replace(".", "").lstrip("-0")
    return digits if len(digits) > (_SURE - 1 if value.scaled else 1) else ""


def _parts(value: Quantity) -> str:
    """Return the digits of a duration as it is told, in hours and minutes or in minutes and seconds; empty for a rounded one."""
    number = value.low
    if value.unit not in _SIXTIES or number is None or number != int(number) or number < _SIXTY or number % _FIVE == 0:
        return ""
    many, few = divmod(int(number), _SIXTY)
    return f"{many}{few:02d}"


def _one(a: Figure, b: Figure, kind: str, digits: str, other: str, rules: Rules) -> bool:
    """Tell whether two figures of exchanged digits can be one."""
    if of_two(a, b):
        return False
    same = bool(a.predicate) and a.predicate == b.predicate and a.predicate not in rules.weak
    if kind == "time":
        told = {a.predicate, b.predicate}
        if same or told <= rules.events:
            return True
        # Minutes exchanged within one hour: a verb that says little is enough on one side ("touchdown came at").
        return digits[:2] == other[:2] and bool(told & rules.events) and told <= rules.events | rules.weak
    if kind == "date":
        return same and not (a.subject and b.subject and not a.subject & b.subject)
    if len(digits) >= _SURE:
        return True
    if a.thing in rules.tallies:
        return False  # goals of two games
    return same or bool(a.subject & b.subject) or bool(a.thing and a.thing == b.thing and a.thing not in ("", "person"))


def _stated(figure: Figure, others: Sequence[Figure], algebra: Algebra) -> bool:
    """Tell whether a document states a figure as well; of amounts the same digits, for "more than 300" says nothing of 368."""
    same = (o for o in others if o.kind == figure.kind and type(o.value) is type(figure.value))
    if isinstance(figure.value, Quantity):
        digits = _digits(figure)
        return any(_digits(other) == digits for other in same)
    return any(intersects(figure.value, other.value, algebra) for other in same)
