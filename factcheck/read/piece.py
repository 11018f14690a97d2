"""What the spotter hands over: a stretch of tokens that names something, with the evidence beside it."""

from __future__ import annotations

from factcheck.record import record


@record(frozen=True, slots=True)
class Piece:
    """A stretch of tokens that names something. `type` is unknown where the document has to decide; `signs` are evidence."""

    first: int
    last: int
    text: str
    type: str
    kind: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    signs: frozenset[str] = frozenset()
