"""Ages that one article gives beside the days of birth and death from which they follow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from factcheck.extract.pairs import Said, Words, exact
from factcheck.model import Days, Quantity, Sentence
from factcheck.record import record
from factcheck.values.day import full_years

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from factcheck.extract.subject import Ground
    from factcheck.model import Claim, Mention

_YEAR: Final = 366
_PAST: Final = 2  # an age may be that of an event some time ago
_OLDEST: Final = 120
_FIRST: Final = 4  # sentences in which the years of a life stand behind the name
_HE: Final = ("he", "she")
_ENDS: Final = (".", ",", ";", "'", '"')


@record(frozen=True, slots=True)
class _Age:
    """An age of a person, and where it stands."""

    who: str
    years: Decimal
    beside: Sentence
    start: int
    end: int
    bare: bool = False


@record(frozen=True, slots=True)
class _Life:
    """When a person was born, where that stands, and when the person died, if the text tells."""

    who: str
    born: tuple[date, date]
    beside: Sentence
    start: int
    end: int
    died: tuple[date, date] | None = None


def births(ground: Ground, claims: Sequence[Claim], words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield each age of a person whose day or year of birth the text gives too, with the age that follows from that.

    The dead have the age of the day when they died; who lives has that of the article's day. A lower age beside a date long
    past is that of then.
    """
    names = _full_names(ground.sentences)
    lives = [*_lives(ground, claims, names, words)]
    if not lives:
        return
    deaths: dict[str, tuple[date, date] | None] = {}
    for who, day in _deaths(ground, names, words):
        deaths[who] = deaths.get(who) or day
    ages = [*_ages(ground, claims, names, words)]
    own = ground.document.published
    for life in lives:
        died = life.died or deaths.get(life.who)
        at = died or _day(own.start, own.end)
        if at is None:
            continue
        low, high = max(full_years(life.born[1], at[0]), 0), full_years(life.born[0], at[1])
        if high < 0 or (died and not 0 < high <= _OLDEST):
            continue
        for age in ages:
            if age.who != life.who or (age.start < life.end and life.start < age.end):
                continue
            if age.bare and not died and age.who not in deaths:
                continue
            if age.years < low and ((not died and age.years >= low - _PAST) or _past(age, life, at[0])):
                continue
            computed = Quantity(Decimal(low), Decimal(high), "year")
            years = Quantity(age.years, age.years, "year")
            yield Said(age.beside, age.start, age.end, years), Said(life.beside, life.start, life.end, computed)


def _day(start: date | None, end: date | None) -> tuple[date, date] | None:
    return (start, end) if start is not None and end is not None and (end - start).days <= _YEAR else None


def _past(age: _Age, life: _Life, day: date) -> bool:
    """Tell whether the sentence of an age names a day long before, besides that of birth."""
    for m in age.beside.mentions:
        own = m.start < life.end and life.start < m.end
        if isinstance(m.value, Days) and m.value.end is not None and m.value.end.year < day.year and not own:
            return True
    return False


def _full_names(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return for each surname the full name that bears it, where the text has but one."""
    found: dict[str, set[str]] = {}
    for s in sentences:
        for m in s.mentions:
            if m.type == "person" and " " in m.text:
                found.setdefault(m.text.rpartition(" ")[2], set()).add(m.text)
    return {surname: next(iter(names)) for surname, names in found.items() if len(names) == 1}


def _of(sentence: Sentence, before: Sentence | None, names: Mapping[str, str], words: Words) -> str:
    """Return the only person of whom a sentence speaks, by a name or as "he" or "she"; empty where that is unsure."""
    if not words["kin"].isdisjoint(t.low for t in sentence.tokens):
        return ""
    who = {names.get(m.text, m.text) for m in sentence.mentions if m.type == "person"}
    if len(who) == 1:
        return who.pop()
    if who or not sentence.tokens or sentence.tokens[0].low not in _HE or before is None:
        return ""
    if any(m.type == "name" and " " in m.text for m in sentence.mentions):
        return ""
    return _of(before, None, names, words)


def _lives(ground: Ground, claims: Sequence[Claim], names: Mapping[str, str], words: Words) -> Iterator[_Life]:
    seen: set[tuple[int, int]] = set()
    for c in claims:
        if c.family in words["births"] and isinstance(c.value, Days) and c.value.start is not None and c.value.end:
            who = names.get(c.subject.text, c.subject.text)
            seen.add((c.start, c.end))
            yield _Life(who, (c.value.start, c.value.end), ground.evidence()[c.evidence_start], c.start, c.end)
    for number, s in enumerate(ground.sentences):
        lows, held = ground.lows[number], ground.held[number]
        if "born" not in held and (number >= _FIRST or "(" not in held):
            continue
        dates = [m for m in s.mentions if m.type == "date" and isinstance(m.value, Days)]
        who = _of(s, ground.sentences[number - 1] if number else None, names, words) if dates else ""
        if not who:
            continue
        for m in dates:
            bounds = _bounds(m)
            if bounds is None or (m.start, m.end) in seen:
                continue
            if "born" in lows[max(0, m.first - 5) : m.first] and _birth(lows, m, words):
                yield _Life(who, bounds, s, m.start, m.end)
            elif number < _FIRST and m.first and lows[m.first - 1] == "(" and (died := _second(s, m, lows)):
                born = (bounds[0], bounds[0].replace(month=12, day=31)) if m.get("begins") else bounds
                yield _Life(who, born, s, m.start, m.end, died)


def _birth(lows: Sequence[str], m: Mention, words: Words) -> bool:
    """Tell whether the words before a date say that the person of the sentence was born then."""
    at = max(k for k in range(max(0, m.first - 5), m.first) if lows[k] == "born")
    if (
        not all(w in ("in", "on") or w not in words["verbs"] for w in lows[at + 1 : m.first])
        or "," in lows[at + 1 : m.first - 1]
    ):
        return False
    if lows[m.first - 1] not in ("in", "on", "born", ","):
        return False
    before = lows[at - 1] if at else ""
    return at == 0 or before in (",", "(") or (before == "was" and lows[at - 2 : at - 1] in (["who"], ["he"], ["she"]))


def _second(s: Sentence, m: Mention, lows: Sequence[str]) -> tuple[date, date] | None:
    """Return the year of death of "(1938-2019)" behind a name."""
    if m.get("ends"):
        end = date.fromisoformat(m.get("ends"))
        return (
            (end, m.value.end)
            if isinstance(m.value, Days) and m.value.end and lows[m.last : m.last + 1] == [")"]
            else None
        )
    year = lows[m.last + 1] if m.last + 2 < len(lows) and lows[m.last] == "-" and lows[m.last + 2] == ")" else ""
    if not (year.isdecimal() and len(year) == 4 and m.last - m.first == 1) or not s.tokens[m.first].text.isdecimal():
        return None
    return date(int(year), 1, 1), date(int(year), 12, 31)


def _bounds(m: Mention) -> tuple[date, date] | None:
    d = m.value
    return (
        (d.start, d.end) if isinstance(d, Days) and d.start is not None and d.end is not None and not d.hedged else None
    )


def _deaths(ground: Ground, names: Mapping[str, str], words: Words) -> Iterator[tuple[str, tuple[date, date] | None]]:
    """Yield who died, where a sentence tells it of its only person, and when, if it says so."""
    for number, s in enumerate(ground.sentences):
        lows = ground.lows[number]
        at = next((k for k, w in enumerate(lows) if w in words["died"]), -1)
        if at < 0:
            continue
        date_of = next((m for m in s.mentions if m.type == "date" and at < m.first <= at + 8), None)
        bounds = _bounds(date_of) if date_of is not None else None
        if date_of is not None and any(w in (";", "(") for w in lows[at : date_of.first]):
            bounds = None
        if who := _of(s, ground.sentences[number - 1] if number else None, names, words):
            yield who, bounds


def _ages(ground: Ground, claims: Sequence[Claim], names: Mapping[str, str], words: Words) -> Iterator[_Age]:
    seen: set[tuple[int, int]] = set()
    for c in claims:
        q = c.value
        if (
            c.family in words["ages"]
            and c.time is None
            and isinstance(q, Quantity)
            and q.low is not None
            and q.low == q.high
        ):
            if q.hedge or q.unit != "year" or c.get("kin"):
                continue
            seen.add((c.start, c.end))
            yield _Age(
                names.get(c.subject.text, c.subject.text), q.low, ground.evidence()[c.evidence_start], c.start, c.end
            )
    for number, s in enumerate(ground.sentences):
        told = [*_dying(s, ground.lows[number], words)]
        if not told or told[0][:2] in seen or len(told) > 1:
            continue
        if who := _of(s, ground.sentences[number - 1] if number else None, names, words):
            yield _Age(who, told[0][2], s, told[0][0], told[0][1], bare=s.tokens[0].low in _HE)


def _dying(sentence: Sentence, lows: Sequence[str], words: Words) -> Iterator[tuple[int, int, Decimal]]:
    """Yield the age at which somebody died, or that a sentence gives and nothing else ("She was 84.")."""
    tokens = sentence.tokens
    for m in sentence.mentions:
        q = m.value
        if m.kind != "age" or not exact(m) or not isinstance(q, Quantity) or q.low is None or q.unit != "year":
            continue
        if not words["died"].isdisjoint(lows[: m.first]) and lows[m.first - 1] in ("at", "aged", "of", ",", "age"):
            yield m.start, m.end, q.low
    for k in bare_ages(lows):
        if k == 2 and lows[3:4] == ["."]:
            yield tokens[k].start, tokens[k].end, Decimal(lows[k])


def bare_ages(lows: Sequence[str], dying: Collection[str] = ()) -> Iterator[int]:
    """Yield the tokens of ages without a word for them, where the clause ends there: "she was 91", "dies at 77".

    `dying` are the forms of such a verb.
    """
    if "was" not in lows and "at" not in lows:
        return
    for k in range(2, len(lows)):
        verb, link = lows[k - 2], lows[k - 1]
        if not (link == "was" and verb in _HE) and not (link == "at" and verb in dying):
            continue
        ended = k + 1 == len(lows) or lows[k + 1] in _ENDS
        if ended and lows[k].isdecimal() and len(lows[k]) < 4 and int(lows[k]) <= _OLDEST:
            yield k
