"""Holders of one office named in a row: "Jane Roe and John Poe, leaders of the party" names two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import Name
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.extract.subject import Ground
    from factcheck.model import Claim, Mention, Sentence
    from factcheck.picture import Capture

_JOINS: Final = frozenset((("and",), (",", "and"), (",",), ("&",)))


def fellow_claims(
    ground: Ground, sentence: Sentence, claim: Claim, value: Mention, captures: Mapping[str, Capture]
) -> list[Claim]:
    """Return the same claim for the persons named in a row with its value, where the office stands in the plural."""
    roles = [c.mention for c in captures.values() if c.mention is not None and c.mention.type == "role"]
    if value.type != "person" or not any(role.get("number") == "plural" for role in roles):
        return []
    return [
        replaced(claim, value=Name(m.text, value.type, ground.full(m)), start=m.start, end=m.end)
        for m in _row(sentence, value)
        if m is not value
    ]


def _row(sentence: Sentence, value: Mention) -> list[Mention]:
    """Return the persons of the row that a person stands in, joined by commas and "and"."""
    persons = [m for m in sentence.mentions if m.type == "person" or (m.type == "name" and " " in m.text)]
    at = next((k for k, m in enumerate(persons) if m is value), None)
    if at is None:
        return []
    first = last = at
    while first and _joined(sentence, persons[first - 1], persons[first]):
        first -= 1
    while last + 1 < len(persons) and _joined(sentence, persons[last], persons[last + 1]):
        last += 1
    return persons[first : last + 1]


def _joined(sentence: Sentence, left: Mention, right: Mention) -> bool:
    return tuple(t.low for t in sentence.tokens[left.last : right.first]) in _JOINS
