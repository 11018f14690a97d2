"""What editors decide about findings: the file of decisions, the spreadsheet they are made in, and what they silence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from factcheck.decisions.settle import Baseline, settled
from factcheck.model import Problem

if TYPE_CHECKING:
    from factcheck.findings import Decision
    from factcheck.paths import Pathname


def read_decisions(file: Pathname) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions of a file, and a problem for each entry that cannot be used or for the whole file."""
    from factcheck.decisions.file import parse_decisions  # noqa: PLC0415 - only where there are decisions

    name = os.path.basename(file)
    try:
        with open(file, encoding="utf-8-sig") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        return (), (Problem(name, 0, f"cannot be read: {reason}"),)
    return parse_decisions(text, name)


__all__ = ["Baseline", "read_decisions", "settled"]
