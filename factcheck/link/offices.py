"""Which words name one office in one document: "the two leaders" after two representatives makes them leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.model import Name, Quantity
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Claim, Mention, Sentence

_BACK = 6


@record(frozen=True, slots=True)
class Group:
    """A group spoken of as "the N leaders": the office, how many, and where the sentences begin that it can look back on."""

    office: str
    number: int
    near: frozenset[int]


def groups(sentences: Sequence[Sentence]) -> tuple[Group, ...]:
    """Return the groups of office holders that a document speaks of by their number."""
    return tuple(
        Group(role.kind, number, frozenset(s.start for s in sentences[max(0, index - _BACK) : index]))
        for index, sentence in enumerate(sentences)
        for role, number in _plural_roles(sentence)
    )


def same_office(claims: Sequence[Claim], spoken: Sequence[Group]) -> tuple[Claim, ...]:
    """Return one document's claims with the offices that its own words equate brought to one name.

    "The N leaders" that follows exactly N current holders of one office of one subject, all within a few sentences, says
    that this office is that of a leader there. Nothing else is equated.
    """
    renamed: dict[tuple[str, str], str] = {}
    for group in spoken:
        holders: dict[tuple[str, str], set[str]] = {}
        for claim in claims:
            if claim.evidence_start in group.near and claim.status == "current" and isinstance(claim.value, Name):
                key = (claim.subject.entity or claim.subject.text.casefold(), claim.attribute)
                holders.setdefault(key, set()).add(claim.value.text)
        fitting = [
            key for key, names in sorted(holders.items()) if len(names) == group.number and key[1] != group.office
        ]
        if len(fitting) == 1:
            renamed[fitting[0]] = group.office
    if not renamed:
        return tuple(claims)
    return tuple(
        replaced(c, attribute=renamed.get((c.subject.entity or c.subject.text.casefold(), c.attribute), c.attribute))
        for c in claims
    )


def _plural_roles(sentence: Sentence) -> list[tuple[Mention, int]]:
    found = []
    for role in sentence.mentions:
        if role.type != "role" or role.get("number") != "plural":
            continue
        for count in sentence.mentions:
            if count.type != "quantity" or not isinstance(count.value, Quantity) or count.value.low is None:
                continue
            before = sentence.tokens[count.first - 1].low if count.first else ""
            if before == "the" and count.first < role.first <= count.first + 2 and count.value.low == count.value.high:
                found.append((role, int(count.value.low)))
    return found
