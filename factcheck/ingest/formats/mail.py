"""E-mail as exported (.eml) and saved pages (.mht): the subject is the title, the plain text part the article, else the HTML part."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any, Final

from factcheck.ingest.article import Article, Complaint, Part, Raw
from factcheck.ingest.decode import UnreadableError, decode
from factcheck.ingest.formats import page
from factcheck.ingest.formats.records import titled
from factcheck.ingest.fragment import html_parts, plain_parts
from factcheck.ingest.jsontext import legible
from factcheck.ingest.metadata import Metadata
from factcheck.ingest.moments import iso
from factcheck.ingest.scan import DeepError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.ingest.article import Asked, Found

_PARTS: Final = 1_000
_SIGNATURE: Final = re.compile(r"\n-- ?\n")
# A line ends in one way only, or a row of ">" would be tried in as many ways as it has parts.
_QUOTED: Final = re.compile(r"(?:[ \t]*>[^\n]*(?:\n|\Z))+")
_BOUNDARY: Final = re.compile(rb"boundary\s*=", re.IGNORECASE)


def read(raw: Raw, asked: Asked) -> Iterator[Found]:
    """Yield the article of a message; attachments are told and not read."""
    if len(_BOUNDARY.findall(raw.data)) > asked.limits.depth:
        yield Complaint(f"nested too deep: more than {asked.limits.depth} parts of parts")
        return
    message = email.message_from_bytes(raw.data, policy=email.policy.default.clone(raise_on_defect=False))
    texts: list[tuple[str, EmailMessage]] = []
    others = 0
    for number, part in enumerate(message.walk()):
        if number > _PARTS:
            yield Complaint(f"more than {_PARTS:,} parts; the rest is not read")
            break
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            texts.append((kind, part))
        else:
            others += 1
    if others:
        yield Complaint(f"not read: {others} {'attachment' if others == 1 else 'attachments'}", note=True)
    yield from _article(message, texts, raw, asked)


def _article(message: Any, texts: list[tuple[str, EmailMessage]], raw: Raw, asked: Asked) -> Iterator[Found]:
    title, sender = _header(message, "Subject"), _header(message, "From")
    name, address = parseaddr(sender)
    known = Metadata(title=title, published=iso(_header(message, "Date")), outlet=name or address.rpartition("@")[2])
    plain = [part for kind, part in texts if kind == "text/plain"]
    marked = [part for kind, part in texts if kind == "text/html"]
    parts: list[Part] = []
    lost = 0
    try:
        for part in plain:
            text, wrong = _text(part)
            if wrong:
                yield Complaint(wrong)
            parts += _paragraphs(text, _line(raw.data, text))
        if not any(part.kind != "boilerplate" for part in parts):
            parts = []
            for part in marked:
                if raw.suffix in (".mht", ".mhtml"):  # a saved page has all that surrounds an article
                    inner = Raw(raw.name, _payload(part))
                    yield from page.read(inner, asked)
                    return
                text, wrong = _text(part)
                if wrong:
                    yield Complaint(wrong)
                found, complaints, lost = html_parts(text, 0, asked)
                yield from complaints
                parts += [Part(one.text, _line(raw.data, one.text), one.kind) for one in found]
    except DeepError as error:
        yield Complaint(str(error))
        return
    if not parts:
        raise UnreadableError("no text in this message")
    yield Article(titled(title, parts, 1), known, "", 1, lost)


def _header(message: Any, name: str) -> str:
    """Return a header decoded, as it stands where it cannot be decoded, empty when there is none."""
    try:
        return legible(" ".join(str(message.get(name, "")).split()))
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError):  # the parser is strict, mail is not
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return legible(" ".join(str(raw).split()))


def _payload(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: EmailMessage) -> tuple[str, str]:
    """Return the text of a part, and what is wrong with its bytes."""
    charset = part.get_content_charset("") or ""
    decoded = decode(_payload(part), [charset] if charset else [])
    return decoded.text.replace("\r\n", "\n"), decoded.warning


def _paragraphs(text: str, line: int) -> list[Part]:
    """Return the paragraphs of plain mail: lines wrapped at a fixed width are joined, quoted lines and signatures are marked."""
    body, sign, signature = (
        (*_SIGNATURE.split(text, maxsplit=1), "", "")[:3] if _SIGNATURE.search(text) else (text, "", "")
    )
    parts: list[Part] = []
    for block in re.split(r"\n[ \t]*\n", body):
        if not block.strip():
            continue
        kind = "boilerplate" if _QUOTED.fullmatch(block.strip("\n")) else ""
        lines = [one.strip() for one in block.strip().split("\n")]
        wrapped = len(lines) > 1 and all(len(one) >= 50 for one in lines[:-1]) and max(map(len, lines)) <= 100
        parts += [Part(" ".join(lines), line, kind)] if wrapped else [Part(one, line, kind) for one in lines if one]
    parts += [Part(one.text, line, "boilerplate") for one in plain_parts(f"{sign}{signature}", line)]
    return parts


def _line(data: bytes, text: str) -> int:
    """Return the line of the message in which a text begins, 1 where its encoding hides it."""
    first = next((one.strip() for one in text.split("\n") if one.strip()), "")[:40]
    at = data.find(first.encode("utf-8", "replace")) if first else -1
    return data.count(b"\n", 0, at) + 1 if at >= 0 else 1
