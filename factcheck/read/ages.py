"""Reads ages that stand in apposition, and builds the mention of a figure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from factcheck.model import DIGIT, Mention, OneOf, Quantity
from factcheck.read.tokens import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Token

OLDEST: Final = 115
_BEFORE: Final = frozenset(("aged", "age", "at", "now", "of", "is", "was", ",", "("))  # what stands right before an age
_DYING: Final = frozenset(("died", "dies", "dead"))
_CHILDREN: Final = frozenset(("boy", "girl", "child", "toddler"))  # "the boy, 11, was found"
_DASHES: Final = frozenset(("–", "—", "-", "--"))
_WHO: Final = frozenset(("he", "she"))
_OLD: Final = 50
_SUFFIX: Final = 2  # letters of "Jr." and "Sr."


def bare_age(tokens: Sequence[Token], first: int, last: int, number: Decimal) -> Mention | None:
    """Read "Jane Roe, 41," and "aged 41": a small whole number in apposition to a capitalised name."""
    if last - first != 1 or not first or tokens[first - 1].low not in _BEFORE:
        return None
    if number != int(number) or number > OLDEST or number < 1:
        return None
    before = [t.low for t in tokens[max(0, first - 2) : first]]
    aged = (
        before[-1:] == ["aged"]
        or before[-2:] == ["age", "of"]
        or (before[-1:] == ["age"] and tokens[first].low[0].isdecimal())
    )
    after = tokens[last].low if last < len(tokens) else "."
    aged = aged or (before[-2:] in (["who", "is"], ["who", "was"]) and after in (",", ".", ";", ")"))
    aged = aged or (before[-2:] == [",", "now"] and after in (",", ".", ";", ")"))
    dying = before[-1] == "at" and before[0] in _DYING and tokens[first].low[0].isdecimal() and _closes(after)
    end = first - 2 - (first > 3 and tokens[first - 2].low == "." and len(tokens[first - 3].text) == _SUFFIX)
    name = end >= 0 and tokens[end].low.isalpha() and (tokens[end].text[0].isupper() or tokens[end].low in _CHILDREN)
    closed = after in (",", ".", ";", ")") or (
        after in _DASHES and not (last + 1 < len(tokens) and tokens[last + 1].classes & DIGIT)
    )
    beside = before[-1:] == [","] and closed and name and tokens[first].low[0].isdecimal()
    # "She was 85." ends what is told of somebody's death; younger people are also said to have been so old once.
    dying = dying or (first == 2 and before[0] in _WHO and before[1] == "was" and after == "." and number >= _OLD)
    bracket = before[-1:] == ["("] and after == ")" and name and tokens[first].low[0].isdecimal() and number >= 12
    if not (aged or dying or beside or bracket):
        return None
    value = Quantity(number, number, "year")
    form = "dying" if dying else "aged" if aged else "beside"
    return figure("quantity", "age", tokens, (first, last, last), value, "", "", (("form", form),))


def _closes(after: str) -> bool:
    """Tell whether a word lets the clause end before it, so that a number counts nothing ("died at 84 after a fall")."""
    return not after[0].isalnum() or after in ("after", "and", "in", "on", "following", "from")


def figure(
    kind: str,
    refined: str,
    tokens: Sequence[Token],
    span: tuple[int, int, int],
    value: Quantity | OneOf,
    thing: str,
    head: str,
    fields: tuple[tuple[str, str], ...],
) -> Mention:
    """Return the mention of a figure; `span` is (first, last of the figure, last of the whole), `last` not included."""
    first, last, end = span
    text = written(tokens, first, last)
    return Mention(
        kind,
        refined,
        tokens[first].start,
        tokens[last - 1].end,
        first,
        max(end, last),
        text,
        value,
        thing,
        head,
        fields,
    )
