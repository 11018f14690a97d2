"""What a document quotes: the words between double quotation marks, and who is said to have spoken them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.link.quotations import QuotationReader
    from factcheck.model import Sentence

LEAST: Final = 6  # a quotation of fewer words may be anybody's
GAP: Final = "*"  # stands for what was left out or put in: "...", "[the mayor]"
OPEN: Final = "“"
CLOSE: Final = "”"
PLAIN: Final = '"'
OPENING: Final = (OPEN, PLAIN)


@record(frozen=True, slots=True)
class Quote:
    """A quotation: its words, folded, with their spans; its sentences; and its speaker as the text names him in full.

    `speaker` is empty where the text names no person in full right beside the quotation.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    speaker: str = ""
    speaker_start: int = 0
    speaker_end: int = 0

    def evidence(self, start: int, end: int) -> tuple[int, int]:
        """Return the sentence that holds a span, or the first and last one of several."""
        first = next((s for s, e in self.sentences if s <= start < e), self.sentences[0][0])
        last = next((e for s, e in self.sentences if s < end <= e), self.sentences[-1][1])
        return min(first, start), max(last, end)


class QuoteReader:
    """Reads quotations; what reads them is made from the word lists when a text first has one."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]]) -> None:
        self._words = words
        self._made: QuotationReader | None = None

    def quotes(self, sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
        """Return the quotations of a document in order. A quotation that no mark closes ends with its paragraph."""
        if not any(t.text in OPENING for s in sentences for t in s.tokens):
            return ()
        if self._made is None:
            from factcheck.link.quotations import QuotationReader  # noqa: PLC0415 - few drafts quote anybody

            self._made = QuotationReader(self._words)
        return self._made.quotes(sentences)
