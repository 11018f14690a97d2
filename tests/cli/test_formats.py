"""The formats as the command line serves them: chosen by the place, several in one run, and what fails a run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import main
from factcheck.render.registry import FORMATS

ROOT = Path(__file__).parents[2]
PIER = ROOT / "examples" / "pier"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.mark.parametrize("name", FORMATS)
def test_report_and_check_alike(name: str, tmp_path: Path) -> None:
    for number, command in enumerate((["report", PIER], ["check", PIER / "herald.txt", "--against", PIER])):
        out = tmp_path / str(number)
        result = run(*command, "--format", name, "--output", out)
        assert result.exit_code == 1, result.stderr
        assert result.stdout == ""
        data = out.read_bytes()
        assert data
        if name != "xlsx":
            text = data.decode("utf-8-sig")
            assert "Edith Marlowe" in text
            assert "Judith Abelard" in text


def test_github_is_chosen_on_github(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("report", PIER).stdout.startswith("::error file=examples/pier/gazette.txt,line=4,col=16,endColumn=30,")
    assert run("report", PIER, "--format", "text").stdout.startswith("CONTRADICTION")
    run("report", PIER, "--output", tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text("utf-8").startswith("CONTRADICTION")


def test_several_formats_in_one_run(tmp_path: Path) -> None:
    page, sarif = tmp_path / "new" / "report.html", tmp_path / "report.sarif"
    result = run("report", PIER, "--write", f"html={page}", "--write", f"sarif={sarif}")
    assert result.exit_code == 1
    assert result.stdout.startswith("CONTRADICTION")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert json.loads(sarif.read_text("utf-8"))["version"] == "2.1.0"
    assert run("report", PIER, "--quiet", "--write", f"sarif={sarif}").stdout == ""


@pytest.mark.parametrize("value", ["html", "html=", "pdf=x.pdf", "=x"])
def test_a_wrong_write_is_one_line(value: str) -> None:
    result = run("report", PIER, "--write", value)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert value in result.stderr


@pytest.mark.parametrize(
    ("what", "level", "code"),
    [
        ("pier", "error", 1), ("pier", "warning", 1), ("pier", "contradiction", 1), ("pier", "never", 0),
        ("coast/courier.txt coast/review.txt", "error", 0), ("coast/courier.txt coast/review.txt", "warning", 1),
        ("coast/courier.txt coast/almanac.txt", "contradiction", 0), ("coast/courier.txt coast/almanac.txt", "review", 1),
    ],
)  # fmt: skip
def test_fail_on(what: str, level: str, code: int) -> None:
    paths = [ROOT / "examples" / path for path in what.split()]
    assert run("report", *paths, "--fail-on", level).exit_code == code


def test_colours_are_forced_and_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("report", PIER).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1m" in CliRunner().invoke(main, ["report", str(PIER)], color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in CliRunner().invoke(main, ["report", str(PIER)], color=True).stdout


def test_readme_tells_every_format() -> None:
    table = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    assert [name for name in FORMATS if not any(f"`{name}`" in line for line in table)] == []


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Saltmere Mayor Judith Abelard closed the pier on Monday, he said. " * 3000, "utf-8"
    )
    command = [sys.executable, "-m", "factcheck", "report", str(tmp_path), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode in (0, 1)
