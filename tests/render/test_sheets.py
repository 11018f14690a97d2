"""CSV, workbook and claim tables: the cells that we wrote come back, and none of them is a formula or a link."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from factcheck.render import arrow, workbook
from factcheck.render.cells import rearmed
from factcheck.render.registry import rendered
from factcheck.render.rows import rows
from factcheck.render.tables import claim_rows, columns, document_rows, package, parquet, tables
from factcheck.render.view import View

RULING = {"decision", "decision_reason", "decided_by", "expires"}


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def plain(row: dict[str, Any]) -> dict[str, str]:
    return {k: "" if v is None else str(v) for k, v in row.items()}


def test_one_row_for_each_pair_of_sides(examples: Any) -> None:
    found = read(rendered("csv", examples.report, examples.request))
    conflicts = [f for f in examples.report.findings if f.verdict in ("contradiction", "review")]
    assert len(found) == sum(len(list(combinations(f.sides, 2))) for f in conflicts)
    row = next(r for r in found if r["value_a"] == "1%")
    assert row["value_b"] == "2%"
    assert "capped at 1%" in row["sentence_a"]
    assert (row["outlet_b"], row["article_b"], row["published_b"]) == (
        "The Monthly Review",
        "coast/review.txt",
        "2025-03-10",
    )
    claims = {c.id for c in examples.report.claims}
    assert all(set((r["claims_a"] + " " + r["claims_b"]).split()) <= claims for r in found)
    assert all(r[name] == "" for r in found for name in RULING)


def test_csv_comes_back(hostile: Any) -> None:
    data = rendered("csv", hostile.report, hostile.request)
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"")
    view = View(hostile.report, hostile.request)
    meant = [plain(row) for row in rows(view, view.shown)]
    assert [{k: rearmed(v) for k, v in row.items() if k not in RULING} for row in read(data)] == meant


def test_every_column_is_described(examples: Any) -> None:
    view = View(examples.report, examples.request)
    written = set(rows(view, view.shown)[0]) | RULING
    assert {c.name for c in examples.request.columns} == written
    assert all(c.about for c in examples.request.columns)


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_no_cell_is_a_formula(hostile: Any, name: str) -> None:
    data = rendered(name, hostile.report, hostile.request)
    if name == "csv":
        cells = [c for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for c in row]
        assert not [c for c in cells if c.lstrip(" \u3000")[:1] in tuple("=+-@＝＋－＠\t\r")]
        return
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for part in book.namelist():
            text = book.read(part).decode()
            assert not re.search(r"<f[ >]|<hyperlink|TargetMode=.External", text), part
    sheets = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {c.data_type for sheet in sheets for row in sheet.iter_rows() for c in row}
    assert kinds <= {"s", "n", "d"}
    assert any(c.value and str(c.value) == "=1+1" for row in sheets["Articles"].iter_rows() for c in row)


def test_workbook_for_editors(examples: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered("xlsx", examples.report, examples.request)))
    assert book.sheetnames == ["Findings", "Other findings", "Claims", "Articles", "About"]
    sheet = book["Findings"]
    header = [c.value for c in sheet[1]]
    assert header == [c.name for c in examples.request.columns]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"accepted error,not an error,outdated,watch"'
    assert sheet.cell(2, header.index("decision") + 1).coordinate in choice.sqref
    assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("A2", True)
    shown = [dict(zip(header, [c.value for c in row], strict=True)) for row in sheet.iter_rows(min_row=2)]
    day = next(r["published_b"] for r in shown if r["value_a"] == "1%")
    assert day.date() == date(2025, 3, 10)
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert set(header) <= set(about)
    agreed = [row[header.index("verdict")].value for row in book["Other findings"].iter_rows(min_row=2)]
    assert set(agreed) == {"explained", "agreement"}


def test_a_long_cell_is_cut_and_says_so(case: Any) -> None:
    one = case(("a.txt", "A" * 40_000, "The sea was calm.\n"))
    book = openpyxl.load_workbook(io.BytesIO(rendered("xlsx", one.report, one.request)))
    longest = max((str(c.value or "") for row in book["Articles"].iter_rows() for c in row), key=len)
    assert len(longest) == 32_767
    assert longest.endswith("[cut off]")


def test_a_workbook_of_many_claims_is_made_on_the_disk_and_says_the_same(
    case: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = case(("a.txt", "=A", "Saltmere Mayor Judith Abelard closed the pier on 3 May 1850. It cost £3,000.\n"))
    small = rendered("xlsx", one.report, one.request)
    monkeypatch.setattr(workbook, "_MANY", 0)
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    large = rendered("xlsx", one.report, one.request)
    assert large != small
    assert large == rendered("xlsx", one.report, one.request)
    assert not list(made.iterdir())
    cells = [
        [[[c.value, c.data_type, c.number_format] for c in row] for sheet in book for row in sheet.iter_rows()]
        for book in (openpyxl.load_workbook(io.BytesIO(data)) for data in (small, large))
    ]
    assert cells[0] == cells[1]


# ------------------------------------------------------------------ claim tables


def whole(files: Mapping[str, Iterable[bytes]]) -> dict[str, bytes]:
    return {name: b"".join(pieces) for name, pieces in files.items()}


@pytest.mark.parametrize("editors", [True, False])
def test_package_describes_its_tables(examples: Any, editors: bool) -> None:
    files = whole(package(examples.report, {"seats": "seats in a chamber"}, editors=editors))
    described = json.loads(files["datapackage.json"])
    names = [r["name"] for r in described["resources"]]
    assert {f"{n}.csv" for n in names} | {"datapackage.json"} == set(files)
    documents = {row["id"] for row in read(files["documents.csv"])}
    for resource in described["resources"]:
        data = files[resource["path"]]
        found = read(data)
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == list(found[0])
        assert all(f["description"] for f in fields)
        for row in found:
            for f in fields:
                cell = row[f["name"]]
                if cell and f["type"] == "date":
                    date.fromisoformat(cell)
                elif cell and f["type"] in ("number", "integer"):
                    Decimal(cell)
        (key,) = resource["schema"]["primaryKey"]
        assert len({row[key] for row in found}) == len(found)
        if resource["name"] != "documents":
            assert {row["document"] for row in found} <= documents
        assert data.startswith(b"\xef\xbb\xbf") is editors
        assert (b"\r\n" in data) is editors


def test_tables_hold_every_claim(examples: Any) -> None:
    frames = tables(examples.report)
    assert sum(len(frame) for frame in frames.values()) == len(examples.report.claims)
    assert all(list(frame.columns) == [c.name for c in columns("claim")] for frame in frames.values())


def test_negative_figures_stay_figures(case: Any) -> None:
    one = case(("a.txt", "A", "The temperature fell to -5 degrees in Saltmere.\n"))
    files = whole(package(one.report, {}, editors=True))
    low = [row["low"] for name, data in files.items() if name.endswith(".csv") for row in read(data) if row.get("low")]
    assert not [cell for cell in low if cell.startswith("'")]


# ------------------------------------------------------------------ LibreOffice


def converted(file: Path, folder: Path) -> list[list[str]]:
    """Return the cells of a file's first sheet after LibreOffice has opened it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("needs LibreOffice, which is not installed")
    out = folder / "out"
    # 44: comma, 34: quote, 76: UTF-8, all fields as they are shown; one file for each sheet.
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    if file.suffix == ".csv":  # comma, quote, UTF-8; no column turned into another type
        command.append("--infilter=Text - txt - csv (StarCalc):44,34,76")
    subprocess.run(
        [*command, "--convert-to", filter_, "--outdir", str(out), str(file)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    first = sorted(out.glob("*Findings.csv")) or sorted(out.glob("*.csv"))
    return list(csv.reader(io.StringIO(first[0].read_text("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_libreoffice_gives_the_same_cells_back(hostile: Any, name: str, tmp_path: Path) -> None:
    file = tmp_path / f"findings.{name}"
    file.write_bytes(rendered(name, hostile.report, hostile.request))
    header, *found = converted(file, tmp_path)
    assert header == [c.name for c in hostile.request.columns]
    view = View(hostile.report, hostile.request)
    meant = [plain(row) for row in rows(view, view.shown)]
    assert len(found) == len(meant) == 1
    for shown, row in zip(found, meant, strict=True):
        cells = dict(zip(header, shown, strict=True))
        for key, value in row.items():
            assert (rearmed(cells[key]) if name == "csv" else cells[key]) == value, key
        assert "=1+1" in {cells["outlet_a"].lstrip("'"), cells["outlet_b"].lstrip("'")}


def test_rows_hold_what_the_tables_hold(examples: Any) -> None:
    assert {r["id"] for r in document_rows(examples.report)} == {d.id for d in examples.report.documents}
    assert set(claim_rows(examples.report)) == {c.family for c in examples.report.claims}


def test_parquet_holds_the_rows_however_many_are_packed_at_once(
    examples: Any, hostile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    pq = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    pool = pa.default_memory_pool().backend_name
    for case in (examples, hostile):
        files = {name: b"".join(pieces) for name, pieces in parquet(case.report).items()}
        wanted = {"documents": document_rows(case.report), **claim_rows(case.report)}
        assert sorted(files) == sorted(f"{name}.parquet" for name in wanted)
        for name, made in wanted.items():
            found = pq.read_table(io.BytesIO(files[f"{name}.parquet"]))
            assert found.to_pylist() == list(made)
            kinds = {"integer": pa.int64()}
            columns_of = columns("document" if name == "documents" else "claim")
            schema = pa.schema([(c.name, kinds.get(c.type, pa.string())) for c in columns_of])
            assert found.schema == schema
            plainly = io.BytesIO()
            pq.write_table(pa.Table.from_pylist(list(made), schema=schema), plainly, compression="zstd")
            assert files[f"{name}.parquet"] == plainly.getvalue()
        with monkeypatch.context() as few:
            few.setattr(arrow, "_ROWS", 3)
            assert {name: b"".join(pieces) for name, pieces in parquet(case.report).items()} == files
    assert pa.default_memory_pool().backend_name == pool
    (empty,) = arrow.parquet(columns("claim"), arrow.packed(columns("claim"), []))
    assert pq.read_table(io.BytesIO(empty)).to_pylist() == []
