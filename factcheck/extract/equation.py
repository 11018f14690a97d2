"""Figures that a sentence gives beside those from which they follow: a pattern's formula computes what the value must be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from factcheck.extract.pairs import LONGEST, Said, pair_claims, rounded, written
from factcheck.model import DIGIT, Clock, Days, Quantity, Text
from factcheck.values.formula import OPEN, Bounds, Known, compile_formula, compute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.extract.index import Entry
    from factcheck.model import Claim, Document, Mention, Sentence
    from factcheck.picture import Capture

_CLOCKED: Final = frozenset(("second", "minute", "hour", "day", "night", "week", "fortnight"))
_PLAIN: Final = frozenset(("", "percent", "ordinal"))  # a bare result is of whichever unit the value has
_FEW: Final = 1000
_FREE: Final = ("date", "time", "ordinal", "person", "organisation", "place", "name", "role")
_WIDE: Final = 366  # days within which the day of an article must lie to be one that can be reckoned from


def equation_claims(
    document: Document, sentence: Sentence, entry: Entry, first: int, captures: Mapping[str, Capture], end: int
) -> list[Claim]:
    """Return the pair of claims of a value and of what it must be by the other captures; nothing where that is unsure.

    It is unsure where a figure stands among those captured that the picture does not ask for ("18 buses and 4 vans at $500
    each"), and where a figure that is reckoned with is a bound ("more than 500"). The family's lists say the rest: `unless` may
    not stand in the sentence, `not_before` and `not_behind` not right before or behind the match, and what is right behind must
    be of `behind`, where there is one.
    """
    lists = entry.vocabulary.lists
    unless = lists.get("unless", ())
    if any(token.low in unless for token in sentence.tokens):
        return []
    if end < len(sentence.tokens) and sentence.tokens[end].low in lists.get("not_behind", ()):
        return []
    if "behind" in lists and end < len(sentence.tokens) and sentence.tokens[end].low not in lists["behind"]:
        return []
    if first and sentence.tokens[first - 1].low in lists.get("not_before", ()):
        return []
    value = captures[entry.pattern.value]
    told = _told(value.mention)
    if told is None or value.mention is None or _left_out(sentence, first, end, captures):
        return []
    others = [c for name, c in captures.items() if c.mention is not None and name != entry.pattern.value]
    known = dict(_known(document, captures))
    if not _one_scale([c.mention for c in others if c.mention is not None]):
        return []
    found = compute(compile_formula(entry.formula), known)
    if found is None or not others:
        return []
    computed = _as_written(found, told, bound=bool(entry.pattern.most))
    if computed is None:
        return []
    spans = [(c.mention.start, c.mention.end) for c in others if c.mention is not None]
    start, stop = min(spans)[0], max(e for _, e in spans)
    if stop - start > LONGEST or (start < value.mention.end and value.mention.start < stop):
        start, stop = max(spans)
    said = Said(sentence, value.mention.start, value.mention.end, told)
    return pair_claims(document, entry.family, said, Said(sentence, start, stop, computed), entry.pattern.attribute)


def _told(m: Mention | None) -> Quantity | None:
    return m.value if m is not None and isinstance(m.value, Quantity) else None


def _left_out(sentence: Sentence, first: int, end: int, captures: Mapping[str, Capture]) -> bool:
    """Tell whether a figure stands in a match that the picture does not name."""
    taken = {i for c in captures.values() if c.mention for i in range(c.mention.first, c.mention.last)}
    for m in sentence.mentions:
        if first <= m.first < end and m.first not in taken:
            if m.type == "quantity":
                return True
            if m.type in _FREE:
                taken.update(range(m.first, m.last))
    return any(sentence.tokens[i].classes & DIGIT for i in range(first, end) if i not in taken)


def _known(document: Document, captures: Mapping[str, Capture]) -> Iterator[tuple[str, Known]]:
    """Yield what a formula may name: the captures, the ends of those that have two, and the day of the article as `today`."""
    own = document.published
    if own.start is not None and (own.end is None or (own.end - own.start).days <= _WIDE):
        yield "today", Days(own.start, own.end)
    for name, capture in captures.items():
        m = capture.mention
        if m is None:
            continue
        if isinstance(m.value, Text) and m.type == "score":
            sides = [Decimal(n) for n in m.value.text.split("-")]
            yield from ((f"{name}_{at}", Bounds(n, n)) for at, n in zip(("first", "second"), sides, strict=True))
        elif isinstance(m.value, Days) and not m.value.hedged:
            if m.get("begins"):
                begins, ends = (date.fromisoformat(m.get(key)) for key in ("begins", "ends"))
                yield f"{name}_first", Days(m.value.start, begins)
                yield f"{name}_second", Days(ends, m.value.end)
            yield name, m.value
        elif isinstance(m.value, Clock):
            yield name, m.value
        elif isinstance(m.value, Quantity) and (figure := written(m.value)) is not None:
            yield name, Bounds(*figure, m.value.unit)


def _one_scale(mentions: Sequence[Mention]) -> bool:
    """Tell whether no figure lacks a scale word that stands with another ("from 2.1 to $3.4 million")."""
    values = [m.value for m in mentions if isinstance(m.value, Quantity)]
    scaled = [q for q in values if q.scaled]
    small = [
        q for q in values if not q.scaled and q.low is not None and q.low < _FEW and q.unit in {s.unit for s in scaled}
    ]
    return not small


def _as_written(found: Bounds, told: Quantity, *, bound: bool) -> Quantity | None:
    """Return a computed value in the unit and with the precision of the one told; None where they cannot be compared."""
    unit = found.unit
    if unit != told.unit:
        if (unit in ("", "year") and told.unit in _PLAIN) or (not told.unit and unit == "percent"):
            unit = told.unit
        elif told.unit and unit.startswith(f"{told.unit} "):
            unit = told.unit  # "30 degrees, from 41F to 11F"
        elif not {unit, told.unit} <= _CLOCKED:
            return None
    if found.high >= OPEN and unit == "year":
        return Quantity(found.low, None, unit, hedge="least")
    if bound:
        return Quantity(None, found.high, unit, hedge="most")
    exact = unit != told.unit or told.scaled
    return Quantity(found.low, found.high, unit) if exact else rounded(found.low, found.high, unit, told.step)
