"""Claims of the construction "naming": by which of its names a body is called, where the alias table knows several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.model import Claim, Name, Subject, Text
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.catalogue import Family
    from factcheck.model import Document, Mention, Sentence


def renamed(words: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the folded names of the bodies that the alias table marks as renamed."""
    groups = words.get("aliases", {}).get("group", [])
    return frozenset(fold(name) for group in groups if group.get("renamed") for name in group["names"])


def naming_claims(document: Document, family: Family, sentence: Sentence, names: frozenset[str]) -> list[Claim]:
    """Return one claim for each mention that names something of the family's kind; the value is the name as written.

    Bodies: those of `names`, which go by several. Persons: those named by two words or more.
    """
    return [_claim(document, family, sentence, m) for m in sentence.mentions if _fits(family, m, names)]


def _fits(family: Family, m: Mention, names: frozenset[str]) -> bool:
    if m.end - m.start > 80 or m.type != family.construction.removeprefix("naming "):
        return False
    return " " in m.text if m.type == "person" else fold(m.text) in names


def _claim(document: Document, family: Family, sentence: Sentence, m: Mention) -> Claim:
    return Claim(
        id="",
        document=document.id,
        family=family.id,
        pattern=family.construction,
        subject=Subject(m.text, m.type, m.start, m.end),
        attribute="name",
        scope="",
        value=Name(m.text, m.type, m.text) if m.type == "person" else Text(m.text),
        start=m.start,
        end=m.end,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
    )
