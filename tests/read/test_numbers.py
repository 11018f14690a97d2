"""What each way of writing a number is read as."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factcheck.model import Quantity
from factcheck.pipeline import text_reader

READ = text_reader()


def read(text: str) -> list[tuple[str, str, str]]:
    """Return (kind, figure or low..high, unit) of each quantity, duration and ordinal."""
    found = []
    for sentence in READ(text, None):
        for m in sentence.mentions:
            if isinstance(m.value, Quantity):
                low, high = (None if n is None else _plain(n) for n in (m.value.low, m.value.high))
                bound = f"{low}" if low == high else f"{low or ''}..{high or ''}"
                found.append((m.asked, bound, m.value.unit))
    return found


def _plain(n: Decimal) -> str:
    text = f"{n:.6f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # numbers in words, with decimals, signs and scales
        ("The index stood at five point two.", ("number", "5.2", "")),
        ("The index stood at minus three.", ("number", "-3", "")),
        ("The index stood at -3.5.", ("number", "-3.5", "")),
        ("They sold 12k boats.", ("count", "12000", "")),
        # a comma as much of Europe writes it
        ("The quake had a magnitude of 6,3.", ("measure", "6.3", "magnitude")),
        ("The bridge is 3,5 km long.", ("measure", "3.5", "km")),
        ("It cost 1,3 million euros.", ("money", "1300000", "EUR")),
        ("Turnout fell to 47,25%.", ("percent", "47.25", "percent")),
        ("They hurt 40,15 of them badly.", ("number", "15", "")),
        ("They led after rounds 1,3 and 5.", ("number", "3", "")),
        ("He finished with a shooting percentage of 47.", ("percent", "47", "percent")),
        ("He got one last chance.", ("number", "1", "")),
        ("The fund raised $200MM.", ("money", "200000000", "USD")),
        ("It reached 90F (32C) in the shade.", ("measure", "90", "degree F")),
        ("It reached 90F (32C) in the shade.", ("measure", "32", "degree C")),
        ("A high of 31C is forecast.", ("measure", "31", "degree C")),
        ("It fell to 14 degrees Fahrenheit (-10 Celsius).", ("measure", "-10", "degree C")),
        ("Twelve people died and a further 30 were hurt.", ("count", "30", "")),
        ("A further nine are missing.", ("count", "9", "")),
        ("Otto Wren Jr., 31, sold the boat.", ("age", "31", "year")),
        ("They sold 1.2M boats.", ("count", "1200000", "")),
        ("They sold 1.5m boats.", ("count", "1500000", "")),
        ("They sold three dozen boats.", ("count", "36", "")),
        ("They sold 3 lakh boats.", ("count", "300000", "")),
        ("They sold 40\u202f000 boats.", ("count", "40000", "")),
        ("It has 6x10^24 parts.", ("number", "6000000000000000000000000", "")),
        # fractions
        ("Two thirds of the harbour froze.", ("number", "0.666667", "")),
        ("A third of the harbour froze.", ("number", "0.333333", "")),
        ("One-fifth of the harbour froze.", ("number", "0.2", "")),
        ("Nine out of ten pilots agreed.", ("number", "0.9", "")),
        ("The walk takes two and a half hours.", ("duration", "2.5", "hour")),
        ("The walk is three quarters of a mile.", ("number", "0.75", "")),
        ("A quarter of a million people came.", ("count", "250000", "")),
        ("Three quarters of a million people came.", ("count", "750000", "")),
        ("The track is 3/4 mile long.", ("measure", "0.75", "mile")),
        # ranges and bounds
        ("Between 20 and 30 pilots came.", ("count", "20..30", "")),
        ("The score was more than 10 and less than 40.", ("number", "10..40", "")),
        ("The score was greater than or equal to 5.", ("number", "5..", "")),
        ("Costs exceeded 3,000 euros.", ("money", "3000..", "EUR")),
        ("About 500 or more came.", ("number", "500..", "")),
        ("The score lay between 1000 and 5000.", ("number", "1000..5000", "")),
        ("Between 10% and 20% of the boats sank.", ("percent", "10..20", "percent")),
        ("It cost between $2 million and $3 million.", ("money", "2000000..3000000", "USD")),
        ("It cost between $140 and $150 million.", ("money", "140000000..150000000", "USD")),
        ("One in three boats sank.", ("number", "0.333333", "")),
        ("They sold 3/4 of it.", ("number", "0.75", "")),
        # shares
        ("Prices rose 5 per cent.", ("percent", "5", "percent")),
        ("Prices changed by minus two percent.", ("percent", "-2", "percent")),
        # money
        ("It cost 250 Swiss francs.", ("money", "250", "CHF")),
        ("It cost 40 rupees.", ("money", "40", "INR")),
        ("It cost 115 USD.", ("money", "115", "USD")),
        ("It cost USD115.", ("money", "115", "USD")),
        ("It cost CAD$15.", ("money", "15", "CAD")),
        ("It cost 10 €.", ("money", "10", "EUR")),
        ("It cost 20 million pounds.", ("money", "20000000", "GBP")),
        ("It cost 13 dollars and 45 cents.", ("money", "13.45", "USD")),
        ("It cost 470 pence.", ("money", "470", "penny")),
        ("The pound bought 143 yen.", ("money", "143", "JPY")),
        # measures
        ("She is 5 feet 2 inches tall.", ("measure", "5.166667", "foot")),
        ("The 5-foot-11 pilot left.", ("measure", "5.916667", "foot")),
        ("They dug 10 feet - 5 men fell in.", ("measure", "10", "foot")),
        ("The shell is 7.62mm wide.", ("measure", "7.62", "mm")),
        ("The file has 100 MB.", ("measure", "100", "megabyte")),
        ("The field has 300 square metres.", ("measure", "300", "square metre")),
        ("It was 31 degrees Celsius.", ("measure", "31", "degree C")),
        ("Light needs 300 km per second.", ("measure", "300", "km per second")),
        ("The rope is 12 m long.", ("measure", "12", "metre")),
        # durations
        ("It lasted an hour and a half.", ("duration", "1.5", "hour")),
        ("It lasted for a week.", ("duration", "1", "week")),
        ("It lasted half an hour.", ("duration", "0.5", "hour")),
        ("It lasted 2 hours and 15 minutes.", ("duration", "135", "minute")),
        ("They got 3 years and 6 months in prison.", ("duration", "42", "month")),
        ("It lasted a couple of days.", ("duration", "2", "day")),
        ("They wait another month.", ("duration", "1", "month")),
        # ordinals
        ("It was her twenty-first birthday.", ("ordinal", "21", "ordinal")),
        ("It was the one hundred and fifth match.", ("ordinal", "105", "ordinal")),
        ("He was second to last.", ("relative", "-1", "place")),
        ("The penultimate stage is flat.", ("relative", "-1", "place")),
        ("He came 21st.", ("bare", "21", "ordinal")),
        # ages
        ("The patient, an 87 yo man, left.", ("age", "87", "year")),
    ],
)
def test_one_figure(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in read(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("They live on 5G networks.", {"money", "measure"}),
        ("The home line is +1-222-2222-2222.", {"number", "count"}),
        ("She earns $5 an hour.", {"duration"}),
        ("The climber fell 2, 000 ft.", {"measure"}),
        ("He swims twice a week.", {"duration"}),
        ("She was killed and two and a third were hurt.", {"percent"}),
        ("Three won the race.", {"money"}),
        ("Twenty first-graders sang.", {"bare"}),
        ("The second and a third man left.", {"number"}),
        ("He sold a $5 ticket in a shop.", {"number"}),
        ("Gave us $5.", {"number"}),
        ("She was last seen on the pier.", {"relative"}),
        ("They use 20 million pounds of sugar.", {"money"}),
        ("Read https://example.org/?a=30%25.", {"percent"}),
        ("He tested negative 12 times.", {"measure"}),
        ("It asked a small percentage of 10 clubs.", {"percent"}),
        ("Her winning percentage of .615 is good.", {"percent"}),
        ("He got one last chance.", {"count"}),
    ],
)
def test_kinds_that_are_not_read(text: str, kinds: set[str]) -> None:
    assert not kinds & {kind for kind, _, _ in read(text)}


def test_an_article_belongs_to_no_currency() -> None:
    assert ("money", "5", "USD") in read("He sold a $5 ticket in a shop.")


def test_a_number_that_counts_nothing_is_asked_for_by_no_family() -> None:
    kinds = {kind for kind, _, _ in read("The score was 12. He was last but one.")}
    assert kinds == {"number", "relative"}


def test_years_in_brackets_are_no_score() -> None:
    """A life is told as a score is written."""
    found = [
        m.text
        for s in READ("Edith Marlowe (1938-2019) saw Saltmere win 3-1.", None)
        for m in s.mentions
        if m.type == "score"
    ]
    assert found == ["3 - 1"]
