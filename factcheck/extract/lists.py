"""Numbers that a sentence gives together with what they count one by one: parts of a total, names of a list."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from factcheck.extract.pairs import Said, Words, exact
from factcheck.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.model import Document, Mention, Sentence, Token

_OPEN: Final = frozenset(("(", ":", "-"))
_CLOSE: Final = frozenset((")", ".", ";", "-"))
_LONGEST_NAME: Final = 5
_INSIDE: Final = frozenset(("de", "van", "der", "von", "al", "bin", "del", "la", "of", "."))
_MOST: Final = 20


def sums(_: Document, sentence: Sentence, words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield totals with the whole list of their parts ("12 people (seven men and five women)").

    Also totals with some of their parts ("12 people, including nine men and five women") where these are too many already
    and no one can belong to two of them.
    """
    people = words["people"]
    held = [m for m in sentence.mentions if m.kind == "count" and exact(m)]
    lows = [t.low for t in sentence.tokens]
    for number, total in enumerate(held):
        if total.head not in people or total.last >= len(lows):
            continue
        some = lows[total.last : total.last + 2] == [",", "including"]
        if lows[total.last] not in _OPEN and not some:
            continue
        parts = _parts(held[number + 1 :], total.last + 1 + some, lows, people)
        if len(parts) < 2 or not isinstance(total.value, Quantity) or total.value.low is None:
            continue
        added = sum((q.low for p in parts if isinstance(q := p.value, Quantity) and q.low), start=Decimal(0))
        end = parts[-1].last
        if some:
            heads = [p.head for p in parts]
            if not any(set(heads) <= set(group.split()) for group in words["apart"]) or len(set(heads)) < len(heads):
                continue
            if added <= total.value.low:
                continue
        elif end >= len(lows) or lows[end] not in _CLOSE:
            continue
        whole = Quantity(total.value.low, total.value.low)
        behind = Said(sentence, parts[0].start, parts[-1].end, Quantity(added, added))
        yield Said(sentence, total.start, total.end, whole), behind


def _parts(held: Sequence[Mention], at: int, lows: Sequence[str], people: frozenset[str]) -> list[Mention]:
    """Return the counts that follow one another from a token on, parted by commas and "and" only."""
    parts: list[Mention] = []
    for m in held:
        if m.first != at or m.head not in people:
            break
        parts.append(m)
        at = m.last
        while at < len(lows) and lows[at] in (",", "and"):
            at += 1
    return parts


def names(_: Document, sentence: Sentence, words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield numbers of people or things with the list of their names ("three men: John Roe, Peter Doe and Mark Lowe")."""
    tokens = sentence.tokens
    lows = [t.low for t in tokens]
    for m in sentence.mentions:
        if m.kind != "count" or not exact(m) or m.head not in words["listed"] or m.last + 1 >= len(lows):
            continue
        opener = lows[m.last]
        if opener not in (":", "-", "(") or m.get("part"):
            continue
        found = _names(tokens, lows, m.last + 1, {":": ".;", "-": "-", "(": ")"}[opener])
        if found is None or not isinstance(m.value, Quantity):
            continue
        number, last = found
        start, stop = tokens[m.last + 1].start, tokens[last - 1].end
        counted = Quantity(Decimal(number), Decimal(number))
        yield Said(sentence, m.start, m.end, m.value), Said(sentence, start, stop, counted)


def _names(tokens: Sequence[Token], lows: Sequence[str], at: int, closers: str) -> tuple[int, int] | None:
    """Return how many names a list holds and where it ends; None where anything else than names and ages stands in it.

    Ages stand behind names ("John Roe, 41, and Peter Doe, 39"). The last name must be joined by "and", so that the list is
    whole, and no name may hold an "and" of its own.
    """
    number, joined = 0, False
    while at < len(tokens):
        end = _name(tokens, lows, at)
        if end is None:
            return None
        number, at = number + 1, end
        if lows[at : at + 1] == [","] and at + 1 < len(lows) and lows[at + 1].isdecimal():
            at += 2
        if at >= len(tokens):
            break
        if lows[at] in closers:
            return (number, at) if joined and 1 < number <= _MOST else None
        if joined:
            return None
        if lows[at] == ",":
            at += 1
        if at < len(lows) and lows[at] == "and":
            joined, at = True, at + 1
        elif lows[at - 1] != ",":
            return None
    return (number, len(tokens)) if joined and 1 < number <= _MOST else None


def _name(tokens: Sequence[Token], lows: Sequence[str], at: int) -> int | None:
    """Return where a name of capitalised words ends that begins at a token; None without one."""
    start = at
    while at < len(tokens) and at - start < _LONGEST_NAME:
        inner = lows[at] in _INSIDE and at > start and at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
        if not (tokens[at].text[0].isupper() and tokens[at].text[0].isalpha()) and not inner:
            break
        at += 1
    return at if at > start and lows[start] not in ("the", "and") else None
