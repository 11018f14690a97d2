"""Finds what makes a number a share: "percent" behind or before it, and of what it is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from factcheck.model import DIGIT
from factcheck.read.lexicon import Lexicon, Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.numerals import Numerals
    from factcheck.read.things import Things

_Fields = tuple[tuple[str, str], ...]
_FAR: Final = 8  # words in which "of gross domestic product" and the like must begin
_BASE: Final = r"(?:fiscal(?: year)? |FY ?)?(?:19|20)\d\d"


class ShareReader:
    """Reads the words around shares; built once from the word list `units`."""

    def __init__(
        self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon, numerals: Numerals, things: Things
    ) -> None:
        percent = words["units"]["percent"]
        self._percent = Phrases((form, "percent") for form in percent["words"])
        self._denominators = Phrases(percent["denominators"].items())
        self._lexicon = lexicon
        self._numerals = numerals
        self._things = things

    def stands(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether "percent" or the like stands at a token."""
        return self._percent.at(tokens, i) is not None

    def behind(self, tokens: Sequence[Token], i: int) -> tuple[int, int, _Fields] | None:
        """Return where "percent" at token `i` ends, where "of ..." behind it ends, and of what it is a share; None without one."""
        found = self._percent.at(tokens, i)
        if found is None:
            return None
        last = found[0]
        points = last < len(tokens) and tokens[last].low in ("point", "points")
        last += points
        fields: list[tuple[str, str]] = [("points", "yes")] if points else []
        end = last
        if last + 1 < len(tokens) and tokens[last].low == "of":
            end, extra = self._of(tokens, last + 1)
            fields += extra
        return last, end, tuple(sorted(fields))

    def before(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Return where "percentage" begins in "a shooting percentage of 47", where the number counts nothing; -1 elsewhere."""
        found = self._percent.before(tokens, first - 1) if first > 1 and tokens[first - 1].low == "of" else None
        if found is None or tokens[found[0]].low == "%" or tokens[first].low[0] == ".":
            return -1
        counted = found[0] and (
            tokens[found[0] - 1].classes & DIGIT or tokens[found[0] - 1].low in self._numerals.seeds
        )
        return -1 if counted or self._things.thing(tokens, last)[0] else found[0]

    def _of(self, tokens: Sequence[Token], at: int) -> tuple[int, list[tuple[str, str]]]:
        """Return where "of ..." ends, with what the share is of, a known denominator and its base year."""
        for step in range(at, min(at + _FAR, len(tokens))):
            hit = self._denominators.at(tokens, step)
            if hit is not None:
                base = re.search(_BASE, " ".join(t.text for t in tokens[at : hit[0]]))
                fields = [("denominator", str(hit[1])), ("of", str(hit[1]))]
                return hit[0], [*fields, ("base", base.group())] if base else fields
            if tokens[step].low in (",", ".", "and", "or", ";"):
                break
        thing, end = self._things.thing(tokens, at + (at < len(tokens) and tokens[at].low in self._lexicon.determiners))
        return (end, [("of", thing.casefold())]) if thing else (at - 1, [])
