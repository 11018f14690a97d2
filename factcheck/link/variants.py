"""Which names of one story are one name in two spellings: persons, and the streets where something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.link.forms import by_story
from factcheck.model import Claim
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.link.forms import Forms
    from factcheck.link.rules import Rules

_FOREIGN: Final = 3


@record(frozen=True, slots=True)
class Variants:
    """For (story, folded name) the lead and the short form of that spelling, and the claims that no pattern makes.

    The lead is the folded name under which all spellings are linked; the short form is the name without middle names.
    `foreign` are the stories set where another script is written.
    """

    leads: Mapping[tuple[str, str], tuple[str, str]]
    claims: tuple[Claim, ...]
    foreign: frozenset[str]


def variants(
    held: Mapping[str, Forms],
    stories: Mapping[str, str],
    countries: Mapping[str, Sequence[str]],
    rules: Rules,
    family: str,
    small: frozenset[str],
) -> Variants:
    """Return which persons' names are one name in two spellings, story by story.

    `countries` are the country codes of the places that each document names; `family` is the family that tells how names
    are spelled, `small` are the words that stand in lower case in any document. Evidence is pooled over the story: one
    form that is a person's lifts its near double, which nothing else need show to be one. Where a story is set among
    people whose names are transliterated, letters that transliterations change for one another make no second spelling.
    """
    members = by_story(held, stories)
    leads: dict[tuple[str, str], tuple[str, str]] = {}
    claims: list[Claim] = []
    foreign = frozenset(story for story, inside in members.items() if _foreign(inside, countries, rules))
    for story, documents in members.items():
        if not any(held[d].full or held[d].runs for d in documents):
            continue
        from factcheck.link.pool import spelled  # noqa: PLC0415 - only where persons are named in full

        mine, made = spelled(story, documents, held, rules, family, small, foreign=story in foreign)
        leads |= {(story, key): lead for key, lead in mine.items()}
        claims += made
    known: dict[str, Claim] = {}
    for claim in claims:
        known.setdefault(claim.id, claim)
    return Variants(leads, tuple(known.values()), foreign)


def _foreign(documents: Sequence[str], countries: Mapping[str, Sequence[str]], rules: Rules) -> bool:
    """Tell whether a story is set where another script is written: its countries stand three times in each article."""
    number = sum(1 for d in documents for code in countries.get(d, ()) if code in rules.scripts)
    return number >= _FOREIGN * len(documents)
