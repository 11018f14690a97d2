"""Files of families are read again when they have changed, however soon, and not when they have not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from factcheck import catalogue as cat
from factcheck import claimfiles
from factcheck.claimfiles import claim_files, signs

FAMILY = """
about = "how high the tide rose"
value = "quantity"
changes = "running"
compare = "story"

[[pattern]]
name = "the tide <v:rise> <measure=rise>"
about = "the tide"
value = "rise"
attribute = "rose"
"""
LONG_AGO = 1_500_000_000_000_000_000  # in nanoseconds


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "own" / "tides"
    folder.mkdir(parents=True)
    (folder / "family.toml").write_text(FAMILY, "utf-8")
    return folder


def settled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have the files bear times of long ago, as they do when a day has passed; return a list of how many are read from now on."""
    read: list[int] = []

    def signed(files: list[claimfiles.ClaimFile], form: bytes) -> tuple[str, int]:
        return signs(files, form)[0], LONG_AGO

    def contents(files: list[claimfiles.ClaimFile]) -> object:
        read.append(len(files))
        return claimfiles.contents(files)

    monkeypatch.setattr(cat, "signs", signed)
    monkeypatch.setattr(cat, "contents", contents)
    return read


def test_what_has_not_changed_is_not_read_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = settled(monkeypatch)
    first = cat.load([home.parent])
    assert len(read) == 1
    again = cat.load([home.parent])
    assert len(read) == 1
    assert again == first
    assert again.digest == first.digest


@pytest.mark.parametrize("change", ["written", "replaced", "added", "removed", "same size and time"])
def test_what_has_changed_is_read_again(home: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    read = settled(monkeypatch)
    before = cat.load([home.parent])
    file = home / "family.toml"
    times = file.stat().st_mtime_ns
    if change == "written":
        file.write_text(FAMILY.replace("rose", "climbed"), "utf-8")
    elif change == "replaced":
        (home / "new").write_text(FAMILY.replace('"rose"', '"sank"'), "utf-8")
        (home / "new").replace(file)
    elif change == "added":
        shutil.copytree(home, home.parent / "waves")
    elif change == "removed":
        shutil.copytree(home, home.parent.parent / "kept")
        shutil.rmtree(home)
    else:
        file.write_text(FAMILY.replace('"rose"', '"sank"'), "utf-8")
        os.utime(file, ns=(times, times))
    after = cat.load([home.parent])
    assert len(read) == 2
    assert after.digest != before.digest


def test_a_file_that_was_just_written_is_read_again(home: Path) -> None:
    """Two changes within one tick of the file system's clock bear the same time."""
    files, _ = claim_files([home.parent.parent / "none", home.parent], examples=False)
    _, last = signs(files, b"")
    assert last == (home / "family.toml").stat().st_ctime_ns
    kept = cat.load([home.parent])
    mark, last = signs(claim_files([cat.shipped("claims"), home.parent], examples=False)[0], cat._FORM)
    assert cat.kept("files", mark) == [kept.digest, cat.kept("files", mark)[1]]
    assert cat.kept("files", mark, last + cat._SETTLED) is None


def test_a_damaged_mark_costs_nothing_but_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch)
    first = cat.load([home.parent])
    mark, _ = signs(claim_files([cat.shipped("claims"), home.parent], examples=False)[0], cat._FORM)
    for planted in ([], ["x"], ["x", "y"], [7, 8], {"a": 1}, "text", 7):
        cat.keep("files", mark, planted)
        assert cat.load([home.parent]) == first
