"""Numbers that a sentence gives together with the names of what they count."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from factcheck.extract.pairs import Said, Words, exact
from factcheck.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.model import Document, Mention, Sentence, Token

_CLOSERS: Final = {":": ".;", "-": "-", "(": ")"}
_PLACES: Final = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ROW: Final = 3  # so many names at least are no pair
_FAR: Final = 8
_LONGEST_NAME: Final = 5
_INSIDE: Final = frozenset(("de", "van", "der", "von", "al", "bin", "del", "la", "of", "."))
_MOST: Final = 20


def names(_: Document, sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield numbers of people or things with the list of their names, and places in an order with those before.

    "Three men: John Roe, Peter Doe and Mark Lowe"; "four men were charged: ..."; "third behind ..." four names.
    """
    tokens = sentence.tokens
    for m in sentence.mentions:
        if m.kind != "count" or not exact(m) or m.head not in words["listed"] or m.last + 1 >= len(lows):
            continue
        at = _opened(sentence, m, lows, words)
        if not at or m.get("part") or m.get("whole"):
            continue
        found = _names(tokens, lows, at, _CLOSERS.get(lows[at - 1], "."))
        if found is None or not isinstance(m.value, Quantity):
            continue
        number, last = found
        counted = Quantity(Decimal(number), Decimal(number))
        yield Said(sentence, m.start, m.end, m.value), Said(sentence, tokens[at].start, tokens[last - 1].end, counted)
    for i, low in enumerate(lows[:-2]) if "behind" in lows else ():
        if lows[i + 1] != "behind" or low not in _PLACES:
            continue
        found = _names(tokens, lows, i + 2, ".;)")
        if found is None or found[0] < _ROW or _place(low) > found[0]:
            continue  # who is fifth may name only some of those before
        told, least = Decimal(_place(low)), Decimal(found[0] + 1)
        start, stop = tokens[i + 2].start, tokens[found[1] - 1].end
        yield (
            Said(sentence, tokens[i].start, tokens[i].end, Quantity(told, told, "ordinal")),
            Said(sentence, start, stop, Quantity(least, least, "ordinal")),
        )


def _place(word: str) -> int:
    return _PLACES.index(word) + 2


def _opened(sentence: Sentence, m: Mention, lows: Sequence[str], words: Words) -> int:
    """Return the token with which a list begins that tells who is counted; 0 without one."""
    if lows[m.last] in (":", "-", "("):
        return m.last + 1
    if lows[m.last] == "," and m.head in words["family"]:
        return m.last + 1
    if lows[m.last] not in words["be"]:
        return 0
    for at in range(m.last + 1, min(m.last + _FAR, len(lows) - 1)):
        if lows[at] == ":" or (lows[at] == "as" and lows[at - 1] in words["identified"]):
            return at + 1
        if lows[at] in words["other"] or any(o.first == at for o in sentence.mentions) or not lows[at].isalpha():
            return 0
    return 0


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
