"""The algebra: intersects is symmetric and reflexive, containment implies meeting, and the stated widths hold."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.catalogue import load_words
from factcheck.model import AllOf, Clock, Days, Name, OneOf, Quantity, Text
from factcheck.values import algebra_from, show
from factcheck.values.sets import contains, intersects

ALGEBRA = algebra_from(load_words())

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
HEDGES = st.sampled_from(["", "about", "nearly", "more", "least", "less", "most", "upto"])


def quantity(number: object, hedge: str = "", unit: str = "", *, scaled: bool = False, step: object = 1) -> Quantity:
    n = Decimal(str(number))
    low = None if hedge in ("less", "most", "upto") else n
    high = None if hedge in ("more", "least") else n
    return Quantity(low, high, unit, step=Decimal(str(step)), scaled=scaled, hedge=hedge)


QUANTITIES = st.builds(quantity, NUMBERS, HEDGES, st.sampled_from(["", "percent", "USD", "km", "mile"]))
DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))
DAYS = st.builds(lambda start, n: Days(start, start + timedelta(days=n), "range"), DATES, st.integers(0, 400))
CLOCKS = st.builds(lambda m, h: Clock(m, m, "", h), st.integers(0, 1439), st.booleans())
NAMES = st.builds(Name, st.sampled_from(["Ada Moreno", "Moreno", "Jonas Weber", "Weber", "A. Moreno", "Ada M. Moreno"]))
PLAIN = st.one_of(QUANTITIES, DAYS, CLOCKS, NAMES, st.builds(Text, st.text(min_size=1, max_size=8)))
VALUES = st.one_of(
    PLAIN,
    st.builds(lambda m: OneOf(tuple(m)), st.lists(PLAIN, min_size=1, max_size=3)),
    st.builds(lambda m, c: AllOf(tuple(m), c), st.lists(PLAIN, min_size=1, max_size=3), st.booleans()),
)


@given(VALUES, VALUES)
def test_meeting_is_symmetric(a: object, b: object) -> None:
    assert intersects(a, b, ALGEBRA) == intersects(b, a, ALGEBRA)


@given(VALUES)
def test_every_value_meets_itself(a: object) -> None:
    assert intersects(a, a, ALGEBRA)


@given(QUANTITIES, QUANTITIES)
def test_containing_quantities_meet(a: Quantity, b: Quantity) -> None:
    if contains(a, b, ALGEBRA):
        assert intersects(a, b, ALGEBRA)


@given(DAYS, DAYS)
def test_days_meet_exactly_where_they_overlap(a: Days, b: Days) -> None:
    assert intersects(a, b, ALGEBRA) == (a.start <= b.end and b.start <= a.end)


@given(VALUES)
def test_every_value_can_be_shown(a: object) -> None:
    assert isinstance(show(a), str)


MEETS = [
    (
        quantity("1200000000", unit="USD", scaled=True, step=10**8),
        quantity("1230000000", unit="USD", scaled=True, step=10**7),
    ),
    (quantity(850, "about"), quantity(880)),
    (quantity(100, "nearly"), quantity(92)),
    (quantity(30, "more"), quantity(34)),
    (quantity(30, "upto"), quantity(30)),
    (quantity(1000), quantity(960)),
    (quantity(10, unit="mile", step=1), quantity("16.1", unit="km", step="0.1")),
    (Name("Yoshimura"), Name("Hirofumi Yoshimura")),
    (Name("Bill Weber"), Name("William Weber")),
    (AllOf((Name("A Bo"), Name("C Do")), closed=True), Name("C Do")),
]
PARTS = [
    (quantity(1000), quantity(850)),
    (quantity(41), quantity(43)),
    (quantity(1, unit="percent"), quantity(2, unit="percent")),
    (quantity(30, "more"), quantity(20)),
    (quantity(100, "nearly"), quantity(101)),
    (quantity(5, unit="USD"), quantity(5, unit="EUR")),
    (Name("Hiroshi Nakada"), Name("Hiroshi Nakatsuka")),
    (AllOf((Name("A Bo"), Name("C Do")), closed=True), Name("E Fo")),
    (Days(date(2024, 5, 13), date(2024, 5, 13)), Days(date(2024, 5, 14), date(2024, 5, 14))),
]


@pytest.mark.parametrize(("a", "b"), MEETS)
def test_meets(a: object, b: object) -> None:
    assert intersects(a, b, ALGEBRA)


@pytest.mark.parametrize(("a", "b"), PARTS)
def test_parts(a: object, b: object) -> None:
    assert not intersects(a, b, ALGEBRA)


def test_open_lists_never_part() -> None:
    assert intersects(AllOf((Name("A Bo"),)), AllOf((Name("C Do"),)), ALGEBRA)


def test_a_round_figure_keeps_its_width_in_another_unit() -> None:
    assert intersects(quantity(200, unit="foot"), quantity(60, unit="metre"), ALGEBRA)
    assert not intersects(quantity(203, unit="foot"), quantity(60, unit="metre"), ALGEBRA)
    assert intersects(quantity(2, unit="year"), quantity(24, unit="month"), ALGEBRA)
