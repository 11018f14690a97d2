"""Under which words the patterns of the catalogue are filed, worked out once and kept in the cache as rows of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from factcheck.cache import UNUSABLE, keep_text, kept_text
from factcheck.digest import blake2b
from factcheck.picture import NUMBER
from factcheck.record import record

if TYPE_CHECKING:
    from factcheck.catalogue import Family
    from factcheck.picture import Element

    _Lists = Mapping[str, frozenset[str]]
    Words = Mapping[str, Mapping[str, Any]]

_FORM: Final = b"3"  # of the rows, and of how they are worked out; another one makes all of them anew


@record(frozen=True, slots=True)
class Filed:
    """Where patterns are filed.

    `always` are the patterns that need nothing, `once` the families that say of what there is but one in a story, `asked` tells by
    which names pictures ask for a form of a verb ("won": `win`, `win.done`). `text` has rows of JSON, and `triggers` tell where that
    of each begins: its groups of patterns, which are where the row of a need begins, and of each pattern its number and where those
    of its further needs do. A need is the words, types and kinds of mention of which a sentence must hold one.
    """

    triggers: Mapping[str, int]
    always: Sequence[int]
    once: Sequence[str]
    asked: Mapping[str, Sequence[str]]
    text: str

    def row(self, start: int) -> Any:
        """Return the row that begins at a place."""
        return json.loads(self.text[start : self.text.find("\n", start)])


def filed(families: Sequence[Family], words: Words, digest: str = "") -> Filed:
    """Return where the patterns of families are filed.

    `digest` is that of the files that the families come from: what is filed is kept under it, and not at all where there is none.
    """
    if not digest:
        from factcheck.extract.ranking import ranked  # noqa: PLC0415 - only where the cache does not hold it

        return _read(ranked(families, words))
    key = blake2b(_FORM, digest_size=32)
    for part in (digest, *(family.id for family in families)):
        key.update(f"{part}\0".encode())
    try:
        return _read(kept_text("patterns", key.hexdigest()))
    except UNUSABLE:
        from factcheck.extract.ranking import ranked  # noqa: PLC0415 - as said

        text = ranked(families, words)
        keep_text("patterns", key.hexdigest(), text)
        return _read(text)


def _read(text: str) -> Filed:
    """Return what a text holds: the rows, behind them a row with all else, and last how long that one is."""
    end = text.rindex("\n")
    start = end - int(text[end:])
    triggers, always, once, asked = json.loads(text[start:end])
    if not isinstance(triggers, dict) or not isinstance(asked, dict):
        raise TypeError("tables expected")
    return Filed(triggers, always, once, asked, text)


def keys(element: Element, lists: _Lists, forms: Mapping[str, str]) -> frozenset[str]:
    """Return the words or mention types at which a picture that begins with this element is tried."""
    if element.form == "definite":
        return frozenset(("the", "its", "their", *element.names))
    return names(element, lists, forms)


def names(element: Element, lists: _Lists, forms: Mapping[str, str]) -> frozenset[str]:
    """Return the words or mention types that an element stands for."""
    if element.form == "list":
        return frozenset(word for name in element.names for word in lists.get(name, ()) if word)
    if element.names == NUMBER:
        return frozenset(k for k in element.kinds if k != "fraction") or frozenset(("count", "number"))
    if element.form == "verb":
        lemmas = (name.removesuffix(".done") for name in element.names)
        return frozenset(form for lemma in lemmas for form in forms.get(lemma, "").split("|") if form)
    return frozenset(element.names)
