"""Pages as newsrooms make them, invented: each surrounds the same article in another kind of markup."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence

TITLE = "Ferry strikes the pier at Saltmere"
BODY = (
    "A ferry with 84 passengers on board struck the Saltmere pier on Monday evening, the harbour office said in a statement.",
    "Saltmere Mayor Judith Abelard closed the pier and asked the harbour office for a report on the accident by Friday.",
    "Twelve people were taken to hospital with broken bones, and two of them were still there on Tuesday, a doctor said.",
    "The pier was built in 1931 and was last repaired in 2004, when the council spent $1.2 million on new steel piles.",
    "“We were lucky that the tide was low,” said Harbour Master Paul Renn, who watched the crash from his office window.",
)
# What must never become a claim of the article: other mayors, other dead.
TEASERS = (
    "Vellmar Mayor Osric Tarn resigns after vote",
    "Dunhaven Mayor Wilma Frost opens new bridge",
    "Storm kills 31 people in Corby",
)
COMMENT = "I heard that Saltmere Mayor Rufus Quill closed the pier, and that 900 people died. Shame on them all."
NAVIGATION = ("Home", "News", "Sport", "Weather", "Obituaries", "Contact us")
DAY = "2024-05-14"
MOMENT = "2024-05-14T09:30:00+01:00"


def article(**more: object) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": MOMENT,
        "dateModified": "2024-05-16T12:00:00+01:00",
        "publisher": {"@type": "Organization", "name": "Saltmere Gazette"},
        "author": {"@type": "Person", "name": "Dora Castle"},
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def paragraphs(tag: str = "p", texts: Sequence[str] = BODY) -> str:
    return "\n".join(f"<{tag}>{html.escape(text, quote=False)}</{tag}>" for text in texts)


def links(texts: Sequence[str] = TEASERS) -> str:
    return "<ul>" + "".join(f'<li><a href="/a/{n}">{text}</a></li>' for n, text in enumerate(texts)) + "</ul>"


def page(body: str, head: str = "", language: str = "en") -> str:
    return f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{TITLE} | Saltmere Gazette</title>\n{head}</head>\n<body>\n{body}\n</body></html>\n'


def around(middle: str) -> str:
    nav = "<nav>" + links(NAVIGATION) + "</nav>"
    comments = f'<section class="comments" id="comments"><h2>Comments</h2><div class="comment"><p>{COMMENT}</p></div></section>'
    related = f'<aside class="related"><h3>Related stories</h3>{links()}</aside>'
    footer = "<footer><p>© 2024 Saltmere Gazette. All rights reserved. The Gazette was founded in 1888.</p></footer>"
    return f'<header class="site-header"><a href="/">Saltmere Gazette</a>{nav}</header>\n{middle}\n{related}\n{comments}\n{footer}'


def article_tag() -> str:
    return page(around(f"<main><article><h1>{TITLE}</h1>\n{paragraphs()}</article></main>"), article())


def div_soup() -> str:
    inner = f'<div class="hd">{TITLE}</div><div class="tx">{paragraphs("div")}</div>'
    menu = "".join(f'<div><a href="/{n}">{n}</a></div>' for n in NAVIGATION)
    soup = f'<div id="w"><div id="m1">{menu}</div><div id="c">{inner}</div><div id="r1">{links()}</div></div>'
    return page(soup, f'<meta property="article:published_time" content="{MOMENT}">')


def table() -> str:
    rows = "<tr><th>Ferry</th><th>Passengers</th></tr><tr><td>Gannet</td><td>84</td></tr><tr><td>Heron</td><td>120</td></tr>"
    inner = (
        paragraphs(texts=BODY[:3])
        + f"<table><caption>The ferries of the line</caption>{rows}</table>"
        + paragraphs(texts=BODY[3:])
    )
    return page(around(f"<article><h1>{TITLE}</h1>{inner}</article>"), article())


def live_blog() -> str:
    posts = "\n".join(
        f'<div class="post"><time datetime="2024-05-14T1{n}:00:00+01:00">1{n}:00</time><h3>Update {n}</h3><p>{text}</p></div>'
        for n, text in enumerate(BODY)
    )
    data = article(**{"@type": "LiveBlogPosting", "coverageStartTime": MOMENT})
    return page(around(f'<main><h1>{TITLE}</h1><div class="live-feed">{posts}</div></main>'), data)


def json_ld_date_only() -> str:
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebPage"}, {"@type": "ReportageNewsArticle", "headline": TITLE, "datePublished": MOMENT}],
    }
    return page(
        around(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"),
        f'<script type="application/ld+json">{json.dumps(graph)}</script>',
    )


def no_date() -> str:
    return page(around(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"))


def amp() -> str:
    ad = (
        '<amp-ad width="300" height="250" type="x"></amp-ad><amp-sidebar id="s" layout="nodisplay">'
        + links(NAVIGATION)
        + "</amp-sidebar>"
    )
    body = f'<article><h1>{TITLE}</h1><amp-img src="a.jpg" width="1" height="1" layout="responsive"></amp-img>{paragraphs()}</article>{ad}'
    return page(body, article() + "<script async src='https://cdn.example/v0.js'></script>").replace(
        "<html", "<html amp"
    )


def paywalled() -> str:
    inner = f'<article><h1>{TITLE}</h1>{paragraphs(texts=BODY[:3])}<div class="paywall"><p>Subscribe to read the rest.</p></div></article>'
    return page(around(inner), article(isAccessibleForFree=False))


def open_graph() -> str:
    head = f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Saltmere Gazette">'
    head += f'<meta property="article:published_time" content="{MOMENT}"><link rel="canonical" href="https://gazette.example/ferry">'
    return page(around(f'<div class="story-body"><h1>{TITLE}</h1>{paragraphs()}</div>'), head)


def microdata() -> str:
    inner = f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>'
    inner += f'<time itemprop="datePublished" datetime="{MOMENT}">14 May 2024</time><div itemprop="articleBody">{paragraphs()}</div></div>'
    return page(around(inner))


def breaks() -> str:
    inner = "<br><br>\n".join(BODY)
    return page(around(f'<div class="content"><h1>{TITLE}</h1><div class="text">{inner}</div></div>'), article())


def links_inside() -> str:
    first = BODY[0].replace("Saltmere pier", '<a href="/pier">Saltmere pier</a>')
    box = f'<div class="related-box"><h4>Read more</h4>{links()}</div>'
    inner = (
        f"<p>{first}</p>{box}<p>{BODY[1]}</p>"
        '<div class="newsletter-signup"><p>Sign up for our daily newsletter.</p></div>'
    )
    return page(around(f"<article><h1>{TITLE}</h1>{inner}{paragraphs(texts=BODY[2:])}</article>"), article())


def figures() -> str:
    figure = '<figure><img src="a.jpg" alt="Saltmere Mayor Nobody"><figcaption>The pier on Tuesday. Photograph: Dora Castle</figcaption></figure>'
    video = '<iframe src="https://video.example/1"></iframe>'
    return page(
        around(
            f"<article><h1>{TITLE}</h1>{figure}{paragraphs(texts=BODY[:2])}{video}{paragraphs(texts=BODY[2:])}</article>"
        ),
        article(),
    )


def sections() -> str:
    inner = f"<h2>What we know</h2>{paragraphs(texts=BODY[:2])}<h2>The injured</h2>{paragraphs(texts=BODY[2:3])}<ul>"
    inner += "".join(f"<li>{text}</li>" for text in BODY[3:]) + "</ul>"
    return page(around(f"<main><h1>{TITLE}</h1><section>{inner}</section></main>"), article())


def old_table_layout() -> str:
    left = "<td width=150>" + links(NAVIGATION) + "</td>"
    middle = f"<td><h1>{TITLE}</h1>{paragraphs()}</td>"
    return page(f"<table><tr>{left}{middle}<td>{links()}</td></tr></table>", f'<meta name="date" content="{DAY}">')


PAGES: dict[str, Callable[[], str]] = {
    made.__name__: made
    for made in (
        article_tag, div_soup, table, live_blog, json_ld_date_only, no_date, amp, paywalled, open_graph, microdata, breaks, links_inside,
        figures, sections, old_table_layout,
    )
}  # fmt: skip
