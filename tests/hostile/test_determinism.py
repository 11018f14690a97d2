"""The same bytes every time: 48 combinations of surroundings, all formats."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from itertools import product
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
FORMATS: Final = ("text", "markdown", "html", "csv", "json", "github", "sarif", "junit", "gitlab", "rdjson", "xlsx")
SEEDS: Final = ("0", "1", "42", "random")
LOCALES: Final = ("C", "C.UTF-8", "tr_TR.UTF-8")
ZONES: Final = ("UTC", "Asia/Kathmandu")
ORDERS: Final = (1, -1)
COMBINATIONS: Final = tuple(product(SEEDS, LOCALES, ZONES, ORDERS))
CLOCKS: Final = ("1999-12-31 23:59:50", "2038-01-20 00:00:00")
STORE: Final = ("",)  # further places to keep articles, for `archive` and `check --archive`


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
        found.append(home)
    return found


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
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FACTCHECK_", "GITHUB_", "LC_", "LANG", "PYTHON"))}
    done = subprocess.run(command, cwd=home, env=kept | around, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (1, b""), done.stderr
    made = {form: (out / f"r.{form}").read_bytes() for form in FORMATS}
    with zipfile.ZipFile(out / "r.xlsx") as book:
        made |= {f"xlsx/{name}": book.read(name) for name in book.namelist()}
    return made


def test_48_combinations_give_the_same_bytes(homes: list[Path]) -> None:
    assert len(COMBINATIONS) == 48
    plain = written(homes[0], 0, {"PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "TZ": "UTC"}, 1, 1, "")
    assert b"contradiction" in plain["json"]
    for n, (seed, locale, zone, order) in enumerate(COMBINATIONS, 1):
        around = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        around |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} if n % 3 == 0 else {}
        workers = 2 if n % 12 == 0 else 1
        clock = CLOCKS[n % 2] if n % 8 == 0 else ""
        made = written(homes[n % 2], n, around, order, workers, clock)
        different = [name for name in plain if made[name] != plain[name]]
        assert (different, made.keys()) == ([], plain.keys()), (seed, locale, zone, order, workers, clock)


def test_an_installed_wheel_gives_the_same_bytes(homes: list[Path], tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    zipfile.ZipFile(next(tmp_path.glob("*.whl"))).extractall(tmp_path / "site")
    plain = written(homes[0], 98, {"LC_ALL": "C.UTF-8"}, 1, 1, "")
    assert written(homes[0], 99, {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(tmp_path / "site")}, 1, 1, "") == plain
