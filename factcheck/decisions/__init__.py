"""What editors decide about findings: the file of decisions, the spreadsheet they are made in, and what they silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.decisions.settle import Baseline, settled
from factcheck.model import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.findings import Decision


def read_decisions(file: Path) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions of a file, and a problem for each entry that cannot be used or for the whole file."""
    from factcheck.decisions.file import parse_decisions  # noqa: PLC0415 - only where there are decisions

    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        return (), (Problem(file.name, 0, f"cannot be read: {reason}"),)
    return parse_decisions(text, file.name)


__all__ = ["Baseline", "read_decisions", "settled"]
