"""The word lists as look-up tables, built once per reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from factcheck.catalogue import closed_words, verb_forms
from factcheck.read.tokens import Tokenizer
from factcheck.record import record

if TYPE_CHECKING:
    from factcheck.model import Token


class Phrases:
    """Phrases of one or more words, each with what it stands for; the longest one at a token wins."""

    def __init__(self, entries: Iterable[tuple[str, Any]]) -> None:
        self._words: dict[str, Any] = {}  # most phrases are one word
        self._by_first: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
        tokenizer = Tokenizer()
        for phrase, meaning in entries:
            if phrase.isascii() and phrase.isalpha():  # as most are
                self._words.setdefault(phrase.lower(), meaning)
                continue
            plain = phrase.isascii() and phrase.replace(" ", "").isalpha()  # nothing to cut but at blanks
            lows = tuple(phrase.lower().split() if plain else tokenizer.cut(phrase).lows)
            if len(lows) == 1:
                self._words.setdefault(lows[0], meaning)
            else:
                self._by_first.setdefault(lows[0], []).append((lows, meaning))
        _sort(self._by_first)
        self.firsts = frozenset((*self._words, *self._by_first))
        self._by_last: dict[str, list[tuple[tuple[str, ...], Any]]] = {}

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, Any] | None:
        """Return the token after the longest phrase that begins at `i` and its meaning; None without one."""
        low = tokens[i].low
        for lows, meaning in self._by_first.get(low, ()):
            if _stand(lows, tokens, i):
                return i + len(lows), meaning
        return (i + 1, self._words[low]) if low in self._words else None

    def _ending(self) -> Mapping[str, list[tuple[tuple[str, ...], Any]]]:
        """Return the phrases by their last words; few lists are ever asked for them."""
        by_last = self._by_last
        if not by_last:  # no cached_property: compiled, that keeps nothing
            for found in self._by_first.values():
                for entry in found:
                    by_last.setdefault(entry[0][-1], []).append(entry)
            for word, meaning in self._words.items():
                by_last.setdefault(word, []).append(((word,), meaning))
            _sort(by_last)
        return by_last

    def before(self, tokens: Sequence[Token], i: int) -> tuple[int, Any] | None:
        """Return the first token and meaning of the longest phrase that ends right before token `i`; None without one."""
        if i <= 0:
            return None
        for lows, meaning in self._ending().get(tokens[i - 1].low, ()):
            first = i - len(lows)
            if len(lows) == 1 or (first >= 0 and _stand(lows, tokens, first)):
                return first, meaning
        return None


def _stand(lows: Sequence[str], tokens: Sequence[Token], first: int) -> bool:
    """Tell whether these words stand at a token; a loop, for it is asked hundreds of times for each article."""
    if first + len(lows) > len(tokens):
        return False
    for low in lows:
        if tokens[first].low != low:
            return False
        first += 1
    return True


def _sort(phrases: Mapping[str, list[tuple[tuple[str, ...], Any]]]) -> None:
    """Put the longer of phrases first."""
    for found in phrases.values():
        if len(found) > 1:
            found.sort(key=lambda entry: -len(entry[0]))


@record(frozen=True, slots=True)
class Lexicon:
    """Closed classes, verb forms and nouns. `verbs` maps a form to its (lemma, place in the row of five forms)."""

    closed: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    light: frozenset[str]
    adjectives: frozenset[str]
    plurals: Mapping[str, str]
    verbs: Mapping[str, tuple[str, int]]

    def noun(self, word: str) -> str:
        """Return the singular of a noun in lower case ("speeches" -> "speech")."""
        if word in self.plurals:
            return self.plurals[word]
        if len(word) > 3 and word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith(("ches", "shes", "sses", "xes", "zes")):
            return word[:-2]
        if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return word[:-1]
        return word


def lexicon(words: Mapping[str, Mapping[str, Any]]) -> Lexicon:
    """Return the lexicon of the lists `grammar` and `verbs`."""
    grammar = words["grammar"]
    return Lexicon(
        closed=closed_words(words),
        determiners=frozenset(grammar["determiners"]),
        prepositions=frozenset(grammar["prepositions"]),
        auxiliaries=frozenset(grammar["auxiliaries"]),
        adverbs=frozenset(grammar["adverbs"]),
        light=frozenset(grammar["light"]),
        adjectives=frozenset(grammar["adjectives"]),
        plurals=grammar["plurals"],
        verbs=verb_forms(words),
    )


def decimals(table: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return a table of the word lists with its figures as exact decimals."""
    return {word: Decimal(str(figure)) for word, figure in table.items()}
