"""One article as it was read <-> bytes: compressed JSON that holds nothing but values, so that reading it runs nothing.

`shapes.py` tells what is kept of each type: records and tuples are lists, sets sorted lists, mappings lists of pairs in
their order, a value of several types has the number of its type first. What does not have this form is refused.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from factcheck.archive.shapes import FORM, SHAPES
from factcheck.link.forms import Forms
from factcheck.link.parallel import Wording
from factcheck.link.telling import Telling
from factcheck.model import Published
from factcheck.record import replaced

if TYPE_CHECKING:
    from factcheck.reading import Reading

_START: Final = struct.Struct("<BI")  # what is packed begins with its form and the length of its head
_FAMILY: Final = tuple(SHAPES["Claim"][1]).index("family")
_NO_FORMS: Final = Forms({}, {}, {}, {}, {}, frozenset(), {}, frozenset(), {}, {})
_NOTHING: Final = Telling({}, {}, {}, (), frozenset(), frozenset())
MOST_BYTES: Final = 200_000_000  # what one article's reading may unpack to

Coder = tuple[Callable[[Any], Any], Callable[[Any], Any]]  # to JSON and back


class DamagedError(ValueError):
    """Raised when the bytes of a reading are not such as `packed` makes."""


class Head(NamedTuple):
    """What tells which story an article tells: the first part of what is packed, read without the rest."""

    sha256: str
    published: Published
    telling: Telling
    sentences: frozenset[str]


class Codec:
    """Packs and unpacks readings; what it needs to know of each type is worked out when it is first met."""

    def __init__(self) -> None:
        self._coders: dict[str, Coder] = dict(_PLAIN)

    def packed(self, reading: Reading) -> bytes:
        """Return the reading as bytes, the same for the same reading: its form, how long its head is, the head, and the rest."""
        document, gist = reading.document, reading.gist
        head = _zipped(
            self._coder("Head")[0](Head(document.sha256, document.published, gist.telling, gist.wording.sentences))
        )
        bare = replaced(gist, telling=_NOTHING, wording=replaced(gist.wording, sentences=frozenset()))
        return _start(len(head)) + head + _zipped(self._coder("Reading")[0](replaced(reading, gist=bare)))

    def head(self, data: bytes) -> Head:
        """Return the head of a packed reading; raises DamagedError."""
        made: Head = _unzipped(data[_START.size : _end(data)], self._coder("Head")[1])
        return made

    def unpacked(self, data: bytes, head: Head | None = None) -> Reading:
        """Return the reading that was packed, whose head may be known; raises DamagedError."""
        head = head or self.head(data)
        made: Reading = _unzipped(data[_end(data) :], self._coder("Reading")[1])
        wording = replaced(made.gist.wording, sentences=head.sentences)
        return replaced(made, gist=replaced(made.gist, telling=head.telling, wording=wording))

    def stating(self, data: bytes, families: frozenset[str], head: Head) -> Reading:
        """Return of a packed reading only the claims of some families, with what tells whom they are about.

        Nothing else of it is looked at but its document: a fifth of the work. Raises DamagedError.
        """
        from factcheck.link import Gist  # noqa: PLC0415 - only where an article of another story is looked at
        from factcheck.reading import Reading  # noqa: PLC0415

        fields = SHAPES["Gist"][1]

        def read(tree: Any) -> Reading:
            document, gist, claims, left = tree
            names, groups = (self._coder(fields[name])[1](part) for name, part in zip(fields, gist[:2], strict=False))
            mine = [claim for claim in claims if claim[_FAMILY] in families]
            bare = Gist(names, groups, head.telling, Wording(head.sentences, ()), _NO_FORMS, (), ())
            return Reading(self._coder("Document")[1](document), bare, self._coder("list(Claim)")[1](mine), left)

        made: Reading = _unzipped(data[_end(data) :], read)
        return made

    def _coder(self, shape: str) -> Coder:
        found = self._coders.get(shape)
        if found is None:
            # A value may hold values of its own kind (one of several): such a shape is looked up when it is met.
            self._coders[shape] = (lambda v: self._coders[shape][0](v), lambda v: self._coders[shape][1](v))  # noqa: PLW0108
            found = self._coders[shape] = self._made(shape)
        return found

    def _made(self, shape: str) -> Coder:
        if "|" in shape and "(" not in shape:
            return self._either(shape.split("|"))
        if shape.endswith("?"):
            write, read = self._coder(shape[:-1])
            return lambda v: None if v is None else write(v), lambda v: None if v is None else read(v)
        outer, bracket, inner = shape.partition("(")
        if not bracket:
            return self._record(shape)
        inside = [self._coder(part) for part in _parts(inner[:-1])]
        if outer == "row":
            return _row(inside, tuple)
        return _pairs(*inside) if outer == "map" else _many(inside[0], frozenset if outer == "set" else tuple)

    def _record(self, name: str) -> Coder:
        module, fields = SHAPES[name]
        kind = getattr(import_module(module), name)
        write, read = _row([self._coder(shape) for shape in fields.values()], lambda values: kind(*values))
        names = tuple(fields)
        return lambda item: write([getattr(item, field) for field in names]), read

    def _either(self, names: Sequence[str]) -> Coder:
        coders = [self._coder(name) for name in names]
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


def _parts(text: str) -> list[str]:
    """Return the parts of a shape's inside, parted by commas that stand in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _start(length: int) -> bytes:
    return _START.pack(FORM, length)


def _end(data: bytes) -> int:
    """Return where the head of a packed reading ends; raises DamagedError, also for a form that is not read any more."""
    if len(data) < _START.size:
        raise DamagedError("the article's reading is cut off")
    form, length = _START.unpack_from(data)
    if form != FORM:
        raise DamagedError(f"the article was read by another version of factcheck (form {form}); add it again")
    return int(_START.size + length)


def _zipped(tree: Any) -> bytes:
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def _unzipped(data: bytes, read: Callable[[Any], Any]) -> Any:
    try:
        stream = zlib.decompressobj()
        raw = stream.decompress(data, MOST_BYTES)
        if not stream.eof or stream.unused_data:
            raise DamagedError("the article's reading is cut off or too large")
        return read(json.loads(raw.decode("utf-8", "surrogatepass")))
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, InvalidOperation, RecursionError) as error:
        raise DamagedError(f"the article's reading is damaged: {error}") from error


def _same(kind: type) -> Coder:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise DamagedError(f"{kind.__name__} expected")
        return value

    return lambda value: value, read


def _word(value: Any) -> str:
    if type(value) is not str:
        raise DamagedError("text expected")
    return sys.intern(value) if len(value) < 20 else value


_PLAIN: Final[dict[str, Coder]] = {
    "str": (lambda value: value, _word),
    "int": _same(int),
    "bool": _same(bool),
    "float": (lambda value: value, float),
    "Decimal": (str, Decimal),
    "datetime": (datetime.isoformat, datetime.fromisoformat),
    "date": (date.toordinal, date.fromordinal),
}


def _row(coders: Sequence[Coder], make: Callable[[list[Any]], Any]) -> Coder:
    writers, readers = [c[0] for c in coders], [c[1] for c in coders]

    def read(values: Any) -> Any:
        if type(values) is not list or len(values) != len(readers):
            raise DamagedError("a list of another length expected")
        return make([r(v) for r, v in zip(readers, values, strict=True)])

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
