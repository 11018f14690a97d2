"""Every command as a user calls it, those of the README among them."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^    (factcheck .*)$", README, re.MULTILINE)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_command(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code in (0, 1), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_readme_shows_real_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.search(r"<!-- output of factcheck report examples/pier -->\n+```\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    assert run("report", ROOT / "examples" / "pier").stdout == shown[1]


def test_report_finds_both_conflicts() -> None:
    result = run("report", ROOT / "examples" / "coast", ROOT / "examples" / "pier", "--format", "json")
    assert result.exit_code == 1
    findings = [f for f in json.loads(result.stdout)["findings"] if f["verdict"] == "contradiction"]
    values = [{s["value"] for s in f["sides"]} for f in findings]
    assert {"1%", "2%"} in values
    assert any("Yasushi Nozawa" in v for v in values)
    assert {"Judith Abelard", "Edith Marlowe"} in values


def test_same_bytes() -> None:
    first, second = (run("report", ROOT / "examples", "--format", "json").stdout_bytes for _ in range(2))
    assert first == second


def test_contract_holds() -> None:
    report = json.loads(run("report", ROOT / "examples", "--format", "json").stdout)
    texts = {d["id"]: (ROOT / "examples" / d["path"]).read_text("utf-8") for d in report["documents"]}
    claims = {c["id"]: c for c in report["claims"]}
    assert len(claims) == len(report["claims"])
    for claim in claims.values():
        text = texts[claim["document"]]
        span, evidence = claim["span"], claim["evidence"]
        assert text[span["start"] : span["end"]] == claim["value"]["text"]
        assert evidence["start"] <= span["start"] < span["end"] <= evidence["end"]
        assert 1 <= len(claim["value"]["text"]) <= 80
        assert text.splitlines()[claim["line"] - 1][claim["column"] - 1 :].startswith(claim["value"]["text"])
    for finding in report["findings"]:
        held = [c for s in finding["sides"] for c in s["claims"]]
        assert len(held) == len(set(held))
        assert set(held) <= set(claims)
        assert list(finding["dimensions"]) == ["subject", "attribute", "scope", "time", "world", "attribution", "value"]


def test_csv_for_editors(tmp_path: Path) -> None:
    out = tmp_path / "conflicts.csv"
    run("report", ROOT / "examples" / "pier", "--format", "csv", "--output", out)
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {"Judith Abelard", "Edith Marlowe"} in [{r["value_a"], r["value_b"]} for r in rows]


def test_csv_disarms_formulas(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text(
        "file,outlet,published\na.txt,=cmd(),2024-05-14\nb.txt,B,2024-05-14\n", "utf-8"
    )
    (tmp_path / "a.txt").write_text("Saltmere Mayor Judith Abelard closed the pier.\n", "utf-8")
    (tmp_path / "b.txt").write_text("Saltmere Mayor Edith Marlowe closed the pier.\n", "utf-8")
    cells = [c for row in csv.reader(io.StringIO(run("report", tmp_path, "--format", "csv").stdout)) for c in row]
    assert "'=cmd()" in cells
    assert not [c for c in cells if c.startswith("=")]


def test_check_shows_only_what_touches_the_draft(tmp_path: Path) -> None:
    pier = ROOT / "examples" / "pier"
    clean = tmp_path / "clean.txt"
    clean.write_text("The sea was calm.\n", "utf-8")
    assert run("check", clean, "--against", pier).exit_code == 0
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "Saltmere Mayor Agnes Whitlow closed the pier on Monday, the Saltmere harbour office said.\n", "utf-8"
    )
    (tmp_path / "articles.csv").write_text("file,outlet,published\ndraft.txt,Us,2024-05-15\n", "utf-8")
    result = run("check", draft, "--against", pier, "--format", "json")
    assert result.exit_code == 1, result.output
    report = json.loads(result.stdout)
    mine = {c["id"] for c in report["claims"] if c["document"] == "draft.txt"}
    assert all(any(c in mine for s in f["sides"] for c in s["claims"]) for f in report["findings"])


def test_claims_tables(tmp_path: Path) -> None:
    assert run("claims", ROOT / "examples", "--output", tmp_path / "tables").exit_code == 0
    seats = (tmp_path / "tables" / "seats.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(seats, newline="")))
    assert {(r["value"], r["scope"]) for r in rows} >= {("41", "lower"), ("31", "upper")}


def test_explain_names_each_dimension() -> None:
    report = json.loads(run("report", ROOT / "examples" / "pier", "--format", "json").stdout)
    finding = next(f for f in report["findings"] if f["verdict"] == "contradiction")
    shown = run("explain", finding["id"], ROOT / "examples" / "pier").stdout
    assert all(name in shown for name in finding["dimensions"])
    assert run("explain", "nothing", ROOT / "examples" / "pier").exit_code == 2


def test_own_family_needs_no_code(tmp_path: Path) -> None:
    tides = tmp_path / "own" / "tides"
    tides.mkdir(parents=True)
    (tides / "family.toml").write_text(
        'about = "how high the tide stood"\nvalue = "quantity"\nchanges = "never"\ncompare = "everywhere"\n'
        '[[pattern]]\nname = "tide at <place> .. reached <measure>"\nsubject = "place"\nvalue = "measure"\nattribute = "tide"\n',
        "utf-8",
    )
    for name, height in (("a", "4.5"), ("b", "6.5")):
        (tmp_path / f"{name}.txt").write_text(f"The tide at Dover reached {height} metres.\n", "utf-8")
    (tmp_path / "articles.csv").write_text("file,outlet,published\na.txt,A,2024-05-14\nb.txt,B,2024-05-14\n", "utf-8")
    result = run("report", tmp_path, "--claims", tmp_path / "own", "--format", "json")
    found = [f for f in json.loads(result.stdout)["findings"] if f["family"] == "tides"]
    assert [f["verdict"] for f in found] == ["contradiction"]


def test_quiet() -> None:
    result = run("report", ROOT / "examples" / "pier", "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
