"""Rows F: files and paths."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness import HOLDER, PLANTED, accounted, factcheck, holders, incomplete, report

ROOT = os.geteuid() == 0
# Reads a folder as a user who may not: the modules are loaded while the process is still root.
NOBODY = """
import os
from click.testing import CliRunner
from factcheck.cli import main
CliRunner().invoke(main, ["report", "warm.txt", "--format", "json"])
for folder, _, files in os.walk(os.environ["XDG_CACHE_HOME"]):
    for path in (folder, *(os.path.join(folder, file) for file in files)):
        os.chown(path, 65534, 65534)
os.setgid(65534)
os.setuid(65534)
done = CliRunner().invoke(main, ["report", "in", "--format", "json"])
import traceback, sys
if done.exception and not isinstance(done.exception, SystemExit):
    traceback.print_exception(done.exception)
print(done.exit_code)
print(done.stdout)
"""


def test_F1_links(tmp_path: Path) -> None:
    """Links out of the folder, loops and broken links are told and not followed; hard links are files."""
    (tmp_path / "out.txt").write_text("Saltmere Mayor Osric Tarn closed the pier.\n")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(PLANTED)
    os.link(folder / "a.txt", folder / "hard.txt")
    for name, target in (
        ("out.txt", "../out.txt"),
        ("loop.txt", "loop.txt"),
        ("gone.txt", "nowhere.txt"),
        ("page.html", "../out.txt"),
        ("up", ".."),
    ):
        (folder / name).symlink_to(target)
    done = report(".", cwd=folder)
    assert done.code == 2
    assert accounted(done, "a.txt") == "found"
    assert set(holders(done)) == {HOLDER}
    for name in ("out.txt", "loop.txt", "gone.txt", "page.html", "up"):
        assert len(incomplete(done, name)) == 1, name


@pytest.mark.parametrize(
    "name",
    [
        b"new\nline.txt", b"esc\x1b[2J.txt", b"-rf.txt", b"a" * 250 + b".txt", b"\xff\xfe bad.txt", "tur\u202en.txt".encode(), b"quo\"te'.txt",
        b"semi;colon|pipe$(x).txt", b"--format.txt", b"percent%0A::error.txt", b" blank .txt", "\ufeffbom.txt".encode(), b"page\n.html",
    ],
)  # fmt: skip
def test_F2_names_of_files(tmp_path: Path, name: bytes) -> None:
    """Names with line ends, escapes, leading dashes, 250 bytes, broken UTF-8, turned and quoting signs: read, shown escaped, in every format."""
    folder = tmp_path / "in"
    folder.mkdir()
    text = (
        PLANTED
        if name.endswith(b".txt")
        else f"<!doctype html><article><h1>Pier shut</h1><p>{PLANTED} The council meets on Friday.</p></article>"
    )
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(text)
    done = report(".", cwd=folder)
    assert done.code == 0, done.err
    assert HOLDER in holders(done)
    for form in ("sarif", "junit", "github", "text", "csv", "gitlab", "rdjson"):
        made = factcheck("report", ".", "--format", form, "--verdict", "agreement", cwd=folder, codes=(0,))
        assert b"\x1b[2J" not in made.out
        assert "\x1b" not in made.err
        assert b"\n::error.txt" not in made.out
    named = factcheck("report", "--format", "json", "--", os.fsdecode(name), cwd=folder)
    assert HOLDER in holders(named)


def test_F3_files_that_cannot_be_read(tmp_path: Path) -> None:
    """An unreadable file and an unreadable folder are told, each in one line, and the others are read."""
    folder = tmp_path / "in"
    (folder / "closed").mkdir(parents=True)
    (folder / "a.txt").write_text(PLANTED)
    (folder / "shut.txt").write_text(PLANTED)
    (folder / "closed" / "b.txt").write_text(PLANTED)
    (folder / "shut.txt").chmod(0)
    (folder / "closed").chmod(0)
    try:
        if ROOT:  # nothing is closed to root: another user must try, once all is loaded
            for parent in (tmp_path, *tmp_path.parents[:3]):
                parent.chmod(0o755)
            (tmp_path / "warm.txt").write_text(PLANTED)
            env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
            command = [sys.executable, "-c", NOBODY]
            ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False)
            code, _, out = ran.stdout.partition(b"\n")
            assert code == b"2", ran.stderr
            found = json.loads(out)
            assert {d["path"] for d in found["documents"]} == {"a.txt"}
            assert {p["path"] for p in found["incomplete"]} == {"shut.txt", "closed"}
        else:
            done = report(".", cwd=folder)
            assert accounted(done, "a.txt") == "found"
            assert len(incomplete(done, "shut.txt")) == len(incomplete(done, "closed")) == 1
    finally:
        (folder / "closed").chmod(0o755)


def test_F3_a_file_that_goes_away_after_it_was_listed(tmp_path: Path) -> None:
    """A file that is removed between the listing and the reading of it is told, and the others are read."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(PLANTED)
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n\n\ndef hook(event, args):\n"
        "    if event == 'open' and str(args[0]).endswith('a.txt') and os.path.exists('b.txt'):\n"
        "        os.unlink('b.txt')\n\n\nsys.addaudithook(hook)\n"
    )
    done = report(".", cwd=folder, env={"PYTHONPATH": str(tmp_path)})
    assert done.code == 2
    assert {d["path"] for d in done.report["documents"]} == {"a.txt", "c.txt"}
    assert len(incomplete(done, "b.txt")) == 1


def test_F3_a_missing_file_and_many_files(tmp_path: Path) -> None:
    """A folder of 20,000 files that are no articles is gone through in time, and an article among them is found."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(20_000):
        (folder / f"{n}.jpg").touch()
    (folder / "z.txt").write_text(PLANTED)
    done = report(".", "gone.txt", cwd=folder)
    assert done.code == 2
    assert accounted(done, "z.txt") == "found"
    assert incomplete(done, "gone.txt") == ["no such file or folder"]


def test_F4_outputs_that_cannot_be_written(tmp_path: Path) -> None:
    """A full device, a folder in the way, a missing disk: exit code 2 and one line, and what was there before stays."""
    (tmp_path / "a.txt").write_text(PLANTED)
    (tmp_path / "folder").mkdir()
    for output in ("/dev/full", "folder", "a.txt/under.json"):
        done = factcheck("report", "a.txt", "--format", "json", "-o", output, cwd=tmp_path)
        assert done.code == 2, output
        assert len(done.problems) == 1
    assert (tmp_path / "a.txt").read_text() == PLANTED


def test_F5_two_runs_write_one_report(tmp_path: Path) -> None:
    """Two runs that write the same report at once leave a whole one."""
    (tmp_path / "a.txt").write_text(PLANTED)
    command = [sys.executable, "-m", "factcheck", "report", "a.txt", "--format", "json", "-o", "out.json"]
    runs = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) for _ in range(4)]
    assert [run.wait(60) for run in runs] == [0] * 4
    for run in runs:
        assert run.stderr is not None
        run.stderr.close()
    assert json.loads((tmp_path / "out.json").read_bytes())["schema"] == "1"


def test_F6_names_that_some_systems_hold_for_one(tmp_path: Path) -> None:
    """Names that differ by case or by the composition of letters are two articles where the system has two files."""
    names = ("Café.txt", "cafe\u0301.txt", "CAFÉ.txt")
    for n, name in enumerate(names):
        (tmp_path / name).write_text(f"The tide was {n} feet high.\n{PLANTED}")
    kept = len(list(tmp_path.glob("*.txt")))
    done = report(".", cwd=tmp_path)
    assert len({d["id"] for d in done.report["documents"]}) == kept
