"""What a start may cost: nothing is imported that a command does not use, and nothing kept of earlier starts can harm one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import pytest

DRAFT = "The Harbour Party won 41 seats in the Senate and 31 in the House, its leader Judith Abelard said on Tuesday.\n"
OTHER = "The Harbour Party won 44 seats in the Senate and 31 in the House, its leader Judith Abelard said on Tuesday.\n"

# Each of these takes from one to several hundred milliseconds.
SLOW = (
    "charset_normalizer", "concurrent.futures", "dataclasses", "decimal", "hashlib", "importlib.resources", "jinja2",
    "ipaddress", "json", "junitparser", "locale", "multiprocessing", "openpyxl", "pandas", "pathlib", "platformdirs",
    "pydantic", "rapidfuzz", "ruamel.yaml", "sentencex", "shutil", "signal", "sqlite3", "tomllib", "urllib.parse", "xlsxwriter", "zipfile",
)  # fmt: skip
ALLOWED = {
    "--help": {"locale", "shutil"},  # click looks for translations, and measures the screen
    "check": {"decimal", "json", "sentencex"},
}

# A plain draft that no archived article contradicts, and what its check has no use for.
PLAIN = "Parliaments compared\n\nThe Harbour Party holds 41 seats in the lower house.\nThe Meadow Party holds 44 seats in it.\n"
APART = "A ferry ran aground\n\nThe ferry ran aground off Saltmere and nobody was hurt.\n"
UNUSED = (
    "factcheck.archive.entry", "factcheck.archive.migration", "factcheck.archive.pieces",
    "factcheck.archive.posting_rows", "factcheck.archive.postings", "factcheck.archive.schema",
    "factcheck.archive.seal", "factcheck.archive.slots", "factcheck.archive.store", "factcheck.archive.writing",
    "factcheck.changes", "factcheck.checking", "factcheck.checklist", "factcheck.compare.distance",
    "factcheck.compare.findings", "factcheck.compare.items", "factcheck.compare.judged", "factcheck.compare.ladder",
    "factcheck.compare.pairs", "factcheck.compare.tolls", "factcheck.config.file", "factcheck.config.schema",
    "factcheck.decisions", "factcheck.expressions", "factcheck.extract.arithmetic", "factcheck.extract.clocks",
    "factcheck.extract.corrections", "factcheck.extract.equation", "factcheck.extract.fellows",
    "factcheck.extract.follow", "factcheck.extract.headline", "factcheck.extract.inner", "factcheck.extract.late",
    "factcheck.extract.lists", "factcheck.extract.lives", "factcheck.extract.pairs", "factcheck.extract.parts",
    "factcheck.extract.ranking", "factcheck.faults", "factcheck.independence", "factcheck.ingest.htmltree",
    "factcheck.ingest.matter", "factcheck.ingest.packed", "factcheck.lines", "factcheck.link.alignment",
    "factcheck.link.coreference", "factcheck.link.exchanged", "factcheck.link.matching", "factcheck.link.nearforms",
    "factcheck.link.placeslips", "factcheck.link.pool", "factcheck.link.quotations", "factcheck.link.slips",
    "factcheck.link.spelling", "factcheck.link.streets", "factcheck.link.wordings", "factcheck.read.calendar",
    "factcheck.read.clocks", "factcheck.read.dates", "factcheck.read.days", "factcheck.read.digits",
    "factcheck.read.durations", "factcheck.read.fractions", "factcheck.read.holidays", "factcheck.read.measures",
    "factcheck.read.money", "factcheck.read.moves", "factcheck.read.periods", "factcheck.read.published",
    "factcheck.read.ranges", "factcheck.read.resolve", "factcheck.read.rolling", "factcheck.read.scores",
    "factcheck.read.weeks", "factcheck.read.written", "factcheck.read.years", "factcheck.seen", "factcheck.suggest",
    "factcheck.values.clock", "factcheck.values.formula", "factcheck.values.sets", "factcheck.values.tolerance",
    "factcheck.values.zonedata", "factcheck.workers", "heapq", "re2", "sentencex", "urllib.request",
)  # fmt: skip


def started(tmp_path: Path, *args: str) -> tuple[int, str, set[str]]:
    """Return exit code, output and the modules that a run of the command imported."""
    code = (
        "import sys, os\n"
        "def told(code):\n"
        "    sys.stdout.flush()\n"
        "    os.write(2, '\\n'.join(sys.modules).encode())\n"
        "    leave(code)\n"
        "leave, os._exit = os._exit, told\n"
        "from factcheck.__main__ import main\n"
        "main()\n"
    )
    environ = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    for name in ("GITHUB_ACTIONS", "FACTCHECK_TODAY"):  # reading a day takes the names of months in the locale
        environ.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, set(done.stderr.splitlines())


@pytest.mark.parametrize("name", ALLOWED)
def test_nothing_slow_is_imported(tmp_path: Path, name: str) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")
    args = ("--help",) if name == "--help" else ("check", "draft.txt", "--against", "other.txt", "--isolated")
    started(tmp_path, *args)  # the first start of a machine checks the catalogue
    code, output, modules = started(tmp_path, *args)
    assert (code, bool(output)) == (0 if name == "--help" else 1, True)
    assert "factcheck.cli" in modules
    assert {m for m in SLOW if m in modules} <= ALLOWED[name]


def test_a_plain_draft_imports_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(PLAIN, "utf-8")
    (tmp_path / "apart.txt").write_text(APART, "utf-8")
    assert started(tmp_path, "archive", "add", "--archive", "a.db", "apart.txt", "--isolated")[0] == 0
    args = ("check", "draft.txt", "--archive", "a.db", "--isolated")
    started(tmp_path, *args)  # the first one keeps how reports are written
    code, output, modules = started(tmp_path, *args)
    assert (code, bool(output)) == (0, True)
    assert "factcheck.archive.lookup" in modules
    assert {m for m in (*SLOW, *UNUSED) if m in modules} == {"decimal", "json", "sqlite3"}


def planted(data: bytes, body: bytes) -> bytes:
    """Return what a file of the cache would hold if it had been kept with another body."""
    return b"%s %08x\n%s" % (data.split(b" ")[0], crc32(body), body)


def test_a_damaged_cache_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")
    args = ("check", "draft.txt", "--against", "other.txt", "--isolated")
    _, wanted, _ = started(tmp_path, *args)
    files = sorted((tmp_path / "cache" / "factcheck").iterdir())
    assert {f.name.split("-")[0] for f in files} == {"catalogue", "files", "patterns", "toml"}
    whole = {file: file.read_bytes() for file in files}
    for harm in (
        lambda data: data[:0],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"seats", b"seals"),
        lambda data: data.partition(b"\n")[0] + b"\n" + b"[" * 100_000,
        lambda data: b"\xff\xfe" + data,
        lambda data: planted(data, b"[]"),
        lambda data: planted(data, b"[" * 100_000 + b"\n"),
        lambda data: planted(data, b'[{},[["seats",7,0,0]]]\n') if b'"hedges"' in data else data,
        lambda data: planted(data, b'[]\n[["won"],[],[],[]]\n18') if b'"win.done"' in data else data,
    ):
        for file, data in whole.items():
            file.write_bytes(harm(data))
        code, output, _ = started(tmp_path, *args)
        assert (code, output) == (1, wanted)
        assert {file: file.read_bytes() for file in files} == whole


def test_without_a_place_for_a_cache(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "cache").write_text("no folder", "utf-8")
    code, output, _ = started(tmp_path, "check", "draft.txt", "--isolated")
    assert code == 0
    assert "1 document" in output


def test_what_is_written_arrives_whole(tmp_path: Path) -> None:
    """The process leaves at once: nothing may still lie in a buffer."""
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(DRAFT.replace("41", str(41 + number)), "utf-8")
    paths = [f"{number:02}.txt" for number in range(60)]
    code, output, _ = started(tmp_path, "report", *paths, "--format", "json", "--isolated")
    assert code == 1
    assert output.endswith("}\n")
    assert output.count("\n") > 1
