"""Unpacks gzip and zip files within limits. The names of what is in them are only ever shown, never used as paths."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from factcheck.ingest.article import Complaint, Raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.inputs import Limits

_FREE: Final = 8 << 20  # so much may come of any packed file; beyond it the ratio counts
_CHUNK: Final = 1 << 20
_LINK: Final = 0o120000


class _BombError(Exception):
    """Tells which limit unpacking reached."""


def unpacked(raw: Raw, kind: str, limits: Limits) -> Iterator[Raw | Complaint]:
    """Yield the files that a packed file holds, each unpacked when it is asked for, and what of it is not read."""
    if kind == "gzip":
        yield from _gzip(raw, limits)
    else:
        yield from _zip(raw, limits)


def _gzip(raw: Raw, limits: Limits) -> Iterator[Raw | Complaint]:
    name = raw.name.removesuffix(".gz").removesuffix(".GZ")
    found, left = bytearray(), raw.data
    machine = zlib.decompressobj(wbits=31)
    broken = False
    try:
        while left:
            found += machine.decompress(left, _CHUNK)
            _check(len(found), len(raw.data), limits)
            if machine.eof:  # another member may follow
                left = machine.unused_data.lstrip(b"\0")
                machine = zlib.decompressobj(wbits=31)
            elif not (left := machine.unconsumed_tail):
                found += machine.flush()
                broken = not machine.eof
    except _BombError as error:
        yield Complaint(f"not read: {error}")
        return
    except zlib.error:
        broken = True
    if broken:
        if not found:
            yield Complaint("broken gzip file, nothing of it can be read")
            return
        yield Complaint("broken gzip file: what follows the break is not read")
    yield Raw(name, bytes(found))


def _check(size: int, packed: int, limits: Limits, total: int = 0) -> None:
    """Raise `_BombError` when something unpacked is larger than may be."""
    if size > limits.file_bytes:
        raise _BombError(f"too large: more than {limits.file_bytes:,} bytes when unpacked")
    if total + size > limits.expanded_bytes:
        raise _BombError(f"too large: more than {limits.expanded_bytes:,} bytes in all when unpacked")
    if size > _FREE and size > packed * limits.ratio:
        raise _BombError(f"packed more than {limits.ratio} times smaller: a bomb")


def _zip(raw: Raw, limits: Limits) -> Iterator[Raw | Complaint]:
    try:
        # The table of contents may be forged to name millions of entries; its size tells before it is read.
        most = raw.data.count(b"PK\x01\x02")
        if most > limits.entries:
            yield Complaint(f"not read: more than {limits.entries:,} files in it")
            return
        packed = zipfile.ZipFile(io.BytesIO(raw.data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        yield Complaint(f"broken zip file: {str(error).lower()}")
        return
    total = 0
    with packed:
        entries = sorted(packed.infolist(), key=lambda entry: (entry.filename, entry.header_offset))
        names: set[str] = set()
        for entry in entries:
            if entry.is_dir():
                continue
            name = entry.filename.replace("\\", "/")
            if (entry.external_attr >> 16) & 0o170000 == _LINK:
                yield Complaint(f"{_short(name)}: a link, not followed")
                continue
            if entry.flag_bits & 1:
                yield Complaint(f"{_short(name)}: encrypted, not read")
                continue
            if name in names:
                yield Complaint(f"{_short(name)}: stands twice in the zip file, the first is read")
                continue
            names.add(name)
            try:
                data = _entry(packed, entry, limits, total)
            except _BombError as error:
                yield Complaint(f"{_short(name)}: not read: {error}")
                if total + entry.file_size > limits.expanded_bytes:
                    return
                continue
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
                yield Complaint(f"{_short(name)}: broken, not read")
                continue
            total += len(data)
            yield Raw(name, data)


def _entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, total: int) -> bytes:
    found = bytearray()
    with packed.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            found += piece
            _check(len(found), entry.compress_size, limits, total)
    return bytes(found)


def _short(name: str) -> str:
    return name if len(name) <= 120 else f"{name[:119]}…"
