"""What every format looks up in a report: claims and documents by id, places, sentences with their values, order, words."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.findings import Finding, Report, Side
    from factcheck.lines import Places
    from factcheck.model import Claim, Document, Problem
    from factcheck.render.registry import Request

VERDICTS: Final = ("contradiction", "review", "explained", "agreement")
CONFLICTS: Final = ("contradiction", "review")
SEVERITIES: Final = ("error", "warning", "note")
FAIL_ON: Final = ("error", "warning", "contradiction", "review", "never")

# Controls, and characters that turn the direction of the text: shown by their number, so that nobody is deceived.
_SHOWN: Final = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]"
# Characters that show nothing at all; the joiner of emoji stays.
_DROPPED: Final = "[\u00ad\u180e\u200b\u200c\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e007f]"
_LINES: Final = "\r\n|[\r\u2028\u2029]"
# What the logs of CI services take for a command: "::name" where a line begins, "##[name]" and "##vso[name]" anywhere.
_COMMAND: Final = r"(?m)^(\s*:)(?=:)|(##)(?=\[|vso\[)"
_LONE: Final = "[\ud800-\udfff]"


def clean(text: str) -> str:
    """Return text that changes neither what a terminal or an editor shows nor the direction in which it shows it."""
    if text.isprintable():
        return text  # nearly all text: none of these characters is
    text = re.sub(_SHOWN, lambda m: f"[U+{ord(m[0]):04X}]", re.sub(_LINES, "\n", text))
    return re.sub(_LONE, "\ufffd", re.sub(_DROPPED, "", text))


def hushed(text: str) -> str:
    """Return lines for a log in which no CI service finds a command: a word joiner, which nobody sees, breaks it."""
    return re.sub(_COMMAND, "\\g<0>\u2060", text) if "::" in text or "##" in text else text


def line_of(text: str) -> str:
    """Return text as one clean line."""
    return " ".join(clean(text).split())


@record(frozen=True, slots=True)
class Place:
    """Where a stretch of a document stands: lines and columns from 1 in code points, the end column exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@record(frozen=True, slots=True)
class Excerpt:
    """A sentence as one clean line, and where in it the value stands."""

    text: str
    start: int
    end: int

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before, in and after the value."""
        return self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]


class View:
    """A report as the formats look at it; makes each look-up table once."""

    def __init__(self, report: Report, request: Request) -> None:
        self.report = report
        self.request = request
        self.claims: Mapping[str, Claim] = {c.id: c for c in report.claims}
        self.documents: Mapping[str, Document] = {d.id: d for d in report.documents}
        self.shown = ordered([f for f in report.findings if f.verdict in request.verdicts])
        self.counts = Counter(c.document for c in report.claims)
        self._places: dict[str, Places] = {}

    def document(self, claim: Claim) -> Document:
        """Return the document that a claim stands in."""
        return self.documents[claim.document]

    def place(self, claim: Claim) -> Place:
        """Return where the value's own words stand."""
        return self.span(claim.document, claim.start, claim.end)

    def span(self, document: str, start: int, end: int) -> Place:
        """Return where a stretch of a document stands."""
        if document not in self._places:
            from factcheck.lines import Places  # noqa: PLC0415 - only where a finding is shown

            self._places[document] = Places(self.documents[document])
        places = self._places[document]
        last, column = places.of(max(start, end - 1))
        return Place(*places.of(start), last, column + 1 if places.exact else column)

    def excerpt(self, claim: Claim) -> Excerpt:
        """Return the sentence of a claim with its value marked."""
        text = self.documents[claim.document].text
        first, last = min(claim.evidence_start, claim.start), max(claim.evidence_end, claim.end)
        before, value, after = (
            clean(part) for part in (text[first : claim.start], text[claim.start : claim.end], text[claim.end : last])
        )
        start, middle = " ".join(before.split()), " ".join(value.split())
        start += " " if start and (before[-1:].isspace() or value[:1].isspace()) else ""
        rest = " ".join(after.split())
        rest = f" {rest}" if rest and (after[:1].isspace() or value[-1:].isspace()) else rest
        return Excerpt(start + middle + rest, len(start), len(start) + len(middle))

    def file(self, document: Document) -> str:
        """Return the path by which a document's file is found from the root of the request; never an absolute one."""
        file = document.file or document.path
        if file.startswith("/") or file[1:2] == ":":
            root = self.request.root.rstrip("/") + "/"
            file = file.removeprefix(root) if root != "/" and file.startswith(root) else document.path
        return posixpath.normpath(file)

    def outlet(self, document: Document) -> str:
        """Return who published a document; its path where that is not known."""
        return line_of(document.outlet or document.path)

    def sides(self, f: Finding) -> tuple[Side, ...]:
        """Return the sides of a finding, those of a draft first."""
        return tuple(sorted(f.sides, key=lambda s: not self._drafted(s)))

    def told(self, side: Side) -> list[Claim]:
        """Return the claims of a side, those of a draft first, then one for each document, then the rest."""
        claims = sorted((self.claims[c] for c in side.claims), key=lambda c: c.document not in self.request.drafts)
        first = {c.document: c for c in reversed(claims)}
        return [c for c in claims if first[c.document] is c] + [c for c in claims if first[c.document] is not c]

    def marks(self, f: Finding) -> tuple[tuple[Claim, tuple[Claim, ...]], ...]:
        """Return the claims that a CI run marks in their files, each with those that speak against it.

        In a check only the draft is marked; in a report one sentence of each side.
        """
        lead = [(side, self.told(side)[0]) for side in self.sides(f)]
        return tuple(
            (claim, tuple(other for _, other in lead if other is not claim))
            for side, claim in lead
            if not self.request.drafts or self._drafted(side)
        )

    def _drafted(self, side: Side) -> bool:
        return any(self.claims[c].document in self.request.drafts for c in side.claims)


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with the gravest first, then by subject and attribute."""
    return sorted(
        findings,
        key=lambda f: (VERDICTS.index(f.verdict), SEVERITIES.index(f.severity), f.subject, f.attribute, f.id),
    )


def fails(f: Finding, fail_on: str) -> bool:
    """Tell whether a finding fails a run: the choices of `FAIL_ON` ask for less and less, `never` for nothing.

    `error` and `warning` look at the severity of a contradiction.
    """
    if f.verdict == "review":
        return fail_on == "review"
    if f.verdict != "contradiction" or fail_on == "never":
        return False
    return fail_on not in SEVERITIES or SEVERITIES.index(f.severity) <= SEVERITIES.index(fail_on)


def title(f: Finding) -> str:
    """Return what a finding is about: "Japan: prime minister (lower)"."""
    return line_of(f"{f.subject}: {f.attribute}" + (f" ({f.scope})" if f.scope else ""))


def why(f: Finding) -> str:
    """Return the seven dimensions in a line: what differs, what nobody knows, what is the same."""
    groups = {state: [n for n, d in f.dimensions if d.state == state] for state in ("differs", "unknown", "same")}
    return "; ".join(f"{', '.join(names)} {state}" for state, names in groups.items() if names)


def when(document: Document) -> str:
    """Return when a document speaks: "2024-05-14", "2025-02-07 to 2025-03-31 (inferred)", "undated"."""
    known = document.published
    if known.start is None and known.end is None:
        return "undated"
    if known.start == known.end:
        text = str(known.start)
    elif known.start and known.end:
        text = f"{known.start} to {known.end}"
    else:
        text = f"from {known.start}" if known.start else f"until {known.end}"
    return f"{text} (inferred)" if known.basis == "inferred" else text


def summary(report: Report) -> str:
    """Return one line that says what was compared and found; never a bare success."""
    counts = {v: sum(f.verdict == v for f in report.findings) for v in VERDICTS}
    line = (
        f"{many(counts['contradiction'], 'contradiction')}, {counts['review']} to review, {counts['explained']} explained, "
        f"{many(counts['agreement'], 'agreement')} in {many(len(report.documents), 'document')}, "
        f"{many(len(report.claims) + report.unlisted, 'claim')}, {many(report.slots, 'slot')} compared"
    )
    ruled = sum(bool(s.decisions) for s in report.silenced)
    parts = [
        line,
        f"{ruled} silenced by decisions" if ruled else "",
        f"{len(report.silenced) - ruled} known from the baseline" if len(report.silenced) > ruled else "",
        f"{many(len(missed(report)), 'file')} could not be read" if missed(report) else "",
    ]
    return "; ".join(part for part in parts if part)


def missed(report: Report) -> list[Problem]:
    """Return what could not be read; not the notes about what was passed over rightly."""
    return [p for p in report.problems if not p.note]


def many(number: int, noun: str) -> str:
    """Return a number with its noun: "1 claim", "2 claims"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
