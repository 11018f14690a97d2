"""Inputs of every format that is read, of any size: made of stories with names, places and figures of their own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from html import escape
from typing import TYPE_CHECKING, Final

from factcheck.ingest.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = Callable[[list[str]], str | bytes]

PROSE: Final = (
    "The council of {place} spent ${a} million on the repair of the old pier, about {b} percent more than it had planned the year before. "
    "Residents waited for hours while the water rose around the market hall, and nobody knew when the road would open again. "
    "{place} Mayor {name} said on Monday that {c} people were taken to hospital."
)
STORY: Final = 25  # paragraphs about one place
ITEM: Final = 5  # paragraphs of one article of a list
_SOUNDS: Final = "bal cor dun fen gar hol ist jun kel lam mor nes orl pen quar ros sel tor ulv wex".split()


def word(number: int, kind: int) -> str:
    """Return a name of three syllables that no other number has, with an ending by its kind."""
    low, middle, high = number % 20, number // 20 % 20, number // 400 % 20
    return f"{_SOUNDS[low]}{_SOUNDS[middle]}{_SOUNDS[high]}{('mere', 'a', 'ley')[kind]}".capitalize()


def paragraphs(size: int) -> list[str]:
    """Return paragraphs of about so many characters in all."""
    made: list[str] = []
    length = n = 0
    while length < size:
        story = n // STORY
        name = f"{word(story, 1)} {word(story * 7 + n % 2, 2)}"  # two articles in a story name another mayor
        figures = {"a": n % 97 + 1, "b": n % 60 + 2, "c": n % 900 + 2}
        made.append(PROSE.format(place=word(story, 0), name=name, **figures))
        length += len(made[-1])
        n += 1
    return made


def html(texts: list[str]) -> str:
    """Return paragraphs of HTML."""
    return "".join(f"<p>{escape(text, quote=False)}</p>\n" for text in texts)


def page(texts: list[str]) -> str:
    """Return a page with a menu as long as its article."""
    links = "".join(f'<li><a href="/{n}">Link {n}</a></li>' for n in range(len(texts)))
    return f"<!doctype html><html><body><nav><ul>{links}</ul></nav><article><h1>Pier</h1>{html(texts)}</article></body></html>"


def items(texts: list[str]) -> list[dict[str, str]]:
    """Return records of five paragraphs each."""
    groups = ["\n".join(texts[n : n + ITEM]) for n in range(0, len(texts), ITEM)]
    return [{"id": f"a{n}", "title": f"Pier {n}", "text": text, "date": "2024-05-14"} for n, text in enumerate(groups)]


def _csv(texts: list[str]) -> str:
    made = io.StringIO()
    rows = csv.DictWriter(made, ("id", "title", "text", "date"))
    rows.writeheader()
    rows.writerows(items(texts))
    return made.getvalue()


def _feed(texts: list[str]) -> str:
    made = "".join(
        f"<item><guid>{i['id']}</guid><description>{escape(i['text'])}</description></item>\n" for i in items(texts)
    )
    return f"<rss version='2.0'><channel><title>Gazette</title>{made}</channel></rss>"


def _json_feed(texts: list[str]) -> str:
    made = [{"id": i["id"], "content_text": i["text"]} for i in items(texts)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": made})


def _ninjs(texts: list[str]) -> str:
    return json.dumps({"uri": "u:1", "versioncreated": "2024-05-14T09:00:00Z", "body_xhtml": html(texts)})


def _newsml(texts: list[str]) -> str:
    body = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{html(texts)}</body></html>'
    content = f"<contentSet><inlineXML>{body}</inlineXML></contentSet>"
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"><itemMeta/><contentMeta/>{content}</newsItem>'
    )


def _xml(texts: list[str]) -> str:
    """Return XML of no kind that is known: it is told as not read."""
    return f"<?xml version='1.0'?><things>{html(texts)}</things>"


def _parquet(texts: list[str]) -> bytes:
    """Return rows in groups of a hundred."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    made = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pylist(items(texts)), made, row_group_size=100)
    return made.getvalue().to_pybytes()


def _zip(texts: list[str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for item in items(texts):
            packed.writestr(f"{item['id']}.txt", item["text"])
    return made.getvalue()


def _again(texts: list[str]) -> str:
    """Return many articles about one and the same place, whose mayors and figures all differ."""
    hot = [text.replace(text.partition("council of ")[2].partition(" spent")[0], "Saltmere") for text in texts]
    return "\n".join(map(json.dumps, items(hot)))


# What it shows -> the format by which it is read, the file, and what makes it of paragraphs.
INPUTS: Final[dict[str, tuple[str, str, Made]]] = {
    "plain text": ("text", "a.txt", "\n\n".join),
    "text of one line": ("text", "a.txt", " ".join),
    "Markdown": ("text", "a.md", lambda texts: "\n".join(f"- *{text}*" for text in texts)),
    "web page": ("page", "a.html", page),
    "JSON, one article": ("records", "a.json", lambda texts: json.dumps({"text": "\n".join(texts)})),
    "JSON, a list": ("records", "a.json", lambda texts: json.dumps(items(texts))),
    "JSON lines": ("records", "a.jsonl", lambda texts: "\n".join(map(json.dumps, items(texts)))),
    "CSV": ("records", "a.csv", _csv),
    "Parquet": ("parquet", "a.parquet", _parquet),
    "ninjs": ("ninjs", "a.json", _ninjs),
    "JSON Feed": ("jsonfeed", "a.json", _json_feed),
    "NewsML-G2": ("newsml", "a.xml", _newsml),
    "NITF": ("nitf", "a.xml", lambda texts: f"<nitf><body><body.content>{html(texts)}</body.content></body></nitf>"),
    "RSS": ("feed", "a.rss", _feed),
    "e-mail": ("mail", "a.eml", lambda texts: "Subject: Pier\nFrom: a@b.example\nMIME-Version: 1.0\n\n" + "\n\n".join(texts)),
    "gzip": ("gzip", "a.txt.gz", lambda texts: gzip.compress("\n\n".join(texts).encode(), mtime=0)),
    "zip": ("zip", "a.zip", _zip),
    "other XML": ("xml", "a.xml", _xml),
    "JSON lines, one place": ("records", "a.jsonl", _again),
    "deep page": ("page", "a.html", lambda texts: page(["<b>" * 10 + text + "</b>" * 10 for text in texts])),
    "page with a table": ("page", "a.html", lambda texts: page(texts[:20]).replace("</article>", f"{_table(texts)}</article>")),
    "unclosed page": ("page", "a.html", lambda texts: page(texts[:5]).replace("</article>", "<p>word" * (sum(map(len, texts)) // 40))),
    "page of comments": ("page", "a.html", lambda texts: page(texts[:5]) + "<!-- x -->" * (sum(map(len, texts)) // 10)),
}  # fmt: skip


def _table(texts: list[str]) -> str:
    return f"<table>{''.join(f'<tr><td>{n}</td><td>{text[:40]}</td></tr>' for n, text in enumerate(texts))}</table>"


def missing() -> set[str]:
    """Return the formats that are read and of which there is no input here."""
    return set(FORMATS) - {read for read, _, _ in INPUTS.values()}
