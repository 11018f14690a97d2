"""Finds names in a document: persons, bodies, places and offices, first sentence by sentence, then settled for the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import CAPITAL, SMALL, Mention, Name
from factcheck.read.settle import Settled, settle
from factcheck.read.spot import Spotter
from factcheck.taken import taken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.lexicon import Lexicon
    from factcheck.read.settle import Piece
    from factcheck.read.tokens import Tokens

_FEW: Final = 3  # longer words; a headline has more


class NameReader:
    """Reads the names of a document; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon) -> None:
        self._spotter = Spotter(words, lexicon)
        self.classes = self._spotter.classes

    def find(self, sentences: Sequence[Tokens]) -> list[list[Mention]]:
        """Return the names of each sentence, sorted by their first token.

        What a run of capitals names is settled for the whole document, by the evidence of all its sentences. A headline, in
        which every word has a capital, shows no evidence: there only names that the rest establishes are found.
        """
        lower = _small(sentences)
        headline = [_headline(s.all, s.seeds) for s in sentences]
        spotted = [
            [] if above else self._spotter.pieces(s.all, s.seeds, lower)
            for above, s in zip(headline, sentences, strict=True)
        ]
        settled = settle([piece for pieces in spotted for piece in pieces], self._spotter.vocabulary)
        found = []
        once = _Held()
        for sentence, pieces, above in zip(sentences, taken(spotted), headline, strict=True):
            tokens = sentence.all
            again = self._spotter.known(tokens, settled.names) if above else pieces
            found.append([m for piece in again if (m := _mention(tokens, piece, settled, once)) is not None])
        return found


def _small(sentences: Sequence[Tokens]) -> frozenset[str]:
    """Return which of the words that begin a sentence, before another capital, the document also writes small."""
    begun = [s.all[:2] for s in sentences if len(s.all) > 1]
    first = {one.low for one, two in begun if one.classes & two.classes & CAPITAL}
    if not first:
        return frozenset()
    found: set[str] = set()
    for sentence in sentences:
        if not first.isdisjoint(sentence.lows):
            found.update([t.low for t in sentence.all if t.low in first and t.classes & SMALL])
            first -= found
    return frozenset(found)


def _headline(tokens: Sequence[Token], seeds: Sequence[int]) -> bool:
    """Tell whether a sentence is written in title case: most longer words have a capital, and no full stop ends it.

    Every capital is a seed.
    """
    if len(seeds) < _FEW or tokens[-1].low in (".", "!", "”"):
        return False
    long = [t for t in tokens if len(t.text) > 3 and t.text[0].isalpha()]
    return len(long) > _FEW and sum(1 for t in long if t.classes & CAPITAL) >= 0.75 * len(long)


class _Held:
    """The names and the fields of a document's mentions, each once however often it stands there."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], Name] = {}
        self._fields: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}

    def name(self, text: str, kind: str) -> Name:
        """Return the name of that text and kind."""
        found = self._names.get((text, kind))
        if found is None:
            found = self._names[text, kind] = Name(text, kind)
        return found

    def fields(self, fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """Return fields that are equal to these."""
        return self._fields.setdefault(fields, fields) if fields else fields


def _mention(tokens: Sequence[Token], piece: Piece, settled: Settled, held: _Held) -> Mention | None:
    kind = piece.type
    refined = piece.kind
    if piece.last <= piece.first:  # "Governor Ⅱ": a sign that is a capital but no letter begins no name
        return None
    if kind == "unknown":
        kind, refined = settled.names.get(piece.text, ("name" if " " in piece.text else "", ""))
        if not kind:
            return None
    start, end = tokens[piece.first].start, tokens[piece.last - 1].end
    name = held.name(piece.text, kind)
    value = None if kind == "role" else name
    return Mention(
        kind, refined, start, end, piece.first, piece.last, name.text, value, fields=held.fields(piece.fields)
    )
