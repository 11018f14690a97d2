"""Finds the files to read, gives each a stable name, and reads their bytes."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
from typing import TYPE_CHECKING

from factcheck.ingest.formats import ENDINGS
from factcheck.ingest.metadata import is_table
from factcheck.model import Problem
from factcheck.paths import joined, parent, plain, suffix
from factcheck.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.paths import Pathname

TABLE = "articles.csv"
# Files that most likely hold an article which is not read yet: they are missing from a report and must be named.
UNREAD = frozenset(
    ".pdf .doc .docx .odt .rtf .epub .pages .wpd .msg .mbox .ps .tex .rst .bz2 .xz .zst .7z .rar .tar".split()
)
_SURE = frozenset(ending for ending, name in ENDINGS.items() if name in ("text", "page", "mail"))  # they hold articles
_NAMED = 5  # so many files that were passed over are named, the rest is counted
_UNPRINTABLE = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"


class UnreadableFileError(Exception):
    """Tells why a file cannot be read, in words for the user."""


@record(frozen=True, slots=True)
class Source:
    """A file to read: where it is, the folder given (its own for a file given by itself), and its name below that.

    `given` tells that the user named it, not only its folder: then it must hold articles. `piped` is standard input.
    """

    file: str
    folder: str
    name: str
    given: bool = False
    piped: bool = False


def printable(name: str) -> str:
    """Return a file's name fit for one line of output, the same in every locale."""
    if name.isprintable():
        return name
    with contextlib.suppress(UnicodeEncodeError):  # bytes that the locale does not know come as surrogates
        name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(_UNPRINTABLE, "\ufffd", name)


def gather(paths: Sequence[Pathname]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return the files that the paths lead to, each once, and what cannot be followed."""
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    folders: dict[str, str] = {}  # as they are called -> where they really are, which takes many calls of the system
    for path in paths:
        sources, troubles = _from_path(plain(path))
        problems.extend(troubles)
        for source in sources:
            key = _real(source.file, folders)
            known = found.get(key)
            if known is None or _rank(source) < _rank(known):  # so that the order of the paths does not matter
                found[key] = source
    return _named(found), tuple(problems)


def _real(file: str, folders: dict[str, str]) -> str:
    """Return where a file really is, links followed; what is known of folders is kept in `folders`."""
    folder, name = os.path.split(file)
    if name in ("", os.curdir, os.pardir) or os.path.islink(file):
        return os.path.realpath(file)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)


def _rank(source: Source) -> tuple[int, str]:
    return -source.name.count("/"), source.name


def _from_path(path: str) -> tuple[list[Source], list[Problem]]:
    if path == "-":
        return [Source(path, parent(path), "stdin", given=True, piped=True)], []
    name = os.path.basename(path)
    shown = printable(name or path)
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        message = "link leads nowhere" if os.path.islink(path) else "no such file or folder"
        return [], [Problem(shown, 0, message)]
    except (OSError, ValueError) as error:
        return [], [Problem(shown, 0, f"cannot be read: {_reason(error)}")]
    if not stat.S_ISDIR(mode):
        if suffix(path) in UNREAD:
            return [], [Problem(shown, 0, _not_read(path))]
        return [Source(path, parent(path), name, given=True)], []
    sources: list[Source] = []
    problems: list[Problem] = []
    passed: list[str] = []
    for item in _walk(path, "", os.path.realpath(path)):
        if isinstance(item, Source):
            sources.append(item)
        elif isinstance(item, Problem):
            problems.append(item)
        else:
            passed.append(printable(item))
    if passed:
        problems.append(Problem(shown, 0, _passed_over(passed), note=True))
    if not sources:
        problems.append(Problem(shown, 0, "no articles in this folder"))
    return sources, problems


def _not_read(file: str) -> str:
    return f"not read: {suffix(file)} is no format that is known"


def _passed_over(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    return f"passed over {len(names)} {'file' if len(names) == 1 else 'files'} of other formats: {shown}"


def _walk(top: str, inside: str, real_top: str) -> Iterator[Source | Problem | str]:
    """Yield the articles of a folder inside `top` ("" or "a/b/") and below it, sorted, and the names of files that hold none.

    Links that lead out of the folder, hidden articles and documents of a format that is not read are problems.
    """
    try:
        entries = sorted(os.scandir(joined(top, inside)), key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(printable(inside[:-1] or "."), 0, f"cannot be read: {_reason(error)}")
        return
    for entry in entries:
        name = inside + entry.name
        here = joined(top, name)
        ending = suffix(entry.name)
        article = ending in ENDINGS
        if entry.name.startswith("."):
            if ending in _SURE:
                yield Problem(printable(name), 0, "hidden file, not read")
        elif entry.is_symlink():
            yield from _link(here, top, name, real_top, article=article)
        elif entry.is_dir():
            yield from _walk(top, f"{name}/", real_top)
        elif entry.name == TABLE and _tells_of_files(here):
            continue
        elif article:
            yield Source(here, top, name)
        elif ending in UNREAD:
            yield Problem(printable(name), 0, _not_read(here))
        else:
            yield name


def _tells_of_files(file: str) -> bool:
    """Tell whether an `articles.csv` is a table of the files beside it; one that cannot be read is told of elsewhere."""
    try:
        with open(file, "rb") as stream:
            return is_table(stream.read(4096).decode("utf-8-sig", "replace"))
    except OSError:
        return True


def _link(here: str, top: str, name: str, real_top: str, *, article: bool) -> Iterator[Source | Problem]:
    """Yield what a link gives: an article inside the folder, or a problem; linked folders inside are read anyway."""
    target = os.path.realpath(here)
    if not os.path.exists(target):
        if article:
            yield Problem(printable(name), 0, "link leads nowhere")
    elif os.path.commonpath([target, real_top]) != real_top:
        if article or os.path.isdir(target):
            yield Problem(printable(name), 0, "link leads out of the folder, not followed")
    elif article and os.path.isfile(target):
        yield Source(here, top, name)


def _named(found: dict[str, Source]) -> tuple[Source, ...]:
    """Return the sources with names that differ, sorted; equal ones are told apart by their folders' names."""
    keys = sorted(found)
    lengths = {key: found[key].name.count("/") + 1 for key in keys}
    while True:
        names = {key: _tail(found[key], lengths[key]) for key in keys}
        groups: dict[str, list[str]] = {}
        for key in keys:
            groups.setdefault(names[key], []).append(key)
        clashing = [key for group in groups.values() if len(group) > 1 for key in group]
        grown = [key for key in clashing if _tail(found[key], lengths[key] + 1) != names[key]]
        if not grown:
            break
        for key in grown:
            lengths[key] += 1
    for group in groups.values():
        for number, key in enumerate(group[1:], 2):  # only names that cannot be printed still clash
            names[key] += f"~{number}"
    sources = (replaced(found[key], name=names[key]) for key in keys)
    return tuple(sorted(sources, key=lambda source: source.name))


def _tail(source: Source, length: int) -> str:
    """Return the last parts of a source's path, at least its name below the folder given."""
    extra = length - source.name.count("/") - 1
    if extra <= 0:
        return printable(source.name)
    above = [part for part in os.path.abspath(source.folder).split(os.sep) if part]
    return printable("/".join([*above[-extra:], source.name]))


def read_bytes(file: str, max_bytes: int) -> bytes:
    """Return a regular file's bytes; raise `UnreadableFileError` otherwise."""
    if file == "-":
        data = sys.stdin.buffer.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise UnreadableFileError(f"too large: more than {max_bytes:,} bytes (limits.file-bytes)")
        return data
    try:
        # Opening a FIFO would wait for a writer, so the kind is asked first.
        told = os.stat(file)
        if not stat.S_ISREG(told.st_mode):
            raise UnreadableFileError("not a regular file")
        with open(file, "rb") as stream:
            size = min(told.st_size, max_bytes) + 1  # room for as much as is asked for would be made at once
            data = stream.read(size)
            if len(data) == size:  # it has grown, or its system does not tell the size
                data += stream.read(max_bytes + 1 - size)
    except OSError as error:
        raise UnreadableFileError(f"cannot be read: {_reason(error)}") from error
    if len(data) > max_bytes:
        raise UnreadableFileError(f"too large: more than {max_bytes:,} bytes (limits.file-bytes)")
    return data


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
