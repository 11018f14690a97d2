"""Settles for a whole document what each run of capitals names: a person, a body, a place, or nothing that is certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from factcheck.record import record

# Signs of an office, of what only a person does, of a body, and of a person.
_OFFICE: Final = frozenset(("titled", "role"))
_PERSONAL: Final = frozenset(("speech", "owns", "who"))
_GROUP: Final = frozenset(("noun", "members", "its"))
_SOMEBODY: Final = frozenset(("titled", "role", "aged", "who", "family"))
_PLACED: Final = 2  # a longer name behind "in" may be a body's

if TYPE_CHECKING:
    from factcheck.read.vocabulary import Vocabulary


@record(frozen=True, slots=True)
class Piece:
    """A stretch of tokens that names something. `type` is unknown where the document has to decide; `signs` are evidence."""

    first: int
    last: int
    text: str
    type: str
    kind: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    signs: frozenset[str] = frozenset()


@record(frozen=True, slots=True)
class Settled:
    """What each name of the document names: its text -> (type, kind)."""

    names: Mapping[str, tuple[str, str]]


def settle(pieces: Sequence[Piece], words: Vocabulary) -> Settled:
    """Return the type of every name that some evidence in the document settles.

    Bodies are settled first (glosses, nouns beside them, names that begin a longer body's name), then persons of two words
    and more by one piece of evidence, then bare surnames of those persons, then places by their preposition.
    """
    signs: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        if piece.type == "unknown":
            signs[piece.text] |= piece.signs
    fixed = {piece.text: (piece.type, piece.kind) for piece in pieces if piece.type in ("organisation", "place")}
    names = {text: found for text, found in fixed.items() if found[0] == "organisation"}
    _bodies(pieces, signs, names)
    persons = {
        text: ("person", "")
        for text, held in signs.items()
        if text not in names and "settled" not in held and _is_person(text, held, signs, words)
    }
    names |= persons
    surnames = {_surname(text, words) for text in persons if " " in text}
    for surname in surnames:
        if surname in signs and surname not in fixed:
            names[surname] = ("person", "")
    for text, held in signs.items():
        if text in names or " " in text:
            continue
        if (
            not _OFFICE.isdisjoint(held)
            and text not in words.never
            and text not in words.things
            and "acronym" not in held
        ):
            names[text] = ("person", "")
    for text, held in signs.items():
        if (
            text not in names
            and (("placed" in held and len(text.split()) <= _PLACED) or "settled" in held)
            and _PERSONAL.isdisjoint(held)
            and text not in words.never
            and text not in words.things
        ):
            names[text] = ("place", "city")
    return Settled({**{t: f for t, f in fixed.items() if f[0] == "place"}, **names})


def _bodies(pieces: Sequence[Piece], signs: Mapping[str, set[str]], names: dict[str, tuple[str, str]]) -> None:
    """Add the bodies: acronyms, names beside a noun that tells it, both sides of a gloss, and beginnings of longer names."""
    for text, held in signs.items():
        if "acronym" in held or (not _GROUP.isdisjoint(held) and _SOMEBODY.isdisjoint(held)):
            names.setdefault(text, ("organisation", "group"))
    for left, right in pairwise(pieces):
        between = right.first - left.last
        glossed = between == 1 and "opens" in left.signs and "inside" in right.signs
        renamed = 0 < between <= 5 and "known" in right.signs
        if not (glossed or renamed):
            continue
        if {left.type, right.type} <= {"organisation", "unknown"} and not left.signs & {"titled", "role"}:
            known = names.get(left.text) or names.get(right.text)
            if known:
                names.setdefault(left.text, known)
                names.setdefault(right.text, known)
    long = [text for text in names if " " in text]
    for text in signs:
        if " " in text and text not in names:
            begins = f"{text} "
            for body in long:
                if body.startswith(begins):
                    names[text] = ("organisation", "group")
                    break


def _surname(text: str, words: Vocabulary) -> str:
    parts = [p for p in text.replace(".", "").split() if p.casefold() not in words.suffixes]
    return parts[-1] if parts else text


def _is_person(text: str, held: set[str], signs: Mapping[str, set[str]], words: Vocabulary) -> bool:
    if " " not in text:
        return False
    plain = [
        p
        for p in text.split()
        if (low := p.casefold()) not in words.particles and low.rstrip(".") not in words.suffixes and p.strip(".")
    ]
    if not 2 <= len(plain) <= 4 or any(map(str.isdecimal, text)):
        return False
    for p in plain:
        if (p in words.never and p not in words.given) or (len(p) > 2 and p.isupper()):
            return False
        if p in words.heads or p in words.place_heads or p in words.things:
            return False
    if "rule" in held or not _SOMEBODY.isdisjoint(held):
        return True
    if plain[0] in words.given or (len(plain) == 3 and plain[1] in words.given):
        return True
    alone = signs.get(plain[-1], set())
    return (
        bool(alone & {"speech", "acts", "owns", "start"})
        and plain[0] not in signs
        and bool(held & {"speech", "acts", "owns"})
    )
