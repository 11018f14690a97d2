"""HTML that is decoded -> a tree: the one place where lxml is given HTML."""

from __future__ import annotations

from typing import Final

from lxml import etree, html

from factcheck.ingest.scan import DeepError, sound

_HEAD: Final = frozenset("base link meta noframes noscript script style template title".split())


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
    _end_head(tree)
    return tree


def _end_head(tree: html.HtmlElement) -> None:
    """Move to the body what stands in the head and does not belong there, with all that follows it.

    A page may leave out the tags of both; the parser then takes elements that came with HTML 5 for a part of the head.
    """
    head = tree.find("head")
    if head is None:
        return
    first = next((n for n, one in enumerate(head) if isinstance(one.tag, str) and one.tag not in _HEAD), len(head))
    moved = list(head)[first:]
    if not moved:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    words, body.text = body.text, None
    moved[-1].tail = (moved[-1].tail or "") + (words or "") or None
    body[:0] = moved
