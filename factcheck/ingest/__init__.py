"""Reads files into documents: formats, decoding, metadata, and blocks that tell the article from its surroundings."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from factcheck.digest import sha256
from factcheck.ingest.article import Asked, Complaint, Raw
from factcheck.ingest.assemble import from_article, from_text
from factcheck.ingest.blocks import BlockReader
from factcheck.ingest.decode import Decoded, UnreadableError, decode
from factcheck.ingest.files import TABLE, Source, UnreadableFileError, gather, printable, read_bytes
from factcheck.ingest.formats import PACKED, TEXT, reader, recognise
from factcheck.ingest.metadata import Metadata, is_table
from factcheck.inputs import DEFAULT, Inputs, Limits
from factcheck.model import Document, Problem
from factcheck.paths import below, joined, parent, plain, posix
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from factcheck.paths import Pathname

__all__ = [
    "Source",
    "gather",
    "ingest",
    "ingest_bytes",
    "ingest_sources",
    "ingest_text",
    "streamed",
    "told",
]

_EMPTY = "\ufeff\ufffd \t\r\n\x0b\x0c\x85\xa0\u2028\u2029"
_UNLIMITED = Limits(characters=sys.maxsize, lines=sys.maxsize)  # for a text that a program hands over
_PLAIN_KEY = r"[^\s#\x00-\x1f\x7f-\x9f\ufffd]{1,100}\Z"


def ingest(
    paths: Sequence[Pathname], words: Mapping[str, Mapping[str, Any]], inputs: Inputs = DEFAULT
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents that files and folders hold, sorted by path, and what could not be read, sorted too.

    The path "-" is standard input.
    """
    sources, gathered = gather(paths)
    documents, problems = ingest_sources(sources, words, inputs)
    return tuple(documents), told(paths, len(documents), [*gathered, *problems])


def ingest_sources(
    sources: Iterable[Source], words: Mapping[str, Mapping[str, Any]], inputs: Inputs
) -> tuple[list[Document], list[Problem]]:
    """Return the documents that files hold, in their order, and what could not be read, perhaps twice."""
    problems: list[Problem] = []
    return list(streamed(sources, words, inputs, problems)), problems


def streamed(
    sources: Iterable[Source], words: Mapping[str, Mapping[str, Any]], inputs: Inputs, problems: list[Problem]
) -> Iterator[Document]:
    """Yield the documents that files hold, each read when it is asked for, so that a large folder or file is never held.

    What cannot be read is appended to `problems`, perhaps twice; all of it stands there when the last document has come.
    """
    tables = _Tables(inputs.limits.file_bytes)
    files = _Files(Asked(inputs, words))
    for source in sources:
        metadata = tables.of(source)
        if os.path.basename(source.file) == TABLE and tables.is_metadata(source):
            continue
        shown = printable(posix(source.file))
        for item in files.read(source, metadata):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                yield replaced(item, file=shown)
    problems.extend(tables.problems)


def told(paths: Sequence[Pathname], documents: int, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, sorted; one more where no documents came of the paths and nothing else says why."""
    found = set(problems)
    if not documents and paths and all(problem.note for problem in found):
        first = plain(paths[0])
        name = printable(os.path.basename(first) or first)
        found.add(Problem(name, 0, "no articles found"))
    return tuple(sorted(found, key=lambda problem: (problem.path, problem.line, problem.message)))


def ingest_text(text: str, name: str, words: Mapping[str, Mapping[str, Any]] | None = None) -> Document:
    """Return a text as a document of that name; without word lists no boilerplate is known."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    decoded = Decoded(text, "utf-8")
    return from_text(decoded, printable(name), Metadata(), BlockReader(words or {}), digest, _UNLIMITED)[0]


def ingest_bytes(
    file: Pathname, data: bytes, words: Mapping[str, Mapping[str, Any]], inputs: Inputs = DEFAULT
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents that the bytes of a file hold, and what of them could not be read; no other file is looked at."""
    path = plain(file)
    name = "stdin" if path == "-" else printable(os.path.basename(path))
    source = Source(path, parent(path), name, given=True)
    made = list(_Files(Asked(inputs, words)).of(source, data, Metadata()))
    problems = tuple(item for item in made if isinstance(item, Problem))
    return tuple(item for item in made if isinstance(item, Document)), problems


class _Files:
    """Reads the files of a run, whatever their format."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._blocks = BlockReader(asked.words)

    def read(self, source: Source, metadata: Metadata) -> Iterator[Document | Problem]:
        """Yield the documents of a file, and what of it is not read."""
        try:
            data = read_bytes(source.file, self._asked.limits.file_bytes)
        except UnreadableFileError as error:
            yield Problem(source.name, 0, str(error))
            return
        yield from self.of(source, data, metadata)

    def of(self, source: Source, data: bytes, metadata: Metadata) -> Iterator[Document | Problem]:
        """Yield what `read` does, of a file whose bytes are at hand."""
        raw = Raw(source.name, data)
        try:
            kind = recognise(raw)
        except UnreadableError as error:
            yield Problem(source.name, 0, str(error))
            return
        if kind not in PACKED:
            yield from self._fenced(raw, kind, source, metadata, "")
            return
        from factcheck.ingest.packed import unpacked  # noqa: PLC0415 - few files are packed

        read = False
        for inner in unpacked(raw, kind, self._asked.limits):
            if isinstance(inner, Complaint):
                yield Problem(source.name, 0, printable(inner.message))
                read = True
                continue
            try:
                inside = recognise(inner)
            except UnreadableError as error:
                yield Problem(source.name, 0, f"{printable(inner.name)}: {error}", note=kind == "zip")
                continue
            if inside in PACKED:
                yield Problem(source.name, 0, f"{printable(inner.name)}: a packed file in a packed file, not read")
            else:
                yield from self._fenced(inner, inside, source, metadata, inner.name if kind == "zip" else "")
            read = True
        if not read:
            yield Problem(source.name, 0, "no articles in this packed file", note=not source.given)

    def _fenced(
        self, raw: Raw, kind: str, source: Source, metadata: Metadata, inner: str
    ) -> Iterator[Document | Problem]:
        """Yield what `_read` does; a fault in the reading of one file is told, and the others are read."""
        try:
            yield from self._read(raw, kind, source, metadata, inner)
        except UnreadableError as error:
            yield _told(source, inner, 0, str(error), note=error.foreign and not source.given)
        except Exception as error:  # noqa: BLE001 - parsers meet hostile files; what they cannot take is not read, and told
            yield _told(
                source, inner, 0, f"cannot be read: {type(error).__name__}: {' '.join(str(error).split())[:80]}"
            )

    def _read(
        self, raw: Raw, kind: str, source: Source, metadata: Metadata, inner: str
    ) -> Iterator[Document | Problem]:
        name = printable(f"{source.name}#{inner}" if inner else source.name)
        digest = sha256(raw.data).hexdigest()
        limits = self._asked.limits
        if kind == TEXT:
            decoded = decode(raw.data)
            if not decoded.text.strip(_EMPTY):
                yield _told(source, inner, 0, "empty file")
                return
            document, problems = from_text(decoded, name, metadata, self._blocks, digest, limits)
            yield replaced(document, path=source.name, key=printable(inner))
            yield from (_told(source, inner, p.line, p.message, p.path, note=p.note) for p in problems)
            return
        if not raw.data.strip(b"\xff\xfe\xef\xbb\xbf\0 \t\r\n"):
            yield _told(source, inner, 0, "empty file")
            return
        keys: dict[str, list[str]] = {}
        count = 0
        for found in reader(kind)(raw, self._asked):
            if isinstance(found, Complaint):
                yield _told(source, inner, found.line, found.message, note=found.note)
                continue
            if not any(part.kind != "boilerplate" and part.text.strip(_EMPTY) for part in found.parts):
                which = f"article {found.key[:60]}: " if found.key else ""
                yield _told(source, inner, found.line, f"{which}no text in it")
                continue
            count += 1
            if count > self._asked.limits.articles:
                limit = f"more than {self._asked.limits.articles:,} articles (limits.articles); the rest is not read"
                yield _told(source, inner, found.line, limit)
                break
            key = _key(found.key)
            single = not found.key
            article = replaced(found, key="/".join(part for part in (printable(inner), key) if part))
            document, problems = from_article(
                article,
                name if single else f"{name}#{key}",
                source.name,
                metadata,
                self._blocks,
                digest if single else "",
                limits,
            )
            yield from (_told(source, inner, p.line, p.message, p.path, note=p.note) for p in problems)
            known = keys.setdefault(key, [])
            if document.sha256 in known:
                yield _told(source, inner, article.line, f"article {key} stands twice, one is read", note=True)
                continue
            known.append(document.sha256)
            again = f"~{len(known)}" if len(known) > 1 else ""
            yield replaced(document, id=document.id + again, key=document.key + again)


def _told(source: Source, inner: str, line: int, message: str, path: str = "", *, note: bool = False) -> Problem:
    """Return a problem of a file; of one inside a packed file its name is part of the message."""
    if path and path not in (source.name, printable(f"{source.name}#{inner}")):
        return Problem(path, line, message, note=note)  # of the table beside it
    if inner:
        where = f"{printable(inner)}:{line}" if line else printable(inner)
        return Problem(source.name, 0, f"{where}: {message}", note=note)
    return Problem(source.name, line, printable(message), note=note)


def _key(words: str) -> str:
    """Return the key of an article as part of an id: itself when it is short and plain, else its digest."""
    if not words or re.match(_PLAIN_KEY, words):
        return words
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class _Tables:
    """The `articles.csv` of each folder, read when the first file of that folder asks."""

    def __init__(self, max_bytes: int) -> None:
        self.problems: list[Problem] = []
        self._max_bytes = max_bytes
        self._read: dict[str, dict[str, Metadata]] = {}
        self._tables: set[str] = set()

    def is_metadata(self, source: Source) -> bool:
        """Tell whether a file called as the table is one: it may hold articles itself."""
        return parent(source.file) in self._tables

    def of(self, source: Source) -> Metadata:
        """Return what the tables say about a file: its own folder's first, then those above, up to the folder given."""
        known = Metadata()
        if source.piped:
            return known
        folder, name = parent(source.file), os.path.basename(source.file)
        while True:
            told = self._table(folder, source).get(name)
            known = known if told is None else known.over(told)
            above = parent(folder)
            if folder in (source.folder, above):
                return known
            folder, name = above, f"{os.path.basename(folder)}/{name}"

    def _table(self, folder: str, source: Source) -> dict[str, Metadata]:
        if folder in self._read:
            return self._read[folder]
        found: dict[str, Metadata] = {}
        self._read[folder] = found
        file = joined(folder, TABLE)
        if not os.path.exists(file):
            return found
        inside = below(folder, source.folder)
        name = printable(TABLE if inside == "." else f"{inside}/{TABLE}")
        try:
            decoded = decode(read_bytes(file, self._max_bytes))
        except (UnreadableFileError, UnreadableError) as error:
            self.problems.append(Problem(name, 0, str(error)))
            return found
        if decoded.warning:
            self.problems.append(Problem(name, decoded.line, decoded.warning))
        if not is_table(decoded.text):
            return found
        self._tables.add(folder)
        from factcheck.ingest.matter import read_table  # noqa: PLC0415 - only where there is a table

        rows, problems = read_table(decoded.text, name)
        self.problems.extend(problems)
        beside = _files_of(folder)
        for row, metadata in rows.items():
            if row not in beside and not _present(folder, row):
                self.problems.append(Problem(name, metadata.line, f"no such file: {printable(row)[:80]}"))
        found.update(rows)
        return found


def _files_of(folder: str) -> set[str]:
    """Return the names in a folder that are no links: one call of the system instead of one for each row of its table."""
    try:
        return {entry.name for entry in os.scandir(folder) if not entry.is_symlink()}
    except OSError:
        return set()


def _present(folder: str, name: str) -> bool:
    """Tell whether a table's row names a file below its folder; the name is never followed out of it."""
    if name.startswith("/") or ".." in name.split("/") or "\0" in name:
        return False
    return os.path.exists(joined(folder, name))
