"""Rows J: outputs."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from harness import HOLDER, PLANTED, factcheck, report
from lxml import etree
from payloads import FORMULAS, LOGS, URLS, XSS

from factcheck.cli.common import request
from factcheck.config import Config
from factcheck.findings import Dimension, Finding, Report, Side
from factcheck.model import Claim, Document, Name, Problem, Subject
from factcheck.render.cells import rearmed
from factcheck.render.registry import rendered

DIMENSIONS = ("subject", "attribute", "scope", "time", "world", "attribution", "value")


def made(payloads: tuple[str, ...]) -> Report:
    """Return a report of a finding for each payload, which stands in every field that an article can fill."""
    documents, claims, findings = [], [], []
    for n, payload in enumerate(payloads):
        sides = []
        for side, value in enumerate(("Judith Abelard", "Edith Marlowe")):
            text = f"{payload}\n{payload}{value}{payload}"
            start = len(payload) * 2 + 1
            path = f"{n}-{side} {payload}"
            url = URLS[n % len(URLS)] if side else payload
            documents.append(Document(path, path, text, (), payload, payload, url, file=path))
            span = (start, start + len(value), len(payload) + 1, len(text))
            subject = Subject(payload, "place", 0, 0)
            claims.append(Claim(f"a{n}b{side}", path, "office", "p", subject, payload, payload, Name(value), *span))
            sides.append(Side(f"{payload}{value}", (claims[-1].id,), (payload,)))
        dimensions = tuple((name, Dimension("differs", (payload, payload))) for name in DIMENSIONS)
        words = (payload, payload, payload, dimensions, payload)
        findings.append(Finding(f"f{n}", "contradiction", "value", "error", "office", *words, tuple(sides)))
    problems = tuple(Problem(payload, 1, payload) for payload in payloads[:50])
    return Report(tuple(documents), tuple(claims), tuple(findings), problems, len(findings))


def shown(name: str, payloads: tuple[str, ...]) -> bytes:
    return rendered(name, made(payloads), request(name, (), Config(), (), "contradiction"))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, tuple[str, ...]]] = set()
        self.links: list[str] = []
        self.leading: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.seen.add((tag, tuple(sorted(name for name, _ in attrs))))
        named = dict(attrs)
        if tag == "a" and not str(named.get("href")).startswith("#"):
            self.leading.add(named.get("rel"))
        self.links += [value for name, value in attrs if name in ("href", "src", "action", "data", "srcdoc") and value]


def tags(data: bytes) -> Tags:
    found = Tags()
    found.feed(data.decode())
    return found


def test_J1_script_in_every_field() -> None:
    """320 payloads in every field make no element or attribute in the page that plain words do not make; the policy forbids the rest."""
    assert len(XSS) >= 300
    page = shown("html", XSS)
    plain = tuple(f"plain {n}" for n in range(len(XSS)))
    assert tags(page).seen <= tags(shown("html", ("http://x.example", *plain))).seen
    assert b"default-src &#39;none&#39;" in page or b"default-src 'none'" in page
    assert b"unsafe-inline" not in page


def test_J1_nothing_runs_and_nothing_is_fetched(tmp_path: Path) -> None:
    """In headless Chromium that page runs no script of an article and asks for nothing."""
    sync = pytest.importorskip("playwright.sync_api")
    program = next((p for p in ("chromium", "chromium-browser", "google-chrome") if shutil.which(p)), None)
    if program is None:
        pytest.skip("needs Chromium, which is not installed")
    (tmp_path / "page.html").write_bytes(shown("html", XSS))
    asked: list[str] = []
    with sync.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which(program), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
        address = (tmp_path / "page.html").as_uri()
        page.goto(address)
        page.wait_for_timeout(500)
        title = page.title()
        rows = page.locator("article, section, tr").count()
        browser.close()
    assert asked == [address]
    assert "PWNED" not in title or "document.title" in title  # shown as words at most
    assert title != "PWNED"
    assert rows > 50


def test_J2_addresses() -> None:
    """Only http and https addresses are links, which tell nobody where they stand; all others are words."""
    found = tags(shown("html", ("http://x.example/a", *URLS)))
    assert [link for link in found.links if link.startswith("http")]
    assert found.leading == {"noopener noreferrer nofollow"}
    assert [link for link in found.links if not re.match(r"https?://|#", link)] == []
    markdown = shown("markdown", URLS).decode()
    assert re.findall(r"\]\((?!https?://|#)[^)]*\)", markdown) == []


def test_J3_data_in_a_page() -> None:
    """No data of an article stands in a script of the page."""
    page = shown("html", ("</script><script>owned", "\u2028owned")).decode()
    assert [s for s in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL) if "owned" in s] == []


def test_J4_formulas_in_csv() -> None:
    """100 cells that begin formulas, in every column: none begins one, and taking off the apostrophe gives the words back."""
    assert len(FORMULAS) == 100
    rows = list(csv.reader(io.StringIO(shown("csv", FORMULAS).decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert not [c for c in cells if c.lstrip(" \u00a0\u3000\t\r\n")[:1] in tuple("=+-@＝＋－＠")]
    assert "=1+1" in {rearmed(cell) for cell in cells}


def test_J5_formulas_in_a_workbook() -> None:
    """The same in a workbook: no cell is a formula or a link, in any part of the file."""
    with zipfile.ZipFile(io.BytesIO(shown("xlsx", FORMULAS))) as book:
        for part in book.namelist():
            assert not re.search(rb"<f[ >/]|<hyperlink|TargetMode=.External", book.read(part)), part


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_J5_libreoffice_sees_no_formula(tmp_path: Path, form: str) -> None:
    """LibreOffice finds no formula and no link in either."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("needs LibreOffice, which is not installed")
    file = tmp_path / f"report.{form}"
    file.write_bytes(shown(form, FORMULAS))
    command = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    if form == "csv":
        command.append("--infilter=Text - txt - csv (StarCalc):44,34,76")
    done = subprocess.run(
        [*command, "--convert-to", "fods", "--outdir", str(tmp_path / "out"), str(file)],
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0
    (opened,) = (tmp_path / "out").glob("*.fods")
    text = opened.read_text("utf-8")
    assert "Judith Abelard" in text
    assert "table:formula=" not in text
    assert "<text:a " not in text


def test_J6_what_a_workbook_cannot_hold() -> None:
    """Control characters are shown by number, a cell of 40,000 characters is cut and says so; the workbook opens."""
    import openpyxl

    data = shown("xlsx", ("\x00\x01\x0b\ufffe[]:*?/\\", "A" * 40_000))
    cells = [
        str(c.value) for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for c in row
    ]
    assert any(c.endswith("[cut off]") for c in cells)
    assert max(map(len, cells)) <= 32_767
    assert any("[U+0000]" in c for c in cells)


def test_J6_more_rows_than_a_sheet_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is more than a sheet takes goes on in further ones, under the same header; no row is lost."""
    import openpyxl

    from factcheck.render import workbook

    monkeypatch.setattr(workbook, "_MOST", 7)
    book = openpyxl.load_workbook(io.BytesIO(shown("xlsx", tuple(f"place {n}" for n in range(20)))))
    sheets = [sheet for sheet in book if sheet.title.startswith("Claims")]
    assert [sheet.title for sheet in sheets] == ["Claims", *(f"Claims {n}" for n in range(2, 7))]
    rows = [[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows(min_row=2)]
    assert len({tuple(row) for row in rows}) == len(rows) == 40
    assert len({tuple(cell.value for cell in sheet[1]) for sheet in sheets}) == 1


def test_J7_junit_is_xml() -> None:
    """JUnit is XML to a strict parser, whatever stands in it."""
    odd = ("\x00\x0b\x1b", "\ufffe\uffff", "\ud800", "]]>", *XSS[:40])
    tree = etree.fromstring(shown("junit", odd), etree.XMLParser(resolve_entities=False))
    assert int(tree.get("failures")) == len(odd)


def test_J8_sarif_is_sarif() -> None:
    """Addresses in SARIF are relative and percent-encoded, and no words of an article make a link."""
    sarif = json.loads(shown("sarif", ("a b%?#ü", "[x](http://x.example)", "..", "C:\\x")))
    run = sarif["runs"][0]
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]]
    assert all(re.fullmatch(r"(?:[A-Za-z0-9_.~/-]|%[0-9A-F]{2})+", uri) for uri in uris)
    texts = [r["message"]["text"] for r in run["results"]]
    assert not [t for t in texts if re.search(r"\]\((?!\d+\))", t)]


def test_J8_very_many_results() -> None:
    """Of 15,000 findings SARIF holds the 25,000 results that GitHub takes, counts the rest, and is below 10 MB when packed."""
    data = shown("sarif", tuple(f"place {n}" for n in range(15_000)))
    (run,) = json.loads(data)["runs"]
    assert len(run["results"]) == 25_000
    assert len({json.dumps(r["partialFingerprints"]) for r in run["results"]}) == 25_000
    notes = [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
    assert notes[-1] == "5000 results more than SARIF readers take"
    assert len(gzip.compress(data, 1)) < 10_000_000


def test_J9_markdown() -> None:
    """In Markdown words of an article make no table cell, link, picture, mention or element."""
    text = shown(
        "markdown", ("a|b", "`x`", "![x](http://x.example/p.png)", "<img src=x>", "@team", "#12", "<!--", "```\n")
    ).decode()
    assert not re.search(r"(?<!\\)!\[|(?<![\\\w&])<(?:img|!--)|(?<![\\\w])@team|(?<![\\\w])#12|(?<!\\)\|", text)
    assert "```" not in text.replace("\\`", "")


def test_J10_commands_in_logs() -> None:
    """No line of a log is a command to a CI service but our own."""
    for name in ("text", "markdown"):
        text = shown(name, LOGS).decode()
        assert not [line for line in text.splitlines() if re.match(r"\s*::\w", line)]
        assert "##[" not in text
        assert "##vso[" not in text
        assert "\x1b" not in text
    lines = shown("github", LOGS).decode().split("\n")
    assert all(re.match(r"::(error|warning|notice) |\d+ contradiction|$", line) for line in lines)


def test_J10_in_a_run(tmp_path: Path) -> None:
    """The same from articles, on standard output and standard error; file names too."""
    for n, payload in enumerate(LOGS):
        holder = "Judith Abelard" if n % 2 else "Edith Marlowe"
        text = f"{payload}\n\n{payload} Saltmere Mayor {holder} closed the pier, {payload}\n"
        name = payload.replace("/", "")
        (tmp_path / f"{n}{name}.txt").write_bytes(text.encode())
    (tmp_path / "::error::x.txt").write_bytes(b"")
    done = factcheck("report", ".", cwd=tmp_path)
    for line in (done.out.decode() + done.err).split("\n"):
        assert not re.match(r"\s*::\w", line)
        assert "\x1b" not in line
        assert "##[" not in line


def test_J11_no_path_of_the_machine(tmp_path: Path) -> None:
    """No format tells where on the machine the articles lie."""
    (tmp_path / "a.txt").write_text(PLANTED, "utf-8")
    (tmp_path / "b.txt").write_text(PLANTED.replace(HOLDER, "Edith Marlowe"), "utf-8")
    for form in ("text", "html", "csv", "json", "sarif", "junit", "markdown", "github", "gitlab", "rdjson"):
        out = factcheck("report", tmp_path / "a.txt", tmp_path / "b.txt", "--format", form, cwd=tmp_path).out
        assert str(tmp_path).encode() not in out, form


def test_J12_csv_comes_back() -> None:
    """Fields with line ends, quotes and 300,000 characters are read back as they were written."""
    odd = ('a"b', "a\nb", "a\r\nb", "a,b;c", "\u2028x", "x" * 300_000, "'a", '""', "=1+1", "''-2")
    csv.field_size_limit(10_000_000)
    rows = list(csv.DictReader(io.StringIO(shown("csv", odd).decode("utf-8-sig"), newline=""), strict=True))
    assert len(rows) == len(odd)
    assert {len(row) for row in rows} == {len(rows[0])}
    # A line end in what is one line elsewhere is a blank; nothing else is changed.
    assert {rearmed(row["subject"]) for row in rows} == {" ".join(text.split()) for text in odd}
    assert {rearmed(row["value_a"]) for row in rows} == {" ".join(f"{text}Judith Abelard".split()) for text in odd}


def test_J13_direction_of_text() -> None:
    """Two hundred marks that turn the direction of text are shown by number; none is left in any format but JSON."""
    turned = "\u202e" * 200 + "\u2066x"
    for form in ("text", "html", "csv", "markdown", "junit", "sarif", "github"):
        assert "\u202e" not in shown(form, (turned,)).decode(), form
    with zipfile.ZipFile(io.BytesIO(shown("xlsx", (turned,)))) as book:
        assert not [part for part in book.namelist() if "\u202e" in book.read(part).decode()]
    for form, key in (("gitlab", "description"), ("rdjson", "message")):  # their paths must be the file's
        found = json.loads(shown(form, (turned,)))
        told = [entry[key] for entry in (found if form == "gitlab" else found["diagnostics"])]
        assert told
        assert not [words for words in told if "\u202e" in words]
    assert "[U+202E]" in shown("html", (turned,)).decode()


def test_J14_very_many_findings() -> None:
    """100,000 findings: a page below 25 MB that gives exact totals, and says how many it does not hold."""
    many = tuple(f"place {n}" for n in range(100_000))
    page = shown("html", many)
    assert len(page) < 25_000_000
    assert b"100000 contradictions" in page or b"100,000 contradictions" in page
    assert b"98000 more do not stand on this page" in page


@pytest.mark.parametrize(
    "form", ["text", "html", "csv", "xlsx", "json", "github", "sarif", "junit", "markdown", "gitlab", "rdjson"]
)
def test_J15_the_same_bytes_twice(tmp_path: Path, form: str) -> None:
    """A report that is written twice is the same, workbooks too."""
    (tmp_path / "a.txt").write_text(PLANTED, "utf-8")
    (tmp_path / "b.txt").write_text(PLANTED.replace(HOLDER, "Edith Marlowe"), "utf-8")
    twice = [factcheck("report", "a.txt", "b.txt", "--format", form, cwd=tmp_path).out for _ in range(2)]
    assert twice[0] == twice[1]
    assert report("a.txt", cwd=tmp_path).code == 0
