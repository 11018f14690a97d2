"""Sentences that two documents share but for one value: an edited copy of one text shows where it was changed.

Two outlets that print one text differ in few places. A sentence that is equal word by word, but for one value, in two
documents that share other sentences as well, needs no further link: subject, predicate and scope are the same words.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.digest import blake2b
from factcheck.model import LETTERS, Claim, Name, Quantity, Subject
from factcheck.record import record, replaced
from factcheck.values.name import fold
from factcheck.values.quantity import bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Document, Mention, Sentence, Value

_WORDS: Final = 8  # a shorter sentence may be anybody's ...
_FEW: Final = 4  # ... and one of fewer words than this says too little in copies of one text as well
_SHARED: Final = 2  # so many whole sentences two copies of one text share at least ...
_MANY: Final = 4  # ... and so many for a short sentence to be of that text
_MOST: Final = 12  # a sentence in more documents than this is a formula of the trade, not a copy
_AROUND: Final = 5
_KINDS: Final = frozenset(("quantity", "date", "time", "duration", "ordinal", "person"))
_LINES: Final = frozenset(("body", "caption", "title"))


@record(frozen=True, slots=True)
class Statement:
    """A value and the words around it: `key` is the digest of its sentence without it, `about` the words beside it.

    `short` tells that the sentence has few words.
    """

    key: str
    short: bool
    kind: str
    value: Value
    text: str
    start: int
    end: int
    evidence_start: int
    evidence_end: int
    about: str


@record(frozen=True, slots=True)
class Wording:
    """The sentences of a document by digest, and the values that stand in them."""

    sentences: frozenset[str]
    statements: tuple[Statement, ...]


class WordingReader:
    """Gathers the wording of one document, sentence by sentence."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._whole: set[str] = set()
        self._found: list[Statement] = []

    def add(self, sentence: Sentence) -> None:
        """Note the digest of a longer sentence, and its statements."""
        count = sum([1 for t in sentence.tokens if t.classes & LETTERS])
        if sentence.kind not in _LINES or count < _FEW:
            return
        lows = [t.low for t in sentence.tokens]
        short = count < _WORDS
        if not short:
            self._whole.add(_digest(" ".join(lows)))
        stated = (_statement(self._document, sentence, lows, m, short=short) for m in sentence.mentions)
        self._found += [s for s in stated if s]

    def wording(self) -> Wording:
        """Return the wording of all sentences that were added."""
        return Wording(frozenset(self._whole), tuple(self._found))


def _statement(
    document: Document, sentence: Sentence, lows: Sequence[str], m: Mention, *, short: bool
) -> Statement | None:
    if m.type not in _KINDS or m.value is None or not 0 < m.end - m.start <= 80:
        return None
    kind = m.asked
    own = [k for k in range(m.first, m.last) if sentence.tokens[k].start < m.end and m.start < sentence.tokens[k].end]
    if not own or (kind == "person" and short and sum([1 for t in lows if t.isalpha()]) - len(own) < _FEW):
        return None  # of a credit ("Jane Roe reports") each text has its own
    first, last = own[0], own[-1] + 1
    key = _digest(" ".join((*lows[:first], f"<{kind}>", *lows[last:])))
    left = sentence.tokens[max(0, first - _AROUND)].start
    right = sentence.tokens[min(len(lows), last + _AROUND) - 1].end
    before, after = document.text[left : m.start], document.text[m.end : max(right, m.end)]
    about = " ".join(f"{before}…{after}".split())
    return Statement(key, short, kind, m.value, _written(m), m.start, m.end, sentence.start, sentence.end, about)


def _digest(words: str) -> str:
    return blake2b(words.encode(), digest_size=8).hexdigest()


def changed(
    documents: Sequence[Document],
    wordings: Mapping[str, Wording],
    told: Mapping[str, str],
    families: Mapping[str, str],
) -> list[Claim]:
    """Return the claims of sentences that differ between copies of one text in one value, in order.

    `families` tells for each kind of value the family whose rules hold. A document that itself gives two values in one
    such sentence (a form that it fills in several times) is left out.
    """
    places: dict[tuple[str, str], list[tuple[str, Statement]]] = defaultdict(list)
    for document in documents:
        for s in wordings[document.id].statements:
            if s.kind in families:
                places[told.get(document.id, document.id), s.key].append((document.id, s))
    claims: list[Claim] = []
    for (story, _), held in sorted(places.items()):
        if len(held) < 2 or len({s.text for _, s in held}) < 2:
            continue
        by_document: dict[str, list[Statement]] = defaultdict(list)
        for name, s in held:
            by_document[name].append(s)
        once = {name: group[0] for name, group in by_document.items() if len({s.text for s in group}) == 1}
        if not 1 < len(once) <= _MOST:
            continue
        copies = {
            name
            for left, right in combinations(sorted(once), 2)
            if _one_text(wordings[left], wordings[right], _MANY if once[left].short else _SHARED)
            for name in (left, right)
        }
        about = min(s.about for s in once.values())
        claims += [_claim(name, once[name], families[once[name].kind], about, story) for name in sorted(copies)]
    return claims


def edited(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those of a toll in a sentence of two copies of one text with the mark of that sentence.

    A toll that a family of its own reads there is held against its copy by the same rule as the copied words.
    """
    keys = {(c.document, c.start): c.subject.entity for c in claims if c.pattern == "copy"}
    families = {(c.document, c.start, c.family) for c in claims if c.pattern == "copy"}
    tolls = {
        (c.document, c.start) for c in claims if c.get("sole") and (c.document, c.start, c.family) not in families
    } & keys.keys()
    marked = []
    for c in claims:
        at = c.document, c.start
        if at in tolls and (c.pattern == "copy" or c.get("sole")):
            more = (("edited", keys[at]), ("toll", "yes")) if c.pattern == "copy" else (("edited", keys[at]),)
            marked.append(replaced(c, fields=tuple(sorted((*c.fields, *more)))))
        else:
            marked.append(c)
    return marked


def _one_text(a: Wording, b: Wording, needed: int) -> bool:
    """Tell whether two documents are copies of one text: enough sentences are equal, or all others of a short one."""
    shared = len(a.sentences & b.sentences)
    return shared >= needed or (shared > 0 and shared + 1 >= min(len(a.sentences), len(b.sentences)))


def _written(m: Mention) -> str:
    """Return a value's words folded, with months as three letters ("Jan. 19" is "January 19").

    The words are held against each other before the values: a day named from the article's own ("today", "on Monday")
    may be another day in a copy of another date, and yet nothing was changed.
    """
    words = fold(m.text).split()
    return " ".join(w[:3] if m.type == "date" and w.isalpha() else w for w in words)


def _claim(document: str, s: Statement, family: str, about: str, story: str) -> Claim:
    value = (
        Name(s.value.text, s.value.kind, s.value.text)
        if isinstance(s.value, Name)
        else bare(s.value)
        if isinstance(s.value, Quantity)
        else s.value
    )  # the hedge is the same, the number not
    return Claim(
        id="",
        document=document,
        family=family,
        pattern="copy",
        subject=Subject(about, "description", s.start, s.end, f"copy:{s.key}:{about.replace(':', ' ')}"),
        attribute="in the same words",
        scope="",
        value=value,
        start=s.start,
        end=s.end,
        evidence_start=s.evidence_start,
        evidence_end=s.evidence_end,
        fields=(("copy", "yes"),),
        story=story,
    )
