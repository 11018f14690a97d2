"""Names of places and bodies that one text of a story misspells: a rare word one slip away from a frequent one."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from factcheck.link.spelling import spelling_claim
from factcheck.model import Name
from factcheck.values.name import edits, fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.link.forms import Forms
    from factcheck.link.variants import Rules
    from factcheck.model import Claim

_LONG: Final = 6  # shorter words are too easily another word
_SEEN: Final = 2  # a slip stands at most so often ...
_OFTENER: Final = 3  # ... and the right word so many times more often ...
_OFTEN: Final = 5  # ... and at least so often
_ENDS: Final = ("n", "s", "i", "ia", "an", "a", "e", "o", "y", "r")  # endings that make another word of a name


def misspelt_places(
    held: Mapping[str, Forms],
    stories: Mapping[str, str],
    foreign: frozenset[str],
    rules: Rules,
    family: str,
    small: frozenset[str],
) -> list[Claim]:
    """Return the claims how a place or body is spelled, where one story writes it in two ways; no claims of `family` "".

    Given names, words that stand in lower case anywhere (`small`) and derived words ("Korean") are no slips. In `foreign`
    stories names are transliterated, and no spelling is the right one.
    """
    if not family:
        return []
    members: dict[str, list[str]] = defaultdict(list)
    for document in sorted(held):
        members[stories.get(document, document)].append(document)
    claims: list[Claim] = []
    for story, documents in sorted(members.items()):
        if story in foreign:
            continue
        total: Counter[str] = Counter()
        for document in documents:
            total.update(held[document].count)
        often = {w for d in documents for w in held[d].bodies if total[w] >= _OFTEN}
        seldom = [w for w, n in sorted(total.items()) if n <= _SEEN and len(w) >= _LONG]
        if not often or not seldom:
            continue
        persons = {fold(w) for d in documents for name in held[d].full for w in name.split()}
        known = (persons, rules.given, rules.common(), small)
        right = sorted(w for w in often if not _known(fold(w), known))
        rare = [w for w in seldom if not _known(fold(w), known)] if right else []
        for word in rare:
            near = [r for r in right if total[r] >= _OFTENER * total[word] and _slip(r, word)]
            if near:
                claims += _pair(story, documents, held, near[0], word, family)
    return claims


def _known(word: str, lists: Sequence[AbstractSet[str]]) -> bool:
    """Tell whether a word stands in one of the lists; they are too long to be joined for each story."""
    return any(word in listed for listed in lists)


def _slip(right: str, word: str) -> bool:
    """Tell whether a word is one slip away from another, and not derived from it."""
    a, b = fold(right), fold(word)
    if a[0] != b[0] or a.startswith(b) or b.startswith(a) or edits(a, b, 1) != 1:
        return False
    stem = 0
    while stem < min(len(a), len(b)) and a[stem] == b[stem]:
        stem += 1
    return not (a[stem:] in _ENDS and b[stem:] in _ENDS)


def _pair(
    story: str, documents: Sequence[str], held: Mapping[str, Forms], right: str, word: str, family: str
) -> list[Claim]:
    return [
        spelling_claim(story, d, family, (right, "place", f"spelling:{right}"), Name(text, "place", text), place)
        for d in documents
        for text in (right, word)
        for place in dict.fromkeys((*held[d].bodies.get(text, ()), *held[d].words.get(text, ())))
    ]
