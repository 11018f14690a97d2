"""One article as it was read <-> bytes: compressed JSON that holds nothing but values, so that reading it runs nothing.

`shapes.py` tells what is kept of each type: records and tuples are lists, sets sorted lists, mappings lists of pairs in
their order, a value of several types has the number of its type first. What does not have this form is refused.

It has three parts, so that a look at many articles unpacks little of each: the head tells of which story an article is, the
outline what it states about the world, the detail all else.

A long article is written and read piece by piece (pieces.py), the same bytes: its tree would take more than the reading itself.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final

from factcheck.archive.shapes import FORM, SHAPES
from factcheck.link.forms import Forms
from factcheck.link.parallel import Wording
from factcheck.link.telling import Telling
from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from factcheck.link.entities import DocumentNames
    from factcheck.link.figures import Figure
    from factcheck.link.offices import Group
    from factcheck.link.parallel import Statement
    from factcheck.link.quotes import Quote
    from factcheck.link.rows import Row
    from factcheck.model import Claim, Document, Published
    from factcheck.reading import Reading

_WHOLE: Final = 2_000_000  # bytes that are read in one piece
_START: Final = struct.Struct("<BIII")  # what is packed begins with its form and the lengths of its parts
MANY: Final[dict[str, Any]] = {"list": tuple, "set": frozenset, "map": dict}
_NO_FORMS: Final = Forms({}, {}, {}, {}, {}, frozenset(), {}, frozenset(), {}, {}, {})
_NOTHING_TOLD: Final = Telling({}, {}, {}, (), frozenset(), frozenset())
_LONG: Final = 100_000  # characters of an article that is written piece by piece
# Values that an article states again and again: each is one object, as it was when the article was read.
_SHARED: Final = frozenset("str int Decimal date Quantity Days Clock Name Text set(str) set(int)".split())
Coder = tuple[Callable[[Any], Any], Callable[[Any], Any]]  # to JSON and back

encoded = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class DamagedError(ValueError):
    """Raised when the bytes of a reading are not such as `Codec.packed` makes."""


@record(frozen=True, slots=True)
class Head:
    """What tells which story an article tells: the first part of what is packed, read without the rest."""

    sha256: str
    published: Published
    telling: Telling
    sentences: frozenset[str]


@record(frozen=True, slots=True)
class Outline:
    """The claims of an article that stand against any other's, each with its place among all, and what tells whom they are about.

    `others` are the families of its other claims.
    """

    document: Document
    names: DocumentNames
    groups: tuple[Group, ...]
    claims: tuple[tuple[int, Claim], ...]
    others: frozenset[str]
    left: int


@record(frozen=True, slots=True)
class Detail:
    """What is looked at where two articles tell one story: the last part of what is packed."""

    statements: tuple[Statement, ...]
    forms: Forms
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    rows: tuple[Row, ...]
    claims: tuple[Claim, ...]


class Codec:
    """Packs and unpacks readings; what it needs to know of each type is worked out when it is first met.

    One without `telling` passes over what tells of stories: as much as all the rest of a head, and of use in the search for
    them alone.
    """

    def __init__(self, *, share: bool = False, keep: bool = True, telling: bool = True) -> None:
        self._share = share
        self._coders: dict[str, Coder] = {} if share else dict(_PLAIN)
        if not telling:
            self._coders["Telling"] = _UNTOLD
        self.many = MANY if keep else dict.fromkeys(MANY, _dropped)

    def packed(self, reading: Reading, everywhere: AbstractSet[str] = frozenset()) -> bytes:
        """Return the reading as bytes, the same for the same reading: its form, how long its parts are, and these.

        The claims of the families `everywhere` are found without unpacking the others.
        """
        document, gist = reading.document, reading.gist
        claims = [(n, c) for n, c in enumerate(reading.claims) if c.family in everywhere]
        others = tuple(c for c in reading.claims if c.family not in everywhere)
        families = frozenset(c.family for c in others)
        made = (
            Head(document.sha256, document.published, gist.telling, gist.wording.sentences),
            Outline(document, gist.names, gist.groups, tuple(claims), families, reading.left),
            Detail(gist.wording.statements, gist.forms, gist.figures, gist.quotes, gist.rows, others),
        )
        from factcheck.archive.pieces import parted, zipped  # noqa: PLC0415 - only where something is written

        written = parted if len(document.text) > _LONG else at_once
        parts = [zipped(written(self, type(part).__name__, part)) for part in made]
        return b"".join((_start(*map(len, parts)), *parts))

    def head(self, data: bytes) -> Head:
        """Return the head of a packed reading; raises DamagedError."""
        made: Head = self._part("Head", _parts(data)[0])
        return made

    def unpacked(self, data: bytes, head: Head | None = None) -> Reading:
        """Return the reading that was packed, whose head may be known; raises DamagedError."""
        parts = _parts(data)
        head = head or self._part("Head", parts[0])
        outline: Outline = self._part("Outline", parts[1])
        detail: Detail = self._part("Detail", parts[2])
        rest = (detail.forms, detail.figures, detail.quotes, detail.rows)
        return _reading(head, outline, _merged(outline.claims, detail.claims), detail.statements, *rest)

    def check(self, data: bytes) -> None:
        """Read what was packed and keep nothing of it; raises DamagedError."""
        for shape, part in zip(("Head", "Outline", "Detail"), _parts(data), strict=True):
            _unpacked(part, shape, self, Codec(keep=False))

    def stating(self, data: bytes, families: AbstractSet[str], head: Head) -> Reading:
        """Return of a packed reading only the claims of some families, with what tells whom they are about.

        The detail is looked at only where the families were others when it was packed. Raises DamagedError.
        """
        parts = _parts(data)
        outline: Outline = self._part("Outline", parts[1])
        claims = tuple([claim for _, claim in outline.claims])
        if not outline.others.isdisjoint(families):
            claims = _merged(outline.claims, self._part("Detail", parts[2]).claims)
        mine = tuple([claim for claim in claims if claim.family in families])
        return _reading(head, outline, mine)

    def _part(self, shape: str, data: memoryview) -> Any:
        """Return the value of a part; raises DamagedError."""
        return _unpacked(data, shape, self, Codec(share=True))

    def coder(self, shape: str) -> Coder:
        """Return what writes and reads values of a shape."""
        found = self._coders.get(shape)
        if found is None:
            # A value may hold values of its own kind (one of several): such a shape is looked up when it is met.
            self._coders[shape] = (lambda v: self._coders[shape][0](v), lambda v: self._coders[shape][1](v))  # noqa: PLW0108
            found = _PLAIN.get(shape) or self._made(shape)
            if self._share and shape in _SHARED:
                found = (found[0], _once(found[1]))
            self._coders[shape] = found
        return found

    def _made(self, shape: str) -> Coder:
        if "|" in shape and "(" not in shape:
            return self._either(shape.split("|"))
        if shape.endswith("?"):
            write, read = self.coder(shape[:-1])
            return lambda v: None if v is None else write(v), lambda v: None if v is None else read(v)
        outer, bracket, inner = shape.partition("(")
        if not bracket:
            return self._record(shape)
        members = [self.coder(part) for part in inside(inner[:-1])]
        if outer == "row":
            return _row(members, lambda *values: values)
        return _pairs(*members) if outer == "map" else _many(members[0], MANY[outer])

    def _record(self, name: str) -> Coder:
        fields, kind = SHAPES[name][1], kind_of(name)
        write, read = _row([self.coder(shape) for shape in fields.values()], kind)
        names = tuple(fields)
        return lambda item: write([getattr(item, field) for field in names]), read

    def _either(self, names: Sequence[str]) -> Coder:
        coders = [self.coder(name) for name in names]
        place = {name: number for number, name in enumerate(names)}

        def to_json(value: Any) -> Any:
            number = place[type(value).__name__]
            return [number, coders[number][0](value)]

        def from_json(value: Any) -> Any:
            number, held = value
            if type(number) is not int or number < 0:
                raise DamagedError("unknown type of value")
            return coders[number][1](held)

        return to_json, from_json


def kind_of(name: str) -> Any:
    """Return the type of that name."""
    return getattr(import_module(SHAPES[name][0]), name)


def inside(text: str) -> list[str]:
    """Return the parts of a shape's inside, parted by commas that stand in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _start(*lengths: int) -> bytes:
    return _START.pack(FORM, *lengths)


def _parts(data: bytes) -> list[memoryview]:
    """Return the parts of a packed reading; raises DamagedError, also for a form that is not read any more."""
    if len(data) < _START.size:
        raise DamagedError("the article's reading is cut off")
    form, *lengths = _START.unpack_from(data)
    if form != FORM:
        raise DamagedError(f"the article was read by another version of factcheck (form {form}); add it again")
    ends = [*accumulate(lengths, initial=_START.size)]
    if ends[-1] != len(data):
        raise DamagedError("the article's reading is cut off or too long")
    whole = memoryview(data)
    return [whole[start:end] for start, end in pairwise(ends)]


def _reading(
    head: Head,
    outline: Outline,
    claims: tuple[Claim, ...],
    statements: tuple[Statement, ...] = (),
    forms: Forms = _NO_FORMS,
    *rest: Any,
) -> Reading:
    """Return what was packed as a reading; `rest` are the figures, the quotes and the rows of its gist."""
    from factcheck.link import Gist  # noqa: PLC0415 - only where an article is looked at
    from factcheck.reading import Reading  # noqa: PLC0415

    wording = Wording(head.sentences, statements)
    gist = Gist(outline.names, outline.groups, head.telling, wording, forms, *(rest or ((), ())))
    return Reading(outline.document, gist, claims, outline.left)


def _merged(placed: Sequence[tuple[int, Claim]], others: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims that have places among all, and the others between them; raises DamagedError where that is not so."""
    claims = [*others]
    for place, claim in placed:
        if not 0 <= place <= len(claims):
            raise DamagedError("the article's reading is damaged: a claim has no place")
        claims.insert(place, claim)
    return tuple(claims)


def _short(data: memoryview) -> str | None:
    """Return the text that `zipped` made bytes of, None where it is long; raises DamagedError, zlib.error."""
    stream = zlib.decompressobj()
    raw = stream.decompress(data, _WHOLE)
    if not stream.eof:
        return None
    if stream.unused_data:
        raise DamagedError("the article's reading is too long")
    return raw.decode("utf-8", "surrogatepass")


def _unpacked(data: memoryview, shape: str, short: Codec, long: Codec) -> Any:
    """Return the value of a shape that either reads: the tree of what is short, or the pieces of what is long."""
    try:
        text = _short(data)
        if text is not None:
            return short.coder(shape)[1](json.loads(text))
        from factcheck.archive.pieces import Pieces, read, unzipped  # noqa: PLC0415 - few articles are so long

        pieces = Pieces(unzipped(data))
        made = read(long, shape, pieces)
        pieces.end()
    except (zlib.error, ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
        raise DamagedError(f"the article's reading is damaged: {error}") from error
    return made


def at_once(codec: Codec, shape: str, value: Any) -> Iterator[str]:
    """Yield the JSON of a value."""
    yield encoded(codec.coder(shape)[0](value))


def _once(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return what reads equal trees as one and the same value."""
    held: dict[Any, Any] = {}

    def once(tree: Any) -> Any:
        key = tuple(tree) if type(tree) is list else tree
        found = held.get(key)
        if found is None or type(tree) is bool:
            found = held[key] = read(tree)
        return found

    return once


def _dropped(members: Iterable[Any]) -> tuple[()]:
    deque(members, maxlen=0)
    return ()


def _same(kind: type) -> Coder:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise DamagedError(f"{kind.__name__} expected")
        return value

    return lambda value: value, read


_UNTOLD: Final[Coder] = (lambda _: [], lambda _: _NOTHING_TOLD)
_PLAIN: Final[dict[str, Coder]] = {
    "str": (
        lambda value: value,
        sys.intern,
    ),  # which takes nothing but text: an archive says the same words again and again
    "int": _same(int),
    "bool": _same(bool),
    "float": (lambda value: value, float),
    "Decimal": (str, Decimal),
    "datetime": (datetime.isoformat, datetime.fromisoformat),
    "date": (date.toordinal, date.fromordinal),
}


def _row(coders: Sequence[Coder], make: Callable[..., Any]) -> Coder:
    writers, readers = [c[0] for c in coders], [c[1] for c in coders]
    length = len(readers)

    def read(values: Any) -> Any:
        if type(values) is not list or len(values) != length:
            raise DamagedError("a list of another length expected")
        return make(*[r(v) for r, v in zip(readers, values)])  # noqa: B905 - as many, and asked thousands of times

    return lambda values: [w(v) for w, v in zip(writers, values, strict=True)], read


def _many(coder: Coder, make: type) -> Coder:
    write, read = coder

    def to_json(values: Any) -> list[Any]:
        made = [write(v) for v in values]
        return sorted(made) if make is frozenset else made

    def from_json(values: Any) -> Any:
        if type(values) is not list:
            raise DamagedError("a list expected")
        return make([read(v) for v in values])

    return to_json, from_json


def _pairs(key: Coder, value: Coder) -> Coder:
    def from_json(pairs: Any) -> Any:
        if type(pairs) is not list:
            raise DamagedError("a list of pairs expected")
        return {key[1](k): value[1](v) for k, v in pairs}

    return lambda held: [[key[0](k), value[0](v)] for k, v in held.items()], from_json
