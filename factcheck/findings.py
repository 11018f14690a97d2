"""What a run hands over: findings, what editors have decided about them, and the report; they end the flow that `model` begins."""

from __future__ import annotations

from datetime import date

from factcheck.model import Claim, Document, Problem
from factcheck.record import record


@record(frozen=True, slots=True)
class Dimension:
    """One of the seven questions: does it differ between the sides? `words` are the (claim id, words) that show it."""

    state: str  # same | differs | unknown
    words: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Side:
    """One value of a finding: how it is written, the claims that state it, and the outlets that they stand in.

    `independent` counts the outlets that do not repeat one another (`independence.independent`).
    """

    value: str
    claims: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    independent: int = 0


@record(frozen=True, slots=True)
class Finding:
    """A verdict about the claims of one slot, with what decided it.

    `independent` counts the outlets behind all sides that do not repeat one another.
    """

    id: str
    verdict: str  # contradiction | review | explained | agreement
    reason: str
    severity: str  # error | warning | note
    family: str
    subject: str
    attribute: str
    scope: str
    dimensions: tuple[tuple[str, Dimension], ...]
    message: str
    sides: tuple[Side, ...]
    independent: int = 0


@record(frozen=True, slots=True)
class DecidedSide:
    """One side of a pair that an editor has ruled on: the ids of its claims.

    `value`, `outlet`, `article` and `sentence` show people what was ruled on; only the ids are compared.
    """

    value: str
    outlet: str
    article: str
    sentence: str
    claims: tuple[str, ...]


@record(frozen=True, slots=True)
class Decision:
    """What an editor has decided about one pair of sides: it silences this pair and nothing else.

    `decision` is one of `decisions.file.DECISIONS`; `expires` is the first day on which it no longer holds (None: never).
    `line` is where it stands in its file.
    """

    finding: str
    verdict: str
    family: str
    subject: str
    attribute: str
    scope: str
    decision: str
    reason: str
    by: str
    sides: tuple[DecidedSide, DecidedSide]
    expires: date | None = None
    line: int = 0

    @property
    def about(self) -> str:
        """What it is about: "Saltmere: mayor"."""
        return f"{self.subject}: {self.attribute}" + (f" ({self.scope})" if self.scope else "")


@record(frozen=True, slots=True)
class Silenced:
    """A finding that is not shown, and the decisions that silence it (none: it stands in the baseline)."""

    finding: Finding
    decisions: tuple[Decision, ...] = ()


@record(frozen=True, slots=True)
class Report:
    """All that one run hands over.

    `silenced` are findings that editors have ruled on or that a baseline holds; `warnings` are decisions that no longer
    do anything, for the user to clear up. `unlisted` counts claims that the report does not hold, because only those of
    findings to be shown were asked for; the text of documents without any of these is left out with them.
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    slots: int = 0
    stories: tuple[tuple[str, str], ...] = ()  # document id -> story id
    origins: tuple[tuple[str, str], ...] = ()  # document id -> the first of the documents that print one text
    silenced: tuple[Silenced, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unlisted: int = 0

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """The findings that cannot both be right; they stop a draft."""
        return tuple(f for f in self.findings if f.verdict == "contradiction")

    def claim(self, name: str) -> Claim:
        """Return the claim of that id; raises KeyError."""
        found = next((c for c in self.claims if c.id == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def document(self, name: str) -> Document:
        """Return the document of that id; raises KeyError."""
        found = next((d for d in self.documents if d.id == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def sentence(self, claim: Claim) -> str:
        """Return the words of the sentence in which a claim stands, white space folded."""
        text = self.document(claim.document).text
        return " ".join(text[claim.evidence_start : claim.evidence_end].split())
