"""What editors have decided on stays visible where people look, and stops no run."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from junitparser import JUnitXml, Skipped

from factcheck.findings import DecidedSide, Decision, Silenced
from factcheck.model import Problem
from factcheck.render.registry import rendered

SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "sarif-2.1.0.json"


@pytest.fixture
def decided(examples: Any) -> Any:
    """Return the examples with one contradiction decided on, one in the baseline, and a decision that has expired."""
    first, second, *rest = (f for f in examples.report.findings if f.verdict == "contradiction")
    sides = tuple(DecidedSide(s.value, "", "", "", s.claims) for s in first.sides)
    decision = Decision(
        first.id, first.verdict, first.family, first.subject, first.attribute, first.scope,
        "outdated", "<b>old</b> =1+1", "The desk", sides, date(2030, 1, 1),
    )  # fmt: skip
    others = [f for f in examples.report.findings if f not in (first, second)]
    report = replace(
        examples.report,
        findings=tuple(others),
        silenced=(Silenced(first, (decision,)), Silenced(second)),
        warnings=(Problem("factcheck-decisions.toml", 7, "expired on 2020-01-01"),),
    )
    assert rest
    return examples._replace(report=report)


def test_sarif(decided: Any) -> None:
    shown = decided.json("sarif")
    if SCHEMA.is_file():
        schema = json.loads(SCHEMA.read_text("utf-8"))
        assert [e.message for e in jsonschema.Draft4Validator(schema).iter_errors(shown)] == []
    results = shown["runs"][0]["results"]
    kept = [r for r in results if "suppressions" not in r and "baselineState" not in r]
    assert {r["properties"]["findingId"] for r in kept} == {
        f.id for f in decided.report.findings if f.verdict in decided.request.verdicts
    }
    suppressed = [r for r in results if "suppressions" in r]
    assert {r["properties"]["findingId"] for r in suppressed} == {decided.report.silenced[0].finding.id}
    assert suppressed[0]["suppressions"][0]["justification"] == "outdated: <b>old</b> =1+1 (The desk)"
    assert [r["baselineState"] for r in results if "baselineState" in r]
    notes = shown["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert [n["level"] for n in notes] == ["warning"]


def test_junit(decided: Any) -> None:
    suite = next(iter(JUnitXml.fromstring(rendered("junit", decided.report, decided.request))))
    assert (suite.failures, suite.skipped) == (1, 2)
    told = {r.message for case in suite for r in case.result if isinstance(r, Skipped)}
    assert told == {"outdated: <b>old</b> =1+1 (The desk)", "stands in the baseline"}


def test_page(decided: Any) -> None:
    shown = decided.shown("html")
    before, after = shown.split('<h2 id="decided">')
    for s in decided.report.silenced:
        assert f'id="{s.finding.id}"' not in before
        assert f'id="{s.finding.id}"' in after
    assert "<b>outdated</b>: &lt;b&gt;old&lt;/b&gt; =1+1 (The desk, until 2030-01-01)" in after
    assert "stands in the baseline" in after
    assert "factcheck-decisions.toml:7: expired on 2020-01-01" in after


def test_workbook(decided: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered("xlsx", decided.report, decided.request)))
    header, first, second = ([c.value for c in row] for row in book["Decided"].iter_rows())
    row = dict(zip(header, first, strict=True))
    assert (row["decision"], row["decision_reason"], row["decided_by"]) == ("outdated", "<b>old</b> =1+1", "The desk")
    assert row["expires"].date() == date(2030, 1, 1)
    assert "stands in the baseline" in second


def test_a_decision_that_no_longer_holds_is_loud_on_github(decided: Any) -> None:
    shown = decided.shown("github")
    assert "::warning file=factcheck-decisions.toml,line=7,title=factcheck decision::expired on 2020-01-01\n" in shown
    assert shown.endswith("; 1 silenced by decisions; 1 known from the baseline\n")


@pytest.mark.parametrize("name", ["text", "markdown", "csv", "github", "gitlab", "rdjson"])
def test_not_shown_elsewhere(decided: Any, name: str) -> None:
    shown = decided.shown(name)
    assert all(s.finding.id not in shown for s in decided.report.silenced)
