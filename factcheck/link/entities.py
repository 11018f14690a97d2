"""Names -> entities: which names of all documents mean one body, place or person."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from factcheck.record import record
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LABELLED: Final = frozenset(("organisation", "country", "place", "person"))
_SMALL: Final = frozenset(("of", "the", "and", "for", "on", "in"))


@record(frozen=True, slots=True)
class DocumentNames:
    """The names of one document in order; places with their country code; pairs that the text itself equates."""

    persons: tuple[str, ...]
    organisations: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    glosses: tuple[tuple[str, str], ...]


class Resolver:
    """Tells which entity a name of a document means, and how an entity is printed: each is worked out when it is asked for.

    `names` are those of the documents by id, `groups` those of the alias table, `apart` are names that join none.
    `known` tells how entities are printed where these are not all documents.
    """

    def __init__(
        self,
        names: Mapping[str, DocumentNames],
        groups: Sequence[Mapping[str, Any]],
        apart: frozenset[str],
        places: Mapping[str, Any],
        known: Mapping[str, str] | None,
    ) -> None:
        self._names = names
        self._groups = groups
        self._apart = apart
        self._places = places
        self._known = known
        self._table = {_bare(name): _bare(group["name"]) for group in groups for name in group["names"]}
        self._own: dict[str, Mapping[str, str]] = {}

    def entity(self, document: str, text: str, kind: str) -> str:
        """Return the entity that a name means in a document: "kind:folded name"."""
        key = _bare(text)
        if kind == "place":
            code = self._countries.get(key)
            return f"country:{code}" if code else f"place:{key}"
        if kind == "person":
            return f"person:{key}"
        own = self._own.get(document)
        if own is None:
            held = self._names.get(document)
            own = self._own[document] = _in_document(held, self._table, self._apart) if held else {}
        mine = own.get(key, key)
        return f"organisation:{self._table.get(mine, mine)}"

    def label(self, entity: str) -> str:
        """Return how an entity is printed; the entity's own words when no better name is known."""
        kind, _, name = entity.rpartition(":")
        known = self.labels.get(entity) if kind in _LABELLED else ""
        return known or (name.title() if kind == "street" else name)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """How entities are printed: as a group is called, a country, and else as the first document writes it."""
        if self._known is not None:
            return self._known
        labels = {f"organisation:{_bare(group['name'])}": group["name"] for group in self._groups}
        labels |= {f"country:{code}": entry["names"][0] for code, entry in self._places.get("countries", {}).items()}
        for held in self._names.values():
            for text in held.organisations:
                labels.setdefault(f"organisation:{_bare(text)}", text)
            for text, _ in held.places:
                labels.setdefault(f"place:{_bare(text)}", text)
            for text in held.persons:
                labels.setdefault(f"person:{_bare(text)}", text)
        return labels

    @cached_property
    def _countries(self) -> Mapping[str, str]:
        """The code of each country by its folded names and what its people are called."""
        return {
            _bare(name): code
            for code, entry in self._places.get("countries", {}).items()
            for name in (*entry["names"], *entry["demonyms"])
        }


def entities(
    names: Mapping[str, DocumentNames],
    aliases: Mapping[str, Any],
    places: Mapping[str, Any],
    known: Mapping[str, str] | None = None,
) -> Resolver:
    """Return the resolver of a corpus; `known` tells how entities are printed where these are not all of its documents.

    In each document, glosses ("X (Y)"), initials of a body named in full and beginnings of its name ("Nippon X" of
    "Nippon X of Y") mean that body. Across documents only equal names and the alias table join; a group's `not` names
    never join it. Countries go by their code.
    """
    groups = aliases.get("group", [])
    apart = frozenset(_bare(name) for group in groups for name in group.get("not", ()))
    return Resolver(names, groups, apart, places, known)


def root_of(parent: Mapping[str, str], key: str) -> str:
    """Return what stands for all of a key's group, where `parent` leads from each to another of it or, at the root, nowhere."""
    while (up := parent.get(key, key)) != key:
        key = up
    return key


def _bare(text: str) -> str:
    return fold(text).removeprefix("the ")


def _in_document(held: DocumentNames, table: Mapping[str, str], never: frozenset[str]) -> dict[str, str]:
    """Return for each body's name in a document the name that it stands for there (itself left out).

    Names of `never` join none.
    """
    names = list(dict.fromkeys(held.organisations))
    if len(names) < 2 and not held.glosses:
        return {}
    parent: dict[str, str] = {}
    folded = {name: _bare(name) for name in names}
    rank = {key: number for number, key in enumerate(dict.fromkeys(folded.values()))}

    def join(left: str, right: str) -> None:
        a, b = root_of(parent, left), root_of(parent, right)
        if a == b or a in never or b in never:
            return
        first, second = sorted((a, b), key=lambda k: (k not in table, -len(k.split()), rank.get(k, len(rank)), k))
        parent[second] = first

    for left, right in held.glosses:
        join(_bare(left), _bare(right))
    plain = {name: name.replace(".", "") for name in names}
    short = {letters for letters in plain.values() if letters.isupper() and len(letters) > 1}
    by_initials: dict[str, list[str]] = defaultdict(list)
    for name in names if short else ():
        for initials in short & _initials(name):
            by_initials[initials].append(name)
    ordered = sorted(set(folded.values()))
    for name in names:
        full = by_initials.get(plain[name], [])
        if len({folded[f] for f in full}) == 1:
            join(folded[full[0]], folded[name])
        if " " not in folded[name]:
            continue
        begun = f"{folded[name]} "
        at = bisect_left(ordered, begun)
        longer = [full for full in ordered[at : at + 2] if full.startswith(begun)]
        if len(longer) == 1:
            join(longer[0], folded[name])
    return {key: root for key in rank if (root := root_of(parent, key)) != key}


def _initials(name: str) -> frozenset[str]:
    """Return the initials of a body's name: of its words with a capital, and of all but small ones; none of a single word."""
    words = name.split() if name.replace(" ", "").isalpha() else re.findall(r"[^\W\d_]+", name)
    capitals = [w for w in words if w[0].isupper()]
    if len(capitals) < 2:
        return frozenset()
    every = "".join(w[0].upper() for w in words if w.casefold() not in _SMALL)
    return frozenset(("".join(w[0] for w in capitals), every))
