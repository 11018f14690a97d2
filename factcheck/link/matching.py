"""Tells whether two names are one in two spellings: part by part, by age and role, and by whether one text has both."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from factcheck.record import field, record
from factcheck.values.near import edits, single, skeleton, sound, transcribed

if TYPE_CHECKING:
    from factcheck.link.forms import Place
    from factcheck.link.rules import Rules

_SHORT: Final = 4  # a component of so few letters differs by chance: then the ages must be the same
_LONG_ENOUGH: Final = 5
_WORD: Final = 6
_BOTH: Final = 3
_STEM: Final = 3
_LONG_STEM: Final = 5
_NO_VOWELS: Final = str.maketrans("", "", "aeiouy")
_ROLE: Final = 3  # letters by which a part of a name may differ where one role is beside both names ...
_ROLE_BOTH: Final = 4  # ... and both parts together


@record(frozen=False, slots=True)
class Form:
    """One way to write a name in a story, with the documents and places where it stands."""

    key: str
    parts: tuple[str, ...]
    written: str
    person: bool = False
    places: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    ages: set[int] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


class Matcher:
    """Matches the names of one story; `foreign` tells that it is set where another script is written.

    `small` are the words that stand in lower case in any document.
    """

    def __init__(self, rules: Rules, small: frozenset[str], *, foreign: bool) -> None:
        self._rules = rules
        self._small = small
        self._foreign = foreign

    def one_name(self, a: Form, b: Form) -> bool:
        """Tell whether two forms are one person's name in two spellings."""
        if not (a.person or b.person) or "".join(a.parts) == "".join(b.parts):
            return False  # only a blank parts "DeVane" and "De Vane"
        aged = bool(a.ages and b.ages)
        alike = aged and any(abs(x - y) <= 1 for x in a.ages for y in b.ages)
        if aged and not alike:
            return False
        given, surname = a.parts[0] == b.parts[0], a.parts[-1] == b.parts[-1]
        if given and surname:
            return self._middle_slip(a, b)
        if self._one_role(a, b):
            return True
        if given == surname:
            return (alike and self._both_near(a, b)) or self._both_slipped(a, b)
        if len(a.parts) != len(b.parts) and min(len(a.parts), len(b.parts)) > 2:
            return False
        x, y = (a.parts[-1], b.parts[-1]) if given else (a.parts[0], b.parts[0])
        sure = alike or (len(a.parts) == len(b.parts) > 2 and a.parts[1:-1] == b.parts[1:-1])
        if not (self._near(x, y, short=sure) or (given and self._one_stem(a, b))) or _apart(a, b, given=given):
            return False
        weak = None if a.person and b.person else (y if a.person else x)
        if {x, y} & {f"{x}s", f"{y}s"} and (weak is not None or a.places.keys() & b.places.keys()):
            return False  # "the Poores": a family
        if weak is not None and weak in self._small:
            return False
        return given or not self._two_given(x, y)

    def _middle_slip(self, a: Form, b: Form) -> bool:
        """Tell whether two forms differ in nothing but the spelling of one middle name."""
        if len(a.parts) != 3 or len(b.parts) != 3 or a.parts == b.parts:
            return False
        return self._near(a.parts[1], b.parts[1], short=False) and not _apart(a, b, given=True)

    def _both_near(self, a: Form, b: Form) -> bool:
        first = edits(a.parts[0], b.parts[0], _BOTH)
        last = edits(a.parts[-1], b.parts[-1], _BOTH)
        return first + last <= _BOTH and not _apart(a, b, given=False)

    def _both_slipped(self, a: Form, b: Form) -> bool:
        """Tell whether each part is one letter off, in names that two texts give and that are long enough to be no two's."""
        ends = [(a.parts[0], b.parts[0]), (a.parts[-1], b.parts[-1])]
        if len(a.parts) != len(b.parts) or a.places.keys() & b.places.keys():
            return False
        if self._two_given(*ends[0]) or not (a.person and b.person):
            return False
        return all(
            min(map(len, pair)) >= least and edits(*pair, 1) <= 1 and self._near(*pair, short=True)
            for pair, least in zip(ends, (_SHORT, _WORD - 1), strict=True)
        )

    def _one_role(self, a: Form, b: Form) -> bool:
        """Tell whether two names that sound alike stand in two texts, each beside the same role."""
        if a.roles.isdisjoint(b.roles) or a.places.keys() & b.places.keys() or not (a.person and b.person):
            return False
        if self._two_given(a.parts[0], b.parts[0]) and a.parts[0] != b.parts[0]:
            return False
        off = 0
        for x, y in ((a.parts[0], b.parts[0]), (a.parts[-1], b.parts[-1])):
            stem = next((k for k, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y)))
            if frozenset((x, y)) in self._rules.nicknames or (
                x != y and stem < _STEM and not self._near(x, y, short=True)
            ):
                return False
            if self._foreign and transcribed(x, self._rules.letters) == transcribed(y, self._rules.letters):
                continue
            off += edits(x, y, _ROLE)
        return 0 < off <= _ROLE_BOTH

    def _one_stem(self, a: Form, b: Form) -> bool:
        """Tell whether two texts give a person of one given name two long surnames that begin alike and end otherwise."""
        x, y = a.parts[-1], b.parts[-1]
        if not (a.person and b.person) or min(len(x), len(y)) < _LONG_STEM + 2 or a.places.keys() & b.places.keys():
            return False
        if self._foreign and transcribed(x, self._rules.letters) == transcribed(y, self._rules.letters):
            return False
        return x[:_LONG_STEM] == y[:_LONG_STEM] and edits(x, y, _BOTH) <= _BOTH

    def title_slip(self, titled: tuple[str, str], named: tuple[str, str]) -> bool:
        """Tell whether a name of two words differs from another by a slip in one of them, and in nothing else."""
        differing = [(x, y) for x, y in zip(titled, named, strict=True) if x != y]
        if len(differing) != 1:
            return False
        x, y = differing[0]
        if x[0] != y[0] or min(len(x), len(y)) <= 2 or (x == titled[0] and self._two_given(x, y)):
            return False
        return self.slip(x, y, short=True)

    def _near(self, x: str, y: str, *, short: bool) -> bool:
        """Tell whether two components can be one in two spellings."""
        rules = self._rules
        if frozenset((x, y)) in rules.nicknames or ({x[-1], y[-1]} == {"a", "o"} and x[:-1] == y[:-1]):
            return False
        if self._foreign and transcribed(x, rules.letters) == transcribed(y, rules.letters):
            return False
        least = min(len(x), len(y))
        short_one, long_one = sorted((x, y), key=len)
        if least >= _WORD and long_one.removesuffix(short_one) in rules.particles:
            return True  # "LaCalamita", "Calamita"
        if single(x) == single(y) and least > 2 and {x, y} <= rules.given:
            return True  # "Ana", "Anna"
        if self._sounds_as(x, y):
            return True
        if least <= 2 or (least <= _SHORT and not short):
            return False
        bare = skeleton(x) if skeleton(x) == skeleton(y) else ""
        if bare and {x, y} <= rules.given:
            return True
        if short and len(bare) > 1 and x[0] == y[0] and edits(x, y, 2) <= 2:
            return True  # "Taiz", "Tayez" behind two equal names, or of one age
        most = 2 if least >= _LONG_ENOUGH and x[0] == y[0] else 1
        return edits(x, y, most) <= most

    def _sounds_as(self, x: str, y: str) -> bool:
        """Tell whether who hears the one component may write the other: "Sara" and "Sarah", "Stephen" and "Steven"."""
        return frozenset((x, y)) in self._rules.homophones or (min(len(x), len(y)) > 2 and sound(x) == sound(y))

    def _two_given(self, x: str, y: str) -> bool:
        """Tell whether two given names are those of two persons: both are known ones and sound unlike."""
        alike = self._sounds_as(x, y) or skeleton(x).replace("w", "") == skeleton(y).replace("w", "")
        if min(len(x), len(y)) >= _LONG_ENOUGH and x.translate(_NO_VOWELS) != y.translate(_NO_VOWELS):
            alike |= edits(x, y, 1) <= 1  # "Lukas", "Lukasz"; a vowel makes "Martina" another one than "Martin"
        hers = min(len(x), len(y)) >= _SHORT and x.removesuffix("a") == y.removesuffix("a")  # "Martin", "Martina"
        return {x, y} <= self._rules.given and (hers or not alike)

    def slip(self, right: str, word: str, *, short: bool = False) -> bool:
        """Tell whether a word is one slip away from a name, also from a `short` one, and neither its plural nor an adjective of it."""
        if right.startswith(word) or word.startswith(right) or not self._near(right, word, short=short):
            return False
        return edits(right, word, 1) <= 1


def _apart(a: Form, b: Form, *, given: bool) -> bool:
    """Tell whether the texts hold two names apart: in one sentence, or in one document with one surname."""
    for document in a.places.keys() & b.places.keys():
        if not given and not _one_slip(a, b, document):
            return True
        sentences = {p.evidence_start for p in a.places[document]}
        if any(p.evidence_start in sentences for p in b.places[document]):
            return True
    return False


def _one_slip(a: Form, b: Form, document: str) -> bool:
    """Tell whether two given names of one document are a slip: one letter apart, and one stands there but once."""
    rare, often = sorted((a, b), key=lambda f: (len(f.places[document]), sum(map(len, f.places.values()))))
    seen = len(rare.places[document]), sum(map(len, often.places.values()))
    return seen[0] == 1 < seen[1] and edits(a.parts[0], b.parts[0], 1) <= 1
