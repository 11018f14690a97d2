"""Bad input: one clear line on standard error, exit code 2, and all the rest still reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import main

ROOT = Path(__file__).parents[2]
HERALD = (ROOT / "examples" / "pier" / "herald.txt").read_text("utf-8")
GAZETTE = (ROOT / "examples" / "pier" / "gazette.txt").read_text("utf-8")

TABLE = "file,outlet,published\nherald.txt,Herald,2024-05-14\ngazette.txt,Gazette,2024-05-14\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "herald.txt").write_text(HERALD, "utf-8")
    (tmp_path / "gazette.txt").write_text(GAZETTE, "utf-8")
    (tmp_path / "articles.csv").write_text(TABLE, "utf-8")
    return tmp_path


def broken(folder: Path, name: str, line: str = "") -> None:
    result = run("report", folder, "--format", "json")
    assert result.exit_code == 2
    errors = [e for e in result.stderr.splitlines() if name in e]
    assert len(errors) == 1, result.stderr
    assert errors[0].startswith("error: ")
    assert line in errors[0]
    report = json.loads(result.stdout)
    assert {d["path"] for d in report["documents"]} >= {"herald.txt", "gazette.txt"}
    assert any(f["verdict"] == "contradiction" for f in report["findings"])
    assert any(name in p["path"] for p in report["incomplete"])


def test_empty(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    broken(folder, "empty.txt")


def test_document_of_another_format(folder: Path) -> None:
    (folder / "page.odt").write_text("<p>The pier is open.</p>", "utf-8")
    broken(folder, "page.odt")


def test_what_is_no_article_is_passed_over_aloud(folder: Path) -> None:
    (folder / "pier.jpg").write_bytes(b"\xff\xd8")
    result = run("report", folder)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"note: {folder.name}: passed over 1 file of other formats: pier.jpg",
    ]


def test_binary(folder: Path) -> None:
    (folder / "blob.txt").write_bytes(b"\x00\x01\x02\xff" * 500)
    broken(folder, "blob.txt")


def test_broken_table(folder: Path) -> None:
    (folder / "third.txt").write_text("The sea was calm on Monday.\n", "utf-8")
    (folder / "articles.csv").write_text(f"{TABLE}third.txt,Third,not a day\n", "utf-8")
    broken(folder, "articles.csv", ":4:")


def test_other_encoding_is_read(folder: Path) -> None:
    (folder / "latin.txt").write_bytes("Le café fut fermé. Saltmere Mayor Édith Renn came on Monday.".encode("latin-1"))
    result = run("report", folder, "--format", "json")
    paths = {d["path"] for d in json.loads(result.stdout)["documents"]}
    listed = {p["path"] for p in json.loads(result.stdout)["incomplete"]}
    assert "latin.txt" in paths | listed


def test_one_endless_line(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 4_000_000, "utf-8")
    (tmp_path / "herald.txt").write_text(HERALD, "utf-8")
    result = run("report", tmp_path)
    assert result.exit_code in (0, 2)
    assert "2 documents" in result.stdout or "long.txt" in result.stderr


def test_missing_path(tmp_path: Path) -> None:
    result = run("report", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "nowhere" in result.stderr


def test_folder_without_articles(tmp_path: Path) -> None:
    result = run("report", tmp_path)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_broken_family(tmp_path: Path, folder: Path) -> None:
    own = tmp_path / "own" / "tides"
    own.mkdir(parents=True)
    (own / "family.toml").write_text(
        'about = "tides"\nvalue = "quantity"\nchanges = "sometimes"\ncompare = "story"\n', "utf-8"
    )
    result = run("report", folder, "--claims", tmp_path / "own")
    assert result.exit_code == 2
    assert "tides/family.toml:3: changes" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    (own / "family.toml").write_text('about = "tides\n', "utf-8")
    assert "tides/family.toml:1: not TOML" in run("report", folder, "--claims", tmp_path / "own").stderr


def test_terminal_controls_are_not_passed_on(tmp_path: Path) -> None:
    evil = HERALD.replace("Edith Marlowe", "Edith Marlowe\x1b[2J")
    (tmp_path / "herald.txt").write_text(evil, "utf-8")
    (tmp_path / "gazette.txt").write_text(GAZETTE, "utf-8")
    result = run("report", tmp_path)
    assert "\x1b" not in result.stdout
