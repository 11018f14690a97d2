"""`factcheck read`."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from factcheck.cli import common, settings
from factcheck.ingest.decode import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.config import Config
    from factcheck.model import Mention, Sentence


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="The article's own date, to which relative dates refer."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@common.guarded
@settings.configured
def command(file: Path, published: datetime | None, form: str, config: Config) -> None:
    """Show the sentences of FILE (- for standard input) with the names, numbers and dates read in them."""
    from factcheck.ingest.article import Raw  # noqa: PLC0415 - keeps the help fast
    from factcheck.ingest.formats import TEXT, recognise  # noqa: PLC0415
    from factcheck.pipeline import Options, read_text  # noqa: PLC0415

    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        other = recognise(Raw(file.name, data)) != TEXT
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
        shown = {"sentences": [_sentence(s) for s in sentences]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    click.echo(_text(text, sentences), nl=False)


def _articles(file: Path, data: bytes, published: datetime | None, form: str, config: Config) -> NoReturn:
    """Show the articles of a file of another format: first what became of each one's characters, then its sentences."""
    from factcheck.ledger import ledger  # noqa: PLC0415
    from factcheck.pipeline import Options, read_file  # noqa: PLC0415

    read, problems = read_file(file, data, published.date() if published else None, Options(config))
    shown = []
    for document, sentences in read:
        counts = ledger(document)
        if form == "json":
            characters = {name: getattr(counts, name) for name in ("given", "article", "boilerplate", "unread")}
            own = {"id": document.id, "title": document.title, "text": document.text, "characters": characters}
            shown.append({**own, "sentences": [_sentence(s) for s in sentences]})
            continue
        told = f"{counts.article:,} characters read, {counts.boilerplate:,} boilerplate, {counts.unread:,} not read"
        click.echo(common.one_line(f"{document.id}: {told}"))
        click.echo(_text(document.text, sentences), nl=False)
    if form == "json":
        click.echo(json.dumps({"documents": shown}, ensure_ascii=False, indent=1))
    common.tell(problems)
    sys.exit(common.Exit.ERROR if any(not p.note for p in problems) else common.Exit.CLEAN)


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


def _text(text: str, sentences: Sequence[Sentence]) -> str:
    from factcheck.render.view import clean  # noqa: PLC0415
    from factcheck.values import show  # noqa: PLC0415

    lines = []
    for sentence in sentences:
        lines.append(clean(" ".join(text[sentence.start : sentence.end].split())))
        for m in sentence.mentions:
            value = show(m.value) if m.value is not None else m.kind
            thing = f" {m.thing}" if m.thing else ""
            lines.append(clean(f"    {m.type:<13}{m.kind:<12}{m.text}{thing} = {value}"))
    return "\n".join(lines) + "\n"
