"""Names: when two ways to write one can mean one bearer."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.model import Name

_HEARD: Final = 3  # letters: of so few all are heard
_GONE: Final = str.maketrans("", "", "’'‘`.")
_OTHER: Final = r"\W+"
_GENERATIONS: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SIDES: Final = frozenset("north south east west northern southern eastern western upper lower central".split())
_SUFFIXES: Final = _GENERATIONS | {"mr", "mrs", "ms", "dr"}


@lru_cache(maxsize=50_000)  # the names of a corpus come again and again
def fold(text: str) -> str:
    """Return a name without case, accents, apostrophes and hyphens, words parted by one blank."""
    if text.isascii():
        if text.isalpha():
            return text.lower()
        if text.replace(" ", "").isalnum():  # as most names of several words are
            return " ".join(text.lower().split())
        return " ".join(re.sub(_OTHER, " ", text.casefold().translate(_GONE)).split())
    import unicodedata  # noqa: PLC0415 - most names are ASCII

    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(_OTHER, " ", bare.casefold().translate(_GONE)).split())


@lru_cache(maxsize=50_000)
def parts(text: str) -> tuple[str, ...]:
    """Return the folded words of a person's name without titles, suffixes and single initials."""
    words = [w for w in fold(text).split() if w not in _SUFFIXES]
    kept = tuple(w for w in words if len(w) > 1)
    return kept or tuple(words)


def generation(text: str) -> str:
    """Return what tells a person from a parent of the same name ("jr", "sr", "iii"), empty where the name does not say."""
    last = fold(text).rpartition(" ")[2]
    return last if last in _GENERATIONS else ""


@lru_cache(maxsize=50_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(parts(text))


@lru_cache(maxsize=10_000)
def _telling(text: str, common: frozenset[str]) -> frozenset[str]:
    """Return the words of a building's name that tell it from others, without an ending in "s" ("St. Joseph's")."""
    words = (w.removesuffix("s") for w in re.findall(r"[^\W\d_]+", fold(text).replace("'", "")))
    return frozenset(w for w in words if len(w) > 1 and w not in common)


def meet(
    a: Name,
    b: Name,
    nicknames: frozenset[frozenset[str]] = frozenset(),
    letters: tuple[tuple[str, str], ...] = (),
    common: frozenset[str] = frozenset(),
) -> bool:
    """Tell whether two names can be one bearer's.

    Persons: a surname alone meets a full name that begins or ends with it; two full names meet when all words of the
    shorter stand in the longer, in any order, given names also as nicknames. Others: equal after folding, or initials; a side of
    a place is that place. Two buildings meet where one word of their names is the same that is not one of `common`, or
    where one has none such.
    """
    if a.kind == b.kind == "building":
        one, other = _telling(a.text, common), _telling(b.text, common)
        return not one or not other or not one.isdisjoint(other)
    if a.kind != b.kind and "person" in (a.kind, b.kind):
        return False
    left, right = fold(a.full or a.text), fold(b.full or b.text)
    if left == right:
        return True
    if a.kind != "person":
        same = left.removeprefix("the ") == right.removeprefix("the ") or (a.kind == "place" and _side(left, right))
        return same or _initials(a, b) or _initials(b, a)
    some, others = _words(a.full or a.text), _words(b.full or b.text)
    if some.isdisjoint(others):
        return False
    first, second = parts(a.full or a.text), parts(b.full or b.text)
    short, long = (first, second) if (len(first), first) <= (len(second), second) else (second, first)
    if len(short) == 1:
        return short[0] in (long[0], long[-1])
    if (some <= others) if short is first else (others <= some):
        return True
    if len(short) == len(long) and any(x == y for x, y in zip(short, long, strict=True)):
        pairs = zip(short, long, strict=True)
        if all(x == y or _transcribed(x, letters) == _transcribed(y, letters) for x, y in pairs):
            return True
    same_surname = short[-1] == long[-1]
    return same_surname and frozenset((short[0], long[0])) in nicknames


def _side(a: str, b: str) -> bool:
    """Tell whether one place is a side of the other ("Saltmere", "North Saltmere"), which people leave out."""
    first, second = (" ".join(w for w in name.split() if w not in _SIDES) for name in (a, b))
    return first == second != "" and first in (a, b)


def _transcribed(word: str, letters: tuple[tuple[str, str], ...]) -> str:
    for old, new in letters:
        word = word.replace(old, new)
    return word


def _initials(short: Name, long: Name) -> bool:
    words = [w for w in re.findall(r"[^\W\d_]+", long.full or long.text) if w[0].isupper()]
    return len(words) > 1 and short.text.isupper() and short.text == "".join(w[0] for w in words)


def edits(a: str, b: str, most: int) -> int:
    """Return how many letters must be changed, added, dropped or swapped to make one word of the other; most + 1 beyond that."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    short, long = _middles(a, b)
    if not short or len(long) == 1:
        return min(len(long), most + 1)
    if len(long) == 2 and short == long[::-1]:
        return min(1, most + 1)
    # One slip leaves nothing, one letter or two swapped ones between the ends; each slip brings in one letter at most.
    if most <= 1 or len(set(long) - set(short)) > most or len(set(short) - set(long)) > most:
        return most + 1
    # Their first letters differ, so one slip is there; what is left after it must be within one less.
    rests = [(short[1:], long[1:]), (short[1:], long), (short, long[1:])]
    if short[:2] == long[1::-1]:
        rests.append((short[2:], long[2:]))
    return 1 + min(edits(x, y, most - 1) for x, y in rests)


def _middles(a: str, b: str) -> tuple[str, str]:
    """Return what two words have between their common beginning and their common end, the shorter first."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    end = len(short)
    first = next((k for k in range(end) if short[k] != long[k]), end)
    last = next((k for k in range(end - first) if short[-1 - k] != long[-1 - k]), end - first)
    return short[first : end - last], long[first : len(long) - last]


def pairs_of(groups: Sequence[Sequence[str]]) -> frozenset[frozenset[str]]:
    """Return every two names of each group, folded."""
    return frozenset(frozenset(pair) for group in groups for pair in combinations(map(fold, group), 2))


def sound(word: str) -> str:
    """Return a name as it sounds to one who hears it: "Erik" for "Eric", "Ane" for "Anne", "Rus" for "Ruz", "Sara" for "Sarah"."""
    heard = word.replace("ph", "f").replace("ck", "k").replace("c", "k").replace("z", "s").replace("y", "i")
    silent = "".join(
        c for k, c in enumerate(heard) if k == 0 or not (c == heard[k - 1] or (c == "h" and heard[k - 1] in "aeiou"))
    )
    return silent.removesuffix("e") if len(silent) > _HEARD else silent


def skeleton(word: str) -> str:
    """Return the consonants of a name as they sound, for names that sound alike ("Catherine", "Kathryn")."""
    sound = word.replace("ph", "f").replace("ck", "k").replace("h", "")
    bare = "".join("k" if c in "cq" else c for c in sound if c not in "aeiouy")
    return "".join(c for k, c in enumerate(bare) if k == 0 or c != bare[k - 1])
