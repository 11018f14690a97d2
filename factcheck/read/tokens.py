"""Cuts text into tokens with offsets: the first step of reading, before any dictionary is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.model import CAPITAL, DIGIT, LETTERS, SMALL, Token
from factcheck.read.classes import SEED
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SIGNS: Final = r"""
      [A-Za-z]{2,}(?![\w'\u2019])            # most tokens, found fast: a plain word
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
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\U000e0000-\U000e007f]")
# The same, but a word or number goes on behind a sign that nobody sees, as a reader's eye does.
_JOINED: Final = rf"[^\W_]+(?:[.,]?{_UNSEEN.pattern}+[^\W_]+)+(?:\.\d+)?"
# A token is found with the white space before it, so that `findall` makes one string of both.
_TOKEN: Final = re.compile(rf"\s*(?:{_SIGNS})", re.VERBOSE)
_THROUGH: Final = re.compile(rf"\s*(?:{_JOINED} | {_SIGNS})", re.VERBOSE)
_FOLD: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-"}
)
_PLAIN: Final = SMALL | LETTERS
# So many words are remembered, then it begins anew, and none that is longer: memory stays bounded.
_MOST_WORDS: Final = 100_000
_LONGEST_WORD: Final = 60


@record(frozen=True, slots=True)
class Tokens:
    """The tokens of a sentence and their folded words, the classes of all together, and the numbers of those where a mention may begin."""

    all: tuple[Token, ...]
    lows: Sequence[str]
    held: int
    seeds: Sequence[int]


class Tokenizer:
    """Cuts text into tokens; `classes` are the bits that word lists give to folded words."""

    def __init__(self, classes: Mapping[str, int] | None = None) -> None:
        self._words = _Words(classes or {})

    def cut(self, text: str, start: int = 0, end: int | None = None) -> Tokens:
        """Return the tokens of `text[start:end]` in order, with offsets into `text`.

        Hyphens stand alone ("26-year" is 26, -, year), the possessive ending is a token of its own, and an abbreviation
        with inner dots ("p.m.") is one token. Signs that nobody sees are in a token's range, not in its words. `low` is
        lower case with apostrophes and dashes folded to ASCII.
        """
        known = self._words
        if len(known) > _MOST_WORDS:
            known.clear()
        tokens: list[Token] = []
        lows: list[str] = []
        seeds: list[int] = []
        held, last = 0, start
        end = len(text) if end is None else end
        through = not text.isascii() and _UNSEEN.search(text, start, end) is not None
        for found in (_THROUGH if through else _TOKEN).findall(text, start, end):
            gap, length, word, low, classes = known[found]
            held |= classes
            if classes & SEED:
                seeds.append(len(tokens))
            tokens.append(Token(last + gap, last := last + length, word, low, classes))
            lows.append(low)
        return Tokens(tuple(tokens), lows, held, seeds)


class _Words(dict[str, tuple[int, int, str, str, int]]):
    """Words as written, behind white space -> its length, that of both, the word, its folded form and its classes.

    A word is looked at once, then remembered.
    """

    def __init__(self, classes: Mapping[str, int]) -> None:
        self._classes = classes

    def __missing__(self, spaced: str) -> tuple[int, int, str, str, int]:
        found = word = low = spaced.lstrip()
        if found.isascii() and found.isalpha() and found.islower():
            shape = _PLAIN  # as most are
        else:
            word = found if found.isascii() else _UNSEEN.sub("", found) or found
            low = word.lower() if word.isascii() else word.translate(_FOLD).lower()
            first = word[0]
            digit = first.isdecimal() or (first == "." and len(word) > 1)
            shape = CAPITAL * first.isupper() | SMALL * first.islower() | DIGIT * digit | LETTERS * low.isalpha()
        length = len(spaced)
        entry = (length - len(found), length, word, low, self._classes.get(low, 0) | shape)
        if length <= _LONGEST_WORD:
            self[spaced] = entry
        return entry


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
