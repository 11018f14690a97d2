"""Turns a file's bytes into text, newlines untouched."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

BOM = "\ufeff"

_MARKS = (  # the longer first: the UTF-32 mark starts with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRUSTED = ("utf-8", "utf-16", "utf-32", "iso8859", "cp", "mac-", "koi8", "shift_jis", "euc_", "gb", "big5", "ascii")
_CANDIDATES = ["cp1252", "latin_1", "shift_jis", "euc_jp", "utf_16"]
_CONTROLS = r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]"
_CONTROL_BYTES = bytes((*range(1, 9), *range(14, 27), *range(28, 32), 127))
_KANA = r"[\u3040-\u30ff]"
_HIGH = rb"[\x80-\xff]"
_SAMPLE = 100_000


class UnreadableError(Exception):
    """Tells why bytes are no text, in words for the user; `foreign` when a file is in order but holds no articles."""

    def __init__(self, message: str, *, foreign: bool = False) -> None:
        super().__init__(message)
        self.foreign = foreign


@record(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, and the line with a warning when something in it had to be replaced."""

    text: str
    encoding: str
    line: int = 0
    warning: str = ""


def decode(data: bytes, declared: Sequence[str] = ()) -> Decoded:
    """Return the text of the bytes; raise `UnreadableError` when they are none.

    `declared` are the encodings that a format names, the strongest first. A byte order mark outranks them, and so does
    valid UTF-8; they outrank what the bytes look like. A UTF-8 byte order mark stays as the first character, so that
    offsets agree with what other readers count.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls * 50 > len(sample):
        raise UnreadableError("binary file, not text")
    if data.count(0) * 100 > len(data):
        if wide := next((name for name in map(_known, declared) if name.startswith(("utf-16", "utf-32"))), ""):
            return _strict(data, wide)
        if _looks_wide(data):
            raise UnreadableError("looks like UTF-16 or UTF-32 without a byte order mark; save it as UTF-8")
        raise UnreadableError("binary file, not text")
    try:
        # Those beyond ASCII all begin with this byte: without it all are counted.
        all_counted = len(data) == len(sample) and b"\xc2" not in data
        return _checked(Decoded(data.decode("utf-8"), "utf-8"), controls if all_counted else -1)
    except UnicodeDecodeError as error:
        return _checked(_declared(data, declared) or _guess(data, error))


def _declared(data: bytes, names: Sequence[str]) -> Decoded | None:
    """Return the bytes read in the first declared encoding that they are valid in; None without one."""
    for name in map(_known, names):
        if name and name != "utf-8":
            try:
                return Decoded(data.decode(name), name)
            except UnicodeError:
                continue
    return None


def _known(name: str) -> str:
    """Return the name of an encoding of text, empty for any other and for those that hide markup (UTF-7, escapes)."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return ""
    if found == "iso8859-1":
        return "cp1252"  # as browsers do
    return found if found.startswith(_TRUSTED) else ""


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return _checked(Decoded(data.decode(encoding), encoding))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"starts with a {encoding.upper()} mark but is not {encoding.upper()}") from error


def _checked(found: Decoded, controls: int = -1) -> Decoded:
    """Return the text with NULs made visible (same length); refuse what is mostly control characters, of which there are so many."""
    sample = found.text[:_SAMPLE]
    if (len(re.findall(_CONTROLS, sample)) if controls < 0 else controls) * 50 > len(sample):
        raise UnreadableError("binary file, not text")
    at = found.text.find("\0")
    if at < 0:
        return found
    text = found.text.replace("\0", "\ufffd")
    return Decoded(text, found.encoding, _line(found.text, at), "NUL characters, read as U+FFFD")


def _line(text: str, at: int) -> int:
    before = text[:at]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def _looks_wide(data: bytes) -> bool:
    """Tell whether zeros stand at regular places, as in UTF-16 and UTF-32 of Latin text."""
    sample = data[: _SAMPLE // 4 * 4]
    places = [sample[start::4].count(0) for start in range(4)]
    return len(sample) >= 4 and max(places) * 6 > len(sample) and min(places) * 40 < len(sample)


def _guess(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """Return the likeliest reading of bytes that are not UTF-8."""
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if sum(1 for char in lenient[:_SAMPLE] if char > "\x7f" and char != "\ufffd") > 2 * broken:
        line = 1 + data.count(b"\n", 0, error.start)
        return Decoded(lenient, "utf-8", line, f"{broken} broken UTF-8 sequences, read as U+FFFD")
    western = _western(data)
    if western is not None and len(re.findall(_HIGH, data[:_SAMPLE])) * 12 < min(len(data), _SAMPLE):
        return Decoded(western, "cp1252")
    for encoding in _ranked(data[:_SAMPLE]):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # A few accented letters can pass for Japanese; kana cannot arise by chance.
        if encoding in ("cp1252", "latin_1") or len(re.findall(_KANA, text[:_SAMPLE])) * 10 > len(text[:_SAMPLE]):
            return Decoded(text, encoding)
    if western is None:
        raise UnreadableError("unknown encoding; save it as UTF-8")
    return Decoded(western, "cp1252")


def _western(data: bytes) -> str | None:
    """Return the bytes read as Windows-1252, None when that gives control characters."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if re.search(_CONTROLS, text) else text


def _ranked(sample: bytes) -> list[str]:
    """Return the candidate encodings that fit the sample, best first."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 (slow to import, and rarely needed)

    return [match.encoding for match in from_bytes(sample, cp_isolation=_CANDIDATES)]
