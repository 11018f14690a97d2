"""Explains a text: what is read in it, which pattern gives which claim, and which patterns fit but in part.

The tool for writing families of one's own: it says at which word a pattern stops, and what it wants there.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from factcheck.extract import Extractor
from factcheck.extract.index import PatternIndex
from factcheck.ingest import ingest_text
from factcheck.link.coreference import definite
from factcheck.match import match
from factcheck.model import Published
from factcheck.pipeline import Options, families
from factcheck.read import Reader
from factcheck.record import record, replaced
from factcheck.render.view import clean, line_of
from factcheck.values import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from factcheck.extract.index import Entry
    from factcheck.model import Claim, Clause, Document, Mention, Sentence
    from factcheck.picture import Element

_PARTS: Final = 2  # a pattern that fits fewer elements than this tells nothing
_MOST: Final = 5  # such patterns shown for one sentence


@record(frozen=True, slots=True)
class Attempt:
    """A pattern that fits a sentence in part or whole: `fitted` of its `whole` elements, these words, and what it wants then.

    `wanted` is empty where the whole pattern fits and yet there is no claim of it.
    """

    family: str
    pattern: str
    fitted: int
    whole: int
    words: str
    wanted: str
    stands: str


@record(frozen=True, slots=True)
class Explanation:
    """A text, what is read in it, its claims, and for each sentence the patterns that give none, the nearest first."""

    document: Document
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    attempts: tuple[tuple[Attempt, ...], ...]


def explain_text(text: str, published: date | None, options: Options, family: str = "") -> Explanation:
    """Return the explanation of a text, read as an article of that day; `family` looks for near patterns of one only."""
    catalogue = families(options)
    document = ingest_text(text, "-", catalogue.words)
    if published is not None:
        document = replaced(document, published=Published(published, published, "metadata"))
    document, sentences = Reader(catalogue.words).read(document)

    def antecedent(every: Sequence[Sentence], index: int, token: int) -> Mention | None:
        return definite(every, index, token, catalogue.words)

    claims = Extractor(catalogue.families, catalogue.words, catalogue.digest).extract(document, sentences, antecedent)
    entries = [
        e
        for e in PatternIndex(catalogue.families, catalogue.words, catalogue.digest).entries
        if family in ("", e.family.id)
    ]
    attempts = tuple(_attempts(s, entries, claims) for s in sentences)
    return Explanation(document, sentences, claims, attempts)


def _attempts(sentence: Sentence, entries: Sequence[Entry], claims: Sequence[Claim]) -> tuple[Attempt, ...]:
    """Return the patterns that fit a sentence in part, or whole without a claim, the nearest first."""
    starts: dict[int, tuple[Mention, ...]] = defaultdict(tuple)
    for mention in sentence.mentions:
        starts[mention.first] = (*starts[mention.first], mention)
    fired = {(c.family, c.pattern) for c in claims if c.evidence_start == sentence.start}
    rest = [e for e in entries if (e.family.id, e.pattern.name) not in fired]
    found = [attempt for e in rest if (attempt := _nearest(e, sentence, starts))]
    return tuple(sorted(found, key=lambda a: (bool(a.wanted), -a.fitted / a.whole, -a.fitted, a.family, a.pattern)))


def _nearest(entry: Entry, sentence: Sentence, starts: Mapping[int, tuple[Mention, ...]]) -> Attempt | None:
    """Return how far a pattern fits a sentence at best, None where it fits too little to tell anything."""
    elements, tokens = entry.elements, sentence.tokens
    best: Attempt | None = None
    for i in range(len(tokens)):
        for length in range(len(elements), 0, -1):
            hit = match(elements[:length], sentence, i, starts, entry.vocabulary)
            if hit is None:
                continue
            fitted = _counted(elements[:length])
            if fitted >= _PARTS and (best is None or fitted > best.fitted):
                end = hit[1]
                words = " ".join(t.text for t in tokens[i:end])
                wanted = " ".join(entry.pattern.name.split()[length:])
                stands = tokens[end].text if end < len(tokens) else ""
                best = Attempt(entry.family.id, entry.pattern.name, fitted, _counted(elements), words, wanted, stands)
            break
    return best


def _counted(elements: Sequence[Element]) -> int:
    """Return how many elements must be there."""
    return sum(e.form != "gap" and not e.optional for e in elements)


def shown(explanation: Explanation) -> str:
    """Return an explanation for a terminal."""
    text = explanation.document.text
    lines = []
    for sentence, attempts in zip(explanation.sentences, explanation.attempts, strict=True):
        lines.append(line_of(text[sentence.start : sentence.end]))
        lines += (
            ["  read", *(f"    {_mention(m)}" for m in sentence.mentions)] if sentence.mentions else ["  read nothing"]
        )
        lines += [f"    {clause}" for c in sentence.clauses if (clause := _clause(c, sentence))]
        mine = [c for c in explanation.claims if c.evidence_start == sentence.start]
        lines += ["  claims" if mine else "  claims nothing"]
        for claim in mine:
            lines += [f"    {_claim(claim)}", f"      {line_of(claim.pattern)}"]
        if attempts:
            lines.append("  nearly")
        lines += [line for attempt in attempts[:_MOST] for line in _attempt(attempt)]
        if len(attempts) > _MOST:
            lines.append(f"    and {len(attempts) - _MOST} more")
    return "\n".join(lines) + "\n"


def _mention(m: Mention) -> str:
    value = show(m.value) if m.value is not None else ""
    kind = f"{m.type}:{m.kind}" if m.kind and m.kind != m.type else m.type
    of = "; ".join(f"{key} {value}" for key, value in m.fields if value)
    parts = [
        f"{kind:<18} {m.text}",
        f"{m.thing}" if m.thing else "",
        f"= {value}" if value else "",
        f"({of})" if of else "",
    ]
    return clean(" ".join(part for part in parts if part))


def _clause(c: Clause, sentence: Sentence) -> str:
    """Return a clause that is more than the outlet's own plain statement, else an empty string."""
    told = [c.world] if c.world != "asserted" else []
    told += [f"according to {c.attribution}"] if c.attribution else []
    words = " ".join(t.text for t in sentence.tokens[c.first : c.last])
    return clean(f"{'clause':<18} {words} ({', '.join(told)})") if told else ""


def _claim(c: Claim) -> str:
    scope = f" ({c.scope})" if c.scope else ""
    told = [part for part in (c.world, c.status, f"according to {c.attribution}" if c.attribution else "") if part]
    told += [f"at {show(c.time)}"] if c.time else []
    return line_of(f"{c.family}: {c.subject.text} / {c.attribute}{scope} = {show(c.value)}  [{', '.join(told)}]")


def _attempt(a: Attempt) -> list[str]:
    if not a.wanted:
        why = "fits, and yet makes no claim: its subject or its value is unsure, or another pattern says it better"
    else:
        why = f"fits {a.words!r}, then wants {a.wanted}" + (
            f" where {a.stands!r} stands" if a.stands else " at the end"
        )
    return [clean(f"    {a.family}: {a.pattern}"), clean(f"      {why}")]
