"""The normalized tables: one data frame for each family and one of the articles, as CSV with a description of the package."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.catalogue import shipped
from factcheck.render import arrow
from factcheck.render.cells import csv_pieces
from factcheck.render.contract import ClaimParts, document_parts
from factcheck.render.registry import Column, Request
from factcheck.render.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from factcheck.findings import Report
    from factcheck.model import Claim

DOCUMENTS = "documents"


def columns(kind: str) -> tuple[Column, ...]:
    """Return the columns of the tables of that kind, claim or document, as `reports/claims/table.toml` describes them."""
    described = tomllib.loads(Path(shipped("reports"), "claims", "table.toml").read_text("utf-8"))
    return tuple(Column(**column) for column in described[kind])


def tables(report: Report) -> dict[str, pd.DataFrame]:
    """Return one frame for each family that has claims, sorted by name.

    The columns are `columns("claim")`. Bounds are decimal strings, days ISO strings, `line` is a number; None is empty.
    """
    import pandas as pd  # noqa: PLC0415 - heavy: only where a frame is asked for

    names = [column.name for column in columns("claim")]
    return {family: pd.DataFrame(list(rows), columns=names) for family, rows in claim_rows(report).items()}


class Rows:
    """The rows of one family's claims, which are made one by one whenever they are gone through."""

    def __init__(self, claims: list[Claim], parts: ClaimParts, view: View) -> None:
        self._claims = claims
        self._parts = parts
        self._view = view

    def __len__(self) -> int:
        return len(self._claims)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for claim in self._claims:
            c = self._parts.of(claim)
            v = c.value
            yield {
                "claim": c.id, "document": c.document, "outlet": self._view.document(claim).outlet, "line": c.line, "subject": c.subject,
                "attribute": c.attribute, "scope": c.scope, "value": v.text, "low": v.low, "high": v.high, "unit": v.unit,
                "start": v.start, "end": v.end, "name": v.name, "time_start": c.time.start, "time_end": c.time.end,
                "world": c.world, "status": c.status, "attribution": c.attribution, "sentence": self._view.excerpt(claim).text,
            }  # fmt: skip


def claim_rows(report: Report) -> dict[str, Rows]:
    """Return the rows of each family that has claims, families sorted by name."""
    parts, view = ClaimParts(report), View(report, Request())
    found: dict[str, list[Claim]] = {}
    for claim in report.claims:
        found.setdefault(claim.family, []).append(claim)
    return {family: Rows(claims, parts, view) for family, claims in sorted(found.items())}


def document_rows(report: Report) -> list[dict[str, Any]]:
    """Return one row for each article, in the report's order."""
    return [
        {
            "id": d.id, "path": d.path, "story": d.story, "outlet": d.outlet, "title": d.title, "sha256": d.sha256,
            "published_start": d.published.start, "published_end": d.published.end, "published_basis": d.published.basis,
        }
        for d in document_parts(report)
    ]  # fmt: skip


def package(report: Report, families: Mapping[str, str], *, editors: bool) -> dict[str, Iterable[bytes]]:
    """Return the tables as the files of a data package: CSV for each table, and `datapackage.json`, which describes them.

    Each file comes in pieces, which are made when they are asked for.
    `editors` asks for CSV made for spreadsheets (a byte order mark, CR LF, text that is no formula); else it is plain.
    """
    claim, document = columns("claim"), columns("document")
    content: dict[str, tuple[tuple[Column, ...], Iterable[dict[str, Any]]]] = {
        DOCUMENTS: (document, document_rows(report)),
        **{family: (claim, rows) for family, rows in claim_rows(report).items()},
    }
    files: dict[str, Iterable[bytes]] = {
        f"{name}.csv": csv_pieces(of, rows, editors=editors) for name, (of, rows) in sorted(content.items())
    }
    resources = [_resource(name, of, families, editors=editors) for name, (of, _) in sorted(content.items())]
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "factcheck-claims",
        "title": "What the articles claim, one table for each family of claims",
        "resources": resources,
    }
    files["datapackage.json"] = ((json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode(),)
    return files


def parquet(report: Report) -> dict[str, Iterable[bytes]]:
    """Return the tables as Parquet files, one for each, which are made when they are asked for; that needs the extra `parquet`.

    What they hold is packed at once: the report, which takes much more, need not be kept for them.
    """
    content: dict[str, tuple[tuple[Column, ...], Iterable[dict[str, Any]]]] = {
        DOCUMENTS: (columns("document"), document_rows(report))
    }
    content |= {family: (columns("claim"), rows) for family, rows in claim_rows(report).items()}
    return {
        f"{name}.parquet": arrow.parquet(of, arrow.packed(of, rows)) for name, (of, rows) in sorted(content.items())
    }


def _resource(name: str, of: tuple[Column, ...], families: Mapping[str, str], *, editors: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [{"name": c.name, "type": c.type, "description": c.about} for c in of],
        "primaryKey": [of[0].name],
        "missingValues": [""],
    }
    if name != DOCUMENTS:
        reference = {"resource": DOCUMENTS, "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["document"], "reference": reference}]
    return {
        "name": name,
        "path": f"{name}.csv",
        "description": families.get(name, "the articles that were read" if name == DOCUMENTS else ""),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n" if editors else "\n"},
        "schema": schema,
    }
