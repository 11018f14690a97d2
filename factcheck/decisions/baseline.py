"""A baseline is an earlier JSON report: what it holds is known, and only what is new is reported."""

from __future__ import annotations

import json
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

from factcheck.decisions.settle import Baseline, gravity
from factcheck.model import Problem

if TYPE_CHECKING:
    from factcheck.paths import Pathname

_KEYS: Final = ("id", "verdict", "reason", "severity", "family", "subject", "attribute", "scope", "message")


class EarlierReportError(Exception):
    """Raised when an earlier JSON report cannot be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.path}: {problem.message}")
        self.problem = problem


def read_report(file: Pathname) -> dict[str, Any]:
    """Return an earlier JSON report, checked for the parts that are compared; raises EarlierReportError."""
    try:
        with open(file, encoding="utf-8-sig") as stream:
            data = json.load(stream)
    except (OSError, UnicodeDecodeError) as error:
        raise EarlierReportError(Problem(str(file), 0, f"cannot be read: {error}")) from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise EarlierReportError(Problem(str(file), line, "not a JSON report of factcheck")) from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != "1":
        raise EarlierReportError(Problem(str(file), 0, f"not a JSON report of factcheck (schema {schema!r}, not '1')"))
    try:
        documents = {d["id"]: (d["path"], d["outlet"], d["published"]["start"]) for d in data["documents"]}
        claims = {c["id"]: (documents[c["document"]], c["line"]) for c in data["claims"]}
        for f in data["findings"]:
            _ = [f[key] for key in _KEYS]
            _ = [(side["value"], [claims[c] for c in side["claims"]]) for side in f["sides"]]
    except (KeyError, TypeError) as error:
        raise EarlierReportError(Problem(str(file), 0, f"not a whole JSON report: {error} is missing")) from error
    return dict(data)


def read_baseline(file: Pathname) -> Baseline:
    """Return the baseline of an earlier JSON report; raises EarlierReportError."""
    pairs: dict[frozenset[str], int] = {}
    conflicts = [f for f in read_report(file)["findings"] if gravity(f["verdict"])]  # the others fail nothing
    for finding in conflicts:
        for left, right in combinations(finding["sides"], 2):
            for a, b in product(left["claims"], right["claims"]):
                pair = frozenset((a, b))
                pairs[pair] = max(pairs.get(pair, 0), gravity(finding["verdict"]))
    return Baseline(str(file), pairs)
