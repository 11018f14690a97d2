"""What each way of writing a date is read as; the articles are of Tuesday, May 14, 2024."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest

from factcheck.model import Days
from factcheck.pipeline import text_reader
from factcheck.read import calendar

READ = text_reader()
TODAY = date(2024, 5, 14)


def read(text: str, when: date | None = TODAY) -> list[tuple[str, str]]:
    """Return the first and last day of each date."""
    found = [m.value for s in READ(text, when) for m in s.mentions if m.type == "date"]
    return [(str(d.start), str(d.end)) for d in found if isinstance(d, Days)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The pier closed on may twenty-first, 2019.", "2019-05-21"),
        ("The pier closed on the tenth of September, 2019.", "2019-09-10"),
        ("The pier closed on May the eleventh.", "2024-05-11"),
        ("The pier closed on Jan first.", "2024-01-01"),
        ("The pier closed on June 12,2019.", "2019-06-12"),
        ("The pier closed on March 3, nineteen seventy-eight.", "1978-03-03"),
        ("The pier closed on May 3, two thousand and eighteen.", "2018-05-03"),
        ("The pier closed on 21-04-2016.", "2016-04-21"),
        ("The pier closed on 13.5.2015.", "2015-05-13"),
        ("The pier closed on 9/18/15.", "2015-09-18"),
        ("The pier closed on 2019/sep/01.", "2019-09-01"),
        ("The pier closed on 4/22.", "2024-04-22"),
        ("The pier closed on the 2nd.", "2024-05-02"),
        ("The pier closed on Thursday the 2nd.", "2024-05-02"),
        ("The pier will close on the 21st.", "2024-05-21"),
        ("The pier will close on the 20th of next month.", "2024-06-20"),
        ("The pier closed on the first Friday of March.", "2024-03-01"),
        ("The pier closed on the last Friday of March.", "2024-03-29"),
        ("The pier closed the day before yesterday.", "2024-05-12"),
        ("The pier will close the day after tomorrow.", "2024-05-16"),
        ("The pier will close two days from tomorrow.", "2024-05-17"),
        ("The pier will close in three weeks.", "2024-06-04"),
        ("The pier will close two Sundays from now.", "2024-05-26"),
        ("The pier closed 1 month and 3 days ago.", "2024-04-11"),
        ("The pier will close on Friday next week.", "2024-05-24"),
        ("The pier closed last week Friday.", "2024-05-10"),
        ("The pier closed on Tuesday of last week.", "2024-05-07"),
        ("The pier will close this Friday.", "2024-05-17"),
        ("The pier will close next Friday.", "2024-05-24"),
        ("The pier closed on Christmas Day.", "2023-12-25"),
        ("The pier closed on Thanksgiving.", "2023-11-23"),
        ("The pier closed on Easter Sunday, 2019.", "2019-04-21"),
        ("The pier will close on Labor Day.", "2024-09-02"),
        ("The pier closed a few days ago.", "2024-05-11"),
        ("The pier closed on the twenty-first.", "2024-04-21"),
        ("The pier closed in october. 12, 2019.", "2019-10-12"),
        ("The contract was signed 11/12, 2016.", "2016-11-12"),
    ],
)
def test_days(text: str, day: str) -> None:
    assert read(text) == [(day, day)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It ran from May 3 to May 8.", "2024-05-03", "2024-05-08"),
        ("It ran from 3 to 8 May 2019.", "2019-05-03", "2019-05-08"),
        ("It ran May 3 to 8.", "2024-05-03", "2024-05-08"),
        ("It ran from May 30 to June 2, 2019.", "2019-05-30", "2019-06-02"),
        ("It ran from December 30 to January 2, 2019.", "2018-12-30", "2019-01-02"),
        ("It ran between 2014 and 2018.", "2014-01-01", "2018-12-31"),
        ("It ran from 2014 to May 5, 2018.", "2014-01-01", "2018-05-05"),
        ("It ran between May 3 and now.", "2024-05-03", "2024-05-14"),
        ("It closed in the third quarter of 2015.", "2015-07-01", "2015-09-30"),
        ("It closed in the second half of last year.", "2023-07-01", "2023-12-31"),
        ("It closed in Q1 2016.", "2016-01-01", "2016-03-31"),
        ("It closed in 11/2016.", "2016-11-01", "2016-11-30"),
        ("It closed in the '70s.", "1970-01-01", "1979-12-31"),
        ("It closed in the nineteen sixties.", "1960-01-01", "1969-12-31"),
        ("It closed in the 19th century.", "1800-01-01", "1899-12-31"),
        ("It closed late last week.", "2024-05-09", "2024-05-12"),
        ("It closed earlier this month.", "2024-05-01", "2024-05-14"),
        ("It will close later this year.", "2024-05-14", "2024-12-31"),
        ("It will close early next month.", "2024-06-01", "2024-06-15"),
        ("It closed at the end of 2019.", "2019-09-01", "2019-12-31"),
        ("It closed over the past two years.", "2022-05-14", "2024-05-14"),
        ("It will close for the next 3 days.", "2024-05-15", "2024-05-17"),
        ("It closed in the first week of 2015.", "2014-12-29", "2015-01-04"),
        ("It closed in the week of May 2.", "2024-04-29", "2024-05-05"),
        ("It will close for the rest of the week.", "2024-05-14", "2024-05-19"),
        ("It will close June next year.", "2025-06-01", "2025-06-30"),
        ("It closed in the early 2000s.", "2000-01-01", "2004-12-31"),
        ("It closed in the 1800s.", "1800-01-01", "1899-12-31"),
        ("It closed in the 80s.", "1980-01-01", "1989-12-31"),
        ("It ran from Monday to Friday.", "2024-05-06", "2024-05-10"),
        ("It ran from January 4th to 22nd.", "2024-01-04", "2024-01-22"),
        ("It will close a decade from now.", "2034-01-01", "2034-12-31"),
        ("It closed over the weekend.", "2024-05-11", "2024-05-12"),
        ("It closed late last year.", "2023-07-01", "2023-12-31"),
        ("It will close in the middle of next year.", "2025-04-01", "2025-09-30"),
        ("It closed over the past two years and three months.", "2022-02-14", "2024-05-14"),
        ("It will close within the next five years and a month.", "2024-05-14", "2029-05-14"),
        ("It closed for three weeks from May 6.", "2024-05-06", "2024-05-26"),
        ("It will close for a week starting tomorrow.", "2024-05-15", "2024-05-21"),
        ("It closed in seventeen eighty-nine.", "1789-01-01", "1789-12-31"),
        ("It closed in one thousand six hundred and five.", "1605-01-01", "1605-12-31"),
        ("It closed in the year 79, it is said.", "0079-01-01", "0079-12-31"),
        ("It closed in 1692, it is said.", "1692-01-01", "1692-12-31"),
        ("It will close by mid-summer.", "None", "None"),
        ("It closes on the second Sunday of each month.", "None", "None"),
        ("It was the third Tuesday without power.", "None", "None"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    assert read(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "It is open 24/7.",
        "It is open from 6-8 p.m.",
        "It closed shortly before the 4:26 a.m. alarm.",
        "They won 3-2 on the tens of thousands of votes.",
        "They lived in Mar Vista.",
        "The trial will last five years.",
        "Highs were in the 70s.",
        "The 5% of the profits went to her.",
        "She finished the race on the 21st floor.",
        "He led Twentieth Century Films, or 20th Century Films.",
        "The next day it closed.",
        "They came on may buses.",
        "It rose from 4 to 22.",
        "She sat on the second bench.",
        "She lives on the twenty-first floor.",
        "She missed on the first and scored on the second.",
        "They looked in 1500 houses, in 1200 and 1300 rooms.",
        "They slept in one thousand seven hundred and six tents.",
        "They worked in twenty ten-minute shifts.",
        "The polls close at 9 p.m. (2000 GMT).",
    ],
)
def test_no_dates(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("when", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_text_of_an_impossible_day_is_read_all_the_same(when: date) -> None:
    text = "It closed last year, in Q3, over the past two years, on Friday next week and 30 centuries ago."
    assert read(text, when)


def test_a_date_seen_from_an_undated_text_has_no_bounds() -> None:
    assert read("It closed late last week.", None) == [("None", "None")]


def test_the_ends_of_a_period_are_one_date_and_others_are_not() -> None:
    assert len(read("It opened on May 3, 2019 and closed on May 8, 2020.")) == 2
    assert len(read("It opened in 2014 and closed in 2018.")) == 2
    assert len(read("In May 2014, 20 boats sank.")) == 1


def test_a_period_knows_the_days_on_which_it_begins_and_ends() -> None:
    (m,) = [m for s in READ("It ran from 2014 to May 2018.", TODAY) for m in s.mentions if m.type == "date"]
    assert (m.get("begins"), m.get("ends")) == ("2014-12-31", "2018-05-01")


def test_months_have_the_days_of_the_calendar() -> None:
    for year in range(1, 3000):
        for month in range(1, 13):
            assert calendar._length(year, month) == monthrange(year, month)[1]
