"""What the word lists hold, where it stands in a sentence: places, countries, chambers, bodies and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.model import CAPITAL
from factcheck.read.classes import LISTED, OFFICE
from factcheck.read.lexicon import Lexicon, Phrases
from factcheck.read.settle import Piece
from factcheck.read.tokens import written
from factcheck.read.vocabulary import bodies, places, roles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token


class Listed:
    """Finds what the word lists hold; built once from them."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon) -> None:
        offices = words["roles"]
        self.places = Phrases(places(words["places"]))
        self.bodies = Phrases(bodies(words))
        self.roles = Phrases(roles(offices, lexicon))
        self.status: Mapping[str, str] = offices["before"]
        self._deputy = frozenset(offices["deputy"])
        self.offices = self.roles.firsts | frozenset(self.status) | self._deputy  # with which an office begins

    def fixed(self, tokens: Sequence[Token], i: int) -> Piece | None:
        """Return the place, country, chamber or body of the word lists that begins at a token."""
        if not tokens[i].classes & LISTED:
            return None
        body = self.bodies.at(tokens, i)
        place = self.places.at(tokens, i)
        if body is not None and (place is None or body[0] >= place[0]):
            last, (kind, fields, small) = body
            if small or tokens[i].classes & CAPITAL:
                return Piece(i, last, written(tokens, i, last), "organisation", kind, fields)
        if place is not None:
            last, (kind, code) = place
            first = tokens[i].text
            if not first[0].isupper() or (
                len(first) <= 3 and last == i + 1 and not first.isupper() and "." not in first and kind == "country"
            ):
                return None
            fields = (("country", code),) if code else ()
            return Piece(i, last, written(tokens, i, last), "place", kind, fields)
        return None

    def role(self, tokens: Sequence[Token], i: int) -> Piece | None:
        """Return the office that begins at a token, with the words before it that tell its status."""
        if not tokens[i].classes & OFFICE:
            return None
        status, first, at = "", i, i
        deputy = ""
        while at < len(tokens) and (tokens[at].low in self.status or tokens[at].low in self._deputy):
            if tokens[at].low in self._deputy:
                deputy = tokens[at].low
                hit = self.roles.at(tokens, at)
                if hit is not None and hit[0] > at + 1:
                    break
            status = self.status.get(tokens[at].low, status)
            at += 1
            if at < len(tokens) and tokens[at].low == "-":
                at += 1
        if at >= len(tokens):
            return None
        hit = self.roles.at(tokens, at)
        if hit is None:
            return None
        last, (kind, holders, number, upper) = hit
        if upper and not tokens[at].text[0].isupper():
            return None
        if deputy and not kind.startswith(deputy):
            kind, holders = f"{deputy} {kind}", "many"
        if (
            last < len(tokens)
            and tokens[last].low == "-"
            and last + 1 < len(tokens)
            and tokens[last + 1].low in ("elect", "designate")
        ):
            status, last = "incoming", last + 2
        fields = [("holders", holders)]
        if status:
            fields.append(("status", status))
        if number == "plural":
            fields.append(("number", number))
        return Piece(first, last, written(tokens, first, last), "role", kind, tuple(sorted(fields)))
