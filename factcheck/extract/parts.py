"""Totals that a sentence gives together with their parts: all of them, or already too many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from factcheck.extract.pairs import LONGEST, Said, Words, exact, written
from factcheck.model import Quantity, Sentence
from factcheck.record import record

if TYPE_CHECKING:
    from factcheck.model import Document, Mention

_OPEN: Final = frozenset(("(", ":", "-"))
_CLOSE: Final = frozenset((")", ".", ";", "-"))
_SOME: Final = ((",", "including"), ("(", "including"), (",", "among", "them"), ("-", "including"))
_PLURAL: Final = {"man": "men", "woman": "women", "child": "children", "person": "people"}
_SAYING: Final = 8  # so many words may tell who says it
_COUNTED: Final = ("count", "number")
_LONG: Final = 30  # parts of one total


@record(frozen=True, slots=True)
class _Part:
    """One entry of a list: how many, of what, and where it begins and ends in the sentence."""

    number: Decimal
    head: str
    first: int
    last: int


@record(frozen=True, slots=True)
class _Scene:
    """A sentence with its words, its figures, the same by the token where they begin, and the word lists."""

    sentence: Sentence
    lows: Sequence[str]
    figures: Sequence[Mention]
    starts: Mapping[int, Mention]
    words: Words

    def at(self, i: int) -> Mention | None:
        """Return the figure that begins at a token."""
        return self.starts.get(i)


def sums(_: Document, sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield each total with the sum of its parts.

    A list behind a total is whole in brackets, after a colon or a dash ("12 people (seven men and five women)"), and where its
    two kinds are all that there are ("40 pupils, 22 boys and 18 girls"). Of a list of some ("12 people, including nine men and
    five women", "$5 million, of which ...") the sum can only be too large, and only where nobody belongs to two of its kinds. A
    total behind its parts says so ("$5,000 in cash and $3,000 in jewels, $8,000 in all").
    """
    figures = [m for m in sentence.mentions if m.type == "quantity" and exact(m)]
    scene = _Scene(sentence, lows, figures, {m.first: m for m in reversed(figures)}, words)
    for total in figures:
        if total.kind in _COUNTED and total.head in words["people"]:
            yield from _behind(scene, total)
        if total.kind in _COUNTED:
            yield from _shared_out(scene, total)
        if total.kind == "money":
            yield from _of_which(scene, total)
    yield from _added(scene)


def _behind(scene: _Scene, total: Mention) -> Iterator[tuple[Said, Said]]:
    """Yield a total of people with the list that follows it."""
    lows, words = scene.lows, scene.words
    at = total.last + (lows[total.last : total.last + 1] != [] and lows[total.last] in words["body"])
    opener = lows[at] if at < len(lows) else ""
    some = next((row for row in _SOME if tuple(lows[at : at + len(row)]) == row), None)
    number = total.value.low if isinstance(total.value, Quantity) else None
    if number is None or (opener not in _OPEN and opener != ","):
        return
    of_them = _of_them(scene, at + 1)
    parts = of_them or _parts(scene, at + (len(some) if some else 1))
    if len(parts) < 2:
        return
    heads = [p.head for p in parts]
    added = sum((p.number for p in parts), start=Decimal(0))
    apart = len(set(heads)) == len(heads) and any(set(heads) <= set(group.split()) for group in words["apart"])
    whole = set(heads) in [set(group.split()) for group in words["complete"]] and len(heads) == len(set(heads))
    if some or of_them or opener == ",":
        if opener == "," and not some and (not _ends(scene, parts[-1].last) or _of_kind(total.head, heads, words)):
            return
        wrong = apart and added > number
        if not (wrong or (whole and not some and not of_them)):
            return
    elif not (lows[parts[-1].last : parts[-1].last + 1] and lows[parts[-1].last] in _CLOSE) and not _told(
        scene, parts[-1].last
    ):
        return
    yield _pair(scene, total, Quantity(number, number), parts[0].first, parts[-1].last, Quantity(added, added))


def _shared_out(scene: _Scene, total: Mention) -> Iterator[tuple[Said, Said]]:
    """Yield a total with parts that one and the same preposition tells apart: "60 beds: 35 for surgery and 15 for children"."""
    lows, tokens = scene.lows, scene.sentence.tokens
    if total.last + 2 >= len(lows) or lows[total.last] != ":" or total.get("part") or total.get("whole"):
        return
    parts = [m for m in scene.sentence.mentions if m.type == "quantity" and m.first > total.last]
    ends = _bounds(parts, total)
    if len(parts) < 2 or ends is None or parts[0].first != total.last + 1 or not isinstance(total.value, Quantity):
        return
    behind = [lows[m.last] if m.last < len(lows) else "" for m in parts]
    if len(set(behind)) > 1 or behind[0] not in scene.words["place"]:
        return
    if any(m.kind not in _COUNTED or m.head not in ("", total.head) for m in parts):
        return
    joins = [lows[a.last : b.first] for a, b in pairwise(parts)]
    plain = all(w.isalpha() and w != "and" for join in joins for w in join[:-1] if w != ",")
    tail = next((k for k in range(parts[-1].last, len(lows)) if lows[k] in (",", ".", ";")), len(lows))
    whole = tail >= len(lows) or lows[tail] in (".", ";") or _told(scene, tail)
    if not plain or joins[-1][-1] != "and" or not all(j[-1] in (",", "and") for j in joins) or not whole:
        return
    if "and" in lows[parts[-1].last : tail]:
        return
    last = next(
        (k for k in range(tail, parts[-1].last, -1) if tokens[k - 1].end - tokens[parts[0].first].start <= LONGEST),
        tail,
    )
    yield _pair(scene, total, total.value, parts[0].first, last, Quantity(*ends))


def _parts(scene: _Scene, at: int) -> list[_Part]:
    """Return the counts of people that follow one another from a token on, parted by commas and "and" only.

    Nothing where these are so many that nobody would add them up.
    """
    parts: list[_Part] = []
    while part := _part(scene, at):
        if len(parts) == _LONG:
            return []
        parts.append(part)
        at = part.last
        while at < len(scene.lows) and scene.lows[at] in (",", "and"):
            at += 1
    return parts


def _part(scene: _Scene, at: int) -> _Part | None:
    m = scene.at(at)
    if m is not None:
        q = m.value
        counted = m.kind in _COUNTED and not m.get("ellipsis") and m.head in scene.words["people"]
        return _Part(q.low, m.head, at, m.last) if counted and isinstance(q, Quantity) and q.low is not None else None
    lows = scene.lows
    if at + 1 < len(lows) and lows[at] in ("a", "an") and lows[at + 1] in scene.words["people"]:
        return _Part(Decimal(1), lows[at + 1], at, at + 2)
    return None


def _of_them(scene: _Scene, at: int) -> list[_Part]:
    """Return the parts of "eight of them children and five women"; nothing for other words."""
    m, lows = scene.at(at), scene.lows
    if m is None or m.kind != "count" or tuple(lows[m.last : m.last + 2]) not in (("of", "them"), ("of", "whom")):
        return []
    noun = m.last + 2 + (lows[m.last + 2 : m.last + 3] == ["were"])
    known = {_PLURAL.get(head, f"{head}s"): head for group in scene.words["apart"] for head in group.split()}
    if noun + 1 >= len(lows) or lows[noun] not in known or lows[noun + 1] != "and":
        return []
    q, rest = m.value, _parts(scene, noun + 2)
    if not isinstance(q, Quantity) or q.low is None or len(rest) != 1 or not rest[0].head:
        return []
    return [_Part(q.low, known[lows[noun]], at, noun + 1), *rest]


def _of_kind(head: str, heads: Sequence[str], words: Words) -> bool:
    """Tell whether what is counted first is itself an entry of the list ("two women, three children and a man")."""
    return any(head in (kinds := group.split()) and not set(heads).isdisjoint(kinds) for group in words["apart"])


def _ends(scene: _Scene, at: int) -> bool:
    """Tell whether a list ends at a token, and nothing is added to it."""
    lows = scene.lows
    if at >= len(lows) or lows[at] in _CLOSE:
        return True
    return (
        lows[at] == ","
        and lows[at + 1 : at + 2] not in (["and"], ["plus"], ["with"], ["or"])
        and scene.at(at + 1) is None
    )


def _told(scene: _Scene, at: int) -> bool:
    """Tell whether nothing but who says it stands behind a list (", the coastguard said.")."""
    tail = scene.lows[at:]
    said = not scene.words["said"].isdisjoint(tail)
    return tail[:1] == [","] and len(tail) <= _SAYING and said and not any(m.first >= at for m in scene.figures)


def _of_which(scene: _Scene, total: Mention) -> Iterator[tuple[Said, Said]]:
    """Yield a sum of money with the parts named behind "of which", where they are more than all of it."""
    lows = scene.lows
    at = next((k for k in range(total.last, len(lows) - 1) if lows[k] == "of" and lows[k + 1] == "which"), 0)
    if (
        not at
        or any(total.last <= m.first < at for m in scene.figures)
        or not scene.words["parted"].isdisjoint(lows[at + 2 :])
    ):
        return
    parts = [m for m in scene.sentence.mentions if m.type == "quantity" and m.first > at]
    ends = _bounds(parts, total)
    told = total.value
    if len(parts) < 2 or ends is None or not isinstance(told, Quantity) or told.high is None or ends[0] <= told.high:
        return
    yield _pair(scene, total, told, parts[0].first, parts[-1].last, Quantity(*ends, told.unit))


def _added(scene: _Scene) -> Iterator[tuple[Said, Said]]:
    """Yield a total with the parts before it, where the words say that they are all."""
    lows, words = scene.lows, scene.words
    for total in scene.figures:
        behind = lows[total.last : total.last + 2]
        before = lows[max(0, total.first - 3) : total.first]
        whole = words["whole"]
        summed = 1 if behind and behind[0] in whole else 2 if " ".join(behind) in whole else 0
        if not summed and " ".join(before) not in whole:
            continue
        if lows[total.last + summed : total.last + summed + 1] not in ([], [","], ["."], [";"], [")"], ["-"]):
            continue
        first = total.first - (0 if summed else 3)
        if first and lows[first - 1] in ("for", "making"):
            first -= 1
        if not first or lows[first - 1] not in (",", "(", "-", ":"):
            continue
        held = [m for m in scene.sentence.mentions if m.type in ("quantity", "duration", "score") and m.first < first]
        if not held or not words["unless"].isdisjoint(lows[held[0].first : first]):
            continue
        ones = [i for i in range(held[0].first, first) if lows[i] == "one" and all(m.first != i for m in held)]
        if len(held) + len(ones) < 2 or not _row(held, ones, total, lows, words):
            continue
        ends, told = _bounds(held, total), total.value
        if ends is None or not isinstance(told, Quantity):
            continue
        ends = ends[0] + len(ones), ends[1] + len(ones)
        yield _pair(scene, total, told, held[0].first, held[-1].last, Quantity(*ends, told.unit))


def _row(held: Sequence[Mention], ones: Sequence[int], total: Mention, lows: Sequence[str], words: Words) -> bool:
    """Tell whether figures, also "one" without a noun, are the entries of one list, and a total counts what they count."""
    places = sorted([*((m.first, m.last) for m in held), *((i, i + 1) for i in ones)])
    if "and" not in lows[places[-2][1] : places[-1][0]] or (ones and total.kind not in _COUNTED):
        return False
    if any(m.kind not in _COUNTED if total.kind in _COUNTED else m.kind != total.kind for m in held):
        return False
    heads = {m.head for m in (*held, total)} - {"", "other"}
    return total.kind == "money" or len(heads) <= 1 or heads <= words["people"]


def _bounds(parts: Sequence[Mention], total: Mention) -> tuple[Decimal, Decimal] | None:
    """Return what the sum of parts lies between; None where one of them is a bound or of another unit."""
    low = high = Decimal(0)
    for m in parts:
        ends = written(m.value) if isinstance(m.value, Quantity) else None
        if ends is None or not isinstance(m.value, Quantity) or not isinstance(total.value, Quantity):
            return None
        if m.value.unit != total.value.unit:
            return None
        one = exact(m) and m.kind != "money"
        low, high = low + (m.value.low or 0 if one else ends[0]), high + (m.value.low or 0 if one else ends[1])
    return low, high


def _pair(scene: _Scene, total: Mention, told: Quantity, first: int, last: int, added: Quantity) -> tuple[Said, Said]:
    tokens = scene.sentence.tokens
    said = Said(scene.sentence, total.start, total.end, told)
    return said, Said(scene.sentence, tokens[first].start, tokens[last - 1].end, added)
