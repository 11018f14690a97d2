"""The same bytes every time: 48 combinations of surroundings, all formats."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from faults.server import Server

ROOT = Path(__file__).parents[2]
FORMATS: Final = ("text", "markdown", "html", "csv", "json", "github", "sarif", "junit", "gitlab", "rdjson", "xlsx")
SEEDS: Final = ("0", "1", "42", "random")
LOCALES: Final = ("C", "C.UTF-8", "tr_TR.UTF-8")
ZONES: Final = ("UTC", "Asia/Kathmandu")
ORDERS: Final = (1, -1)
STORES: Final = ("sqlite", "postgresql")
COMBINATIONS: Final = tuple(product(STORES, SEEDS, LOCALES, ORDERS))
CLOCKS: Final = ("1999-12-31 23:59:50", "2038-01-20 00:00:00")
DRAFT: Final = "Saltmere Mayor Wilma Quill closed the pier on 3 May 2024. It cost $41 million.\n"


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return two folders with the same articles, whose files were written in another order."""
    found = []
    files = sorted((ROOT / "examples" / "pier").iterdir()) + sorted((ROOT / "examples" / "coast").iterdir())
    for turn in (1, -1):
        home = tmp_path_factory.mktemp(f"home{turn}")
        (home / "news").mkdir()
        for n, file in list(enumerate(files))[::turn]:
            if file.is_file() and file.name != "articles.csv":
                shutil.copy(file, home / "news" / f"{n}-é{file.suffix}")
        (home / "draft.txt").write_text(DRAFT)
        found.append(home)
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the package as a wheel installs it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    zipfile.ZipFile(next(folder.glob("*.whl"))).extractall(folder / "site")
    return folder / "site"


def surroundings(around: dict[str, str]) -> dict[str, str]:
    left_out = ("FACTCHECK_", "GITHUB_", "LC_", "LANG", "PYTHON")
    return {k: v for k, v in os.environ.items() if not k.startswith(left_out)} | around


def archives(homes: list[Path], places: list[str]) -> list[str]:
    """Make an archive of the same articles in each place, added in another order by another hash seed."""
    for n, (home, place) in enumerate(zip(homes, places, strict=True)):
        news = [f"news/{p.name}" for p in sorted((home / "news").iterdir())][:: 1 - 2 * n]
        around = surroundings({"PYTHONHASHSEED": str(n), "TZ": ZONES[n], "LC_ALL": "C.UTF-8"})
        add = [sys.executable, "-m", "factcheck", "archive", "add", *news, "--archive", place, "--quiet"]
        subprocess.run(add, cwd=home, env=around, check=True, timeout=120)
    return places


def gate(home: Path, archive: str, around: dict[str, str]) -> bytes:
    """Return what a check of a draft against an archive says."""
    command = [sys.executable, "-m", "factcheck", "check", "draft.txt", "--archive", archive, "--format", "json"]
    done = subprocess.run(command, cwd=home, env=surroundings(around), capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (1, b""), done.stderr
    return done.stdout


def written(home: Path, n: int, around: dict[str, str], order: int, workers: int, clock: str) -> dict[str, bytes]:
    """Return the bytes of every format."""
    paths = [f"news/{p.name}" for p in sorted((home / "news").iterdir())][::order]
    out = home / f"out{n}"
    out.mkdir()
    also = [f"--write={form}={out.name}/r.{form}" for form in FORMATS]
    command = [
        sys.executable,
        "-m",
        "factcheck",
        "report",
        *paths,
        "--quiet",
        "--workers",
        str(workers),
        "--isolated",
        *also,
    ]
    if clock and shutil.which("faketime"):
        command = ["faketime", clock, *command]
    done = subprocess.run(command, cwd=home, env=surroundings(around), capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (1, b""), done.stderr
    made = {form: (out / f"r.{form}").read_bytes() for form in FORMATS}
    with zipfile.ZipFile(out / "r.xlsx") as book:
        made |= {f"xlsx/{name}": book.read(name) for name in book.namelist()}
    return made


def test_there_are_48_combinations() -> None:
    assert len(COMBINATIONS) == 48


@pytest.mark.parametrize("store", STORES)
def test_48_combinations_give_the_same_bytes(
    homes: list[Path], site: Path, tmp_path: Path, request: pytest.FixtureRequest, store: str
) -> None:
    plain_around = {"PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    files = archives(homes, [str(tmp_path / "a.db"), str(tmp_path / "b.db")])
    told = gate(homes[0], files[0], plain_around)  # every store must say what a file says
    if store == "postgresql":
        server: Server = request.getfixturevalue("server")
        server.run("DROP SCHEMA IF EXISTS factcheck CASCADE")
        server.run("CREATE DATABASE other")
        files = archives(homes, [server.address(), server.address("other")])
    plain = written(homes[0], 1000 + STORES.index(store), plain_around, 1, 1, "")
    assert b"contradiction" in plain["json"]
    assert b"Wilma Quill" in told
    mine = [c for c in COMBINATIONS if c[0] == store]
    for n, (_, seed, locale, order) in enumerate(mine, 1 + len(mine) * STORES.index(store)):
        around = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": ZONES[n // 2 % 2]}
        around |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} if n % 3 == 0 else {}
        around |= {"PYTHONPATH": str(site)} if n % 4 == 1 else {}  # installed, else editable
        workers = 2 if n % 12 == 0 else 1
        clock = CLOCKS[n % 2] if n % 8 == 0 else ""
        made = written(homes[n % 2], n, around, order, workers, clock)
        different = [name for name in plain if made[name] != plain[name]]
        assert (different, made.keys()) == ([], plain.keys()), (seed, locale, order, workers, clock, around)
        assert gate(homes[n % 2], files[n % 2], around) == told, (store, seed, locale, around)
