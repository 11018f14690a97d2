"""Prints, for each format, how time and memory grow when the input doubles, and the worst of both.

    python tools/growth [--size BYTES] [--only NAME]

Each row runs the real command on inputs of one, two and four times a size, three times each, and takes the least user and
system time. A start of the command costs what an article of a few bytes costs; it is taken off.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

PROSE = (
    "The council spent ${} million on the repair of the old pier, about {} percent more than it had planned in the year before. "
    "Residents waited for hours while the water rose around the market hall, and nobody knew when the road would open again. "
    "Saltmere Mayor {} {} said on Monday that {} people were taken to hospital."
)
GIVEN = "Judith Edith Paul Dora Wilma Osric Rufus Hugo Ida Carl".split()
SURNAMES = "Abelard Marlowe Renn Castle Frost Tarn Quill Voss Hale Dowd".split()
RUNS = 3
CODE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss, done.returncode, done.stderr.decode('utf-8', 'replace')[:120]]))
"""


def paragraphs(size: int) -> list[str]:
    """Return paragraphs of about so many characters in all."""
    made: list[str] = []
    length = n = 0
    while length < size:
        names = GIVEN[n % 10], SURNAMES[n // 10 % 10]
        made.append(PROSE.format(n % 97 + 1, n % 60 + 2, *names, n % 900 + 2))
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


def table(texts: list[str]) -> str:
    """Return a table with a row for each paragraph."""
    return f"<table>{''.join(f'<tr><td>{n}</td><td>{text[:40]}</td></tr>' for n, text in enumerate(texts))}</table>"


def items(texts: list[str]) -> list[dict[str, str]]:
    """Return records of five paragraphs each."""
    groups = ["\n".join(texts[n : n + 5]) for n in range(0, len(texts), 5)]
    return [{"id": f"a{n}", "title": f"Pier {n}", "text": text, "date": "2024-05-14"} for n, text in enumerate(groups)]


def feed(texts: list[str]) -> str:
    """Return an RSS file."""
    made = "".join(
        f"<item><guid>{i['id']}</guid><description>{escape(i['text'])}</description></item>\n" for i in items(texts)
    )
    return f"<rss version='2.0'><channel><title>Gazette</title>{made}</channel></rss>"


def newsml(texts: list[str]) -> str:
    """Return a NewsML-G2 news item."""
    body = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{html(texts)}</body></html>'
    content = f"<contentSet><inlineXML>{body}</inlineXML></contentSet>"
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"><itemMeta/><contentMeta/>{content}</newsItem>'
    )


def zipped(texts: list[str]) -> bytes:
    """Return a zip file of text files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for item in items(texts):
            packed.writestr(f"{item['id']}.txt", item["text"])
    return made.getvalue()


FORMATS: dict[str, tuple[str, Callable[[list[str]], str | bytes]]] = {
    "text": ("a.txt", "\n\n".join),
    "one line": ("a.txt", " ".join),
    "page": ("a.html", page),
    "json": ("a.json", lambda texts: json.dumps({"text": "\n".join(texts)})),
    "json list": ("a.json", lambda texts: json.dumps(items(texts))),
    "json lines": ("a.jsonl", lambda texts: "\n".join(map(json.dumps, items(texts)))),
    "csv": ("a.csv", lambda texts: "id,text\n" + "".join('{},"{}"\n'.format(i["id"], i["text"]) for i in items(texts))),
    "ninjs": ("a.json", lambda texts: json.dumps({"uri": "u:1", "versioncreated": "2024-05-14T09:00:00Z", "body_xhtml": html(texts)})),
    "newsml": ("a.xml", newsml),
    "nitf": ("a.xml", lambda texts: f"<nitf><body><body.content>{html(texts)}</body.content></body></nitf>"),
    "feed": ("a.rss", feed),
    "mail": ("a.eml", lambda texts: "Subject: Pier\nFrom: a@b.example\nMIME-Version: 1.0\n\n" + "\n\n".join(texts)),
    "gzip": ("a.txt.gz", lambda texts: gzip.compress("\n\n".join(texts).encode(), mtime=0)),
    "zip": ("a.zip", zipped),
    "deep page": ("a.html", lambda texts: page(["<b>" * 100 + text + "</b>" * 100 for text in texts])),
    "table": ("a.html", lambda texts: page(texts[:20]).replace("</article>", f"{table(texts)}</article>")),
    "unclosed page": ("a.html", lambda texts: page(texts[:5]).replace("</article>", "<p>word" * (sum(map(len, texts)) // 7))),
    "comments": ("a.html", lambda texts: page(texts[:5]) + "<!-- x -->" * (sum(map(len, texts)) // 10)),
    "brackets": ("a.md", lambda texts: "[a](" * (sum(map(len, texts)) // 4)),
}  # fmt: skip


def measured(file: Path) -> tuple[float, float, str]:
    """Return the least seconds of a few runs, the most megabytes, and what was told."""
    command = [sys.executable, "-I", "-c", CODE, sys.executable, "-m", "factcheck", "report", str(file), "--quiet"]
    done = (subprocess.run(command, capture_output=True, check=True) for _ in range(RUNS))  # noqa: S603 - our own command
    runs = [json.loads(run.stdout) for run in done]
    return min(run[0] for run in runs), max(run[1] for run in runs) / 1000, str(runs[0][3]).strip()


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=200_000, help="bytes of the smallest input")
    options.add_argument("--only", choices=FORMATS, action="append")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "a.txt")
        small.write_text("The tide was low.\n")
        start = measured(small)[0]
        print(f"{'format':<15}{'bytes':>12}{'seconds':>10}{'x2':>7}{'x4':>7}{'MB':>7}  told")
        worst = 0.0
        for name in given.only or FORMATS:
            file_name, made = FORMATS[name]
            file = Path(folder, file_name)
            seconds = []
            for times in (1, 2, 4):
                data = made(paragraphs(given.size * times))
                file.write_bytes(data.encode() if isinstance(data, str) else data)
                took, memory, told = measured(file)
                seconds.append(max(took - start, 0.001))
            file.unlink()
            ratios = seconds[1] / seconds[0], seconds[2] / seconds[1]
            worst = max(worst, *ratios)
            print(
                f"{name:<15}{len(data):>12,}{seconds[2]:>10.2f}{ratios[0]:>7.2f}{ratios[1]:>7.2f}{memory:>7.0f}  {told}",
                flush=True,
            )
    print(f"worst growth for twice the input: {worst:.2f}")


if __name__ == "__main__":
    main()
