"""Documents -> sentences with typed mentions and clauses, and the document's own time."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from factcheck.model import COMMON, DIGIT, Document, Mention, Published, Sentence
from factcheck.read import classes
from factcheck.read.clauses import ClauseReader
from factcheck.read.cues import Clocks, Dates, Scores
from factcheck.read.late import LateClauses
from factcheck.read.lexicon import lexicon
from factcheck.read.names import NameReader
from factcheck.read.quantities import QuantityReader
from factcheck.read.sentences import sentences
from factcheck.read.tokens import Tokenizer
from factcheck.record import replaced
from factcheck.taken import taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.tokens import Tokens
    from factcheck.read.written import Written


class Reader:
    """Reads documents; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        known = lexicon(words)
        self.verbs: Mapping[str, tuple[str, int]] = known.verbs  # form -> (lemma, place in the row of five)
        self._dates = Dates(words)
        self._clocks = Clocks(words)
        self._quantities = QuantityReader(words, known)
        self._names = NameReader(words, known)
        self._clauses = ClauseReader(words, known)
        self._scores = Scores(known, words["numbers"]["units"])
        self._tokenizer = Tokenizer(
            classes.WordClasses(
                {
                    COMMON: known.closed,
                    classes.DATE: self._dates.seeds,
                    classes.THE: ("the",),
                    classes.CLOCK: self._clocks.seeds,
                    classes.FIGURE: self._quantities.seeds,
                    classes.ARTICLE: ("a", "an"),
                    classes.SCALE: self._quantities.scales,
                    classes.AUXILIARY: known.auxiliaries,
                    classes.CLOSED: known.closed,
                    **self._names.classes,
                    **self._clauses.classes,
                },
                known.verbs,
            )
        )

    def read(self, document: Document) -> tuple[Document, tuple[Sentence, ...]]:
        """Return the document with its own date, as far as its text tells, and its sentences in order."""
        cut = sentences(document)
        tokenized = [self._tokenizer.cut(document.text, start, end) for start, end, _, _ in cut]
        names = self._names.find(tokenized)
        country = _country(names)
        spotted = [self._dates.spot(t.all, t.seeds, country) if t.held & _DATES else [] for t in tokenized]
        when, dated = self._dated(document, [t.all for t in tokenized], spotted, [kind for _, _, kind, _ in cut])
        counted = ""
        made = []
        find = self._clauses.find
        every = zip(taken(cut), taken(tokenized), taken(names), taken(dated), strict=True)
        for (start, end, kind, paragraph), tokens, named, dates in every:
            found, counted = self._mentions(tokens, named, dates, counted)
            mentions = tuple(found)
            clauses = LateClauses(find, tokens, mentions) if _telling(mentions) else ()
            made.append(Sentence(start, end, tokens.all, mentions, clauses, kind, paragraph))
        return replaced(document, published=when), tuple(made)

    def _dated(
        self,
        document: Document,
        tokens: Sequence[Sequence[Token]],
        spotted: Sequence[Sequence[Written]],
        kinds: Sequence[str],
    ) -> tuple[Published, list[list[Mention]]]:
        """Return when the document speaks and the dates of its sentences, resolved against that where it is bounded."""
        when = document.published
        if when.basis != "metadata" and (any(spotted) or when.start is not None or when.end is not None):
            from factcheck.read.published import published  # noqa: PLC0415 - only where a date may tell it

            undated = [self._dates.mentions(t, d, _UNKNOWN) for t, d in zip(tokens, spotted, strict=True)]
            when = published(when, list(zip(tokens, undated, kinds, strict=True)))
            if when.start is None or when.end is None:
                return when, undated
        return when, [self._dates.mentions(t, d, when) for t, d in zip(tokens, spotted, strict=True)]

    def _mentions(
        self, sentence: Tokens, named: Sequence[Mention], dates: Sequence[Mention], counted: str
    ) -> tuple[list[Mention], str]:
        """Return all mentions of one sentence, sorted and without crossings, and the noun that it counted last.

        Runs of capitals that nothing settles stand back behind every other mention.
        """
        tokens, held, seeds = sentence.all, sentence.held, sentence.seeds
        clocks = self._clocks.find(tokens, seeds) if held & _CLOCKS else []
        quantities: list[Mention] = []
        figures = [k for k in seeds if tokens[k].classes & _FIGURES] if held & _FIGURES else []
        scores = self._scores.find(tokens, figures) if figures else []
        if figures:
            marked = bytearray(len(tokens))
            for mention in (*dates, *clocks, *scores):
                marked[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
            quantities = [_clear(q, dates) for q in self._quantities.find(tokens, figures, marked, counted)]
        if not (dates or clocks or scores or quantities):
            return list(named), counted
        unsettled = [m for m in named if m.type == "name"]
        named = [m for m in named if m.type != "name"] if unsettled else named
        every = _ordered((*dates, *clocks, *scores, *quantities, *named))
        kept: list[Mention] = []
        reach = 0
        for mention in every:
            if mention.first >= reach:
                kept.append(mention)
                reach = mention.last
                continue
            over = [m for m in kept if m.first < mention.last and mention.first < m.last]
            if not over or all(
                m.first <= mention.first
                and mention.last <= m.last
                and (m.first, m.last) != (mention.first, mention.last)
                for m in over
            ):
                kept.append(mention)
                reach = max(reach, mention.last)
            elif mention.type == "quantity":
                limit = min((m.first for m in named if mention.first < m.first < mention.last < m.last), default=0)
                if limit and mention.kind == "count":
                    kept.append(replaced(mention, last=limit))
                    reach = max(reach, limit)
        if unsettled:
            free = [u for u in unsettled if not any(m.first < u.last and u.first < m.last for m in kept)]
            kept = _ordered((*kept, *free)) if free else kept
        heads = [m.head for m in kept if m.type == "quantity" and m.kind == "count" and m.head]
        return kept, heads[-1] if heads else counted


def _telling(mentions: Sequence[Mention]) -> bool:
    """Tell whether something may be claimed in a sentence of these mentions; nothing is of bare names."""
    for m in mentions:  # noqa: SIM110 - a loop, for it is asked for every sentence
        if m.type not in _BARE and m.kind not in _BARE:
            return True
    return False


def _clear(quantity: Mention, dates: Sequence[Mention]) -> Mention:
    """Return a quantity that ends where a date begins, if what it counts would reach into the date."""
    for date in dates:
        if quantity.first < date.first < quantity.last < date.last:
            return replaced(quantity, last=date.first)
    return quantity


def _country(names: Sequence[Sequence[Mention]]) -> str:
    """Return the country that a document names most, empty without one."""
    counts = Counter([c for found in names for m in found if m.type == "place" and (c := m.get("country"))])
    return max(counts, key=counts.__getitem__) if counts else ""


def _ordered(mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions in the order of (first, -last): sorted twice without a key of our own, which would be called for each."""
    found = sorted(mentions, key=_LAST, reverse=True)
    found.sort(key=_FIRST)
    return found


_FIRST = attrgetter("first")
_LAST = attrgetter("last")
_UNKNOWN = Published()
_DATES = classes.DATE | DIGIT
_CLOCKS = classes.CLOCK | DIGIT
_FIGURES = classes.FIGURE | DIGIT
_BARE = frozenset(("person", "place", "name", "number", "bare", "relative"))

__all__ = ["Reader"]
