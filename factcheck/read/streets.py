"""Names of streets: their plain form, whatever the short form and the words of the compass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Token
    from factcheck.read.vocabulary import Vocabulary

UNSAID: Final = "-"  # the street word of a street that the text names without one
_MARKS: Final = (".", "-")
_LONGEST: Final = 3
_HOUSE: Final = 3  # digits; the number of a house that has fewer stands behind one of these words
_AT: Final = frozenset(("at", "of", "from", "to", "outside", "near", "in", "on", "behind"))


def street(tokens: Sequence[Token], words: Vocabulary) -> str:
    """Return the plain name of the street that a run of capitals names ("N. Harvard Ave." is "harvard avenue"), "" for none."""
    last = tokens[-1].text
    if last not in words.streets and last not in words.compass and last not in _MARKS:
        return ""  # by far the most runs
    pieces = _named(tokens, words, least=2)  # "North Street" is one
    if len(pieces) < 2 or pieces[-1] not in words.streets or pieces[0] == pieces[-1]:
        return ""
    base = fold(" ".join(pieces[:-1]))
    return f"{base} {words.streets[pieces[-1]]}" if base else ""


def _named(tokens: Sequence[Token], words: Vocabulary, *, least: int) -> list[str]:
    """Return the words of a run of capitals without the points of the compass around them; before `least` words they stay."""
    pieces = [t.text for t in tokens if t.text not in _MARKS]
    while pieces and pieces[-1] in words.compass:
        pieces.pop()
    while len(pieces) > least and pieces[0] in words.compass:
        pieces.pop(0)
    return pieces


def numbered(tokens: Sequence[Token], i: int, end: int, words: Vocabulary, number: str) -> str:
    """Return the plain name of the street that a number before the run of capitals from i to end makes one, "" for none.

    `number` is what `number_of` says of it. Behind a block any short run is one ("the 400 block of Old Harrow"); behind the
    number of a house a run whose last word ends the names of other things as well ("at 1418 Maple Court").
    """
    pieces = _named(tokens[i:end], words, least=0) if number else []
    if not pieces or len(pieces) > _LONGEST or not all(piece.isalpha() for piece in pieces):
        return ""
    word = words.lanes.get(pieces[-1], "") if len(pieces) > 1 else ""
    if number == "house" and (not word or i < 2 or tokens[i - 2].low not in _AT - {"in"}):
        return ""  # "In 1998 Mill Close opened"
    return f"{fold(' '.join(pieces[:-1] if word else pieces))} {word or UNSAID}"


def number_of(tokens: Sequence[Token], i: int, words: Vocabulary) -> str:
    """Return what the number before the street at token i counts: "block" ("the 400 block of"), "house", or "" without one."""
    if i and tokens[i - 1].low.isdecimal():
        digits = len(tokens[i - 1].low)
        return (
            "house"
            if _HOUSE <= digits <= _HOUSE + 2 or (i > 1 and digits < _HOUSE and tokens[i - 2].low in _AT)
            else ""
        )
    at = i - 1
    while at > 2 and (tokens[at].text in words.compass or tokens[at].low == "."):
        at -= 1
    if at < 2 or tokens[at].low != "of" or tokens[at - 1].low != "block":
        return ""
    return "block" if tokens[at - 2].low.replace(",", "").isdecimal() else ""
