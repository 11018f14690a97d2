"""Reads what stands between quotation marks, and finds who is said to have spoken it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.link.quotes import CLOSE, GAP, LEAST, OPEN, OPENING, PLAIN, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Mention, Sentence, Token

_NEAR: Final = 6
_THIRD: Final = 3  # "first", "second" and "third" are words of other senses as well
_ORDINAL: Final = frozenset(("st", "nd", "rd", "th"))
_ENDINGS: Final = {"'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would"}


class QuotationReader:
    """Reads quotations; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        data = words.get("quotes", {})
        self._say = frozenset(data.get("say", ()))
        self._titles = frozenset(data.get("titles", ()))
        self._passed = frozenset(data.get("passed", ()))
        self._short = {low: tuple(long.split()) for low, long in data.get("short", {}).items()}
        numbers = words.get("numbers", {})
        self._numbers = {w: str(n) for part in ("units", "tens") for w, n in numbers.get(part, {}).items() if n}
        self._ordinals = {w: str(n) for w, n in numbers.get("ordinals", {}).items() if n > _THIRD}

    def quotes(self, sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
        """Return the quotations of a document in order. A quotation that no mark closes ends with its paragraph."""
        full = _full_names(sentences)
        found: list[Quote] = []
        held: list[tuple[int, int]] = []  # (sentence, token) between the marks
        opened = ""
        for at, s in enumerate(sentences):
            if opened and s.paragraph != sentences[at - 1].paragraph:
                if opened == OPEN:
                    self._keep(found, sentences, held, full)
                opened, held = "", []
            for k, t in enumerate(s.tokens):
                if not opened:
                    if t.text in OPENING:
                        opened, held = t.text, []
                elif t.text in (CLOSE, PLAIN) or (t.text == OPEN and opened == OPEN):
                    self._keep(found, sentences, held, full)
                    opened, held = (OPEN, []) if t.text == OPEN else ("", [])
                else:
                    held.append((at, k))
        if opened == OPEN:
            self._keep(found, sentences, held, full)
        return tuple(found)

    def _keep(
        self,
        found: list[Quote],
        sentences: Sequence[Sentence],
        held: Sequence[tuple[int, int]],
        full: Mapping[str, str],
    ) -> None:
        tokens = [sentences[at].tokens[k] for at, k in held]
        words, spans = self._words(tokens)
        if sum(w != GAP for w in words) < LEAST:
            return
        (first, begin), (last, end) = held[0], held[-1]
        who = self._after(sentences[last], end + 1) or self._before(sentences[first], begin - 1)
        name = full.get(who.text.casefold(), "") if who is not None else ""
        whole = tuple(dict.fromkeys((sentences[at].start, sentences[at].end) for at, _ in held))
        beside = {t.low for at in {first, last} for t in sentences[at].tokens}
        if who is None or not name or not beside.isdisjoint(self._passed):
            found.append(Quote(words, spans, whole))
        else:
            found.append(Quote(words, spans, whole, name, who.start, who.end))

    def _words(self, tokens: Sequence[Token]) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
        """Return the folded words of a quotation and their spans; what is left out or put in is one gap."""
        words: list[str] = []
        spans: list[tuple[int, int]] = []

        def add(word: str, t: Token) -> None:
            if not (word == GAP and words[-1:] == [GAP]):
                words.append(word)
                spans.append((t.start, t.end))

        bracket = False
        for k, t in enumerate(tokens):
            if t.low in ("[", "("):
                bracket = True
            elif bracket:
                bracket = t.low not in ("]", ")")
                add(GAP, t)
            elif t.low == "…" or (t.low == "." and tokens[k - 1 : k] and tokens[k - 1].low == "."):
                add(GAP, t)
            elif t.low[0].isalnum() or (t.low[0] == "'" and len(t.low) > 1):
                for word in self._spelled(t.low):
                    add(word, t)
        return tuple(words), tuple(spans)

    def _spelled(self, low: str) -> tuple[str, ...]:
        """Return a word in its plain form: contractions apart, numbers in digits."""
        if low in _ORDINAL:
            return ("th",)
        if low in self._ordinals:
            return self._ordinals[low], "th"
        if low in self._short:
            return self._short[low]
        if low.isalpha():
            return (self._numbers.get(low, low),)
        if low.endswith("n't"):
            return (low[:-3], "not") if low != "n't" else ("not",)
        for ending, word in _ENDINGS.items():
            if low.endswith(ending):
                return (low.removesuffix(ending), word) if low != ending else (word,)
        return (self._numbers.get(low, low.strip("'").replace(",", "").replace(".", "") or low),)

    def _after(self, s: Sentence, at: int) -> Mention | None:
        """Return the person named behind a quotation: ", said Mayor Jane Roe" or ", Jane Roe said"."""
        tokens = s.tokens
        while at < len(tokens) and tokens[at].low in (",", CLOSE, PLAIN, "."):
            at += 1
        if at >= len(tokens):
            return None
        said = tokens[at].low in self._say
        for m in s.mentions:
            if m.type != "person" or not at <= m.first <= at + _NEAR:
                continue
            before = [t.low for t in tokens[at + said : m.first]]
            if any(w in (".", ";", ":", PLAIN, OPEN, "who", "whose") for w in before):
                return None
            if said:
                return m
            return m if any(t.low in self._say for t in tokens[m.last : m.last + 2]) else None
        return None

    def _before(self, s: Sentence, at: int) -> Mention | None:
        """Return the person named before a quotation: "Jane Roe said: ..."."""
        tokens = s.tokens
        while at >= 0 and tokens[at].low in (",", ":", OPEN, PLAIN, "that"):
            at -= 1
        said = next((k for k in range(at, max(-1, at - 4), -1) if tokens[k].low in self._say), -1)
        if said < 0:
            return None
        held = [m for m in s.mentions if m.type == "person" and m.last <= said]
        return held[-1] if held and said - held[-1].last <= 1 else None


def _full_names(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return for each person's name, full or bare surname, the only full name that it can stand for."""
    names = {m.text for s in sentences for m in s.mentions if m.type == "person" and " " in m.text}
    full = {name.casefold(): name for name in sorted(names)}
    tails: dict[str, set[str]] = {}
    for name in sorted(names):
        tails.setdefault(name.split()[-1].casefold(), set()).add(name)
    return {**{tail: next(iter(held)) for tail, held in tails.items() if len(held) == 1}, **full}
