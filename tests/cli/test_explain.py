"""`factcheck explain`: findings, and texts as the tool for one's own families."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import main
from factcheck.explain import explain_text
from factcheck.pipeline import Options

ROOT = Path(__file__).parents[2]


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def test_a_text_shows_what_is_read_and_which_pattern_fired() -> None:
    text = "The Harbour Party has 41 seats in the House of Commons."
    shown = run("explain", text).stdout
    assert "organisation:party Harbour Party" in shown
    assert "quantity:count     41 seats = 41" in shown
    assert "seats: Harbour Party / seats (lower) = 41" in shown
    pattern = next(c.pattern for c in explain_text(text, None, Options()).claims if c.family == "seats")
    assert f"\n      {pattern}\n" in shown


def test_a_text_shows_where_a_pattern_stops() -> None:
    shown = run("explain", "Judith Abelard, who is 47, spoke.", "--family", "age").stdout
    assert "age: <person> , <age> ,|.|;" in shown
    assert "then wants" in shown
    assert "where 'who' stands" in shown


def test_a_pattern_that_fits_without_a_claim_says_so() -> None:
    told = explain_text("Mayor Abelard spoke.", None, Options(), "office_holder")
    assert [c for c in told.claims if c.family == "office_holder"] == []
    assert [a.pattern for a in told.attempts[0] if not a.wanted] == ["<role> <person>"]


def test_the_day_is_an_argument() -> None:
    assert "2024-05-12" in run("explain", "The pier closed on Sunday.", "--published", "2024-05-14").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("cb14b3d60eed",), "looks like a finding's id"),
        (("A text.", "--family", "seat"), "no family 'seat'; did you mean 'seats'?"),
        (("nothing", ROOT / "examples" / "pier"), "no finding nothing"),
    ],
)
def test_a_wrong_call_is_one_line(args: tuple[object, ...], message: str) -> None:
    result = run("explain", *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_hostile_text_is_only_shown() -> None:
    shown = run("explain", "\x1b[2JThe Harbour Party\u202e has 41 seats <script>alert(1)</script>.").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
