"""Fuzzes one target in this process: `python one.py TARGET [libFuzzer's options] [folders with inputs]`."""

from __future__ import annotations

import sys

import atheris
from targets import TARGETS, quiet


def main() -> None:
    """Run until libFuzzer has enough; it ends the process itself."""
    name = sys.argv.pop(1)
    quiet()
    with atheris.instrument_imports(include=["factcheck", "tomllib"]):
        run = TARGETS[name]()
    atheris.Setup(sys.argv, run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
