"""The normalized tables: one data frame for each family, as pandas frames and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.render.contract import contract
from factcheck.render.text import disarmed

if TYPE_CHECKING:
    import pandas as pd

    from factcheck.model import Report


def tables(report: Report) -> dict[str, pd.DataFrame]:
    """Return one frame for each family that has claims, sorted by name.

    Columns: document, outlet, line, subject, attribute, scope, value, low, high, unit, start, end, name, time_start,
    time_end, world, status, attribution, sentence, claim. Figures are decimal strings, dates ISO strings.
    """
    import pandas as pd  # noqa: PLC0415 - heavy: only where a table is asked for

    part = contract(report)
    outlets = {d.id: d.outlet for d in part.documents}
    texts = {d.id: d.text for d in report.documents}
    rows: dict[str, list[dict[str, object]]] = {}
    for c in part.claims:
        v = c.value
        rows.setdefault(c.family, []).append(
            {
                "document": c.document, "outlet": outlets[c.document], "line": c.line, "subject": c.subject,
                "attribute": c.attribute, "scope": c.scope, "value": v.text, "low": v.low, "high": v.high, "unit": v.unit,
                "start": v.start, "end": v.end, "name": v.name, "time_start": c.time.start, "time_end": c.time.end,
                "world": c.world, "status": c.status, "attribution": c.attribution,
                "sentence": " ".join(texts[c.document][c.evidence.start : c.evidence.end].split()), "claim": c.id,
            }
        )  # fmt: skip
    return {family: pd.DataFrame(found) for family, found in sorted(rows.items())}


def editors_csv(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV for spreadsheets: UTF-8 with its mark, CR LF, formulas disarmed."""
    shown = frame.map(lambda cell: disarmed(cell) if isinstance(cell, str) else cell)
    return str(shown.to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig")


def raw_csv(frame: pd.DataFrame) -> bytes:
    """Return a frame as plain CSV: UTF-8, LF, cells as they are."""
    return str(frame.to_csv(index=False, lineterminator="\n")).encode()
