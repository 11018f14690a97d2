"""One article as it was read <-> bytes: compressed JSON that holds nothing but values, so that reading it runs nothing.

How a type is written follows from its fields: records and tuples as lists, sets as sorted lists, mappings in their order,
a value of several types with the number of its type first. What does not have this form is refused, never guessed.
"""

from __future__ import annotations

import json
import sys
import typing
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from factcheck.link.telling import Telling
from factcheck.model import Published
from factcheck.record import replaced

if TYPE_CHECKING:
    from factcheck.reading import Reading

FORM: Final = 1  # the number of this form; readings of another are read again from their text
_LENGTH: Final = 4  # bytes that tell how long the head is
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
        from factcheck.reading import Reading  # noqa: PLC0415 - the reader of a run that unpacks nothing is not needed

        self._coders: dict[Any, Coder] = {}
        self._head, self._rest = self._coder(Head), self._coder(Reading)

    def packed(self, reading: Reading) -> bytes:
        """Return the reading as bytes, the same for the same reading: how long its head is, the head, and the rest."""
        document, gist = reading.document, reading.gist
        head = _zipped(self._head[0](Head(document.sha256, document.published, gist.telling, gist.wording.sentences)))
        bare = replaced(gist, telling=_NOTHING, wording=replaced(gist.wording, sentences=frozenset()))
        return len(head).to_bytes(_LENGTH, "little") + head + _zipped(self._rest[0](replaced(reading, gist=bare)))

    def head(self, data: bytes) -> Head:
        """Return the head of a packed reading; raises DamagedError."""
        made: Head = _unzipped(data[_LENGTH : _LENGTH + int.from_bytes(data[:_LENGTH], "little")], self._head[1])
        return made

    def unpacked(self, data: bytes, head: Head | None = None) -> Reading:
        """Return the reading that was packed, whose head may be known; raises DamagedError."""
        head = head or self.head(data)
        made: Reading = _unzipped(data[_LENGTH + int.from_bytes(data[:_LENGTH], "little") :], self._rest[1])
        wording = replaced(made.gist.wording, sentences=head.sentences)
        return replaced(made, gist=replaced(made.gist, telling=head.telling, wording=wording))

    def _coder(self, kind: Any) -> Coder:
        found = self._coders.get(kind)
        if found is None:
            # A value may hold values of its own kind (one of several): such a type is looked up when it is met.
            self._coders[kind] = (lambda v: self._coders[kind][0](v), lambda v: self._coders[kind][1](v))  # noqa: PLW0108
            found = self._coders[kind] = self._made(kind)
        return found

    def _made(self, kind: Any) -> Coder:
        if kind in _PLAIN:
            return _PLAIN[kind]
        origin, inside = typing.get_origin(kind), typing.get_args(kind)
        if origin in (typing.Union, UnionType):
            return self._either(inside)
        if origin is tuple and inside[-1] is not Ellipsis:
            return _row([self._coder(k) for k in inside], tuple)
        if origin in (tuple, Sequence):
            return _many(self._coder(inside[0]), tuple)
        if origin is frozenset:
            return _many(self._coder(inside[0]), frozenset)
        if origin is Mapping or origin is dict:
            return _pairs(self._coder(inside[0]), self._coder(inside[1]))
        if isinstance(kind, type) and hasattr(kind, "__annotations__"):
            return self._record(kind)
        raise TypeError(f"no form for {kind!r}")

    def _record(self, kind: type) -> Coder:
        hints = typing.get_type_hints(kind, localns=_NAMES)
        names = getattr(kind, "_fields", None) or tuple(kind.__dataclass_fields__)  # type: ignore[attr-defined]
        write, read = _row([self._coder(hints[name]) for name in names], lambda values: kind(*values))
        if issubclass(kind, tuple):
            return write, read
        return lambda item: write([getattr(item, name) for name in names]), read

    def _either(self, kinds: Sequence[Any]) -> Coder:
        if NoneType in kinds and len(kinds) == 2:
            write, read = self._coder(next(k for k in kinds if k is not NoneType))
            return lambda v: None if v is None else write(v), lambda v: None if v is None else read(v)
        types = [k for k in kinds if k is not NoneType]
        coders = [self._coder(k) for k in types]
        place = {k: number for number, k in enumerate(types)}

        def to_json(value: Any) -> Any:
            if value is None and NoneType in kinds:
                return None
            number = place[type(value)]
            return [number, coders[number][0](value)]

        def from_json(value: Any) -> Any:
            if value is None and NoneType in kinds:
                return None
            number, held = value
            if not isinstance(number, int) or number < 0:
                raise DamagedError("unknown type of value")
            return coders[number][1](held)

        return to_json, from_json


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


_PLAIN: Final[dict[Any, Coder]] = {
    str: (lambda value: value, _word),
    int: _same(int),
    bool: _same(bool),
    float: (lambda value: value, float),
    Decimal: (str, Decimal),
    datetime: (datetime.isoformat, datetime.fromisoformat),
    date: (date.toordinal, date.fromordinal),
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


def _names() -> dict[str, Any]:
    """Return the types that modules name for the type checker only."""
    from factcheck import model  # noqa: PLC0415 - beside the names it completes

    return {"Mapping": Mapping, "Sequence": Sequence, **{k: v for k, v in vars(model).items() if k[:1].isupper()}}


_NAMES: Final = _names()
