"""Words that are near: by how many slips, by their sound, and which pairs of many may be a slip or two apart."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from factcheck.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FEW: Final = 40  # words of which every two are cheaper than an index
_HEAD: Final = 12  # letters of a word that the index knows where two slips are allowed
_BITS: Final = 22
_ENDS: Final = ("n", "s", "i", "ia", "an", "a", "e", "o", "y", "r")  # endings that make another word of a name
_HEARD: Final = 3  # letters: of so few all are heard


def alike(words: Sequence[str], slips: int) -> Iterator[tuple[str, str]]:
    """Yield pairs of different words, each pair once and in the order of `words`: all that are within one or two slips, and others.

    A slip changes, adds or drops a letter or swaps two neighbours: words that are so near leave the same rest when each of
    them drops as many letters.
    """
    if len(words) <= _FEW:
        yield from combinations(words, 2)
        return
    # Most rests are left by one word only: those are not kept, for they are many.
    seen, again = bytearray(1 << _BITS), bytearray(1 << _BITS)
    mask = (1 << _BITS) - 1
    for word in words:
        for rest in _rests(word, slips):
            place = hash(rest) & mask
            if seen[place]:
                again[place] = 1
            seen[place] = 1
    del seen
    leaving: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        near: set[int] = set()
        for rest in _rests(word, slips):
            if again[hash(rest) & mask]:
                held = leaving.setdefault(rest, [])
                near.update(held)
                held.append(number)
        for other in sorted(near):
            if abs(len(words[other]) - len(word)) <= slips:
                yield words[other], word


def _rests(word: str, slips: int) -> set[str]:
    """Return what a word leaves when up to so many letters are dropped."""
    if slips > 1:
        word = word[:_HEAD]
    rests = {word}
    for _ in range(slips):
        rests |= {rest[:k] + rest[k + 1 :] for rest in rests for k in range(len(rest))}
    return rests


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


def single(word: str) -> str:
    """Return a word with every doubled letter once."""
    return "".join(c for k, c in enumerate(word) if k == 0 or c != word[k - 1])


def transcribed(word: str, letters: tuple[tuple[str, str], ...]) -> str:
    """Return a word with the letters that transliterations exchange made one."""
    for old, new in letters:
        word = word.replace(old, new)
    return single(word)


def derived(a: str, b: str) -> bool:
    """Tell whether one word is made of the other by an ending ("Korea", "Korean")."""
    stem = 0
    while stem < min(len(a), len(b)) and a[stem] == b[stem]:
        stem += 1
    return a.startswith(b) or b.startswith(a) or (a[stem:] in _ENDS and b[stem:] in _ENDS)


def slip(right: str, word: str) -> bool:
    """Tell whether a word is one slip away from another, and not derived from it."""
    a, b = fold(right), fold(word)
    return a[0] == b[0] and edits(a, b, 1) == 1 and not derived(a, b)
