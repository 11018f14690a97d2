"""What a headline and the body under it say of one figure."""

from __future__ import annotations

from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Final

from factcheck.extract.lives import bare_ages
from factcheck.extract.pairs import Said, Words, exact
from factcheck.model import Quantity
from factcheck.values import Algebra
from factcheck.values.sets import intersects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.extract.subject import Ground
    from factcheck.model import Claim, Mention, Sentence

_LEAD: Final = 6  # so many sentences tell what the headline sums up
_SMALL: Final = 4
_NEAR: Final = Decimal("1.15")
_CLOSE: Final = 5  # ages of the headline and the body that lie further apart are those of two persons
_GROWN: Final = 18
_STEM: Final = 5
_LONG: Final = 4
_ALGEBRA: Final = Algebra()


def headlines(ground: Ground, claims: Sequence[Claim], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield each figure of the headline that stands nowhere in the body, with the one that stands there in its place."""
    if all(s.kind != "title" for s in ground.sentences):
        return
    lines = [*zip(ground.sentences, ground.lows, strict=True)]
    titles = [(s, lows) for s, lows in lines if s.kind == "title"]
    told = [(s, lows) for s, lows in lines if s.kind == "body"]
    body = [s for s, _ in told]
    found = [
        (first, second)
        for title, lows in titles
        for first, second in (
            *_sole(title, claims, ground.evidence()),
            *_same(title, body, words),
            *_ages(title, lows, told, words),
        )
    ]
    if not found:
        return
    figures = [(m, m.value) for s in body for m in s.mentions if isinstance(m.value, Quantity)]
    known = {n for _, q in figures for n in (q.low, q.high) if n is not None}
    people = {q.low for m, q in figures if m.kind == "count" and q.low is not None and m.head in words["people"]}
    if not words["more"].isdisjoint(t.low for s in body for t in s.tokens):
        people.add(Decimal(1))  # "four dead": three, and the one who shot them
    for first, second in found:
        number = first.value.low if isinstance(first.value, Quantity) else None
        if number is None or number in known:
            continue
        unit = first.value.unit if isinstance(first.value, Quantity) else ""
        if not unit and any(number - n in known for n in people):
            continue
        yield first, second


def _ages(
    title: Sentence, lows: Sequence[str], body: Sequence[tuple[Sentence, Sequence[str]]], words: Words
) -> Iterator[tuple[Said, Said]]:
    """Yield the age of the headline with the only one that the body gives, where both can be one person's."""
    told = list(_told_ages(title, lows, words))
    if len(told) != 1:
        return
    held = [(s, *age) for s, own in body for age in _told_ages(s, own, words)]
    if len({n for *_, n in held}) != 1:
        return
    start, end, number = told[0]
    sentence, first, last, other = held[0]
    years = (Quantity(number, number, "year"), Quantity(other, other, "year"))
    if _one_person(title, start, sentence, first, words):
        yield Said(title, start, end, years[0]), Said(sentence, first, last, years[1])
        return
    dying = not any(m.start == start and m.kind == "age" and m.get("form") != "dying" for m in title.mentions)
    if abs(number - other) > (2 * _CLOSE if dying else _CLOSE) or (number < _GROWN) != (other < _GROWN):
        return
    yield Said(title, start, end, years[0]), Said(sentence, first, last, years[1])


def _one_person(title: Sentence, at: int, sentence: Sentence, start: int, words: Words) -> bool:
    """Tell whether headline and body give the age of the man or woman of whom they tell the same with the same words."""
    one, other = (_whose(s, place, words) for s, place in ((title, at), (sentence, start)))
    if not one or one != other:
        return False
    mine, theirs = (
        {t.low[:_STEM] for t in s.tokens if len(t.low) >= _LONG and t.low.isalpha()} for s in (title, sentence)
    )
    return len(mine & theirs) > 1


def _whose(sentence: Sentence, at: int, words: Words) -> str:
    """Return the noun beside an age: "Man, 43, ...", "a 43-year-old man"."""
    m = next((o for o in sentence.mentions if o.start == at and o.kind == "age"), None)
    if m is None:
        return ""
    lows = [t.low for t in sentence.tokens]
    beside = [
        *lows[m.last : m.last + 1],
        *(lows[m.first - 2 : m.first - 1] if m.first > 1 and lows[m.first - 1] == "," else []),
    ]
    return next((w for w in (*beside, m.head) if w in words["persons"]), "")


def _told_ages(sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[int, int, Decimal]]:
    """Yield the ages of a sentence with their spans, also bare ones ("dies at 77", "she was 91")."""
    for m in sentence.mentions:
        if (
            m.kind == "age"
            and m.get("form") != "dying"  # below
            and isinstance(q := m.value, Quantity)
            and q.unit == "year"
            and q.low is not None
            and exact(m)
        ):
            yield m.start, m.end, q.low
    for k in bare_ages(lows, words["die"]):
        number = sentence.tokens[k]
        yield number.start, number.end, Decimal(number.low)


def _sole(title: Sentence, claims: Sequence[Claim], evidence: Mapping[int, Sentence]) -> Iterator[tuple[Said, Said]]:
    """Yield the values of the headline of which a story has but one, with the first of the body."""
    sole = [c for c in claims if c.get("sole") and isinstance(c.value, Quantity)]
    for c in sole:
        if c.evidence_start != title.start:
            continue
        others = [
            o
            for o in sole
            if (o.family, o.attribute, o.scope) == (c.family, c.attribute, c.scope)
            and evidence[o.evidence_start].kind == "body"
        ]
        if others and not any(intersects(c.value, o.value, _ALGEBRA) for o in others):
            first = others[0]
            behind = Said(evidence[first.evidence_start], first.start, first.end, first.value)
            yield Said(title, c.start, c.end, c.value), behind


def _same(title: Sentence, body: Sequence[Sentence], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield the figures of the headline that count the same thing as one of the sentences that it sums up."""
    for m in title.mentions:
        if m.type != "quantity" or m.kind == "age" or not exact(m) or not isinstance(m.value, Quantity):
            continue
        key = (m.kind, m.value.unit, m.head)
        if m.kind == "count" and (not m.head or m.head in words["vague"]):
            continue
        mine = _stems(title, m)
        for sentence in body[:_LEAD]:
            same = [
                o for o in sentence.mentions if isinstance(q := o.value, Quantity) and (o.kind, q.unit, o.head) == key
            ]
            if not same:
                continue
            first = same[0]
            if len(same) == 1 and exact(first) and isinstance(first.value, Quantity):
                shared = len(mine & _stems(sentence, first))
                if shared >= _needed(m.value, first.value) and not _meet(m.value, first.value):
                    yield Said(title, m.start, m.end, m.value), Said(sentence, first.start, first.end, first.value)
            break


def _meet(a: Quantity, b: Quantity) -> bool:
    """Tell whether two figures can be one, the less exact one rounded."""
    step = max(a.step, b.step)
    near = a.low is not None and b.low is not None and a.step != b.step and abs(a.low - b.low) <= step
    return near or intersects(a, b, _ALGEBRA)


def _needed(a: Quantity, b: Quantity) -> float:
    """Return how many words a headline must share with a sentence for two figures to be one thing's.

    Figures that are near each other and not small need fewer; small or distant ones are those of a part or another thing.
    """
    low, high = sorted((a.low or Decimal(0), b.low or Decimal(0)))
    if low < _SMALL or high > 2 * low:
        return inf
    return 1 if high <= low * _NEAR else 2


def _stems(sentence: Sentence, m: Mention) -> frozenset[str]:
    """Return the beginnings of a sentence's longer words besides those of a mention."""
    own = range(m.first, m.last)
    return frozenset(
        t.low[:_STEM] for k, t in enumerate(sentence.tokens) if k not in own and len(t.low) >= _LONG and t.low.isalpha()
    )
