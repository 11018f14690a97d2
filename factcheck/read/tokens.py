"""Cuts text into tokens with offsets: the first step of reading, before any dictionary is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Final

from factcheck.model import CAPITAL, DIGIT, LETTERS, SMALL, Token
from factcheck.read.classes import CUE, QUOTE, SAYS, SEED, WordClasses
from factcheck.record import record

_SIGNS: Final = r"""
      [A-Za-z]{2,}+(?![\w'\u2019])           # most tokens, found fast: a plain word
    | [^\W\d_]{2,}(?:['\u2019](?!s(?![^\W\d_]))[^\W\d_]+)*   # any word, with inner apostrophes but not 's
    | \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?    # 60,000  1,234.5 but not 12,2016
    | \d+(?:\.\d+)?                         # 41  1.8
    | (?<!\w)\.\d+                          # .357 but not Nov.3
    | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W\d_]))?   # U.S.  D.C.  p.m.
    | ['\u2019\u2018][sS](?![^\W\d_])       # possessive
    | [^\W\d_]+(?:['\u2019](?!s(?![^\W\d_]))[^\W\d_]+)*   # word, with inner apostrophes but not 's
    | [^\W_]+                               # other letters and signs that count as numbers: ½, ²
    | \S                                    # any other mark, alone
    """
_UNSEEN: Final = "[\u00ad\u200b-\u200d\u2060\ufeff\U000e0000-\U000e007f]"
_SEEN: Final = dict.fromkeys((0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF, *range(0xE0000, 0xE0080)))  # drops them
# The same, but a word or number goes on behind a sign that nobody sees, as a reader's eye does.
_JOINED: Final = rf"[^\W_]+(?:[.,]?{_UNSEEN}+[^\W_]+)+(?:\.\d+)?"
_FOLD: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-"}
)
_PLAIN: Final = SMALL | LETTERS
# Marks that are always a token of their own, at the end and at the beginning of what stands between white space.
_LONE: Final = frozenset(',;:?!)]=%"\u201d')
_OPENING: Final = frozenset('(["\u201c$\u00a3\u20ac\u00b0<>')
_OWNS: Final = ("\u2019s", "'s")
_ASKED: Final = SEED | CUE | QUOTE | SAYS  # what a sentence is asked for as a whole
# So many words are remembered, then it begins anew, and none that is longer: memory stays bounded.
_MOST_WORDS: Final = 100_000
_LONGEST_WORD: Final = 60
# Of a token: how far behind the one before it begins and ends, its words, its folded form, its classes, and whether it has any
# that the sentence is asked for.
_Spec = tuple[int, int, str, str, int, bool]


@record(frozen=True, slots=True)
class Tokens:
    """The tokens of a sentence, their folded words, the classes it is asked for, and the numbers of those where a mention may begin."""

    all: tuple[Token, ...]
    lows: Sequence[str]
    held: int
    seeds: Sequence[int]


class Tokenizer:
    """Cuts text into tokens; `classes` are the bits that word lists give to folded words."""

    def __init__(self, classes: WordClasses | None = None) -> None:
        self._chunks = _Chunks(classes or WordClasses({}, {}))

    def cut(self, text: str, start: int = 0, end: int | None = None) -> Tokens:
        """Return the tokens of `text[start:end]` in order, with offsets into `text`.

        Hyphens stand alone ("26-year" is 26, -, year), the possessive ending is a token of its own, and an abbreviation
        with inner dots ("p.m.") is one token. Signs that nobody sees are in a token's range, not in its words. `low` is
        lower case with apostrophes and dashes folded to ASCII.
        """
        chunks = self._chunks
        if len(chunks) > _MOST_WORDS:
            chunks.clear()
        end = len(text) if end is None else end
        made, last = _made(chain.from_iterable(map(chunks.__getitem__, text[start:end].split())), start)
        if last != end:  # somewhere stands more than one sign of white space
            made, _ = _made(_spaced(chunks, text, start, end), start)
        return made


def _made(specs: Iterable[_Spec], start: int) -> tuple[Tokens, int]:
    """Return tokens between which one sign of white space stands, as before the first at `start`, and where the last ends."""
    tokens: list[Token] = []
    lows: list[str] = []
    seeds: list[int] = []
    held, last = 0, start - 1
    for begins, ends, word, low, classes, asked in specs:
        if asked:
            held |= classes
            if classes & SEED:
                seeds.append(len(tokens))
        tokens.append(Token(last + begins, last := last + ends, word, low, classes))
        lows.append(low)
    return Tokens(tuple(tokens), lows, held, seeds), last


def _spaced(chunks: Mapping[str, Sequence[_Spec]], text: str, start: int, end: int) -> Iterator[_Spec]:
    """Yield the same of text with any white space between the words."""
    last = start - 1
    for found in re.compile(r"\S+").finditer(text, start, end):
        (begins, ends, word, low, classes, asked), *rest = chunks[found[0]]
        more = found.start() - last - 1
        yield begins + more, ends + more, word, low, classes, asked
        yield from rest
        last = found.end()


class _Chunks(dict[str, tuple[_Spec, ...]]):
    """What stands between white space -> its tokens; it is cut once, then remembered."""

    def __init__(self, classes: WordClasses) -> None:
        self._classes = classes
        self._words = _Words(classes)

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._words.clear()

    def __missing__(self, chunk: str) -> tuple[_Spec, ...]:
        specs = self._cut(chunk)
        if len(chunk) <= _LONGEST_WORD:
            self[chunk] = specs
        return specs

    def _cut(self, chunk: str) -> tuple[_Spec, ...]:
        """Return the tokens of a chunk: as the expression above finds them, but without it where the chunk is as most are."""
        words = self._words
        if chunk.isalpha() and chunk.isascii():
            low = chunk.lower()
            classes = self._classes.of(low) | (_PLAIN if chunk[0] >= "a" else CAPITAL | LETTERS)
            return ((1, len(chunk) + 1, chunk, low, classes, classes & _ASKED != 0),)
        whole = chunk.isdecimal() if chunk.isascii() else chunk.isalnum() and not any(map(str.isdecimal, chunk))  # "m²"
        if len(chunk) == 1 or whole or chunk.isalpha() or dotted(chunk):
            return (_first(words[chunk]),)
        if len(chunk) <= _LONGEST_WORD:
            last = chunk[-1]
            if last in _LONE or (last == "." and chunk[:-1].isalpha()):
                return (*self[chunk[:-1]], words[last])
            if chunk[0] in _OPENING:
                (_, end, word, low, classes, asked), *others = self[chunk[1:]]
                return (_first(words[chunk[0]]), (0, end - 1, word, low, classes, asked), *others)
            if chunk.endswith(_OWNS) and chunk[:-2].isalpha():
                return (*self[chunk[:-2]], words[chunk[-2:]])
            if "-" in chunk and chunk.replace("-", "").isalpha() and all(parts := chunk.split("-")):
                joined = [spec for part in parts[1:] for spec in (words["-"], words[part])]
                return (*self[parts[0]], *joined)
        unseen = not chunk.isascii() and chunk.translate(_SEEN) != chunk
        found = map(words.__getitem__, _expression(unseen=unseen).findall(chunk))
        return (_first(next(found)), *found)


def dotted(chunk: str) -> bool:
    """Tell whether a chunk is letters with full stops behind them: "a.m."."""
    return len(chunk) % 2 == 0 and len(chunk) > 2 and not chunk[1::2].strip(".") and chunk[::2].isalpha()


@cache
def _expression(*, unseen: bool) -> re.Pattern[str]:
    """Return what finds the tokens of a chunk in which signs are that nobody sees, or none; compiled by the first such chunk."""
    return re.compile(rf"{_JOINED} | {_SIGNS}" if unseen else _SIGNS, re.VERBOSE)


def _first(spec: _Spec) -> _Spec:
    """Return the same of a token before which a sign of white space stands."""
    _, length, word, low, classes, asked = spec
    return 1, length + 1, word, low, classes, asked


class _Words(dict[str, _Spec]):
    """Words as written -> the same of a token that stands close to the one before it."""

    def __init__(self, classes: WordClasses) -> None:
        self._classes = classes

    def __missing__(self, found: str) -> _Spec:
        word = found if found.isascii() else found.translate(_SEEN) or found
        low = word.lower() if word.isascii() else word.translate(_FOLD).lower()
        first = word[0]
        digit = first.isdecimal() or (first == "." and len(word) > 1)
        shape = CAPITAL * first.isupper() | SMALL * first.islower() | DIGIT * digit | LETTERS * low.isalpha()
        classes = self._classes.of(low) | shape
        spec = (0, len(found), word, low, classes, classes & _ASKED != 0)
        if len(found) <= _LONGEST_WORD:
            self[found] = spec
        return spec


def written(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the words of a token range with one blank where the text has white space between them."""
    words = tokens[first].text if last > first else ""
    if last - first < 2:
        return words
    end = tokens[first].end
    for token in tokens[first + 1 : last]:
        words += f" {token.text}" if token.start > end else token.text
        end = token.end
    return words
