"""Figures that follow from those of the sentence before: the rest of a group, the margin of a result."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from factcheck.extract.pairs import LONGEST, Said, Words, exact
from factcheck.model import Quantity, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.extract.subject import Ground
    from factcheck.model import Claim, Mention, Sentence

_COUNTED: Final = ("count", "number")


def rests(ground: Ground, _: Sequence[Claim], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield each number of all others with what is left of a group ("Seventeen were hurt, six badly. The other 11 ...").

    The group and one part of it must be all that is counted before, in that sentence and the one before.
    """
    for before, sentence, lows in _follow(ground, words["rest"]):
        for m in sentence.mentions:
            if m.kind not in _COUNTED or not exact(m) or m.first < 2:
                continue
            if lows[m.first - 1] not in words["rest"] or lows[m.first - 2] != "the":
                continue
            counted = [(s, o) for s in (before, sentence) if s is not None for o in s.mentions if o.type == "quantity"]
            counted = [(s, o) for s, o in counted if s is before or o.first < m.first]
            if len(counted) != 2 or not all(exact(o) and o.kind in _COUNTED for _, o in counted):
                continue
            (place, whole), (where, part) = sorted(counted, key=lambda held: -(_number(held[1]) or 0))
            if part.head not in (whole.head, "") or m.head not in ("", whole.head, part.head):
                continue
            told, left = _number(m), (_number(whole) or Decimal(0)) - (_number(part) or Decimal(0))
            if told is None or left <= 0 or not _parted(counted, whole, part):
                continue
            first, last = (part, whole) if part.start < whole.start else (whole, part)
            span = (
                (first.start, last.end)
                if where is place and last.end - first.start <= LONGEST
                else (whole.start, whole.end)
            )
            yield Said(sentence, m.start, m.end, Quantity(told, told)), Said(place, *span, Quantity(left, left))


def _parted(counted: Sequence[tuple[Sentence, Mention]], whole: Mention, part: Mention) -> bool:
    """Tell whether one number is said to be of the other: it stands behind it, or they are "two of the five"."""
    order = [o for _, o in counted]
    return bool(part.get("part") and whole.get("whole")) or order.index(whole) < order.index(part)


def _number(m: Mention) -> Decimal | None:
    return m.value.low if isinstance(m.value, Quantity) else None


def _follow(ground: Ground, signs: frozenset[str]) -> Iterator[tuple[Sentence | None, Sentence, Sequence[str]]]:
    """Yield the sentences of the body that hold one of some words, each with the one before and its own words."""
    before = None
    for sentence, lows, held in zip(ground.sentences, ground.lows, ground.held, strict=True):
        if sentence.kind == "body":
            if not signs.isdisjoint(held):
                yield before, sentence, lows
            before = sentence


def margins(ground: Ground, _: Sequence[Claim], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield the margin with which a sentence goes on about the only score of the one before ("The ten-point win ...")."""
    for before, sentence, lows in _follow(ground, words["decided"]):
        if before is None or lows[0] != "the":
            continue
        scores = [m for m in before.mentions if m.type == "score" and isinstance(m.value, Text)]
        if len(scores) != 1 or any(m.type == "score" for m in sentence.mentions):
            continue
        m = next((o for o in sentence.mentions if o.first == 1 and o.type == "quantity" and exact(o)), None)
        told = _number(m) if m is not None else None
        if m is None or told is None or not words["unless"].isdisjoint(t.low for t in before.tokens):
            continue
        at = next((k for k in range(2, min(5, len(lows))) if lows[k] in words["unit"]), 0)
        if not at or lows[at - 1] != "-" or lows[at + 1 : at + 2] == [] or lows[at + 1] not in words["decided"]:
            continue
        value = scores[0].value
        ours, theirs = (
            (Decimal(n) for n in value.text.split("-")) if isinstance(value, Text) else (Decimal(0), Decimal(0))
        )
        gap = abs(ours - theirs)
        yield (
            Said(sentence, m.start, m.end, Quantity(told, told)),
            Said(before, scores[0].start, scores[0].end, Quantity(gap, gap)),
        )
