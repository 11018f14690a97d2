"""Claims -> the same claims with ids that stay: made of what is written, not of where.

An id holds the document, the family, the attribute, the words of the sentence and the value's place in it. An edit
elsewhere in the article, another order of the files or a new article beside them change none; one word of the sentence does.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Claim


def identified(claims: Sequence[Claim], texts: Mapping[str, str]) -> tuple[Claim, ...]:
    """Return the claims with their ids; `texts` are the documents' by id. A sentence that stands twice is counted."""
    sentences: dict[tuple[str, int, int], str] = {}
    seen: Counter[str] = Counter()
    made = []
    for claim in claims:
        text = texts[claim.document]
        where = (claim.document, claim.evidence_start, claim.evidence_end)
        if where not in sentences:
            sentences[where] = " ".join(text[claim.evidence_start : claim.evidence_end].split())
        before = len("".join(text[claim.evidence_start : claim.start].split()))
        value = " ".join(text[claim.start : claim.end].split())
        parts = (claim.document, claim.family, claim.attribute, sentences[where], str(before), value)
        content = "\x1f".join(parts)
        seen[content] += 1
        number = seen[content]
        data = content if number == 1 else f"{content}\x1f{number}"
        made.append(replace(claim, id=hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:12]))
    return tuple(made)
