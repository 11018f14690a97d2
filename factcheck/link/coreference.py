"""What a definite noun phrase stands for: "the party", "its", "he", by the nearest fitting name before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Mention, Sentence

_BACK: Final = 8
_PERSONS: Final = frozenset(("he", "she", "him", "her"))


def definite(
    sentences: Sequence[Sentence], index: int, token: int, words: Mapping[str, Mapping[str, Any]]
) -> Mention | None:
    """Return the mention that the definite phrase or pronoun ending at a token stands for; None when that is unsure.

    "The party" stands for the body of that kind that the sentences before it are about: the last one named, if at most
    one body of the kind was named in the last sentence that names any, or one of them is its subject.
    """
    word = sentences[index].tokens[token].low
    kinds = _kinds(word, words)
    person = word in _PERSONS
    if not kinds and not person:
        return None
    for back in range(_BACK + 1):
        at = index - back
        if at < 0:
            return None
        sentence = sentences[at]
        limit = token if back == 0 else len(sentence.tokens)
        found = [
            m
            for m in sentence.mentions
            if m.last <= limit and ((m.type == "person") if person else (m.type == "organisation" and m.kind in kinds))
        ]
        distinct = {m.text for m in found}
        if len(distinct) == 1:
            return found[0]
        if distinct:
            first = [m for m in found if any(c.subject_first <= m.first < c.subject_last for c in sentence.clauses)]
            return first[0] if len({m.text for m in first}) == 1 else None
    return None


def _kinds(word: str, words: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the kinds of body that a noun may stand for."""
    heads: Mapping[str, Sequence[str]] = words["organisations"]["heads"]
    kinds = {kind for kind, names in heads.items() if kind == word or any(name.casefold() == word for name in names)}
    return frozenset(kinds)
