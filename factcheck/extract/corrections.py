"""Figures that a text takes back: "four people were hurt, not five as first reported"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Mention, Sentence

_FIRST: Final = frozenset("first initially originally previously earlier".split())
_AS: Final = frozenset(("as", "like"))
_AHEAD: Final = (
    4  # so many words behind the figure tell that it was reported before ("not five people, as was first said")
)


def taken_back(sentence: Sentence, lows: Sequence[str], value: Mention) -> str:
    """Return the figure that a sentence takes back for that of a mention, as a plain number; "" where it takes back none.

    `lows` are the sentence's words. It stands behind the mention and "not", and before words that tell that it was reported before.
    """
    for m in sentence.mentions:
        if m.type != "quantity" or m.first <= value.first or not isinstance(m.value, Quantity):
            continue
        behind = lows[m.last : m.last + _AHEAD]
        if lows[m.first - 1] == "not" and not _AS.isdisjoint(behind) and not _FIRST.isdisjoint(behind):
            same = isinstance(value.value, Quantity) and value.value.unit == m.value.unit
            return str(m.value.low) if same and m.value.low is not None and m.value.low == m.value.high else ""
    return ""
