"""Places of which a story tells that one lies in the other: as the home of one person they are no conflict."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING, Final

from factcheck.model import Name
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Claim

# "Homefield, Marston", "Homefield in Marston", "the Homefield neighborhood of Marston", "Marston's Homefield".
_PARTS: Final = "neighbou?rhood|section|area|district|suburb|part|quarter|borough|ward|side|village|community"
_IN: Final = (
    rf"\b{{a}}(?: (?:{_PARTS}))?(?:,| in| of| near| outside)(?: the)? {{b}}\b|\b{{b}}(?:['’]s| (?:{_PARTS}),?) {{a}}\b"
)
_MOST: Final = 12  # places given for one thing: of more none is told to lie in another
_SPELLING: Final = "naming "


def within(claims: Sequence[Claim], texts: Mapping[str, str]) -> list[Claim]:
    """Return the claims, those of a place that lies in another one that its subject's story gives as well with that one's name.

    `texts` are the documents' texts. Only what a text of the story tells counts, by the two names side by side.
    """
    stated: dict[tuple[str, str, str, str], dict[str, Name]] = defaultdict(dict)
    told: dict[str, set[str]] = defaultdict(set)
    for c in claims:
        told[c.story].add(c.document)
        if (value := _place(c)) is not None:
            stated[_key(c)].setdefault(value.text, value)
    inner: dict[tuple[tuple[str, str, str, str], str], Name] = {}
    for key, names in stated.items():
        if not 1 < len(names) <= _MOST or not key[0]:
            continue
        for a, b in permutations(sorted(names), 2):
            sign = re.compile(_IN.format(a=re.escape(a), b=re.escape(b)))
            if (key, b) not in inner and any(sign.search(texts[d]) for d in told[key[0]] if d in texts):
                inner[key, a] = names[b]
    if not inner:
        return list(claims)
    return [_widened(c, inner) for c in claims]


def _widened(claim: Claim, inner: Mapping[tuple[tuple[str, str, str, str], str], Name]) -> Claim:
    value = _place(claim)
    whole = inner.get((_key(claim), value.text)) if value is not None else None
    if value is None or whole is None:
        return claim
    return replaced(claim, value=replaced(value, full=whole.full or whole.text))


def _place(claim: Claim) -> Name | None:
    """Return the place that a claim gives as its value; None where it gives another thing, or how one is spelled."""
    value = claim.value
    spelling = claim.pattern.startswith(_SPELLING)
    return value if isinstance(value, Name) and value.kind == "place" and not spelling else None


def _key(claim: Claim) -> tuple[str, str, str, str]:
    return claim.story, claim.family, claim.subject.entity or claim.subject.text, claim.attribute
