"""The JSON report: a contract, written and checked with pydantic."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from factcheck.ledger import ledger
from factcheck.lines import Places
from factcheck.model import AllOf, Clock, Days, Name, OneOf, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from factcheck.findings import Finding, Report
    from factcheck.model import Claim, Document, Value
    from factcheck.render.registry import Request

_AT_ONCE: Final = 500


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpanPart(_Part):
    """A half-open range of code points in the document's text."""

    start: int
    end: int


class TimePart(_Part):
    """Days that are allowed, both ends included, as ISO dates; None is unbounded."""

    start: str | None
    end: str | None
    basis: str


class CharactersPart(_Part):
    """What became of an article's characters: read as the article, marked as boilerplate, or told as not read."""

    given: int
    article: int
    boilerplate: int
    unread: int


class DocumentPart(_Part):
    """One article; `moment` is its exact time of publication where one is stated, in ISO form."""

    id: str
    path: str
    story: str
    outlet: str
    title: str
    url: str
    published: TimePart
    moment: str | None
    sha256: str
    characters: CharactersPart


class ValuePart(_Part):
    """A value: its own words, and by type the bounds (decimal strings), days or name."""

    type: Literal["quantity", "date", "time", "name", "text"]
    text: str
    low: str | None = None
    high: str | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    start: str | None = None
    end: str | None = None
    name: str = ""


class ClaimPart(_Part):
    """One claim; `line` and `column` count from 1 in the article's file."""

    id: str
    document: str
    family: str
    subject: str
    attribute: str
    scope: str
    value: ValuePart
    time: TimePart
    world: str
    status: str
    attribution: str
    span: SpanPart
    evidence: SpanPart
    line: int
    column: int


class DimensionPart(_Part):
    """Whether a dimension differs between the sides, and the words that show it."""

    state: Literal["same", "differs", "unknown"]
    words: list[str]


class SidePart(_Part):
    """One value of a finding, the claims that state it, and how many outlets say so independently of one another."""

    value: str
    claims: list[str]
    outlets: list[str]
    independent: int


class FindingPart(_Part):
    """A verdict with what decided it."""

    id: str
    verdict: Literal["contradiction", "review", "explained", "agreement"]
    reason: str
    severity: Literal["error", "warning", "note"]
    family: str
    subject: str
    attribute: str
    scope: str
    dimensions: dict[str, DimensionPart]
    message: str
    sides: list[SidePart]
    independent: int


class ProblemPart(_Part):
    """What could not be read; line 0 means the whole file."""

    path: str
    line: int
    message: str


class ReportPart(_Part):
    """The whole report."""

    schema_: Literal["1"] = "1"
    documents: list[DocumentPart]
    claims: list[ClaimPart]
    findings: list[FindingPart]
    incomplete: list[ProblemPart]


def contract(report: Report) -> ReportPart:
    """Return a report in the form of the contract; documents, claims and findings in the report's order."""
    return ReportPart(**{name: list(parts) for name, parts in _lists(report)})


def _lists(report: Report) -> Iterator[tuple[str, Iterator[Any]]]:
    """Yield the lists of the contract, each by name with its parts, which are made one by one."""
    claims = ClaimParts(report)
    yield "documents", iter(document_parts(report))
    yield "claims", map(claims.of, report.claims)
    yield "findings", (_finding(f) for f in report.findings)
    told = (p for p in report.problems if not p.note)
    yield "incomplete", (ProblemPart(path=p.path, line=p.line, message=p.message) for p in told)


def document_parts(report: Report) -> list[DocumentPart]:
    """Return a report's documents in the form of the contract."""
    stories = dict(report.stories)
    return [_document(d, stories.get(d.id, "")) for d in report.documents]


def _document(d: Document, story: str) -> DocumentPart:
    when = d.published
    return DocumentPart(
        id=d.id, path=d.path, story=story, outlet=d.outlet, title=d.title, url=d.url,
        published=TimePart(start=_iso(when.start), end=_iso(when.end), basis=when.basis),
        moment=when.moment.isoformat() if when.moment else None, sha256=d.sha256,
        characters=_characters(d),
    )  # fmt: skip


def _characters(d: Document) -> CharactersPart:
    counts = ledger(d)
    return CharactersPart(
        given=counts.given, article=counts.article, boilerplate=counts.boilerplate, unread=counts.unread
    )


class ClaimParts:
    """Makes the parts of a report's claims."""

    def __init__(self, report: Report) -> None:
        self._documents = {d.id: d for d in report.documents}
        self._places = {d.id: Places(d) for d in report.documents}

    def of(self, c: Claim) -> ClaimPart:
        """Return a claim in the form of the contract."""
        d = self._documents[c.document]
        line, column = self._places[c.document].of(c.start)
        when = c.time or Days(d.published.start, d.published.end)
        return ClaimPart(
            id=c.id, document=c.document, family=c.family, subject=c.subject.text, attribute=c.attribute, scope=c.scope,
            value=value_part(c.value, d.text[c.start : c.end]),
            time=TimePart(start=_iso(when.start), end=_iso(when.end), basis=c.time_basis),
            world=c.world, status=c.status, attribution=c.attribution,
            span=SpanPart(start=c.start, end=c.end), evidence=SpanPart(start=c.evidence_start, end=c.evidence_end),
            line=line, column=column,
        )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def value_part(value: Value, text: str) -> ValuePart:
    """Return a value in the form of the contract; `text` is its own words."""
    if isinstance(value, OneOf | AllOf):
        value = value.members[0]
    if isinstance(value, Quantity):
        return ValuePart(
            type="quantity", text=text, low=_plain(value.low), high=_plain(value.high),
            low_open=value.low_open, high_open=value.high_open, unit=value.unit,
        )  # fmt: skip
    if isinstance(value, Days):
        return ValuePart(type="date", text=text, start=_iso(value.start), end=_iso(value.end))
    if isinstance(value, Clock):
        return ValuePart(type="time", text=text, low=str(value.start), high=str(value.end), unit="minute")
    if isinstance(value, Name):
        return ValuePart(type="name", text=text, name=value.full or value.text)
    return ValuePart(type="text", text=text)


def _plain(number: Decimal | None) -> str | None:
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _finding(f: Finding) -> FindingPart:
    return FindingPart(
        id=f.id, verdict=f.verdict, reason=f.reason, severity=f.severity, family=f.family,
        subject=f.subject, attribute=f.attribute, scope=f.scope,
        dimensions={n: DimensionPart(state=d.state, words=list(d.words)) for n, d in f.dimensions},
        message=f.message,
        sides=[SidePart(value=s.value, claims=list(s.claims), outlets=list(s.outlets), independent=s.independent) for s in f.sides],
        independent=f.independent,
    )  # fmt: skip


def to_json(report: Report) -> str:
    """Return a report as JSON text, with a line end: what `contract(report).model_dump_json(indent=1)` says."""
    return b"".join(written(report)).decode()


def written(report: Report) -> Iterator[bytes]:
    """Yield what `to_json` returns piece by piece; of a hundred thousand parts a few are held at once."""
    waiting = ['{\n "schema": "1"']
    for name, parts in _lists(report):
        waiting.append(f',\n "{name}": [')
        number = 0
        for number, part in enumerate(parts, 1):
            # No string in it holds a line end: JSON escapes them.
            text = part.model_dump_json(indent=1).replace("\n", "\n  ")
            waiting.append(f"{',' if number > 1 else ''}\n  {text}")
            if len(waiting) > _AT_ONCE:
                yield "".join(waiting).encode()
                waiting.clear()
        waiting.append("\n ]" if number else "]")
    waiting.append("\n}\n")
    yield "".join(waiting).encode()


def render(report: Report, request: Request) -> bytes:
    """Return the whole report as JSON, whatever verdicts are asked for."""
    return b"".join(pieces(report, request))


def pieces(report: Report, request: Request) -> Iterator[bytes]:  # noqa: ARG001 - the signature of every format; JSON holds all
    """Yield the same piece by piece."""
    return written(report)
