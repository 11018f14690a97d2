"""The registry of formats: a file is recognised by what it holds, and by its ending only where that tells nothing.

A format is a module of this folder with `read(raw, asked)`, which yields the articles of a file and what it could not read;
it is imported when the first such file is read. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

from factcheck.ingest.decode import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factcheck.ingest.article import Asked, Found, Raw

TEXT: Final = "text"
PACKED: Final = frozenset(("gzip", "zip"))
# Format -> what people call it, and the endings by which files of it are found in folders.
FORMATS: Final[dict[str, tuple[str, str]]] = {
    TEXT: ("plain text and Markdown", ".txt .md .markdown"),
    "page": ("web page", ".html .htm .xhtml .xht"),
    "records": ("JSON, JSON lines, CSV", ".json .jsonl .ndjson .csv .tsv"),
    "ninjs": ("ninjs", ""),
    "jsonfeed": ("JSON Feed", ""),
    "newsml": ("NewsML-G2", ""),
    "nitf": ("NITF", ".nitf"),
    "feed": ("RSS and Atom", ".rss .atom"),
    "mail": ("e-mail", ".eml .mht .mhtml"),
    "gzip": ("gzip", ".gz"),
    "zip": ("zip", ".zip"),
    "parquet": ("Parquet", ".parquet"),
    "xml": ("XML", ".xml"),
}
ENDINGS: Final = {ending: name for name, (_, endings) in FORMATS.items() for ending in endings.split()}
_MAGIC: Final = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG picture"), (b"\xff\xd8\xff", "JPEG picture"), (b"GIF8", "GIF picture"), (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "older Office document"), (b"BZh", "bzip2 file"), (b"\xfd7zXZ", "xz file"), (b"7z\xbc\xaf", "7-Zip file"),
    (b"Rar!", "RAR file"), (b"\x28\xb5\x2f\xfd", "Zstandard file"), (b"SQLite format 3", "SQLite file"),
    (b"\x7fELF", "program"), (b"MZ\x90", "program"),
)  # fmt: skip
_OFFICE: Final = frozenset(".docx .xlsx .pptx .odt .ods .odp .epub .pages .jar .whl".split())
_PROLOG: Final = r"(?si)(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)*+<([A-Za-z_][\w:.-]*)"
_ROOTS: Final = {
    "html": "page", "rss": "feed", "rdf": "feed", "feed": "feed", "nitf": "nitf", "newsitem": "newsml", "newsmessage": "newsml",
    "packageitem": "newsml", "conceptitem": "newsml", "knowledgeitem": "newsml",
}  # fmt: skip
_JSON: Final = r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])"
_HEADER: Final = r"(?:[A-Za-z][A-Za-z-]*:[ \t].*\r?\n(?:[ \t].*\r?\n)*){3}"
_MAILED: Final = r"(?mi)^(?:From|Received|Return-Path|Message-ID|MIME-Version|Delivered-To):"


def recognise(raw: Raw) -> str:
    """Return the name of a file's format; raises `UnreadableError` for one that is known and not read."""
    data = raw.data
    by_ending = ENDINGS.get(raw.suffix, "")
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if raw.suffix in _OFFICE:
            raise UnreadableError(f"not read: {raw.suffix} is no format that is known")
        return "zip"
    if data.startswith(b"PAR1"):
        return "parquet"
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(f"not read: a {name}, not text")
    if by_ending in PACKED or (by_ending == "parquet" and data):
        raise UnreadableError(f"not read: no {by_ending} file, whatever its name says")
    head = data[:4096].replace(b"\0", b"").decode("latin-1").lstrip("\xff\xfe\xef\xbb\xbf \t\r\n")
    if head.startswith("<") and (found := _markup(head, by_ending)):
        return found
    if _is_json(head) and (by_ending != TEXT or _is_json(head[:200])):
        return "records"
    if by_ending in ("", "mail") and re.match(_HEADER, head) and re.search(_MAILED, head):
        return "mail"
    return by_ending if by_ending not in ("", "xml", "nitf", "feed") else TEXT


def _is_json(head: str) -> bool:
    return head.lstrip()[:1] in ("{", "[") and re.match(_JSON, head) is not None


def _markup(head: str, by_ending: str) -> str:
    """Return the format of what begins like markup, empty when it is none that is known."""
    if head[:14].lower() == "<!doctype html":
        return "page"
    match = re.match(_PROLOG, head)
    root = match[1].rpartition(":")[2].lower() if match else ""
    if root in _ROOTS:
        return _ROOTS[root]
    if by_ending == TEXT:
        return ""  # Markdown may begin with any element
    if head.startswith("<?xml") or by_ending in ("xml", "nitf", "feed"):
        return "xml"
    return by_ending or ("page" if match else "")


def reader(name: str) -> Callable[[Raw, Asked], Iterator[Found]]:
    """Return what reads files of a format."""
    found: Callable[[Raw, Asked], Iterator[Found]] = import_module(f"{__name__}.{name}").read
    return found
