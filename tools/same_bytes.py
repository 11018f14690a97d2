"""Compares whole reports: one process, worker processes and Dask, files in any order, any hash seed. Exits with 1 where a byte differs.

python tools/same_bytes.py ../shared/corpora [--limit 300]
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
FORMS = ("text", "json", "csv")
DASK = ("--engine", "dask", "--workers", "2")
# What is run, its hash seed, the options, and whether the files are shuffled. The first is what the others must be.
RUNS = (
    ("one process, sorted", "0", ("--workers", "1"), False),
    ("one process", "1", ("--workers", "1"), True),
    ("two worker processes", "2", ("--workers", "2"), True),
    ("two Dask workers", "3", DASK, True),
    ("two Dask workers", "random", DASK, True),
)


def report(paths: list[str], options: tuple[str, ...], seed: str, forms: tuple[str, ...]) -> dict[str, bytes]:
    """Return a report in each format, what is told, and the exit code."""
    with TemporaryDirectory() as folder:
        files = {form: Path(folder) / form for form in forms}
        asked = [word for form, file in files.items() for word in ("--write", f"{form}={file}")]
        done = subprocess.run(  # noqa: S603 - our own
            [sys.executable, "-m", "factcheck", "report", *paths, *options, *asked, "--isolated", "--quiet"],
            cwd=ROOT,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        made = {form: file.read_bytes() if file.exists() else b"" for form, file in files.items()}
        return {**made, "told": done.stderr, "code": str(done.returncode).encode()}


def main() -> int:
    """Run and compare; print one line for each run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="so many files, evenly over all")
    asked = parser.parse_args()
    files = sorted(str(f.resolve()) for f in asked.folder.rglob("*.txt"))
    files = files[:: max(1, len(files) // asked.limit)] if asked.limit else files
    expected: dict[str, bytes] = {}
    failed = False
    for number, (name, seed, options, shuffled) in enumerate(RUNS):
        paths = list(files)
        if shuffled:
            random.Random(number).shuffle(paths)  # noqa: S311 - any order will do
        # A report that lists no claims is made in another way: the caller is not given them.
        for forms in (FORMS, ("text", "csv")) if "dask" in options else (FORMS,):
            start = time.perf_counter()
            found = report(paths, options, seed, forms)
            took = time.perf_counter() - start
            expected = expected or found
            wrong = [form for form, data in found.items() if data != expected[form] or not expected["json"]]
            failed |= bool(wrong)
            told = f"differs: {', '.join(wrong)}" if wrong else "the same"
            size = sum(map(len, found.values()))
            print(
                f"{name}, seed {seed}, {len(paths):,} files {'shuffled' if shuffled else 'sorted'}, {'+'.join(forms)}: "
                f"{size:,} bytes in {took:.0f} s, {told}",
                flush=True,
            )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
