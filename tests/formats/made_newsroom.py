"""One invented article in every format of newsrooms."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape

from made_pages import BODY, DAY, MOMENT, TITLE, article, page, paragraphs

URL = "https://gazette.example/ferry"
OUTLET = "Saltmere Gazette"
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
RSS = '<?xml version="1.0"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Saltmere Gazette</title>\n{}</channel></rss>'


def paras() -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>\n" for text in BODY)


def record(**more: object) -> dict[str, object]:
    return {
        "id": "a1",
        "title": TITLE,
        "text": "\n".join(BODY),
        "published_at": MOMENT,
        "source": {"name": OUTLET},
        "url": URL,
        **more,
    }


def json_object() -> bytes:
    return json.dumps(record()).encode()


def json_list() -> bytes:
    return json.dumps(
        {"articles": [record(), record(id="a2", title="Another", text="The sea was calm.")]}, indent=1
    ).encode()


def json_lines() -> bytes:
    return "\n".join(json.dumps(r) for r in (record(), record(id="a2", text="The sea was calm."))).encode()


def csv_table() -> bytes:
    text = "\n".join(BODY).replace('"', '""')
    return f'id,headline,body,date,publisher,link\na1,{TITLE},"{text}",{DAY},{OUTLET},{URL}\n'.encode()


def ninjs_1() -> bytes:
    item = {
        "uri": URL,
        "type": "text",
        "versioncreated": MOMENT,
        "headline": TITLE,
        "body_text": " ".join(BODY),
        "body_xhtml": paras(),
        "copyrightholder": OUTLET,
        "pubstatus": "usable",
    }
    return json.dumps(item).encode()


def ninjs_2() -> bytes:
    bodies = [{"role": "text", "contenttype": "text/plain", "value": "\n".join(BODY)}]
    item = {
        "uri": URL,
        "standard": {"name": "ninjs", "version": "2.1"},
        "versioncreated": MOMENT,
        "headlines": [{"role": "main", "value": TITLE}],
        "bodies": bodies,
        "copyrightholder": OUTLET,
    }
    return json.dumps(item).encode()


def ninjs_3() -> bytes:
    bodies = [
        {"role": "html", "contentType": "text/html", "value": paras()},
        {"role": "teaser", "contentType": "text/plain", "value": BODY[0]},
    ]
    item = {
        "uri": URL,
        "type": "text",
        "versionCreated": MOMENT,
        "headlines": [{"role": "main", "value": TITLE}],
        "bodies": bodies,
        "copyrightHolder": OUTLET,
        "pubStatus": "usable",
    }
    return json.dumps(item).encode()


def nitf() -> bytes:
    head = f'<docdata><date.issue norm="20240514T093000+0100"/><doc.copyright holder="{OUTLET}"/></docdata>'
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">\n<nitf><head><title>x</title>{head}</head>\n<body><body.head>'
        f'<hedline><hl1>{TITLE}</hl1></hedline></body.head>\n<body.content><block>{paras()}</block><media media-type="image"><media-reference/>'
        f"<media-caption>The pier.</media-caption></media></body.content></body></nitf>"
    ).encode()


def news_item(content: str, status: str = "stat:usable", guid: str = "urn:x:1") -> str:
    meta = f'<itemMeta><itemClass qcode="ninat:text"/><provider literal="{OUTLET}"/><versionCreated>{MOMENT}</versionCreated><pubStatus qcode="{status}"/></itemMeta>'
    return f'<newsItem {NAR} guid="{guid}" version="2">{meta}<contentMeta><headline>{TITLE}</headline></contentMeta><contentSet>{content}</contentSet></newsItem>'


def newsml_xhtml() -> bytes:
    return news_item(f'<inlineXML contenttype="application/xhtml+xml">{XHTML.format(paras())}</inlineXML>').encode()


def newsml_nitf() -> bytes:
    inner = nitf().decode().split("\n", 2)[2]
    return news_item(
        f'<inlineXML contenttype="application/nitf+xml">{inner}</inlineXML><remoteContent href="a.jpg"/>'
    ).encode()


def newsml_data() -> bytes:
    lines = escape("\n".join(BODY), quote=False)
    return news_item(f'<inlineData contenttype="text/plain">{lines}</inlineData>').encode()


def news_message() -> bytes:
    items = news_item(f"<inlineXML>{XHTML.format(paras())}</inlineXML>") + news_item("", "stat:canceled", "urn:x:2")
    return f'<?xml version="1.0"?><newsMessage {NAR}><itemSet>{items}<packageItem guid="p"/></itemSet></newsMessage>'.encode()


def rss() -> bytes:
    item = f"<item><guid>g1</guid><title>{TITLE}</title><link>{URL}</link><pubDate>Tue, 14 May 2024 09:30:00 +0100</pubDate><description>Short.</description>"
    return RSS.format(f"{item}<content:encoded><![CDATA[{paras()}]]></content:encoded></item>").encode()


def atom() -> bytes:
    entry = f"<entry><id>g1</id><title>{TITLE}</title><link href='{URL}'/><published>{MOMENT}</published><updated>2024-05-16T00:00:00Z</updated>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{OUTLET}</title>{entry}<content type='html'>{escape(paras())}</content></entry></feed>".encode()


def json_feed() -> bytes:
    item = {"id": "g1", "title": TITLE, "url": URL, "date_published": MOMENT, "content_html": paras()}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": OUTLET, "items": [item]}).encode()


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, f"{OUTLET} <desk@gazette.example>"
    message["To"], message["Date"], message["Message-ID"] = (
        "you@example.org",
        "Tue, 14 May 2024 09:30:00 +0100",
        "<1@gazette.example>",
    )
    message.set_content("\n\n".join(BODY) + "\n\n-- \nSaltmere Gazette, founded 1888\n")
    message.add_alternative(page(paragraphs()), subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="jpeg", filename="../../a.jpg")
    return message.as_bytes()


def html_mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        TITLE,
        f"{OUTLET} <desk@gazette.example>",
        "Tue, 14 May 2024 09:30:00 +0100",
    )
    message.set_content(page(paragraphs()), subtype="html")
    return message.as_bytes()


def gzipped() -> bytes:
    return gzip.compress(page(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>", article()).encode(), mtime=0)


def zipped(files: dict[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (
            files or {"../../etc/a.json": json_object(), "b.txt": b"The sea was calm.\n", "c.jpg": b"\xff\xd8\xff"}
        ).items():
            packed.writestr(name, data)
    return made.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "json object": ("a.json", json_object),
    "json list": ("a.json", json_list),
    "json lines": ("a.jsonl", json_lines),
    "csv": ("a.csv", csv_table),
    "ninjs 1": ("a.json", ninjs_1),
    "ninjs 2": ("a.json", ninjs_2),
    "ninjs 3": ("a.json", ninjs_3),
    "nitf": ("a.xml", nitf),
    "newsml xhtml": ("a.xml", newsml_xhtml),
    "newsml nitf": ("a.xml", newsml_nitf),
    "newsml data": ("a.xml", newsml_data),
    "newsml message": ("a.xml", news_message),
    "rss": ("a.rss", rss),
    "atom": ("a.xml", atom),
    "json feed": ("a.json", json_feed),
    "mail": ("a.eml", mail),
    "html mail": ("a.eml", html_mail),
    "gzip": ("a.html.gz", gzipped),
    "zip": ("a.zip", zipped),
}
