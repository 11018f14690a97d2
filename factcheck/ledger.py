"""What became of every character of an article: read, marked as boilerplate, or told as not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.record import record

if TYPE_CHECKING:
    from factcheck.model import Document


@record(frozen=True, slots=True)
class Ledger:
    """Counts of characters: those of the article, those of what surrounds it, and those told as not read.

    Of a text file they are all characters of the file, of other formats those that a reader may see.
    """

    article: int
    boilerplate: int
    unread: int

    @property
    def given(self) -> int:
        """All characters that there are."""
        return self.article + self.boilerplate + self.unread


def ledger(document: Document) -> Ledger:
    """Return the counts of a document."""
    around = sum(block.end - block.start for block in document.blocks if block.kind == "boilerplate")
    return Ledger(len(document.text) - around, around, document.unread)
