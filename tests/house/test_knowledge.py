"""Knowledge lives in `claims/` as data: the machine names no family, country, body or person."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.catalogue import load
from factcheck.ingest import ingest
from factcheck.model import Claim
from factcheck.pipeline import report_on

ROOT = Path(__file__).parents[2]
CATALOGUE = load()
SOURCES = {p: p.read_text("utf-8") for p in sorted((ROOT / "factcheck").rglob("*.py"))}
# Words of the type system and the vocabulary of the machine that some family is called by too.
SHARED = {"age", "clock", "conversion", "count", "duration", "measure", "money", "percent", "rank", "street", "weekday"}


@pytest.mark.parametrize("family", [f.id for f in CATALOGUE.families if f.id not in SHARED])
def test_no_family_is_named(family: str) -> None:
    found = [p.name for p, text in SOURCES.items() if re.search(rf"[\"']{family}[\"']", text)]
    assert found == []


def test_no_country_and_no_body_is_named() -> None:
    countries = CATALOGUE.words["places"]["countries"].values()
    names = {n for c in countries for n in (*c["names"], *c["demonyms"]) if len(n) > 3}
    names |= {n for g in CATALOGUE.words["aliases"]["group"] for n in g["names"]}
    found = {(p.name, n) for p, text in SOURCES.items() for n in names if re.search(rf"[\"']{re.escape(n)}[\"']", text)}
    assert found == set()


@pytest.mark.parametrize("gone", [f.id for f in CATALOGUE.families])
def test_removing_a_family_removes_its_claims_only(gone: str) -> None:
    documents, _ = ingest([ROOT / "examples"], CATALOGUE.words)
    less = replace(CATALOGUE, families=tuple(f for f in CATALOGUE.families if f.id != gone))
    whole, rest = report_on(documents, (), CATALOGUE), report_on(documents, (), less)
    # A figure that no family states any more is left to the general constructions, which may link it to others.
    assert [_said(c) for c in rest.claims] == [_said(c) for c in whole.claims if c.family != gone]
    assert {f.id for f in rest.findings} >= {f.id for f in whole.findings if f.family != gone}


def _said(claim: Claim) -> tuple[object, ...]:
    return claim.family, claim.document, claim.start, claim.end, claim.value, claim.attribute
