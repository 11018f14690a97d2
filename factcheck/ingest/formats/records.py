"""Articles as JSON objects, JSON lines or rows of CSV, by a map of fields; JSON of a known news format goes to its reader."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from factcheck.ingest.article import Article, Complaint, Cursor, Part
from factcheck.ingest.decode import UnreadableError, decode
from factcheck.ingest.fragment import text_parts
from factcheck.ingest.jsontext import BrokenJsonError, legible, load
from factcheck.ingest.metadata import Metadata
from factcheck.ingest.moments import iso
from factcheck.ingest.scan import DeepError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.ingest.article import Asked, Found, Raw

_LINES: Final = frozenset((".jsonl", ".ndjson"))
_TABLES: Final = frozenset((".csv", ".tsv"))
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read(raw: Raw, asked: Asked) -> Iterator[Found]:
    """Yield the articles of a file; raises `UnreadableError` when it holds none."""
    decoded = decode(raw.data)
    if decoded.warning:
        yield Complaint(decoded.warning, decoded.line)
    text = decoded.text.removeprefix("\ufeff")
    if raw.suffix in _TABLES:
        yield from _table(text, asked, "\t" if raw.suffix == ".tsv" else ",")
    elif raw.suffix in _LINES or _is_lines(text):
        yield from _json_lines(text, asked)
    else:
        yield from _json(text, asked)


def _is_lines(text: str) -> bool:
    """Tell whether a text is an object on each line."""
    first, _, rest = text.lstrip().partition("\n")
    return first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _json(text: str, asked: Asked) -> Iterator[Found]:
    try:
        value, wrong = load(text, asked.limits)
    except BrokenJsonError as error:
        yield Complaint(str(error), error.line)
        yield from _salvaged(text, error, asked)
        return
    yield from (Complaint(words) for words in wrong)
    yield from articles_of(value, Cursor(text), asked)


def articles_of(value: Any, cursor: Cursor, asked: Asked) -> Iterator[Found]:
    """Yield the articles of a JSON value: of a known news format, or by the map of fields; raises `UnreadableError`."""
    from factcheck.ingest.formats import jsonfeed, ninjs  # noqa: PLC0415 - they share the map's helpers

    if jsonfeed.is_feed(value):
        yield from jsonfeed.articles(value, cursor, asked)
        return
    if ninjs.is_item(value) or (isinstance(value, list) and value and all(map(ninjs.is_item, value))):
        for item in value if isinstance(value, list) else [value]:
            yield from ninjs.articles(item, cursor, asked, single=not isinstance(value, list))
        return
    if isinstance(value, Mapping) and _text(value, asked):
        yield from article(value, "", cursor, asked)
        return
    items = value if isinstance(value, list) else _items(value, asked.inputs.fields["items"])
    if items and all(map(ninjs.is_item, items)):
        for item in items:
            yield from ninjs.articles(item, cursor, asked, single=False)
        return
    if not any(isinstance(item, Mapping) and _text(item, asked) for item in items):
        raise UnreadableError(f"no articles in this JSON: no field {names(asked, 'text')}", foreign=True)
    for number, item in enumerate(items, 1):
        if isinstance(item, Mapping):
            yield from article(item, str(number), cursor, asked)
        else:
            yield Complaint(f"item {number} is no object, not read")


def _items(value: Any, paths: Sequence[str]) -> list[Any]:
    """Return the list of articles in an object, empty without one."""
    for path in paths:
        found = at(value, path)
        if isinstance(found, list) and any(isinstance(item, Mapping) for item in found):
            return found
    inner = [one for one in value.values() if isinstance(one, Mapping)] if isinstance(value, Mapping) else []
    return next((found for one in inner for path in paths if isinstance(found := at(one, path), list) and found), [])


def _salvaged(text: str, error: BrokenJsonError, asked: Asked) -> Iterator[Found]:
    """Yield the articles before the break of a list that is cut off or broken."""
    start = re.search(r"\[\s*(?=\{)", text)
    if start is None or str(error).startswith(("nested", "too much")):
        return
    decoder, place, number = json.JSONDecoder(parse_float=str), start.end(), 0
    cursor = Cursor(text)
    while True:
        try:
            item, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, ValueError, RecursionError):
            return
        number += 1
        if isinstance(item, dict) and _text(item, asked):
            yield from article(item, str(number), cursor, asked)
        follows = re.compile(r"\s*,\s*").match(text, place)
        if follows is None:
            return
        place = follows.end()


def _json_lines(text: str, asked: Asked) -> Iterator[Found]:
    found = foreign = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value, wrong = load(line, asked.limits)
        except BrokenJsonError as error:
            found = True
            yield Complaint(str(error), number)
            continue
        yield from (Complaint(words, number) for words in wrong)
        from factcheck.ingest.formats import ninjs  # noqa: PLC0415

        cursor = Fixed(number)
        if ninjs.is_item(value):
            found = True
            yield from ninjs.articles(value, cursor, asked, single=False)
        elif isinstance(value, Mapping) and _text(value, asked):
            found = True
            yield from article(value, str(number), cursor, asked)
        elif found:
            yield Complaint(f"no article: no field {names(asked, 'text')}", number)
        else:
            foreign = True
    if not found:
        raise UnreadableError(f"no articles in these JSON lines: no field {names(asked, 'text')}", foreign=True)
    if foreign:
        yield Complaint(f"lines before the first article have no field {names(asked, 'text')}")


class Fixed(Cursor):
    """The line of a file in which a whole article stands."""

    def __init__(self, number: int) -> None:
        super().__init__("")
        self._number = number

    def line(self, *wordings: str) -> int:  # noqa: ARG002 - every wording stands in this line
        """Return that line."""
        return self._number


def _table(text: str, asked: Asked, separator: str) -> Iterator[Found]:
    first = text.lstrip("\r\n").partition("\n")[0]
    if separator == "," and first.count(";") > first.count(","):
        separator = ";"
    csv.field_size_limit(asked.limits.file_bytes)
    # Line by line: a file in memory would hold four bytes for each character.
    rows = csv.reader((m[0] for m in _LINE.finditer(text)), delimiter=separator, strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise UnreadableError(f"broken CSV: {error}", foreign=True) from error
    if not any(at(dict.fromkeys(header, "x"), path) for path in asked.inputs.fields["text"]):
        raise UnreadableError(f"no articles in this table: no column {names(asked, 'text')}", foreign=True)
    before = rows.line_num
    try:
        for number, row in enumerate(rows, 1):
            line, before = before + 1, rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                yield Complaint(f"{len(row)} fields where the header has {len(header)}; the row is not read", line)
                continue
            yield from article(dict(zip(header, row, strict=True)), str(number), Fixed(line), asked)
    except csv.Error as error:
        yield Complaint(f"broken CSV: {error}; what follows is not read", rows.line_num)


def article(item: Mapping[str, Any], key: str, cursor: Cursor, asked: Asked) -> Iterator[Found]:
    """Yield the article of an object, with its id or else its number as key (empty for the only one)."""
    title = _words(item, "title", asked)
    own = _words(item, "id", asked) or _words(item, "url", asked)
    start = cursor.line(*_encoded(title)) if title else cursor.line()
    text = _text(item, asked)
    if not text:
        yield Complaint(f"article {own[:60] or key}: no text (field {names(asked, 'text')})", start)
        return
    line = cursor.line(*_encoded(text))
    try:
        parts, complaints, lost = text_parts(text, asked)
    except DeepError as error:
        yield Complaint(f"article {own[:60] or key}: {error}", line)
        return
    yield from complaints
    known = Metadata(
        title=" ".join(title.split()),
        published=iso(_first(item, "published", asked)),
        outlet=_words(item, "outlet", asked),
        url=_words(item, "url", asked),
    )
    placed = [Part(part.text, line, part.kind) for part in parts]
    yield Article(titled(known.title, placed, line), known, own or key if key else "", start, lost)


def titled(title: str, parts: list[Part], line: int) -> tuple[Part, ...]:
    """Return an article's parts with its title at their head, unless they begin with it."""
    if not title or (parts and _folded(parts[0].text) == _folded(title)):
        head = [Part(parts[0].text, parts[0].line, "title")] if title else parts[:1]
        return (*head, *parts[1:])
    return (Part(title, line, "title"), *parts)


def _folded(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def at(value: Any, path: str) -> Any:
    """Return what stands at a dotted path of a JSON value, None for nothing; a key that holds dots itself goes first."""
    if isinstance(value, Mapping) and path in value:
        return value[path]
    for name in path.split("."):
        if isinstance(value, list):
            value = value[int(name)] if name.isdecimal() and int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _first(item: Mapping[str, Any], name: str, asked: Asked) -> Any:
    """Return the first value of a field that holds something; of an object its name, of a list its first value."""
    for path in asked.inputs.fields[name]:
        value = at(item, path)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("title") or value.get("rendered")
        if isinstance(value, list):
            value = next((one for one in value if isinstance(one, str) and one.strip()), None)
        if (isinstance(value, str) and value.strip()) or (isinstance(value, int) and not isinstance(value, bool)):
            return value
    return ""


def _words(item: Mapping[str, Any], name: str, asked: Asked) -> str:
    return legible(str(_first(item, name, asked))).strip()


def _text(item: Mapping[str, Any], asked: Asked) -> str:
    """Return the text of an article: a string, or the paragraphs of a list."""
    for path in asked.inputs.fields["text"]:
        value = at(item, path)
        if isinstance(value, Mapping):
            value = value.get("rendered") or value.get("text") or value.get("html")
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            value = "\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _encoded(words: str) -> tuple[str, ...]:
    """Return the wordings in which the beginning of a text may stand in JSON."""
    begin = words.strip()[:60]
    return json.dumps(begin, ensure_ascii=False)[1:-1], json.dumps(begin)[1:-1]


def names(asked: Asked, field: str) -> str:
    """Return the names under which a field of an article is looked for, as they are told where it is missing."""
    paths = asked.inputs.fields[field]
    return ", ".join(paths[:4]) + (" ..." if len(paths) > 4 else "")
