"""XML bytes -> a tree, without entities of the document's own, without the network, and never deeper than the limit."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, Final

from lxml import etree

from factcheck.ingest.article import Complaint
from factcheck.ingest.decode import UnreadableError, decode
from factcheck.ingest.scan import DeepError, check_xml, sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from factcheck.ingest.article import Raw
    from factcheck.inputs import Limits

_DECLARED: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_DECLARATION: Final = re.compile(r"\A\ufeff?\s*<\?xml\b[^>]*?\?>")
_PROLOG: Final = re.compile(r"<!ENTITY|<[A-Za-z_]|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN: Final = frozenset(("lt", "gt", "amp", "quot", "apos"))


def tree(raw: Raw, limits: Limits) -> tuple[Element | None, list[Complaint]]:
    """Return the root of an XML file, None when nothing of it can be read, and what is wrong in it.

    Of a broken or cut file there is what stands before the break. Raises `UnreadableError` for one with entities of its own.
    """
    declared = [m[1].decode("ascii", "replace")] if (m := _DECLARED.match(raw.data)) else []
    decoded = decode(raw.data, declared)
    wrong = [Complaint(decoded.warning, decoded.line)] if decoded.warning else []
    name = declared[0].lower().replace("_", "-") if declared else ""
    if name and decoded.encoding not in (name, name.replace("windows-", "cp")) and not _alike(name, decoded.encoding):
        wrong.append(Complaint(f"declares {name} but is {decoded.encoding}", 1, note=True))
    return parsed(decoded.text, limits, wrong)


def _alike(declared: str, used: str) -> bool:
    """Tell whether a declared encoding says nothing else than the one used."""
    plain = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252"}
    return (declared in plain and used in ("utf-8", "cp1252")) or (
        declared.startswith(used) or used.startswith(declared)
    )


def parsed(text: str, limits: Limits, wrong: Sequence[Complaint] = ()) -> tuple[Element | None, list[Complaint]]:
    """Return what `tree` does, of XML that is decoded already."""
    complaints = list(wrong)
    text = _DECLARATION.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text, count=1).removeprefix("\ufeff")
    first = next((m[0] for m in _PROLOG.finditer(text) if not m[0].startswith("<!--")), "")
    if first.upper() == "<!ENTITY":
        raise UnreadableError("not read: it declares entities of its own")
    try:
        check_xml(text, limits)
    except DeepError as error:
        return None, [*complaints, Complaint(str(error))]
    if (clean := sound(text)) != text:
        text = clean
        complaints.append(Complaint("control characters, read as U+FFFD", note=True))
    text = _NAMED.sub(lambda match: match[0] if match[1] in _OWN else html5.get(f"{match[1]};", match[0]), text)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True, recover=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        return None, [*complaints, Complaint(f"broken XML: {_words(str(error.msg))}", error.lineno or 0)]
    faults = [
        error for error in parser.error_log if error.level >= etree.ErrorLevels.ERROR and "NS_" not in error.type_name
    ]
    if faults:
        message = f"broken XML: {_words(faults[0].message)}; what follows may be missing"
        complaints.append(Complaint(message, faults[0].line))
    return root, complaints


def _words(message: str) -> str:
    clean = " ".join(message.split())
    return clean if len(clean) <= 80 else f"{clean[:79]}…"


def local(element: Element) -> str:
    """Return an element's name without its namespace, in lower case; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element at a path of names below an element, the first at each step; None without one."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def below(element: Element, name: str) -> list[Element]:
    """Return all elements of a name below an element, in order."""
    return [one for one in element.iter() if local(one) == name]


def words(element: Element | None) -> str:
    """Return the text of an element in one line, empty for None."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split()) if element is not None else ""
