"""HTML that is decoded -> a tree: the one place where lxml is given HTML."""

from __future__ import annotations

from lxml import etree, html

from factcheck.ingest.scan import DeepError, sound


def html_tree(text: str) -> html.HtmlElement | None:
    """Return the root of a page or of a piece of HTML, None when it holds nothing; raises `DeepError`."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    clean = sound(text.removeprefix("\ufeff")).encode()
    try:
        tree = html.document_fromstring(clean, parser=parser, ensure_head_body=False)
    except (etree.ParserError, ValueError):
        return None
    if any("RESOURCE" in error.type_name or "depth" in error.message.lower() for error in parser.error_log):
        raise DeepError("nested too deep: the parser gave up on it")
    return tree
