"""The evidence around a run of capitals: what the words before and behind it show of what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import CAPITAL
from factcheck.read.classes import OFFICE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.model import Token
    from factcheck.read.lexicon import Phrases
    from factcheck.read.vocabulary import Vocabulary

_AGE_BEFORE: Final = 3
_DIGITS: Final = 3
_NAME: Final = 6  # words and full stops of a name, at most
_FULL: Final = 2
_AGED: Final = frozenset((",", "age", "aged"))
_YEARS: Final = frozenset(("year", "years", "month", "months"))
_LOCATIVE: Final = frozenset(("in", "at", "near", "from", "outside"))
_SETTLEMENTS: Final = frozenset(("village", "town", "city", "hamlet", "suburb", "port", "resort"))
_OF_A_PLACE: Final = frozenset(("resident", "residents", "native", "natives", "outskirts"))
_FROM_THERE: Final = frozenset(("resident", "residents", "native", "man", "woman"))
_ARTICLES: Final = frozenset(("a", "an", "the", "old", ",", "”", ":"))
_MARKS_BEHIND: Final = frozenset(("'s", "(", ","))
_OPENING: Final = frozenset(("“", '"', ":", "‘"))
_ACTS: Final = frozenset(("is", "was", "has", "had"))
_BECOMES: Final = frozenset(("is", "was", "became", "remains"))


class Evidence:
    """Finds the signs around runs of capitals; built once from the word lists."""

    def __init__(self, vocabulary: Vocabulary, roles: Phrases, speech: AbstractSet[str]) -> None:
        self._vocabulary = vocabulary
        self._roles = roles
        self._speech = speech

    def around(self, tokens: Sequence[Token], i: int, end: int) -> frozenset[str]:
        """Return the signs around the run from token `i` to `end`.

        They tell of a title, role, age, who, speech, rule, gloss, noun, members, place, or a start.
        """
        signs: set[str] = set()
        low = ""
        if i:
            low = tokens[i - 1].low
            self._add_signs_before(tokens, i, end, low, signs)
        else:
            signs.add("start")
        if (low == "old" and _is_aged(tokens, i)) or (end > i + 2 and self._has_suffix(tokens, end)):
            signs.add("aged")
        if end < len(tokens):
            self._add_signs_behind(tokens, i, end, signs, placed=low in _LOCATIVE)
        return frozenset(signs)

    def _add_signs_before(self, tokens: Sequence[Token], i: int, end: int, low: str, signs: set[str]) -> None:
        """Add the evidence that stands before a run, behind the word `low`."""
        words = self._vocabulary
        title_at = i - 2 if low == "." else i - 1
        if title_at >= 0 and tokens[title_at].text in words.titles:
            signs.add("titled")
        if self._ends_role(tokens, i - 1 if low == "," else i):
            signs.add("role")
        if low in _LOCATIVE:
            signs.add("placed")
        elif low in _OPENING:
            signs.add("start")
        elif low == "(":
            signs.add("inside")
        elif low in ("of", "as") and i > 1:
            earlier = tokens[i - 2].low
            if low == "of" and (earlier in _SETTLEMENTS or earlier in _OF_A_PLACE or _resides(tokens, i - 2)):
                signs.add("settled")
            elif low == "of" and _comes_from(tokens, i - 2, end):
                signs.add("placed")
            elif low == "as" and earlier in ("identified", "known"):
                signs.add("family" if earlier == "identified" else "known")
        if low in words.family:
            signs.add("family")
        if low in self._speech:
            signs.add("speech")

    def _add_signs_behind(self, tokens: Sequence[Token], i: int, end: int, signs: set[str], *, placed: bool) -> None:
        """Add the evidence that stands behind a run; what is `placed` ("in Saltmere, ...") has no office."""
        words = self._vocabulary
        after = tokens[end].low
        if after not in _MARKS_BEHIND:
            if after in self._speech:
                signs.add("speech")
            elif after in _ACTS:
                signs.add("acts")
            if after in _BECOMES and self._role_soon(tokens, end + 1):
                signs.add("role")
            elif (after in _FROM_THERE and i and tokens[i - 1].low in _ARTICLES) or (
                after == "resident" and self._home_of_next(tokens, i, end)
            ):
                signs.add("settled")
            if after in words.rule:
                signs.add("rule")
            if after in words.nouns:
                signs.add("noun")
            return
        rest = [t.low for t in tokens[end : end + 4]]
        more = rest[1] if len(rest) > 1 else ""
        if after == "'s":
            signs.add("owns")
            if len(rest) > 2 and more.isdecimal() and not words.nouns.isdisjoint(rest[2:4]):
                signs.add("members")
        elif after == "(":
            signs.add("opens")
            if len(rest) > 2 and rest[2] == ")" and more.isdecimal() and len(more) == 2:
                signs.add("aged")
        elif more:
            if more in ("who", "whose"):
                signs.add("who")
            if more.isdecimal() and len(more) < 4 and len(rest) > 2 and rest[2] in (",", ".", ";"):
                signs.add("aged")
            at = end + 1 + (more in ("the", "a", "an", "its", "his", "her"))
            if not placed and at < len(tokens) and self._role_soon(tokens, at):
                signs.add("role")
            if more == "its":
                signs.add("its")

    def _home_of_next(self, tokens: Sequence[Token], i: int, end: int) -> bool:
        """Tell whether a run before "resident" is the town of the person named next ("Saltmere resident Jane Roe", not "Local")."""
        named = end + 1 < len(tokens) and bool(tokens[end + 1].classes & CAPITAL)
        return named and (i > 0 or tokens[i].low not in self._vocabulary.residents)

    def _has_suffix(self, tokens: Sequence[Token], end: int) -> bool:
        """Tell whether a run that ends at a token ends in a suffix of persons ("Otto Wren Jr.")."""
        last = tokens[end - 1].low
        return (last if last != "." else tokens[end - 2].low) in self._vocabulary.suffixes

    def _ends_role(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether an office ends right before a token ("leader Toru ...", "professor at X" not)."""
        first = i - 3 if i > 3 else 0
        for k, token in enumerate(tokens[first:i], first):
            if token.classes & OFFICE:
                hit = self._roles.at(tokens, k)
                if hit is not None and hit[0] == i:
                    return True
        return False

    def _role_soon(self, tokens: Sequence[Token], at: int) -> bool:
        for k in range(at, min(at + 4, len(tokens))):
            if tokens[k].classes & OFFICE and self._roles.at(tokens, k) is not None:
                return True
            if tokens[k].low in (",", "."):
                return False
        return False


def _is_aged(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the "old" before token `i` ends an age ("20-year-old Mira Holt")."""
    return i > 2 and (tokens[i - 2].low in _YEARS or tokens[i - 3].low in _YEARS)


def _resides(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the comma at token `i` closes the age of a person whose home is told next ("Jane Roe, 23, of Saltmere")."""
    if tokens[i].low != "," or i < _AGE_BEFORE:
        return False
    return tokens[i - 1].low.isdecimal() and len(tokens[i - 1].low) <= _DIGITS and tokens[i - 2].low in _AGED


def _comes_from(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Tell whether a full name whose home is told next ends at token `i` or before the comma there.

    It stands behind an age ("the 23-year-old Jane Roe of Saltmere") or between commas ("Jane Roe, of Saltmere, was hurt").
    """
    comma = tokens[i].low == ","
    last = k = i - comma
    while k >= 0 and last - k < _NAME and (tokens[k].classes & CAPITAL or tokens[k].low == "."):
        k -= 1
    if last - k < _FULL:
        return False
    closed = comma and end < len(tokens) and tokens[end].low == ","
    return closed or (k >= 0 and tokens[k].low == "old" and _is_aged(tokens, k + 1))
