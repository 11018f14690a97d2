"""What editors decide about findings: the file of decisions, the spreadsheet they are made in, and what they silence."""

from __future__ import annotations

from factcheck.decisions.settle import Baseline, settled

__all__ = ["Baseline", "settled"]
