"""The file of decisions against a plain dictionary: whatever is imported, written, read and imported again."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from factcheck.cli.common import definition
from factcheck.decisions.file import DECISIONS, merged, parse_decisions, written
from factcheck.decisions.sheet import decided, read_sheet, rows_of
from factcheck.findings import DecidedSide, Decision
from factcheck.record import replaced
from factcheck.render.cells import csv_bytes
from factcheck.render.registry import Column
from factcheck.render.workbook import table_bytes

COLUMNS = [Column(**column) for column in definition()["column"]]
IDS = st.sampled_from([f"a0000000000{n}" for n in range(5)])
# What a cell of a sheet keeps: one clean line that neither begins nor ends with a blank.
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and "\u2060" not in text
)
FORMULAS = st.sampled_from(["=1+1", "'=x", "+", "@a", "-5", "＝1", "''=", '"', "'"])


@st.composite
def made(draw: st.DrawFn) -> Decision:
    left, right = draw(IDS), draw(IDS)
    words = st.one_of(WORDS, FORMULAS)
    sides = tuple(DecidedSide(draw(words), draw(words), draw(words), draw(words), (claim,)) for claim in (left, right))
    what = draw(st.sampled_from(DECISIONS))
    until = draw(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    about = [draw(words) for _ in range(4)]
    return Decision("abcdef012345", "review", *about, what, draw(words), draw(words), sides, until, 0)  # type: ignore[arg-type]


def pair(decision: Decision) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(side.claims) for side in decision.sides)


class File(RuleBasedStateMachine):
    """A file of decisions that editors import into again and again."""

    decisions = Bundle("decisions")

    def __init__(self) -> None:
        super().__init__()
        self.text = written(())
        self.model: dict[frozenset[frozenset[str]], Decision] = {}

    def held(self) -> tuple[Decision, ...]:
        found, problems = parse_decisions(self.text, "d.toml")
        assert problems == ()
        return tuple(replaced(d, line=0) for d in found)

    @rule(target=decisions, decision=made())
    def thought(self, decision: Decision) -> Decision:
        return decision

    @rule(decision=decisions)
    def imported(self, decision: Decision) -> None:
        self.text = written(merged(self.held(), (decision,)))
        self.model[pair(decision)] = decision

    @rule(workbook=st.booleans())
    def out_and_in(self, workbook: bool) -> None:
        """Export everything as a sheet and import it again: nothing changes."""
        rows = rows_of(self.held())
        data = table_bytes("Decisions", COLUMNS, rows) if workbook else csv_bytes(COLUMNS, rows)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "sheet"
            file.write_bytes(io.BytesIO(data).getvalue())
            found, problems = decided(read_sheet(file), "sheet")
        assert problems == ()
        before = self.text
        self.text = written(merged(self.held(), found))
        assert self.text == before

    @invariant()
    def is_the_model(self) -> None:
        assert {pair(d): d for d in self.held()} == self.model


TestFile = File.TestCase
TestFile.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
