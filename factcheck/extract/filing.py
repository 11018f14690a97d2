"""Under which words the patterns of the catalogue are filed, worked out once and kept in the cache as rows of JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from factcheck.cache import UNUSABLE, keep_rows, kept_rows, read_row
from factcheck.digest import blake2b
from factcheck.picture import NUMBER
from factcheck.record import record
from factcheck.table import Table, spans_of

if TYPE_CHECKING:
    from factcheck.catalogue import Family
    from factcheck.picture import Element

    _Lists = Mapping[str, frozenset[str]]
    Words = Mapping[str, Mapping[str, Any]]

_FORM: Final = b"4"  # of the rows, and of how they are worked out; another one makes all of them anew


@record(frozen=True, slots=True)
class Filed:
    """Where patterns are filed.

    `always` are the patterns that need nothing, `once` the families that say of what there is but one in a story, `asked` tells by
    which names pictures ask for a form of a verb ("won": `win`, `win.done`). `rows` are JSON, and `triggers` tell where that
    of each begins: its groups of patterns, which are where the row of a need begins, and of each pattern its number and where those
    of its further needs do. A need is the words, types and kinds of mention of which a sentence must hold one.
    """

    triggers: Mapping[str, int]
    always: Sequence[int]
    once: Sequence[str]
    asked: Mapping[str, Sequence[str]]
    rows: bytes

    def row(self, start: int) -> Any:
        """Return the row that begins at a place."""
        return read_row(self.rows, start, self.rows.find(b"\n", start))


def filed(families: Sequence[Family], words: Words, digest: str = "") -> Filed:
    """Return where the patterns of families are filed.

    `digest` is that of the files that the families come from: what is filed is kept under it, and not at all where there is none.
    """
    key = blake2b(_FORM, digest_size=32)
    for part in (digest, *(family.id for family in families)):
        key.update(f"{part}\0".encode())
    if digest:
        try:
            return _read(kept_rows("patterns", key.hexdigest()))
        except UNUSABLE:
            pass
    from factcheck.extract.ranking import ranked  # noqa: PLC0415 - what is kept need not be worked out

    rows = ranked(families, words)
    if digest:
        keep_rows("patterns", key.hexdigest(), rows)
    return _read(rows)


def _read(rows: bytes) -> Filed:
    """Return what rows hold: behind them stand two tables and a row with all else, and last how long that one is."""
    end = rows.rindex(b"\n")
    start = end - int(rows[end:])
    always, once, tables, triggers, asked = read_row(rows, start, end)
    starts, behind = spans_of(triggers, tables)
    names, behind = spans_of(asked, behind)
    if behind != start:
        raise ValueError("tables are missing")
    return Filed(Table(rows, starts, int), always, once, Table(rows, names, str.split), rows)


def keys(element: Element, lists: _Lists, forms: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the words or mention types at which a picture that begins with this element is tried."""
    if element.form == "definite":
        return frozenset(("the", "its", "their", *element.names))
    return names(element, lists, forms)


def names(element: Element, lists: _Lists, forms: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the words or mention types that an element stands for."""
    if element.form == "list":
        return frozenset(word for name in element.names for word in lists.get(name, ()) if word)
    if element.names == NUMBER:
        return frozenset(k for k in element.kinds if k != "fraction") or frozenset(("count", "number"))
    if element.form == "verb":
        lemmas = (name.removesuffix(".done") for name in element.names)
        return frozenset(form for lemma in lemmas for form in forms.get(lemma, ()) if form)
    return frozenset(element.names)
