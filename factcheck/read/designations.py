"""Numbers that count nothing but tell which of its kind something is: "Flight 175", "Highway 41", "platform 3"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import Mention, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from factcheck.model import Token

_DIGITS: Final = 4
_CODE: Final = 3  # letters of an airline before the number of a flight


class DesignationReader:
    """Reads the number behind a word that it designates; built once from the word lists.

    `unit_at` tells whether a unit stands at a token: "a flight 12 hours late" has no number.
    """

    def __init__(self, words: Mapping[str, Mapping[str, Any]], unit_at: Callable[[Sequence[Token], int], bool]) -> None:
        data = words["numbers"]["designated"]
        self._nouns: Mapping[str, str] = data["nouns"]
        self._short: Mapping[str, str] = data["short"]
        self._coded = frozenset(data["coded"])
        self._small = frozenset(data["small"])
        self._unit_follows = unit_at

    def at(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """Return the designation that the digits at token i make with the word before them; None for other numbers.

        The value is the noun with the number ("highway 41"), the mention covers the number alone and its thing is the noun.
        """
        number = tokens[i].low
        if not i or not number.isdecimal() or len(number) > _DIGITS:
            return None
        noun = self._noun(tokens, i)
        if not noun or _goes_on(tokens, i) or self._unit_follows(tokens, i + 1):
            return None
        value = Text(f"{noun} {int(number)}")
        return Mention("designation", "", tokens[i].start, tokens[i].end, i, i + 1, tokens[i].text, value, noun, noun)

    def _noun(self, tokens: Sequence[Token], i: int) -> str:
        before = tokens[i - 1]
        if before.low == "-" and i > 1:
            joined = tokens[i - 2].end == before.start and before.end == tokens[i].start
            return self._short.get(tokens[i - 2].text, "") if joined else ""  # "I-95"
        at = i - 1
        if before.low == "." and i > 1:
            at -= 1  # "Hwy. 41"
        noun = self._nouns.get(tokens[at].low.rstrip("."), "")
        if not noun and i > 1 and before.text.isupper() and len(before.text) <= _CODE:
            noun = self._nouns.get(tokens[i - 2].low, "")  # "Flight MH370"
            return noun if noun in self._coded else ""
        return noun if noun and (tokens[at].text[0].isupper() or noun in self._small) else ""


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a number goes on behind its digits: "Route 9 1/2", "Flight 12.5", "Exit 3-5", "Gate 12A"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None:
        return False
    return after.start == tokens[i].end and (after.low in ("-", "/", ":", "%") or after.low[0].isalnum())
