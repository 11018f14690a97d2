"""The word lists about names as look-up tables: bodies, places, offices, and what tells a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from factcheck.catalogue import given_names
from factcheck.record import record

if TYPE_CHECKING:
    from factcheck.read.lexicon import Lexicon

    _Body = tuple[str, tuple[str, tuple[tuple[str, str], ...], bool]]


@record(frozen=True, slots=True)
class Vocabulary:
    """What the word lists say about names; all look-ups are by the word as written or in lower case."""

    given: Mapping[str, str]
    heads: Mapping[str, str]
    things: frozenset[str]
    of: frozenset[str]
    place_heads: frozenset[str]
    streets: Mapping[str, str]
    lanes: Mapping[str, str]
    compass: frozenset[str]
    residents: frozenset[str]
    towns: frozenset[str]
    nouns: frozenset[str]
    not_acronyms: frozenset[str]
    titles: frozenset[str]
    members: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    rule: frozenset[str]
    family: frozenset[str]
    never: frozenset[str]
    joined: frozenset[str]


def vocabulary(words: Mapping[str, Mapping[str, Any]]) -> Vocabulary:
    """Return the vocabulary of the lists `organisations`, `persons`, `time` and `grammar`."""
    bodies, persons, time = words["organisations"], words["persons"], words["time"]
    calendar = {w.title() for w in (*time["months"], *time["weekdays"])}
    return Vocabulary(
        given=given_names(words),
        heads={head: kind for kind, heads in bodies["heads"].items() for head in heads},
        things=frozenset(bodies["things"]),
        of=frozenset(bodies["of"]),
        place_heads=frozenset(bodies["place_heads"]),
        streets={form: street for street, forms in words["places"]["streets"].items() for form in forms},
        lanes={form: lane for lane, forms in words["places"]["lanes"].items() for form in forms},
        compass=frozenset(words["places"]["compass"]),
        residents=frozenset(words["places"]["residents"]),
        towns=frozenset(words["places"]["towns"]),
        nouns=frozenset(bodies["nouns"]),
        not_acronyms=frozenset(bodies["not_acronyms"]),
        titles=frozenset(bodies["titles"]),
        members=frozenset((*bodies["members"], *map(str.title, persons["callings"].split()))),
        particles=frozenset(persons["particles"]),
        suffixes=frozenset(persons["suffixes"]),
        rule=frozenset(persons["rule"]),
        family=frozenset(persons["family"]),
        never=frozenset(calendar),
        joined=frozenset(persons["joined"]),
    )


def places(places: Mapping[str, Any]) -> list[tuple[str, tuple[str, str]]]:
    """Return the places of the word lists with their kind and country code."""
    entries = [(name, ("region", "")) for name in places["regions"]]
    entries += [(name, ("metropolis", "")) for name in places["cities"]]
    for code, entry in places["countries"].items():
        entries += [(name, ("country", code)) for name in entry["names"]]
        entries += [(name, ("demonym", code)) for name in entry["demonyms"]]
    return entries


def bodies(words: Mapping[str, Mapping[str, Any]]) -> list[_Body]:
    """Return the bodies and chambers of the word lists: kind, fields, and whether the name is written small."""
    chambers = words["organisations"]["chambers"]
    entries: list[_Body] = [
        (name, ("chamber", (("chamber", which),), name[0].islower()))
        for which, names in chambers.items()
        for name in names
    ]
    for group in words["aliases"]["group"]:
        entries += [(name, (group["kind"], (), False)) for name in (*group["names"], *group.get("not", ()))]
    return entries


def roles(roles: Mapping[str, Any], lexicon: Lexicon) -> list[tuple[str, tuple[str, str, str, bool]]]:
    """Return the offices, also in the plural: kind, one holder or many, number, and whether only with a capital."""
    entries = []
    irregular = {single: many for many, single in lexicon.plurals.items()}
    for holders in ("one", "many"):
        for kind, forms in roles[holders].items():
            for form in forms:
                upper = form[0].isupper()
                entries.append((form, (kind, holders, "", upper)))
                if not upper:
                    entries.append((plural(form, irregular), (kind, holders, "plural", False)))
    return entries


def plural(form: str, irregular: Mapping[str, str]) -> str:
    """Return the plural of an office; `irregular` are plurals by their singulars."""
    *front, last = form.split(" ")
    if last in irregular:
        many = irregular[last]
    elif last.endswith("man"):
        many = f"{last[:-3]}men"
    elif last.endswith("y") and last[-2] not in "aeiou":
        many = f"{last[:-1]}ies"
    else:
        many = f"{last}{'es' if last.endswith(('s', 'ch', 'x')) else 's'}"
    return " ".join((*front, many))
