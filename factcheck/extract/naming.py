"""Claims of the construction "naming": by which of its names a body is called, where the alias table knows several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import Claim, Name, Subject, Text
from factcheck.record import replaced
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.catalogue import Family
    from factcheck.model import Document, Mention, Sentence


_STREET: Final = "naming street"
_NEAR: Final = 20
_LONGEST: Final = 80
_BEFORE: Final = 5  # so many tokens before a street hold its number ("5,000 block of N.")


def renamed(words: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the folded names of the bodies that the alias table marks as renamed."""
    groups = words.get("aliases", {}).get("group", [])
    return frozenset(fold(name) for group in groups if group.get("renamed") for name in group["names"])


def naming_claims(
    document: Document,
    family: Family,
    sentence: Sentence,
    asked: Sequence[Mention],
    names: frozenset[str],
    lists: Mapping[str, frozenset[str]],
) -> list[Claim]:
    """Return one claim for each mention of those `asked` that names something of the family's kind; the value is the name as written.

    Bodies: those of `names`, which go by several. Persons: those named by two words or more. Streets: every one, and the
    number of its block or house where the text gives one ("the 1700 block of Harvard Avenue"), but for a place that
    somebody left: it is another one than that of the event.
    """
    named = [m for m in _named(family, asked, names) if m.end - m.start <= _LONGEST]
    if not named:
        return []
    found = [_claim(document, family, sentence, m) for m in named]
    if family.construction == _STREET:
        stay = [m for m in named if not _left(sentence, m, lists["leaving"])]
        found += [c for m in stay if (c := _number(document, family, sentence, m))]
    return found


def _left(sentence: Sentence, m: Mention, words: frozenset[str]) -> bool:
    """Tell whether a word shortly before a mention says that somebody went away from there."""
    return any(t.low in words for t in sentence.tokens[max(0, m.first - _NEAR) : m.first])


def _named(family: Family, asked: Sequence[Mention], names: frozenset[str]) -> list[Mention]:
    if family.construction == _STREET:
        return [m for m in asked if m.fields and m.get("street")]  # a headline knows the name, not its parts
    if family.construction == "naming person":
        return [m for m in asked if " " in m.text]
    return [m for m in asked if fold(m.text) in names]


def _number(document: Document, family: Family, sentence: Sentence, street: Mention) -> Claim | None:
    """Return the claim in which house or block of a street something lies ("1249 Harrow Road"); None without a number."""
    counts = street.get("number")
    if not counts:
        return None
    before = sentence.tokens[max(0, street.first - _BEFORE) : street.first]
    number = next(t for t in reversed(before) if t.text[0].isdecimal())
    plain = number.text.replace(",", "")
    text = f"{plain} block" if counts == "block" else plain
    claim = _claim(document, family, sentence, street)
    return replaced(claim, attribute=counts, value=Text(text), start=number.start, end=number.end)


def _claim(document: Document, family: Family, sentence: Sentence, m: Mention) -> Claim:
    return Claim(
        id="",
        document=document.id,
        family=family.id,
        pattern=family.construction,
        subject=Subject(m.text, m.type, m.start, m.end),
        attribute="name",
        scope="",
        value=Text(m.text)
        if m.type == "organisation"
        else Name(m.text, m.type, m.get("street").removesuffix(" -").title() or m.text),
        start=m.start,
        end=m.end,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        fields=(("street", m.get("street")),) if m.get("street") else (),
    )
