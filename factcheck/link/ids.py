"""Claims -> the same claims with ids that stay: made of who said what on which day, not of files, lines and offsets.

An id holds the outlet (an article without one goes by its file's name), the stated day, the family, the attribute, the words of
the sentence and the value's place in it. An edit elsewhere in the article, another folder, another order of the files or
an article beside them change none; one word of the sentence does. Editors' decisions hang on these ids.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from factcheck.ids import stable_id
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Claim, Document


def identified(claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[Claim, ...]:
    """Return the claims with their ids; `documents` are theirs by id. What one outlet says twice on one day is counted."""
    sentences: dict[tuple[str, int, int], str] = {}
    seen: Counter[str] = Counter()
    made = []
    for claim in claims:
        document = documents[claim.document]
        text = document.text
        where = (claim.document, claim.evidence_start, claim.evidence_end)
        if where not in sentences:
            sentences[where] = " ".join(text[claim.evidence_start : claim.evidence_end].split())
        before = len("".join(text[claim.evidence_start : claim.start].split()))
        value = " ".join(text[claim.start : claim.end].split())
        outlet = document.outlet or document.path.rpartition("/")[2]
        day = document.published.start if document.published.basis == "metadata" else None
        parts = (
            outlet,
            str(day or ""),
            claim.family,
            claim.attribute,
            claim.scope,
            sentences[where],
            str(before),
            value,
        )
        content = "\x1f".join(parts)
        seen[content] += 1
        again = () if seen[content] == 1 else (str(seen[content]),)
        made.append(replaced(claim, id=stable_id(content, *again)))
    return tuple(made)
