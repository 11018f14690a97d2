"""Names -> entities: which names of all documents mean one body, place or person."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from factcheck.record import record
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SMALL: Final = frozenset(("of", "the", "and", "for", "on", "in"))


@record(frozen=True, slots=True)
class DocumentNames:
    """The names of one document in order; places with their country code; pairs that the text itself equates."""

    persons: tuple[str, ...]
    organisations: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    glosses: tuple[tuple[str, str], ...]


class Resolver:
    """Tells which entity a name of a document means, and how an entity is printed."""

    def __init__(
        self,
        own: Mapping[str, Mapping[str, str]],
        shared: Mapping[str, str],
        countries: Mapping[str, str],
        labels: Mapping[str, str],
    ) -> None:
        self._own = own
        self._shared = shared
        self._countries = countries
        self.labels = labels

    def entity(self, document: str, text: str, kind: str) -> str:
        """Return the entity that a name means in a document: "kind:folded name"."""
        key = _bare(text)
        if kind == "place":
            code = self._countries.get(key)
            return f"country:{code}" if code else f"place:{key}"
        if kind == "person":
            return f"person:{key}"
        mine = self._own.get(document, {}).get(key, key)
        return f"organisation:{self._shared.get(mine, mine)}"

    def label(self, entity: str) -> str:
        """Return how an entity is printed; the entity's own words when no better name is known."""
        kind, _, name = entity.rpartition(":")
        return self.labels.get(entity) or (name.title() if kind == "street" else name)


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
    groups = [(g["name"], tuple(g["names"]), tuple(g.get("not", ()))) for g in aliases.get("group", [])]
    table = {_bare(name): _bare(group) for group, members, _ in groups for name in members}
    apart = {_bare(name) for _, _, others in groups for name in others}
    countries = {
        _bare(name): code
        for code, entry in places.get("countries", {}).items()
        for name in (*entry["names"], *entry["demonyms"])
    }
    own = {document: _in_document(held, table, apart) for document, held in names.items()}
    if known is not None:
        return Resolver(own, table, countries, known)
    labels = {f"organisation:{_bare(group)}": group for group, _, _ in groups}
    labels |= {f"country:{code}": entry["names"][0] for code, entry in places.get("countries", {}).items()}
    for held in names.values():
        for text in held.organisations:
            labels.setdefault(f"organisation:{_bare(text)}", text)
        for text, _ in held.places:
            labels.setdefault(f"place:{_bare(text)}", text)
        for text in held.persons:
            labels.setdefault(f"person:{_bare(text)}", text)
    return Resolver(own, table, countries, labels)


def root_of(parent: Mapping[str, str], key: str) -> str:
    """Return what stands for all of a key's group, where `parent` leads from each to another of it or, at the root, nowhere."""
    while (up := parent.get(key, key)) != key:
        key = up
    return key


def _bare(text: str) -> str:
    return fold(text).removeprefix("the ")


def _in_document(held: DocumentNames, table: Mapping[str, str], apart: Iterable[str]) -> dict[str, str]:
    """Return for each body's name in a document the name that it stands for there (itself left out)."""
    never = frozenset(apart)
    parent: dict[str, str] = {}
    names = list(dict.fromkeys(held.organisations))
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
    by_initials: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for initials in _initials(name):
            by_initials[initials].append(name)
    ordered = sorted(set(folded.values()))
    for name in names:
        plain = name.replace(".", "")
        full = by_initials.get(plain, []) if plain.isupper() and len(plain) > 1 else []
        if len({folded[f] for f in full}) == 1:
            join(folded[full[0]], folded[name])
        begun = f"{folded[name]} "
        at = bisect_left(ordered, begun)
        longer = [full for full in ordered[at : at + 2] if full.startswith(begun)]
        if len(longer) == 1 and " " in folded[name]:
            join(longer[0], folded[name])
    return {key: root for key in rank if (root := root_of(parent, key)) != key}


def _initials(name: str) -> Sequence[str]:
    words = name.split() if name.replace(" ", "").isalpha() else re.findall(r"[^\W\d_]+", name)
    capitals = [w for w in words if w[0].isupper()]
    if len(capitals) < 2:
        return ()
    return tuple({"".join(w[0] for w in capitals), "".join(w[0].upper() for w in words if w.casefold() not in _SMALL)})
