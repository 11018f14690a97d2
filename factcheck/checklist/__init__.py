"""The desk's checklist: every name, title, figure and date of a draft in its order, and what the other articles say to it.

What a fact-checker does by hand: tick each word that can be wrong. The tool ticks none; it says where others contradict,
how many independent outlets give the same, and where nobody else says anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from factcheck.independence import voices
from factcheck.lines import Places
from factcheck.read import Reader
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from factcheck.catalogue import Catalogue
    from factcheck.findings import Finding, Report
    from factcheck.model import Claim, Document, Mention, Sentence

# From the gravest: what an item's state may be.
STATES: Final = ("contradicted", "to review", "corroborated", "alone")
KINDS: Final = ("name", "title", "figure", "date")
_KIND: Final = {
    "person": "name", "organisation": "name", "place": "name", "name": "name", "role": "title",
    "quantity": "figure", "duration": "figure", "ordinal": "figure", "date": "date", "time": "date",
}  # fmt: skip
_NEAR: Final = 3  # tokens between a title and its holder's name


@record(frozen=True, slots=True)
class Note:
    """What another article says to an item: the verdict, what it is about, the value there, who says it, and the finding."""

    verdict: str
    about: str
    value: str
    outlets: tuple[str, ...]
    finding: str


@record(frozen=True, slots=True)
class Item:
    """One thing to check in a draft.

    `kind` is one of KINDS, `state` one of STATES; `outlets` is how many independent outlets give the same. `start`/`end`
    are its words in the document, `line` and `column` count from 1; `again` are the lines where a name stands again.
    """

    document: str
    kind: str
    text: str
    start: int
    end: int
    line: int
    column: int
    sentence: str
    state: str
    outlets: int
    notes: tuple[Note, ...] = ()
    again: tuple[int, ...] = ()


def checklist(
    report: Report, drafts: Iterable[str], catalogue: Catalogue, groups: Mapping[str, str]
) -> tuple[Item, ...]:
    """Return the items of the drafts, in the order of the drafts' ids and of their words.

    `report` is that of `pipeline.check`; `drafts` the ids that it gives; `groups` tells the house of an outlet.
    """
    desk = _Desk(report, frozenset(drafts), catalogue, groups)
    return tuple(item for name in sorted(desk.drafts) for item in desk.items(report.document(name)))


class _Desk:
    """What is looked up for every item."""

    def __init__(self, report: Report, drafts: frozenset[str], catalogue: Catalogue, groups: Mapping[str, str]) -> None:
        self.drafts = drafts
        self._reader = Reader(catalogue.words)
        self._claims = {c.id: c for c in report.claims}
        self._documents = {d.id: d for d in report.documents}
        self._origins = dict(report.origins)
        self._groups = groups
        self._aliases = _aliases(catalogue.words)
        self._findings: dict[str, list[Finding]] = defaultdict(list)
        for f in report.findings:
            for c in {c for side in f.sides for c in side.claims}:
                self._findings[c].append(f)
        self._texts = {d.id: _folded(d.text) for d in report.documents if d.id not in drafts}

    def items(self, document: Document) -> list[Item]:
        """Return the items of one draft."""
        places = Places(document)
        mine = [c for c in self._claims.values() if c.document == document.id]
        made: list[Item] = []
        names: dict[str, int] = {}
        for sentence in self._reader.read(document)[1]:
            for m in sentence.mentions:
                if not _listed(m, sentence):
                    continue
                line, column = places.of(m.start)
                words = _words(document, sentence, m)
                item = self._item(document, sentence, m, words, _of(m, sentence, mine), (line, column))
                first = names.get(words) if item.kind == "name" else None
                if first is not None and item.state in (made[first].state, "alone"):
                    again = dict.fromkeys((*made[first].again, line))
                    made[first] = replaced(made[first], again=tuple(n for n in again if n != made[first].line))
                    continue
                if item.kind == "name":
                    names.setdefault(words, len(made))
                    if m.type == "person":  # later the surname stands for the person
                        names.setdefault(words.rpartition(" ")[2], len(made))
                made.append(item)
        return made

    def _item(
        self,
        document: Document,
        sentence: Sentence,
        m: Mention,
        words: str,
        claims: Sequence[Claim],
        place: tuple[int, int],
    ) -> Item:
        kind = _KIND[m.type]
        notes = [note for c in claims for f in self._findings[c.id] for note in self._notes(f, c)]
        shown = " ".join(document.text[sentence.start : sentence.end].split())
        backing = {
            name: self._claims[name]
            for c in claims
            for f in self._findings[c.id]
            if f.verdict == "agreement"
            for side in f.sides
            for name in side.claims
            if self._claims[name].document != document.id
        }
        count = self._others(document, shown, [self._told(c) for c in backing.values()])
        if kind == "name":
            count = max(count, self._named(document, words))
        verdicts = {note.verdict for note in notes}
        state = (
            "contradicted" if "contradiction" in verdicts
            else "to review" if "review" in verdicts
            else "corroborated" if count
            else "alone"
        )  # fmt: skip
        return Item(
            document.id, kind, words, m.start, m.end, *place, shown, state, count, tuple(dict.fromkeys(notes))
        )  # fmt: skip

    def _told(self, c: Claim) -> tuple[Document, str]:
        document = self._documents[c.document]
        return document, document.text[c.evidence_start : c.evidence_end]

    def _notes(self, f: Finding, claim: Claim) -> list[Note]:
        """Return what the other sides of a finding say to a claim of the draft."""
        about = f"{f.subject}: {f.attribute}" + (f" ({f.scope})" if f.scope else "")
        others = [s for s in f.sides if claim.id not in s.claims or f.verdict == "agreement"]
        notes = []
        for side in others:
            held = [self._claims[c] for c in side.claims if c != claim.id]
            outlets = sorted({self._documents[c.document].outlet or self._documents[c.document].path for c in held})
            if outlets:
                notes.append(Note(f.verdict, about, side.value, tuple(outlets), f.id))
        return notes

    def _others(self, document: Document, sentence: str, told: Iterable[tuple[Document, str]]) -> int:
        """Return how many independent outlets say something, the draft's own house not counted."""
        return voices([(document, sentence), *told], self._origins, self._groups) - 1

    def _named(self, document: Document, words: str) -> int:
        """Return how many independent outlets name the same, by this name or by another of the same body."""
        name = _folded(words)
        forms = sorted(self._aliases.get(name, frozenset((name,))))
        pattern = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in forms))
        found = [other for other, text in self._texts.items() if pattern.search(text)]
        return self._others(document, "", [(self._documents[other], "") for other in found])


def _words(document: Document, sentence: Sentence, m: Mention) -> str:
    """Return the words of a mention; of a figure with what it counts."""
    end = max(m.end, sentence.tokens[m.last - 1].end) if m.type == "quantity" else m.end
    return " ".join(document.text[m.start : end].split())


def _listed(m: Mention, sentence: Sentence) -> bool:
    """Tell whether a mention is to be checked: all but offices that nobody is named with."""
    if m.type != "role":
        return m.type in _KIND
    return any(
        other.type == "person" and (-_NEAR <= other.first - m.last <= _NEAR or -_NEAR <= m.first - other.last <= _NEAR)
        for other in sentence.mentions
    )


def _of(m: Mention, sentence: Sentence, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that stand or fall with a mention: those whose value it is, or whose office it names."""
    inside = [c for c in claims if c.evidence_start < sentence.end and sentence.start < c.evidence_end]
    if m.type == "role":
        return [c for c in inside if c.attribute == m.kind]
    return [c for c in inside if c.start < m.end and m.start < c.end]


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _aliases(words: Mapping[str, Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """Return for each folded name of a body that goes by several all of its names."""
    groups = [frozenset(_folded(n) for n in g["names"]) for g in words.get("aliases", {}).get("group", ())]
    return {name: group for group in groups for name in group}
