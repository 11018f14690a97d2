"""What tells that a reader may be needed knows every word with which something can begin that it reads."""

from __future__ import annotations

from factcheck.catalogue import load
from factcheck.read.cues import Amounts, Clocks, Dates
from factcheck.read.dates import DateReader
from factcheck.read.durations import DurationReader
from factcheck.read.lexicon import Phrases, lexicon
from factcheck.read.measures import MeasureReader
from factcheck.read.money import MoneyReader
from factcheck.read.numerals import Numerals
from factcheck.read.things import Things

WORDS = load().words
LEXICON = lexicon(WORDS)
NUMERALS = Numerals(WORDS)
AMOUNTS = Amounts(WORDS, LEXICON, NUMERALS, Things(LEXICON))


def test_sums() -> None:
    money = MoneyReader(WORDS, NUMERALS)
    assert AMOUNTS.before_sum == frozenset((*money._signs, *money._codes))
    assert AMOUNTS.behind_sum >= money._words.firsts | frozenset((*money._signs, *money._scaled, *money._own))


def test_measures() -> None:
    measures = MeasureReader(WORDS, LEXICON, NUMERALS, Things(LEXICON))
    assert AMOUNTS.units >= measures._units.firsts | {letter.lower() for letter in measures._letters}


def test_durations() -> None:
    durations = DurationReader(WORDS, AMOUNTS.duration, NUMERALS)
    assert AMOUNTS.spans == durations._counts.firsts


def test_dates_and_times() -> None:
    dates = Dates(WORDS)
    reader = DateReader(WORDS, Phrases(()), dates._spans)
    day, move = reader._day, reader._move
    assert dates.seeds >= frozenset((*day.months, *day.weekdays, *day.years.seeds, *reader._named, *reader._seasons))
    assert dates._spans == {form for form in move._units if form.endswith("s")}
    assert dates.seeds >= dates._spans | frozenset(reader._period._decades)
    assert Clocks(WORDS).seeds >= frozenset(WORDS["time"]["clock_words"])
