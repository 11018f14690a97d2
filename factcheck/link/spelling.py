"""Makes the claims that say how a name is spelled at one place: no pattern finds them, the whole story shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.digest import blake2b
from factcheck.model import Claim, Name, Subject

if TYPE_CHECKING:
    from factcheck.link.forms import Place


def spelling_claim(
    story: str, document: str, family: str, subject: tuple[str, str, str], value: Name, place: Place
) -> Claim:
    """Return the claim that a name is spelled so at one place; `subject` is its words, kind and entity."""
    text, kind, entity = subject
    parts = (document, family, "spelling", entity, str(place.start), str(place.end))
    return Claim(
        id=blake2b("\x1f".join(parts).encode(), digest_size=6).hexdigest(),
        document=document,
        family=family,
        pattern=f"naming {kind}",
        subject=Subject(text, kind, place.start, place.end, entity),
        attribute="name",
        scope="",
        value=value,
        start=place.start,
        end=place.end,
        evidence_start=place.evidence_start,
        evidence_end=place.evidence_end,
        story=story,
    )
