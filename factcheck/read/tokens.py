"""Cuts text into tokens with offsets: the first step of reading, before any dictionary is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.model import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN: Final = re.compile(
    r"""
    \s*(
      [A-Za-z]{2,}(?![\w'\u2019])            # most tokens, found fast: a plain word
    | [^\W\d_]{2,}(?:['\u2019](?!s(?![^\W\d_]))[^\W\d_]+)*   # any word, with inner apostrophes but not 's
    | \d{1,3}(?:,\d{3})+(?:\.\d+)?          # 60,000  1,234.5
    | \d+(?:\.\d+)?                         # 41  1.8
    | (?<!\w)\.\d+                          # .357 but not Nov.3
    | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W\d_]))?   # U.S.  D.C.  p.m.
    | ['\u2019\u2018][sS](?![^\W\d_])       # possessive
    | [^\W\d_]+(?:['\u2019](?!s(?![^\W\d_]))[^\W\d_]+)*   # word, with inner apostrophes but not 's
    | [^\W_]+                               # other letters and signs that count as numbers: ½, ²
    | \S                                    # any other mark, alone
    )
    """,
    re.VERBOSE,
)
_FOLD: Final = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-"}
)
_NEW: Final = tuple.__new__  # a third faster than the class's own constructor, and there are hundreds for each article


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the tokens of `text[start:end]` in order, with offsets into `text`.

    Hyphens stand alone ("26-year" is 26, -, year), the possessive ending is a token of its own, and an abbreviation with
    inner dots ("p.m.") is one token. `low` is lower case with apostrophes and dashes folded to ASCII.
    """
    stop = len(text) if end is None else end
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, stop):
        word = match[1]
        low = word.lower() if word.isascii() else word.translate(_FOLD).lower()
        at, last = match.span(1)
        tokens.append(_NEW(Token, (at, last, word, low)))
    return tuple(tokens)


def written(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the words of a token range with one blank where the text has white space between them."""
    parts: list[str] = []
    for k in range(first, last):
        gap = k > first and tokens[k].start > tokens[k - 1].end
        parts.append((" " if gap else "") + tokens[k].text)
    return "".join(parts)
