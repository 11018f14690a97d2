"""Articles of our own held against themselves: each `slip` holds one slip of arithmetic, dates or names, each `clean` none.

They were written before the rules that find them, half of them after the first rules and before the others. Floors only
rise, and no more false alarms are let in than `alone_false`.
"""

from __future__ import annotations

import json
from pathlib import Path

from factcheck.catalogue import load
from factcheck.ingest import ingest
from factcheck.pipeline import report_on

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))


def test_slips_are_found_and_clean_articles_pass() -> None:
    catalogue = load()
    found: dict[str, list[str]] = {"slip": [], "clean": []}
    for path in sorted((HERE / "alone").glob("*.txt")):
        documents, problems = ingest([path], catalogue.words)
        report = report_on(documents, problems, catalogue)
        assert not report.problems
        if report.contradictions:
            found[path.name.partition("-")[0]] += [f"{path.name}: {f.message}" for f in report.contradictions]
    slips = {entry.partition(":")[0] for entry in found["slip"]}
    assert len(slips) >= FLOORS["alone_found"], sorted(slips)
    assert len(found["clean"]) <= FLOORS["alone_false"], found["clean"]
