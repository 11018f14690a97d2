"""Reads files into documents: decoding, metadata, and blocks that tell the article from its surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.digest import sha256
from factcheck.ingest.blocks import BlockReader
from factcheck.ingest.decode import Decoded, UnreadableError, decode
from factcheck.ingest.files import TABLE, Source, UnreadableFileError, gather, printable, read_bytes
from factcheck.ingest.metadata import Metadata, published, read_matter, read_table
from factcheck.lines import line_starts, locate
from factcheck.model import Document, Problem
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["ingest", "ingest_text", "line_starts", "locate"]

MAX_BYTES = 20_000_000


def ingest(
    paths: Sequence[Path], words: Mapping[str, Mapping[str, Any]], max_bytes: int = MAX_BYTES
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents that files and folders hold, sorted by path, and what could not be read, sorted too."""
    sources, gathered = gather(paths)
    problems = list(gathered)
    tables = _Tables(max_bytes)
    reader = BlockReader(words)
    documents = []
    for source in sources:
        if source.file.name == TABLE:  # given by itself: it is metadata, not an article
            continue
        metadata = tables.of(source)
        try:
            data = read_bytes(source.file, max_bytes)
            decoded = decode(data)
        except (UnreadableFileError, UnreadableError) as error:
            problems.append(Problem(source.name, 0, str(error)))
            continue
        if not decoded.text.strip("\ufeff\ufffd \t\r\n\x0b\x0c\x85\xa0\u2028\u2029"):
            problems.append(Problem(source.name, 0, "empty file"))
            continue
        document, troubles = _document(decoded, source.name, metadata, reader, sha256(data).hexdigest())
        documents.append(replaced(document, file=printable(source.file.as_posix())))
        problems.extend(troubles)
    problems.extend(tables.problems)
    unique = sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.message))
    return tuple(documents), tuple(unique)


def ingest_text(text: str, name: str, words: Mapping[str, Mapping[str, Any]] | None = None) -> Document:
    """Return a text as a document of that name; without word lists no boilerplate is known."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(Decoded(text, "utf-8"), printable(name), Metadata(), BlockReader(words or {}), digest)[0]


def _document(
    decoded: Decoded, name: str, metadata: Metadata, reader: BlockReader, digest: str
) -> tuple[Document, list[Problem]]:
    """Return the document, and what is wrong with its metadata or its bytes."""
    text = decoded.text
    matter = read_matter(text, name)
    known = metadata.over(matter.metadata)
    when, troubles = published(known)
    problems = [*matter.problems, *troubles]
    if decoded.warning:
        problems.append(Problem(name, decoded.line, decoded.warning))
    blocks = reader.blocks(text, matter.end)
    heading = next((text[block.start : block.end] for block in blocks if block.kind == "title"), "")
    title = " ".join((known.title or heading.strip("\ufeff \t\r\n").removeprefix("# ")).split())
    document = Document(
        id=name,
        path=name,
        text=text,
        blocks=blocks,
        outlet=known.outlet,
        title=title,
        url=known.url,
        published=when,
        sha256=digest,
        encoding=decoded.encoding,
    )
    return document, problems


class _Tables:
    """The `articles.csv` of each folder, read when the first file of that folder asks."""

    def __init__(self, max_bytes: int) -> None:
        self.problems: list[Problem] = []
        self._max_bytes = max_bytes
        self._read: dict[Path, dict[str, Metadata]] = {}

    def of(self, source: Source) -> Metadata:
        """Return what the tables say about a file: its own folder's first, then those above, up to the folder given."""
        known = Metadata()
        folder, below = source.file.parent, source.file.name
        while True:
            known = known.over(self._table(folder, source).get(below, Metadata()))
            if folder in (source.folder, folder.parent):
                return known
            folder, below = folder.parent, f"{folder.name}/{below}"

    def _table(self, folder: Path, source: Source) -> dict[str, Metadata]:
        if folder in self._read:
            return self._read[folder]
        found: dict[str, Metadata] = {}
        self._read[folder] = found
        file = folder / TABLE
        if not file.exists():
            return found
        inside = folder.relative_to(source.folder).as_posix()
        name = printable(TABLE if inside == "." else f"{inside}/{TABLE}")
        try:
            decoded = decode(read_bytes(file, self._max_bytes))
        except (UnreadableFileError, UnreadableError) as error:
            self.problems.append(Problem(name, 0, str(error)))
            return found
        if decoded.warning:
            self.problems.append(Problem(name, decoded.line, decoded.warning))
        rows, problems = read_table(decoded.text, name)
        self.problems.extend(problems)
        for below, metadata in rows.items():
            if not _present(folder, below):
                self.problems.append(Problem(name, metadata.line, f"no such file: {printable(below)[:80]}"))
        found.update(rows)
        return found


def _present(folder: Path, below: str) -> bool:
    """Tell whether a table's row names a file below its folder; the name is never followed out of it."""
    if below.startswith("/") or ".." in below.split("/") or "\0" in below:
        return False
    try:
        return (folder / below).exists()
    except OSError:
        return False
