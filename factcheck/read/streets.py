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


def street(tokens: Sequence[Token], words: Vocabulary) -> str:
    """Return the plain name of the street that a run of capitals names ("N. Harvard Ave." is "harvard avenue"), "" for none."""
    last = tokens[-1].text
    if last not in words.streets and last not in words.compass and last not in _MARKS:
        return ""  # by far the most runs
    pieces = [t.text for t in tokens if t.text not in _MARKS]
    while pieces and pieces[-1] in words.compass:
        pieces.pop()
    while len(pieces) > 2 and pieces[0] in words.compass:
        pieces.pop(0)
    if len(pieces) < 2 or pieces[-1] not in words.streets or pieces[0] == pieces[-1]:
        return ""
    base = fold(" ".join(pieces[:-1]))
    return f"{base} {words.streets[pieces[-1]]}" if base else ""
