"""Formulas of patterns: what they compute, what they refuse, and that bounds hold whatever the numbers are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model import Clock, Days
from factcheck.values.formula import Bounds, compile_formula, compute, names_in

NUMBERS = st.integers(1, 10**9)


def exact(number: object, unit: str = "") -> Bounds:
    return Bounds(Decimal(str(number)), Decimal(str(number)), unit)


def day(text: str) -> Days:
    return Days(date.fromisoformat(text), date.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("a + 2 * b", 14), ("(a + 2) * b", 30), ("a - b", -1), ("100 * gap(b / a, 1)", 25), ("gap(a, b) / 2", "0.5")],
)
def test_computes(text: str, wanted: object) -> None:
    found = compute(compile_formula(text), {"a": exact(4), "b": exact(5)})
    assert found == exact(wanted)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "ends too early"),
        ("a +", "ends too early"),
        ("a b", "goes on with 'b'"),
        ("(a", "lacks ')'"),
        ("a ; b", "cannot be read"),
        ("root(a, b)", "unknown function 'root'"),
        ("years(a + b, b)", "takes the names"),
        ("a" * 101, "longer than"),
    ],
)
def test_refuses(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("(", r"\(").replace(")", r"\)")):
        compile_formula(text)


def test_units_must_fit() -> None:
    known = {"a": exact(4, "USD"), "b": exact(5, "GBP"), "n": exact(3), "p": exact(40, "percent")}
    assert compute(compile_formula("a + b"), known) is None
    assert compute(compile_formula("a / b"), known) is None
    assert compute(compile_formula("a / (n - n)"), known) is None
    assert compute(compile_formula("n * a"), known) == exact(12, "USD")
    assert compute(compile_formula("101 - p"), known) == exact(61, "percent")
    assert compute(compile_formula("a + other"), known) is None


@given(NUMBERS, NUMBERS, st.integers(0, 100), st.integers(0, 100))
def test_bounds_hold_every_value_between(a: int, b: int, more: int, other: int) -> None:
    known = {"a": Bounds(Decimal(a), Decimal(a + more)), "b": Bounds(Decimal(b), Decimal(b + other))}
    inner = {"a": exact(a + more // 2), "b": exact(b + other // 3)}
    for text in ("a + b", "a - b", "a * b", "gap(a, b)", "a / b"):
        wide, one = compute(compile_formula(text), known), compute(compile_formula(text), inner)
        assert wide is not None
        assert one is not None
        assert wide.low <= one.low <= one.high <= wide.high


def test_years_are_counted_as_people_count_their_age() -> None:
    node = compile_formula("years(a, b)")
    assert list(names_in(node)) == ["a", "b"]
    assert compute(node, {"a": day("1950-05-03"), "b": day("2010-05-02")}) == exact(59, "year")
    assert compute(node, {"a": day("1950-05-03"), "b": day("2010-05-03")}) == exact(60, "year")
    year = Days(date(1950, 1, 1), date(1950, 12, 31), "year")
    assert compute(node, {"a": year, "b": day("2010-05-03")}) == Bounds(Decimal(59), Decimal(60), "year")
    assert compute(node, {"a": day("2010-05-03"), "b": day("1950-05-03")}) is None


def test_days_and_minutes() -> None:
    days = compile_formula("days(a, b)")
    june = Days(None, None, "day", month=6, day=3)
    assert compute(days, {"a": june, "b": day("2022-06-09")}) == Bounds(Decimal(6), Decimal(7), "day")
    assert compute(days, {"a": day("2022-06-09"), "b": june}) is None
    assert compute(days, {"a": Days(None, None, "day", month=2, day=30), "b": june}) is None
    minutes = compile_formula("minutes(a, b)")
    assert compute(minutes, {"a": Clock(1400, 1400), "b": Clock(20, 20)}) == exact(60, "minute")
    assert compute(minutes, {"a": Clock(600, 600, "JST"), "b": Clock(660, 660)}) is None
