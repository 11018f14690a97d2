"""Every format holds every conflict, gives the same bytes twice, and hands nothing of an article to a machine as a command."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from junitparser import JUnitXml

from factcheck.render.cells import disarmed, rearmed
from factcheck.render.registry import FORMATS, rendered
from factcheck.render.view import View, clean, hushed

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
BINARY = {"xlsx"}


@pytest.mark.parametrize("name", FORMATS)
def test_same_bytes_twice(hostile: Any, name: str) -> None:
    assert rendered(name, hostile.report, hostile.request) == rendered(name, hostile.report, hostile.request)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - BINARY))
def test_every_conflict_with_both_values(examples: Any, name: str) -> None:
    shown = examples.shown(name)
    for f in examples.report.findings:
        if f.verdict == "contradiction":
            assert all(side.value.split(" and ")[0] in shown for side in f.sides), f.message
            assert f.family in shown


@pytest.mark.parametrize("name", sorted(set(FORMATS) - BINARY - {"json"}))
def test_no_control_reaches_the_reader(hostile: Any, name: str) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe]", hostile.shown(name))


@pytest.mark.parametrize("name", FORMATS)
def test_no_path_of_the_machine(hostile: Any, name: str) -> None:
    assert str(hostile.folder).encode() not in rendered(name, hostile.report, hostile.request)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_read_is_no_failure_and_no_bare_success(case: Any, name: str) -> None:
    empty = case(("a.txt", "A", "The sea was calm.\n"))
    assert not empty.report.findings
    assert rendered(name, empty.report, empty.request)


def test_adding_a_format_touches_one_place() -> None:
    named = [
        path.name
        for path in sorted((ROOT / "factcheck").rglob("*.py"))
        if re.search(r"[\"']rdjson[\"']", path.read_text("utf-8"))
    ]
    assert named == ["registry.py"]


def test_formats_are_imported_only_where_used() -> None:
    heavy = "jinja2 xlsxwriter junitparser pandas pydantic".split()
    code = f"import sys, factcheck.cli.report; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------ the terminal


def test_carets_stand_under_the_value(case: Any) -> None:
    shown = case(
        ("a.txt", "A", "Saltmere Mayor Judith Abelard closed the pier.\n"),
        ("b.txt", "B", "市長 Saltmere Mayor Edith Marlowe closed the pier.\n"),
    ).shown("text")
    lines = shown.splitlines()
    sentence = next(n for n, line in enumerate(lines) if "Edith Marlowe closed" in line)
    columns = [(c, 2 if c in "市長" else 1) for c in lines[sentence]]
    under, at = "", 0
    for c, width in columns:
        if lines[sentence + 1][at : at + 1] == "^":
            under += c
        at += width
    assert under == "Edith Marlowe"
    assert "b.txt:1:19" in shown


def test_colours_only_where_asked_for(examples: Any) -> None:
    assert "\x1b" not in examples.shown("text")
    coloured = rendered("text", examples.report, replace(examples.request, colour=True)).decode()
    assert re.sub(r"\x1b\[\d+m", "", coloured) == examples.shown("text")


def test_no_line_of_a_log_is_a_command(hostile: Any) -> None:
    for name in ("text", "markdown", "github"):
        for line in hostile.shown(name).splitlines():
            assert "##[" not in line
            assert "##vso[" not in line
            if name != "github":
                assert not line.lstrip().startswith("::")
    assert hushed("::error::x\n  ::warning::y") == ":\u2060:error::x\n  :\u2060:warning::y"


# ------------------------------------------------------------------ GitHub


def _commands(shown: str) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in shown.splitlines():
        if match := re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line):
            properties = dict(p.split("=", 1) for p in match[2].split(","))
            found.append((match[1], {k: unquote(v) for k, v in properties.items()}, unquote(match[3])))
    return found


def test_annotations_mark_the_words(hostile: Any) -> None:
    shown = hostile.shown("github")
    assert sum(line.startswith("::") for line in shown.splitlines()) == len(_commands(shown))
    marked = set()
    for level, where, _ in _commands(shown):
        assert level == "error"
        line = (hostile.folder / where["file"]).read_text("utf-8").split("\n")[int(where["line"]) - 1]
        marked.add(line[int(where["col"]) - 1 : int(where["endColumn"]) - 1])
    assert marked == {"Judith Abelard", "Edith Marlowe"}


def test_annotation_tells_the_other_side(hostile: Any) -> None:
    for _, where, message in _commands(hostile.shown("github")):
        other = "Judith Abelard closed" if where["file"].startswith("b") else "Edith Marlowe closed"
        assert other in message
        assert where["title"] == "contradiction: Saltmere: mayor"


def test_a_check_marks_the_draft_only(hostile: Any) -> None:
    request = replace(hostile.request, drafts=frozenset({"a b%.txt"}))
    shown = rendered("github", hostile.report, request).decode()
    assert [where["file"] for _, where, _ in _commands(shown)] == ["a b%.txt"]


# ------------------------------------------------------------------ SARIF, GitLab, rdjson, JUnit


def test_sarif_is_valid(hostile: Any, examples: Any) -> None:
    schema = SHARED / "schemas" / "sarif-2.1.0.json"
    if not schema.is_file():
        pytest.skip("needs ../shared/schemas/sarif-2.1.0.json, which is not here")
    validator = jsonschema.Draft4Validator(json.loads(schema.read_text("utf-8")))
    every = replace(examples.request, verdicts=("contradiction", "review", "explained", "agreement"))
    for shown in (hostile.json("sarif"), json.loads(rendered("sarif", examples.report, every))):
        assert [error.message for error in validator.iter_errors(shown)] == []
        assert shown["runs"][0]["results"]
    broken = hostile.json("sarif")
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(broken))


def test_sarif_names_the_words_and_the_other_side(hostile: Any) -> None:
    run = hostile.json("sarif")["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    prints = set()
    for result in run["results"]:
        links = re.findall(r"\]\(([^)]*)\)", result["message"]["text"])
        assert links == ["1"]
        for location in (*result["locations"], *result["relatedLocations"]):
            physical = location["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            assert not re.search(r"[\s:]|%(?![0-9A-F]{2})", uri)
            text = (hostile.folder / unquote(uri)).read_text("utf-8")
            region = physical["region"]
            words = text[region["charOffset"] :][: region["charLength"]]
            line = text.split("\n")[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == words
            assert words in ("Judith Abelard", "Edith Marlowe")
        assert len(result["relatedLocations"]) == 1
        prints.add(result["partialFingerprints"]["primaryLocationLineHash"])
    assert len(prints) == len(run["results"]) == 2


def test_fingerprints_outlive_new_lines(case: Any, tmp_path: Path) -> None:
    first = ("a.txt", "A", "Saltmere Mayor Judith Abelard closed the pier.\n")
    second = ("b.txt", "B", "Saltmere Mayor Edith Marlowe closed the pier.\n")
    before = case(first, second)
    (tmp_path / "articles").rename(tmp_path / "before")
    after = case(("a.txt", "A", f"The sea was calm.\n\n{first[2]}"), second)
    (tmp_path / "articles").rename(tmp_path / "after")
    changed = case(("a.txt", "A", first[2].replace("closed", "shut")), second)

    def prints(one: Any) -> list[str]:
        results = one.json("sarif")["runs"][0]["results"]
        return sorted(r["partialFingerprints"]["primaryLocationLineHash"] for r in results)

    def rows(one: Any) -> list[str]:
        return [row["claims_a"] + row["claims_b"] for row in csv.DictReader(io.StringIO(one.shown("csv"), newline=""))]

    assert prints(before) == prints(after)
    assert rows(before) == rows(after)
    assert not set(prints(before)) & set(prints(changed))
    assert not set(rows(before)) & set(rows(changed))
    assert [e["fingerprint"] for e in before.json("gitlab")] == [e["fingerprint"] for e in after.json("gitlab")]


def test_gitlab_entries(hostile: Any) -> None:
    entries = hostile.json("gitlab")
    assert len({e["fingerprint"] for e in entries}) == len(entries) == 2
    for entry in entries:
        assert entry["severity"] == "critical"
        assert (hostile.folder / entry["location"]["path"]).is_file()
        assert "\n" not in entry["description"]


def test_rdjson_counts_bytes(hostile: Any) -> None:
    for diagnostic in hostile.json("rdjson")["diagnostics"]:
        location = diagnostic["location"]
        start, end = location["range"]["start"], location["range"]["end"]
        line = (hostile.folder / location["path"]).read_bytes().split(b"\n")[start["line"] - 1]
        assert line[start["column"] - 1 : end["column"] - 1] in (b"Judith Abelard", b"Edith Marlowe")


def test_junit_is_read_by_a_reader(hostile: Any, examples: Any) -> None:
    for one in (hostile, examples):
        data = rendered("junit", one.report, one.request)
        ET.fromstring(data)  # noqa: S314 - our own output
        (suite,) = JUnitXml.fromstring(data)
        conflicts = sum(f.verdict == "contradiction" for f in one.report.findings)
        assert (suite.tests, suite.failures) == (len(one.report.findings) + 1, conflicts)
        failed = [case.result[0].text for case in suite if case.result]
        assert any("Judith Abelard closed the pier" in text for text in failed)


def test_junit_fails_what_the_run_fails(examples: Any) -> None:
    for level, expected in (("error", 2), ("warning", 3), ("review", 4), ("never", 0)):
        data = rendered("junit", examples.report, replace(examples.request, fail_on=level))
        assert next(iter(JUnitXml.fromstring(data))).failures == expected


def test_what_could_not_be_read_is_told(case: Any) -> None:
    one = case(("a.txt", "A", "The sea was calm.\n"), ("b.txt", "B", ""))
    assert "could not be read" in one.shown("text")
    assert "::error file=b.txt" in one.shown("github")
    assert one.json("gitlab")[0]["location"]["path"] == "b.txt"
    assert one.json("rdjson")["diagnostics"][0]["location"]["path"] == "b.txt"
    assert one.json("sarif")["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert next(iter(JUnitXml.fromstring(one.shown("junit").encode()))).errors == 1
    assert "b.txt" in one.shown("markdown")


# ------------------------------------------------------------------ words


def test_clean_shows_what_would_deceive() -> None:
    assert clean("total \u202e21\u202c\x1b[2J") == "total [U+202E]21[U+202C][U+001B][2J"
    assert clean("a\u200bb\ufeff\ud800") == "ab\ufffd"
    assert clean("a\r\nb\u2028c") == "a\nb\nc"


@pytest.mark.parametrize(
    "cell", ["=1+1", " =1", "'=1", "''=1", "' =1", "-5 degrees", "+1", "@x", "＝1", "\t=1", "'tis", "5%", ""]
)
def test_cells_are_disarmed_and_back(cell: str) -> None:
    shown = disarmed(cell)
    assert shown.lstrip(" '\u3000")[:1] not in tuple("=+-@＝＋－＠") or shown.startswith("'")
    assert rearmed(shown) == cell


def test_excerpt_marks_the_value(hostile: Any) -> None:
    view = View(hostile.report, hostile.request)
    for claim in hostile.report.claims:
        text = hostile.report.documents[[d.id for d in hostile.report.documents].index(claim.document)].text
        assert view.excerpt(claim).parts[1] == " ".join(text[claim.start : claim.end].split())
