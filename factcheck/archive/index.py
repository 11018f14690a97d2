"""By what an article is found in the archive: the marks of its weightiest terms, of its slots, and the names of its bodies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from factcheck.catalogue import shares
from factcheck.compare import slot_of
from factcheck.digest import blake2b
from factcheck.link import linked_alone
from factcheck.link.likeness import rarities, vector
from factcheck.model import Clock, Days, Name, Quantity
from factcheck.record import replaced
from factcheck.values import show
from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.archive import Stated
    from factcheck.catalogue import Catalogue
    from factcheck.model import Claim, Value
    from factcheck.reading import Reading

_TERMS: Final = 40  # so many of its weightiest terms find an article, as many as propose a story (link/stories.py)


class Index:
    """Tells by what readings are found; built once from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words = catalogue.words
        self._families = {family.id: family for family in catalogue.families}
        self._afar = frozenset(family.id for family in catalogue.families if family.compare == "everywhere")
        self._shares = shares(catalogue.words)

    def terms(self, reading: Reading) -> dict[int, int]:
        """Return the weightiest terms of an article: their weight, in ten-thousandths, by mark."""
        held = reading.gist.telling.terms
        weights = vector(held, rarities(Counter(dict.fromkeys(held, 1)), 1, self._shares))
        most = sorted(weights, key=lambda t: (-weights[t], t))[:_TERMS]
        return {mark(term): round(weights[term] * 10_000) for term in most}

    def bodies(self, reading: Reading) -> frozenset[str]:
        """Return the names, folded, of the bodies that an article's claims about the world are about."""
        about = [claim.subject for claim in self._everywhere(reading)]
        names = (name for s in about if s.kind == "organisation" for name in (fold(s.text), _name(s.entity)))
        return frozenset(map(stored, names))

    def slots(self, reading: Reading, aliases: Mapping[str, frozenset[str]]) -> dict[int, list[Stated]]:
        """Return what an article states about the world, by slot; `aliases` are further names of `bodies`."""
        found: dict[int, list[Stated]] = {}
        for claim in self._everywhere(reading):
            subject, family = claim.subject, self._families[claim.family]
            keys = [slot_of(claim, family)]
            if subject.kind == "organisation":
                others = aliases.get(fold(subject.text), frozenset()) | aliases.get(_name(subject.entity), frozenset())
                entities = [f"organisation:{name.removeprefix('the ')}" for name in others]
                keys += [slot_of(replaced(claim, subject=replaced(subject, entity=e)), family) for e in entities]
            for key in keys:
                if key is not None:
                    found.setdefault(mark(*key), []).append((shown(claim.value), *bounds(claim.value)))
        return dict(sorted(found.items()))

    def _everywhere(self, reading: Reading) -> list[Claim]:
        claims = linked_alone(reading.document, reading.gist, reading.claims, self._words)
        return [claim for claim in claims if claim.family in self._afar]


def mark(*parts: str) -> int:
    """Return the 64-bit number by which text is looked up; signed, as both stores hold it."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


def stored(text: str) -> str:
    """Return text as every store holds it: NUL, which one cuts off and one refuses, and lone surrogates are U+FFFD."""
    text = text.replace("\x00", "\ufffd")
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _name(entity: str) -> str:
    return entity.partition(":")[2]


def shown(value: Value) -> str:
    """Return a value as it is listed: a name by the longest form that its article gives."""
    return value.full or value.text if isinstance(value, Name) else show(value)


def bounds(value: Value) -> tuple[float | None, float | None]:
    """Return the bounds of a value as the archive keeps them; both None where it has none."""
    if isinstance(value, Quantity):
        return (_number(value.low), _number(value.high))
    if isinstance(value, Days):
        return (
            float(value.start.toordinal()) if value.start else None,
            float(value.end.toordinal()) if value.end else None,
        )
    if isinstance(value, Clock):
        return (float(value.start), float(value.end))
    return (None, None)


def _number(value: Any) -> float | None:
    if value is None:
        return None
    made = float(value)
    return made if abs(made) < 1e300 else None  # nothing that news count; no store agrees on infinity
