"""XML of an unknown kind: it is told, and not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.ingest.decode import UnreadableError
from factcheck.ingest.xmltree import local, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.ingest.article import Asked, Found, Raw


def read(raw: Raw, asked: Asked) -> Iterator[Found]:
    """Yield what is wrong with the file; raises `UnreadableError` with the name of its root."""
    root, complaints = tree(raw, asked.limits)
    yield from complaints
    if root is not None:
        raise UnreadableError(f"no articles: XML of an unknown kind (root {local(root)[:40]!r})", foreign=True)
