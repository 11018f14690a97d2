"""Reads what a publisher says about articles: `articles.csv` beside the files, front matter inside them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from factcheck.ingest.metadata import Matter, Metadata, short
from factcheck.model import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FENCE = r"\ufeff?(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)"
_KEY = r"[A-Za-z_][\w -]*[ \t]*[:=]|#"
_LARGEST = 64_000  # front matter beyond this is no front matter
_DEEPEST = 200  # opening brackets; deeper nesting is an attack on the parser
_NAMES = {
    "title": ("title", "headline"),
    "published": ("published", "date", "pubdate", "datepublished"),
    "outlet": ("outlet", "source", "publisher", "site"),
    "url": ("url", "canonical", "canonical_url", "link"),
}


def read_table(text: str, path: str) -> tuple[dict[str, Metadata], tuple[Problem, ...]]:
    """Return the rows of `articles.csv` by file name, and a problem for each row that cannot be used."""
    import csv  # noqa: PLC0415 - only where there is such a table
    import io  # noqa: PLC0415

    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    found: dict[str, Metadata] = {}
    problems: list[Problem] = []
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        if "file" not in header:
            return {}, (Problem(path, 1, "no column 'file'"),)
        columns = {name: at for at, name in enumerate(header)}
        told = [[columns[key] for key in keys if key in columns] for keys in _NAMES.values()]
        for row in rows:
            if len(row) != len(header):
                if any(cell.strip() for cell in row):
                    message = f"{len(row)} fields where the header has {len(header)}"
                    problems.append(Problem(path, rows.line_num, message))
                continue
            name = row[columns["file"]].strip().replace("\\", "/").removeprefix("./")
            if not name or name in found:
                if any(cell.strip() for cell in row):
                    message = f"{short(name)} stands twice" if name else "no file name"
                    problems.append(Problem(path, rows.line_num, message))
                continue
            title, when, outlet, url = [_cell(row, places) for places in told]
            found[name] = Metadata(title, when, outlet, url, path, rows.line_num)
    except csv.Error as error:
        problems.append(Problem(path, rows.line_num, f"broken CSV: {error}"))
    return found, tuple(problems)


def _cell(row: Sequence[str], places: Sequence[int]) -> str:
    """Return the first of some cells of a row that holds something, empty where none does."""
    for at in places:
        if words := row[at].strip():
            return words
    return ""


def _metadata(cells: Mapping[str, str], path: str, line: int) -> Metadata:
    values = {name: next((cells[key] for key in keys if cells.get(key)), "") for name, keys in _NAMES.items()}
    return Metadata(**values, path=path, line=line)


def front_matter(text: str, path: str) -> Matter:
    """Return the front matter of a text that may begin with some."""
    fence = re.match(_FENCE, text)
    if fence is None:
        return Matter()
    first = re.match(r"[^\r\n]*", text[fence.end() : fence.end() + 200])
    if first is None or not re.match(_KEY, first[0]):
        return Matter()
    close = re.compile(rf"^{re.escape(fence[1])}[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
    end = close.search(text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text, fence.end(), _LARGEST)
    if end is None:
        return Matter(problems=(Problem(path, 1, "front matter is not closed; read as text"),))
    inside = text[fence.end() : end.start()]
    try:
        raw = _toml(inside) if fence[1] == "+++" else _yaml(inside)
    except _BrokenMatterError as error:
        problem = Problem(path, 1 + error.line, f"broken front matter: {error}")
        return Matter(end.end(), problems=(problem,))
    cells = {str(key).lower(): _scalar(value) for key, value in raw.items()}
    lines = inside.splitlines()
    line = next((at for at, words in enumerate(lines, 2) if words.lower().startswith(_NAMES["published"])), 1)
    return Matter(end.end(), _metadata(cells, path, line))


class _BrokenMatterError(Exception):
    """Tells what is wrong with front matter and in which of its lines, counted from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _scalar(value: Any) -> str:
    """Return a value as words; lists and tables give none."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _toml(text: str) -> Mapping[Any, Any]:
    if text.count("[") + text.count("{") > _DEEPEST:
        raise _BrokenMatterError("nested too deeply", 1)
    import tomllib  # noqa: PLC0415 - few articles have front matter

    try:
        return tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise _BrokenMatterError(short(str(error).split(" (at ")[0]), int(line[1]) if line else 1) from error


def _yaml(text: str) -> Mapping[Any, Any]:
    if text.count("[") + text.count("{") > _DEEPEST or re.search(r"^ {100}", text, re.MULTILINE):
        raise _BrokenMatterError("nested too deeply", 1)
    from ruamel.yaml import YAML  # noqa: PLC0415 (slow to import, and few articles have front matter)
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    try:
        found = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _BrokenMatterError(short(str(error.problem)), mark.line + 1 if mark else 1) from error
    except (YAMLError, RecursionError, ValueError, TypeError, AttributeError) as error:
        raise _BrokenMatterError(short(str(error).split("\n", 1)[0]), 1) from error
    if not isinstance(found, dict):
        raise _BrokenMatterError("not a list of keys and values", 1)
    return found
