"""The normalized tables: one data frame for each family and one of the articles, as CSV with a description of the package."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

from factcheck.catalogue import shipped
from factcheck.render.cells import csv_bytes
from factcheck.render.contract import contract
from factcheck.render.registry import Column, Request
from factcheck.render.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from factcheck.model import Report

DOCUMENTS = "documents"


def columns(kind: str) -> tuple[Column, ...]:
    """Return the columns of the tables of that kind, claim or document, as `reports/claims/table.toml` describes them."""
    described = tomllib.loads((shipped("reports") / "claims" / "table.toml").read_text("utf-8"))
    return tuple(Column(**column) for column in described[kind])


def tables(report: Report) -> dict[str, pd.DataFrame]:
    """Return one frame for each family that has claims, sorted by name.

    The columns are `columns("claim")`. Bounds are decimal strings, days ISO strings, `line` is a number; None is empty.
    """
    import pandas as pd  # noqa: PLC0415 - heavy: only where a frame is asked for

    names = [column.name for column in columns("claim")]
    return {family: pd.DataFrame(rows, columns=names) for family, rows in claim_rows(report).items()}


def claim_rows(report: Report) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each family that has claims, families sorted by name."""
    part = contract(report)
    view = View(report, Request())
    outlets = {d.id: d.outlet for d in part.documents}
    rows: dict[str, list[dict[str, Any]]] = {}
    for c, claim in zip(part.claims, report.claims, strict=True):
        v = c.value
        rows.setdefault(c.family, []).append(
            {
                "claim": c.id, "document": c.document, "outlet": outlets[c.document], "line": c.line, "subject": c.subject,
                "attribute": c.attribute, "scope": c.scope, "value": v.text, "low": v.low, "high": v.high, "unit": v.unit,
                "start": v.start, "end": v.end, "name": v.name, "time_start": c.time.start, "time_end": c.time.end,
                "world": c.world, "status": c.status, "attribution": c.attribution, "sentence": view.excerpt(claim).text,
            }
        )  # fmt: skip
    return dict(sorted(rows.items()))


def document_rows(report: Report) -> list[dict[str, Any]]:
    """Return one row for each article, in the report's order."""
    return [
        {
            "id": d.id, "path": d.path, "story": d.story, "outlet": d.outlet, "title": d.title, "sha256": d.sha256,
            "published_start": d.published.start, "published_end": d.published.end, "published_basis": d.published.basis,
        }
        for d in contract(report).documents
    ]  # fmt: skip


def package(report: Report, families: Mapping[str, str], *, editors: bool) -> dict[str, bytes]:
    """Return the tables as the files of a data package: CSV for each table, and `datapackage.json`, which describes them.

    `editors` asks for CSV made for spreadsheets (a byte order mark, CR LF, text that is no formula); else it is plain.
    """
    claim, document = columns("claim"), columns("document")
    content = {DOCUMENTS: (document, document_rows(report))} | {f: (claim, r) for f, r in claim_rows(report).items()}
    files = {
        f"{name}.csv": csv_bytes(of, rows, editors=editors) for name, (of, rows) in sorted(content.items())
    }  # fmt: skip
    resources = [_resource(name, of, families, editors=editors) for name, (of, _) in sorted(content.items())]
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "factcheck-claims",
        "title": "What the articles claim, one table for each family of claims",
        "resources": resources,
    }
    files["datapackage.json"] = (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def parquet(report: Report) -> dict[str, bytes]:
    """Return the tables as Parquet files, one for each; raises ImportError without the extra `parquet`.

    Words are text, lines are numbers, and every column is there even when all its cells are empty.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    content = {DOCUMENTS: (columns("document"), document_rows(report))}
    content |= {family: (columns("claim"), rows) for family, rows in claim_rows(report).items()}
    files = {}
    for name, (of, rows) in sorted(content.items()):
        kinds = pa.schema([(c.name, pa.int64() if c.type == "integer" else pa.string()) for c in of])
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pylist(rows, schema=kinds), sink, compression="zstd")
        files[f"{name}.parquet"] = sink.getvalue().to_pybytes()
    return files


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
