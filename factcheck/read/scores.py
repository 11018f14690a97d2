"""Reads scores and tallies of votes: "3-1", "6-4, 7-5", "77 votes to 72", "nine votes to four", "79 in favour and 70 against"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import DIGIT, Mention, Text
from factcheck.read.cues import JOINTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.lexicon import Lexicon

_OF_VOTES: Final = frozenset((*JOINTS, "to", "against"))
_GLUED: Final = frozenset((*JOINTS, "/", ":"))
_NEAR: Final = 6  # tokens
_VOTED: Final = frozenset(("passed", "approved", "rejected", "confirmed", "ratified", "backed", "adopted"))
_LONGEST: Final = 5  # characters of one side
_FIRST_YEAR: Final = "1000"
_LAST_YEAR: Final = "2100"
_FOR: Final = frozenset(("favour", "favor", "support"))
_AGAINST: Final = frozenset(("against", "opposed"))
_TOLD: Final = frozenset(("by", "of", "vote", "voted", "votes", "won", "passed", "was", "were"))
# What two numbers with a dash count when no noun that they could count stands behind them.
_BEHIND: Final = frozenset(
    "win victory defeat loss draw tie vote decision majority ruling lead score scoreline thriller triumph drubbing thrashing rout upset "
    "aggregate split margin up down ahead behind party bipartisan tally verdict and but while when".split()
)
_BEFORE: Final = frozenset(("aged", "ages", "between", "from", "age", "ag"))


class ScoreReader:
    """Reads the scores of one sentence; built once from the lexicon."""

    def __init__(self, lexicon: Lexicon, units: Mapping[str, int]) -> None:
        self._lexicon = lexicon
        self._units = units

    def find(self, tokens: Sequence[Token], starts: Sequence[int]) -> list[Mention]:
        """Return the scores in order, each with both numbers as its text, as "77-72"; one begins at one of `starts`."""
        found: list[Mention] = []
        end = 0
        for i in starts:
            if i < end:
                continue
            token = tokens[i]
            hit = self._at(tokens, i) if token.classes & DIGIT else self._in_words(tokens, i)
            if hit is not None:
                last, other = hit
                sets = [(self._number(token), self._number(other))]
                while (more := self._set(tokens, last)) is not None:
                    last, pair = more
                    sets.append(pair)
                end = last
                words = " ".join(t.text for t in tokens[i:last])
                value = Text(_written(sets))
                found.append(Mention("score", "score", token.start, tokens[last - 1].end, i, last, words, value))
        return found

    def _in_words(self, tokens: Sequence[Token], i: int) -> tuple[int, Token] | None:
        """Return the same for votes told in words ("nine votes to four")."""
        if tokens[i].low not in self._units:
            return None
        lows = [t.low for t in tokens[i + 1 : i + 4]]
        voted = len(lows) > 2 and lows[0] in ("vote", "votes") and lows[1] in ("to", "against")
        return (i + 4, tokens[i + 3]) if voted and lows[2] in self._units else None

    def _set(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[int, int]] | None:
        """Return where the next set of a match ends that is told behind a comma ("6-4, 7-5"), and its two numbers."""
        if at + 3 >= len(tokens) or tokens[at].low != ",":
            return None
        at += 1
        if not (_is_number(tokens[at]) and tokens[at + 1].low in JOINTS and _is_number(tokens[at + 2])):
            return None
        glued = tokens[at + 1].start == tokens[at].end and tokens[at + 2].start == tokens[at + 1].end
        if not glued or not self._alone(tokens, at, at + 3):
            return None
        return at + 3, (self._number(tokens[at]), self._number(tokens[at + 2]))

    def _number(self, token: Token) -> int:
        return self._units[token.low] if token.low in self._units else int(token.low.replace(",", ""))

    def _at(self, tokens: Sequence[Token], i: int) -> tuple[int, Token] | None:
        """Return where a score ends and its second number."""
        if not _is_number(tokens[i]):
            return None
        lows = [t.low for t in tokens[i + 1 : i + 6]]
        lows += [""] * (5 - len(lows))
        if lows[0] in JOINTS and _is_number(tokens[i + 2]):
            glued = tokens[i + 1].start == tokens[i].end and tokens[i + 2].start == tokens[i + 1].end
            if not glued or _years(tokens[i].low, tokens[i + 2].low):
                return None
            return (i + 3, tokens[i + 2]) if self._alone(tokens, i, i + 3) else None
        if lows[0] in ("vote", "votes") and lows[1] in _OF_VOTES and i + 3 < len(tokens):
            return (i + 4, tokens[i + 3]) if _is_number(tokens[i + 3]) else None
        if lows[0] == "to" and i and _is_number(tokens[i + 2]) and _told(tokens, i):
            return (i + 3, tokens[i + 2]) if self._alone(tokens, i, i + 3) else None
        at = 2 if lows[0] == "in" and lows[1] in _FOR else 1 if lows[0] == "for" else 0
        if at and lows[at] in ("and", "to", ",", "with") and lows[at + 2 : at + 3] and lows[at + 2] in _AGAINST:
            other = tokens[i + at + 2]
            return (i + at + 4, other) if _is_number(other) else None
        return None

    def _alone(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Tell whether two numbers count nothing behind them, and belong to no longer row ("1-800-555", "5-6 weeks")."""
        before = tokens[first - 1] if first else None
        if before is not None and (before.low in _BEFORE or (before.end == tokens[first].start and before.low != "(")):
            return False
        if last >= len(tokens):
            return True
        after = tokens[last]
        if after.low in _GLUED and after.start == tokens[last - 1].end:
            return False
        return (
            not after.low[0].isalpha()
            or after.text[0].isupper()
            or after.low in self._lexicon.closed
            or after.low in _BEHIND
        )


def _told(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the words before "52 to 48" speak of a vote: "by 52 to 48", "passed the bill 52 to 48"."""
    before = [t.low for t in tokens[max(0, i - _NEAR) : i]]
    return before[-1] in _TOLD or (not _VOTED.isdisjoint(before) and before[-1] not in ("from", "between", "for", "in"))


def _years(first: str, second: str) -> bool:
    """Tell whether two numbers are a stretch of years: "(1938-2019)"."""
    return len(first) == len(second) == len(_FIRST_YEAR) and _FIRST_YEAR < first < second < _LAST_YEAR


def _is_number(token: Token) -> bool:
    return bool(token.classes & DIGIT) and len(token.low) <= _LONGEST and token.low.replace(",", "").isdecimal()


def _written(sets: Sequence[tuple[int, int]]) -> str:
    """Return a score as its value is written; of several sets, with the winner's numbers first, whoever tells them."""
    if len(sets) > 1 and sum(a < b for a, b in sets) * 2 > len(sets):
        sets = [(b, a) for a, b in sets]
    return ", ".join(f"{a}-{b}" for a, b in sets)
