"""`factcheck read`."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from factcheck.cli import Command, common, settings
from factcheck.ingest.decode import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from factcheck.config import Config
    from factcheck.model import Document, Mention, Sentence

_AT_ONCE: Final = 1000


@click.command("read", cls=Command)
@click.argument("file", type=common.PATH)
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="The article's own date, to which relative dates refer."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@common.guarded
@settings.configured
def command(file: str, published: datetime | None, form: str, config: Config) -> None:
    """Show the sentences of FILE (- for standard input) with the names, numbers and dates read in them."""
    from factcheck.ingest.article import Raw  # noqa: PLC0415 - keeps the help fast
    from factcheck.ingest.formats import TEXT, recognise  # noqa: PLC0415
    from factcheck.pipeline import Options, read_text  # noqa: PLC0415

    data = _bytes(file)
    try:
        other = recognise(Raw(os.path.basename(file), data)) != TEXT
    except UnreadableError:
        other = True
    if other:
        _articles(file, data, published, form, config)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        common.fail(f"{file}:{line}: not UTF-8")
    sentences = read_text(text, published.date() if published else None, Options(config))
    if form == "json":
        _show(chain(_object({}, "sentences", _sentences(sentences, 2), 1), "\n"))
        return
    _show(_text(text, sentences))


def _bytes(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    with open(file, "rb") as stream:
        return stream.read()


def _articles(file: str, data: bytes, published: datetime | None, form: str, config: Config) -> NoReturn:
    """Show the articles of a file of another format: first what became of each one's characters, then its sentences."""
    from factcheck.ledger import ledger  # noqa: PLC0415
    from factcheck.pipeline import Options, read_file  # noqa: PLC0415

    read, problems = read_file(file, data, published.date() if published else None, Options(config))
    if form == "json":
        _show(chain(_object({}, "documents", (_article(document, found) for document, found in read), 1), "\n"))
    else:
        for document, sentences in read:
            counts = ledger(document)
            told = f"{counts.article:,} characters read, {counts.boilerplate:,} boilerplate, {counts.unread:,} not read"
            click.echo(common.one_line(f"{document.id}: {told}"))
            _show(_text(document.text, sentences))
    common.tell(problems)
    sys.exit(common.Exit.ERROR if any(not p.note for p in problems) else common.Exit.CLEAN)


def _article(document: Document, sentences: Sequence[Sentence]) -> Iterator[str]:
    from factcheck.ledger import ledger  # noqa: PLC0415

    counts = ledger(document)
    characters = {name: getattr(counts, name) for name in ("given", "article", "boilerplate", "unread")}
    own = {"id": document.id, "title": document.title, "text": document.text, "characters": characters}
    return _object(own, "sentences", _sentences(sentences, 4), 3)


def _sentences(sentences: Sequence[Sentence], depth: int) -> Iterator[Iterator[str]]:
    return (iter((_json(_sentence(s), depth),)) for s in sentences)


def _object(own: dict[str, Any], name: str, parts: Iterable[Iterable[str]], depth: int) -> Iterator[str]:
    """Yield JSON piece by piece: an object of some members and of a list of parts, which are made one by one.

    `depth` is that of the members, by which lines are indented.
    """
    pad = "\n" + " " * depth
    yield "{" + "".join(f"{pad}{_json(key, depth)}: {_json(value, depth)}," for key, value in own.items())
    yield f"{pad}{_json(name, depth)}: ["
    number = 0
    for number, part in enumerate(parts, 1):
        yield f",{pad} " if number > 1 else f"{pad} "
        yield from part
    yield f"{pad}]" if number else "]"
    yield f"{pad[:-1]}}}"


def _json(value: Any, depth: int) -> str:
    # No string in it holds a line end: JSON escapes them.
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)


def _show(pieces: Iterable[str]) -> None:
    """Write pieces to standard output, many at once and never all: of a hundred thousand sentences few are held as words."""
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) == _AT_ONCE:
            click.echo("".join(waiting), nl=False)
            waiting.clear()
    click.echo("".join(waiting), nl=False)


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "start": sentence.start,
        "end": sentence.end,
        "kind": sentence.kind,
        "mentions": [_mention(m) for m in sentence.mentions],
    }


def _mention(m: Mention) -> dict[str, Any]:
    from factcheck.render.contract import value_part  # noqa: PLC0415 - pydantic only where it is needed
    from factcheck.values import show  # noqa: PLC0415

    out: dict[str, Any] = {"type": m.type, "kind": m.kind, "text": m.text, "span": {"start": m.start, "end": m.end}}
    if m.value is not None:
        part = value_part(m.value, m.text)
        out["value"] = show(m.value)
        out |= {k: v for k, v in part.model_dump(exclude={"type", "text"}).items() if v not in (None, "", False)}
    out |= {k: v for k, v in (("thing", m.thing), ("head", m.head), *m.fields) if v}
    return out


def _text(text: str, sentences: Sequence[Sentence]) -> Iterator[str]:
    from factcheck.render.view import clean  # noqa: PLC0415
    from factcheck.values import show  # noqa: PLC0415

    for sentence in sentences:
        yield clean(" ".join(text[sentence.start : sentence.end].split())) + "\n"
        for m in sentence.mentions:
            value = show(m.value) if m.value is not None else m.kind
            thing = f" {m.thing}" if m.thing else ""
            yield clean(f"    {m.type:<13}{m.kind:<12}{m.text}{thing} = {value}") + "\n"
    if not sentences:
        yield "\n"
