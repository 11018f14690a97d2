"""What is fuzzed: each target takes bytes and must come back, with what it promises to raise caught and nothing else.

A target is a function that prepares and returns the function for one input; it is imported and called in a process whose
modules are instrumented. To add one, write it here and put its seeds into `seeds/<name>/`: nothing else names it.
"""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

Run = Callable[[bytes], None]

# Words with which sentences reach further than with chance letters; a byte is an index.
_WORDS: Final = [
    *(
    "the a an of in on at by to from and or but , . ; : ( ) “ ” ' 's \" - – % $ € £ \n \n\n # > "
    "Saltmere Mayor Judith Abelard Edith Marlowe Mrs Dr John Smith Jr. King Queen Prime Minister President Governor Pier Street "
    "Harbour Council Party Union House Senate Upper Lower January May 14 2024 2024-05-14 Monday yesterday tomorrow last next ago "
    "since before after between until 12 12.5 1,000 1,2 3/4 ¼ 2-1/2 ½ ² ١٢ １２ 1e9 0x1 007 1.2.3 --5 million billion dozen half "
    "one two twelve hundred thousand first second third per cent percent points degrees km miles tonnes hectares hours p.m. a.m. "
    "noon midnight 24:00 11:59 31 February 0000 99999 about nearly almost more than at least up to no fewer over under exactly "
    "people men women children dead killed injured hurt died dies arrested charged year-old years old aged seats members votes "
    "won lost rose fell grew said says told according not never denied would could may might will plans planned proposed if "
    "is was were are has had been be became elected appointed resigned founded opened closed built capped cut raised doubled "
    "former acting incoming then co- leader of the who which that it he she they their its his her others another each both all "
    "Mr. No. St. U.S. Co. Inc. e.g. i.e. etc. \u200b \u202e \u00ad \u0301 \ufeff \ufffd 市長 İ ẞ ﷺ 𝟏 🏚️ \u2028 \x85 \r\n \x0b \x0c"
    ).split(" "),
    "9" * 5000,
]  # fmt: skip


def _folder() -> Path:
    """Return a new folder, in memory where the machine has one for that."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder itself is made under a name that nobody can know
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))


def _text(data: bytes) -> str:
    """Return any text that a decoded article can hold: no lone surrogates."""
    return data.decode("utf-8", "replace")


def _sentence(data: bytes) -> str:
    """Return words for bytes; the highest ones stand for any code point of the two bytes that follow, and for no blank."""
    out: list[str] = []
    at = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte < len(_WORDS):
            out += (_WORDS[byte], " ")
        elif byte == 255 and out:
            out.pop()
        else:
            code = int.from_bytes(data[at : at + 2], "big")
            at += 2
            out.append(chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd")
    return "".join(out)


def _reader() -> Callable[[str], None]:
    from factcheck import catalogue
    from factcheck.ingest import ingest_text
    from factcheck.reading import ArticleReader

    known = catalogue.load()
    articles = ArticleReader(known)

    def read(text: str) -> None:
        document = ingest_text(text, "a.txt", known.words)
        assert "".join(text[b.start : b.end] for b in document.blocks) == text
        for claim in articles.read(document).claims:
            assert 0 <= claim.evidence_start <= claim.start < claim.end <= len(text), claim
            assert claim.end - claim.start <= 80, claim

    return read


def text() -> Run:
    """Read, extract, link and compare any text."""
    read = _reader()
    return lambda data: read(_text(data))


def words() -> Run:
    """Do the same with sentences put together of words that mean something to it."""
    read = _reader()
    return lambda data: read(_sentence(data))


def story() -> Run:
    """Link and compare three articles of such sentences, and write the report."""
    from factcheck import catalogue, link, pipeline
    from factcheck.ingest import ingest_text
    from factcheck.link import wordings
    from factcheck.reading import ArticleReader
    from factcheck.render.registry import Request, rendered

    known = catalogue.load()
    articles = ArticleReader(known)
    # What is made of the word lists is made once: it takes longer than to link three short articles.
    pipeline.readings = lambda documents, *_: ([articles.read(d) for d in documents], [])  # type: ignore[assignment]
    rules, lists = link.Rules(known.words), wordings._lists(known.words)
    link.Rules, wordings._lists = lambda _: rules, lambda _: lists  # type: ignore[assignment,misc]

    def run(data: bytes) -> None:
        parts = data.split(b"\xfa")[:3]
        documents = [ingest_text(_sentence(part), f"{n}.txt", known.words) for n, part in enumerate(parts)]
        report = pipeline.report_on(documents, (), known)
        ids = {c.id for c in report.claims}
        assert len(ids) == len(report.claims)
        for finding in report.findings:
            sides = [c for side in finding.sides for c in side.claims]
            assert len(set(sides)) == len(sides), finding
            assert ids.issuperset(sides), finding
        rendered("text", report, Request())

    return run


def _ingested(kind: str) -> Callable[[], Run]:
    def target() -> Run:
        from factcheck import catalogue
        from factcheck.ingest import _Files
        from factcheck.ingest.article import Asked, Raw
        from factcheck.ingest.files import Source
        from factcheck.ingest.metadata import Metadata
        from factcheck.inputs import Inputs
        from factcheck.model import Document

        files = _Files(Asked(Inputs(), catalogue.load().words))
        source = Source(Path("a.x"), Path(), "a.x")

        def run(data: bytes) -> None:
            if kind == "any":
                made = list(files.of(source, data, Metadata()))
            else:
                made = list(files._fenced(Raw("a.x", data), kind, source, Metadata(), ""))
            for document in made:
                if isinstance(document, Document):
                    text = document.text
                    assert "".join(text[b.start : b.end] for b in document.blocks) == text
                    text.encode()

        return run

    target.__doc__ = f"Read any bytes as a file of the format {kind}."
    return target


def reading() -> Run:
    """Unpack what an archive holds of an article, whole and piece by piece: what pieces tell is what the whole tells."""
    import zlib

    from factcheck.archive import pieces
    from factcheck.archive.codec import Codec, DamagedError, _start

    codec = Codec()
    whole = pieces._WHOLE

    def unpacked(packed: bytes, short: int) -> str:
        pieces._WHOLE = short
        try:
            return repr(codec.unpacked(packed))  # a figure that is none equals nothing
        except DamagedError:
            return ""

    def run(data: bytes) -> None:
        parts = [zlib.compress(part, 0) for part in (*data.split(b"\xff", 2), b"", b"")[:3]]
        for packed in (data, b"".join((_start(*map(len, parts)), *parts))):
            in_pieces = unpacked(packed, 1)
            made = unpacked(packed, whole)
            assert in_pieces in ("", made), "pieces are read as something else"

    return run


def table() -> Run:
    """Read an `articles.csv`."""
    from factcheck.ingest.metadata import published, read_table

    def run(data: bytes) -> None:
        rows, _ = read_table(_text(data), "articles.csv")
        for row in rows.values():
            published(row)

    return run


def families() -> Run:
    """Check a family and build it."""
    from factcheck import catalogue
    from factcheck.catalogue.checking import written
    from factcheck.claimfiles import ClaimFile
    from factcheck.extract import Extractor

    own = ClaimFile("own", "family.toml", "own/family.toml", "")
    words = catalogue.load_words()

    def run(data: bytes) -> None:
        try:
            raw = catalogue._checked([(own, _text(data).encode())])
        except catalogue.CatalogueError:
            return
        Extractor(catalogue._built(written({**raw, "words": words}), "").families, words)

    return run


def configuration() -> Run:
    """Check a configuration and apply it."""
    from factcheck import catalogue
    from factcheck.config import ConfigError, load
    from factcheck.config.apply import configured

    known = catalogue.load()
    load.right, load.remember = lambda _: False, lambda _: None  # type: ignore[assignment]
    file = _folder() / "factcheck.toml"

    def run(data: bytes) -> None:
        file.write_bytes(data)
        try:
            config = load.load(file.parent, {}, file)
            configured(known, config)
        except (ConfigError, catalogue.CatalogueError):
            return

    return run


def decisions() -> Run:
    """Read a file of decisions, write it, and read it again."""
    from factcheck.decisions import file

    file.right, file.remember = lambda _: False, lambda _: None  # type: ignore[assignment]

    def run(data: bytes) -> None:
        found, problems = file.parse_decisions(_text(data), "d.toml")
        if found and not problems:
            again, more = file.parse_decisions(file.written(found), "d.toml")
            assert not more, more
            assert {d.about for d in again} == {d.about for d in found}

    return run


def sheet() -> Run:
    """Read the decisions of a spreadsheet saved as CSV."""
    from factcheck.decisions.sheet import SheetError, decided, read_sheet

    file = _folder() / "sheet.csv"

    def run(data: bytes) -> None:
        file.write_bytes(data)
        try:
            decided(read_sheet(file), "sheet.csv", "Editor")
        except SheetError:
            return

    return run


def earlier() -> Run:
    """Read an earlier JSON report as a baseline."""
    from factcheck.decisions.baseline import EarlierReportError, read_baseline

    file = _folder() / "report.json"

    def run(data: bytes) -> None:
        file.write_bytes(data)
        try:
            read_baseline(file)
        except EarlierReportError:
            return

    return run


def _rendered(name: str) -> Callable[[], Run]:
    def target() -> Run:
        from xml.parsers import expat

        import jinja2

        from factcheck.cli.common import request
        from factcheck.config import Config
        from factcheck.findings import Dimension, Finding, Report, Side
        from factcheck.model import Claim, Document, Name, Problem, Subject
        from factcheck.render.registry import rendered

        asked = request(name, (), Config(), (), "contradiction")
        kept: list[jinja2.Environment] = []
        plain = jinja2.Environment

        def environment(**options: Any) -> jinja2.Environment:  # the template is compiled once
            kept[:] = kept or [plain(**options)]
            return kept[0]

        jinja2.Environment = environment  # type: ignore[assignment,misc]
        tomllib.loads = cache(tomllib.loads)  # type: ignore[assignment]  # so are the tables read
        states = ("subject", "attribute", "scope", "time", "world", "attribution", "value")

        def report(a: str, b: str, c: str, d: str) -> Report:
            documents, claims = [], []
            for number, value in enumerate(("Judith Abelard", "Edith Marlowe")):
                text = f"{a}\n{a}{value}{b}"
                start = len(a) * 2 + 1
                path = f"{number}{d}"
                documents.append(Document(path, path, text, (), c, b, a, file=path))
                span = (start, start + len(value), len(a) + 1, len(text))
                subject = Subject(a, "place", 0, 0)
                claims.append(Claim(str(number), path, "office", "p", subject, "mayor", c, Name(value), *span))
            sides = tuple(Side(f"{a}{k.value.text}{b}", (k.id,), (c,)) for k in claims)  # type: ignore[union-attr]
            dimensions = tuple((n, Dimension("differs", (a, b))) for n in states)
            finding = Finding("a1", "contradiction", "value", "error", "office", a, b, c, dimensions, a + b, sides)
            return Report(tuple(documents), tuple(claims), (finding,), (Problem(d, 1, a),), 1)

        def run(data: bytes) -> None:
            parts = (_text(data).split("\x1e") + [""] * 4)[:4]
            made = rendered(name, report(*parts), asked)
            if name in ("json", "sarif", "gitlab", "rdjson"):
                json.loads(made.decode())
            elif name == "junit":
                expat.ParserCreate().Parse(made, True)
            elif name != "xlsx":
                made.decode()
            if name == "github":
                assert all(line.startswith("::") for line in made.decode().split("\n")[:3])
            if name in ("text", "markdown"):
                assert not [line for line in made.decode().split("\n") if line.lstrip().startswith("::")]
                assert "##[" not in made.decode()

        return run

    target.__doc__ = f"Write a report of hostile words as {name}."
    return target


FORMATS: Final = ("text", "markdown", "html", "csv", "xlsx", "json", "github", "sarif", "junit", "gitlab", "rdjson")
KINDS: Final = ("any", "text", "page", "records", "ninjs", "jsonfeed", "newsml", "nitf", "feed", "mail", "xml")
TARGETS: Final[Mapping[str, Callable[[], Run]]] = {
    "text": text,
    "words": words,
    "story": story,
    **{f"ingest-{name}": _ingested(name) for name in KINDS},
    "reading": reading,
    "table": table,
    "families": families,
    "configuration": configuration,
    "decisions": decisions,
    "sheet": sheet,
    "earlier": earlier,
    **{f"render-{name}": _rendered(name) for name in FORMATS},
}


def quiet() -> None:
    """Keep what is cached out of the user's folder."""
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="factcheck-fuzz-")
