"""What a reader knows of a word by itself, as bits of `Token.classes`, so that a sentence is searched where something can begin.

The bits of a word's shape (`CAPITAL`, `SMALL`, `DIGIT`, `LETTERS`) and `COMMON` stand in `model`; these here are asked
only while a text is read. Each is set for the words that the reader of that name hands over, by their folded form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.model import CAPITAL, COMMON, DIGIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATE: Final = 1 << 8  # a month, a weekday, "last", "ago"
THE: Final = 1 << 9
CLOCK: Final = 1 << 10  # an hour in words, "noon"
FIGURE: Final = 1 << 11  # a number word, an ordinal, a currency
ARTICLE: Final = 1 << 12  # "a", "an": a number only before a scale or a unit of time
SCALE: Final = 1 << 13  # "million", "dozen", "hour"
OFFICE: Final = 1 << 14  # begins an office, or tells its status
LISTED: Final = 1 << 15  # begins a place or a body of the word lists
BEGINS: Final = 1 << 16  # begins a name though it is written small
VERB: Final = 1 << 17  # a form of a verb
AUXILIARY: Final = 1 << 18
CLOSED: Final = 1 << 19  # of a closed class: determiner, preposition, pronoun
OPENER: Final = 1 << 20  # opens a clause or joins two
BREAK: Final = 1 << 21  # a comma or a harder mark between clauses
QUOTE: Final = 1 << 22  # a mark of quotation
CUE: Final = 1 << 23  # shows that a clause is no plain assertion
SAYS: Final = 1 << 24  # a verb of speech, "according"

SEED: Final = CAPITAL | DIGIT | DATE | THE | CLOCK | FIGURE | BEGINS  # a mention may begin at such a word


class WordClasses:
    """The bits of words: those of the lists that are given for each bit, and those of verbs, which are many and no list."""

    def __init__(self, words: Mapping[int, Iterable[str]], verbs: Mapping[str, object]) -> None:
        self._verbs = verbs
        self._listed: dict[str, int] = {}
        known = self._listed.get
        for bit, listed in words.items():
            for word in listed:
                self._listed[word] = known(word, 0) | bit

    def of(self, word: str) -> int:
        """Return the bits of a word in its folded form."""
        bits = self._listed.get(word, 0)
        return bits | COMMON | VERB if word in self._verbs else bits
