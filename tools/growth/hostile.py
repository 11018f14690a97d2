"""Reads and compares what is made of each pattern, in a process of its own, and says how time grows."""

from __future__ import annotations

import json
import os
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from factcheck.api import rendered
from factcheck.pipeline import Options, run
from growth.patterns import PATTERNS, filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECONDS: Final = 120  # of processor time for all three sizes of a pattern
LEAST: Final = 0.1  # seconds below which a time is taken for this: less is noise


@dataclass(frozen=True)
class Growth:
    """Seconds for once, twice and four times a size; none where the process was ended."""

    name: str
    seconds: tuple[float, ...]
    bytes: int = 0

    @property
    def ratio(self) -> float:
        """The worst growth for twice the input; infinite where it did not end."""
        if len(self.seconds) < 3:
            return float("inf")
        once, twice, four = (max(s, LEAST) for s in self.seconds)
        return max(twice / once, four / twice)


def growths(names: Sequence[str], size: int) -> Iterator[Growth]:
    """Yield the growth of each pattern."""
    with TemporaryDirectory() as folder:
        read(Path(folder), "words numbers '1'", 100)  # what is loaded once is loaded here
        for name in names:
            yield _apart(Path(folder), name, size)


def read(folder: Path, name: str, size: int, options: Options = Options()) -> int:
    """Read and compare two articles made of a pattern, of about so many characters each; return the bytes of the report."""
    ending = PATTERNS[name][1]
    text = filled(name, size)
    files = [folder / f"{n}{ending}" for n in "ab"]
    files[0].write_text(text, "utf-8", newline="")
    files[1].write_text(text.replace("Judith Abelard closed", "Edith Marlowe closed"), "utf-8", newline="")
    return len(rendered(run(files, options)))


def _apart(folder: Path, name: str, size: int) -> Growth:
    out, into = os.pipe()
    number = os.fork()
    if not number:
        os.close(out)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        for times in (1, 2, 4):
            started = time.process_time()
            written = read(folder, name, size * times)
            os.write(into, f"{json.dumps([time.process_time() - started, written])}\n".encode())
        os._exit(0)
    os.close(into)
    with open(out) as told:
        rows = [json.loads(line) for line in told]
    os.waitpid(number, 0)
    return Growth(name, tuple(row[0] for row in rows), rows[-1][1] if rows else 0)
