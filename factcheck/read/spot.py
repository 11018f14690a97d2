"""Spots runs of capitals, offices, countries and places in one sentence, with the evidence that stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.model import CAPITAL
from factcheck.read.classes import BEGINS, CLOSED, LISTED, OFFICE
from factcheck.read.evidence import Evidence
from factcheck.read.listed import Listed
from factcheck.read.settle import Piece
from factcheck.read.streets import number_of, numbered, street
from factcheck.read.tokens import written
from factcheck.read.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.model import Token
    from factcheck.read.lexicon import Lexicon

_CAN_BEGIN: Final = CAPITAL | BEGINS
_LONGEST: Final = 9
_NAME_WORDS: Final = 2
_SYLLABLE: Final = 4
_QUOTED: Final = {'"': '"', "“": "”", "'": "'"}  # marks around a nickname, as they are folded
_MARKS: Final = frozenset((*_QUOTED, *_QUOTED.values()))
_BEHIND_PERSON: Final = frozenset(("is", "was", "has", "had", ",", "'s"))
_LOCAL: Final = frozenset(("mayor", "governor", "sheriff", "police chief", "fire chief"))


class Spotter:
    """Spots the pieces of one sentence; built once from the word lists."""

    def __init__(self, words: Mapping[str, Mapping[str, Any]], lexicon: Lexicon) -> None:
        self.vocabulary = vocabulary(words)
        self._lexicon = lexicon
        self._listed = listed = Listed(words, lexicon)
        self._joints = self.vocabulary.particles | {*_QUOTED, *"- . of no & and for on the".split()}  # inside a name
        self._evidence = Evidence(self.vocabulary, listed.roles, frozenset(words["world"]["speech"]))
        self.classes: Mapping[int, frozenset[str]] = {
            OFFICE: listed.offices,
            LISTED: listed.places.firsts | listed.bodies.firsts,
            # Words that can begin a piece without a capital: all others are passed by at once.
            BEGINS: listed.offices | listed.bodies.firsts,
        }

    def pieces(self, tokens: Sequence[Token], seeds: Sequence[int], lower: frozenset[str]) -> list[Piece]:
        """Return the pieces of a sentence in order; one begins at a seed. `lower`: first words that the document also writes small."""
        found: list[Piece] = []
        end = 0
        for i in [k for k in seeds if tokens[k].classes & _CAN_BEGIN]:
            if i >= end:
                end = self._piece(tokens, i, found, lower)
        return found

    def known(self, tokens: Sequence[Token], names: Mapping[str, tuple[str, str]]) -> list[Piece]:
        """Return the pieces of a headline: places, bodies and offices of the lists, and names settled elsewhere."""
        found: list[Piece] = []
        i = 0
        while i < len(tokens):
            last = i + 1
            fixed = self._listed.fixed(tokens, i)
            own = _longest(tokens, i, names)
            if own and (fixed is None or own >= fixed.last):
                found.append(Piece(i, own, written(tokens, i, own), "unknown"))
                last = own
            elif fixed is not None:
                found.append(fixed)
                last = fixed.last
            else:
                role = self._listed.role(tokens, i)
                if role is not None:
                    found.append(role)
                    last = role.last
            i = last
        return found

    def _piece(self, tokens: Sequence[Token], i: int, found: list[Piece], lower: frozenset[str]) -> int:
        token = tokens[i]
        if i == 0 and token.classes & CLOSED and not token.classes & (OFFICE | LISTED):
            given = token.text in self.vocabulary.given
            if not given or not self._called(tokens, i, self._run(tokens, i, lower), found):
                return 1
        capital = token.classes & CAPITAL
        end = self._run(tokens, i, lower) if capital else i
        fixed = self._listed.fixed(tokens, i) if token.classes & LISTED else None
        if fixed is not None and fixed.last >= end:
            found.append(fixed)
            return fixed.last
        role = self._listed.role(tokens, i) if token.classes & OFFICE else None
        if role is not None and not (capital and self._whole(tokens, i, end)):
            found.append(role)
            return role.last
        if not capital:
            if fixed is not None:
                found.append(fixed)
                return fixed.last
            return i + 1
        called = token.text in self.vocabulary.given and self._called(tokens, i, end, found)
        if token.classes & CLOSED and not called and (i == 0 or not (end > i + 1 and self._whole(tokens, i, end))):
            return i + 1
        if token.low in self._listed.status:
            return i + 1
        if token.text in self.vocabulary.titles:
            return i + 1 + (i + 1 < len(tokens) and tokens[i + 1].low == ".")
        if self._member(tokens, i, end):
            return i + 1
        if fixed is not None and not self._whole(tokens, i, end):
            rest = tokens[fixed.last] if fixed.last < end else None
            demonym = fixed.kind == "demonym"
            if rest is not None and (
                demonym
                or fixed.type == "organisation"
                or self._listed.role(tokens, fixed.last)
                or rest.text in self.vocabulary.given
            ):
                found.append(fixed)
                return fixed.last
        found.append(self._named(tokens, i, end))
        return end

    def _member(self, tokens: Sequence[Token], i: int, end: int) -> bool:
        """Tell whether a word says what the person is whose full name stands behind it ("Conservative Ann Roe", "Fisherman Ann Roe")."""
        members = self.vocabulary.members
        if tokens[i].text not in members or end < i + 1 + _NAME_WORDS:
            return False
        after = tokens[i + 1].text
        return after in self.vocabulary.given or (after in members and self._member(tokens, i + 1, end))

    def _called(self, tokens: Sequence[Token], i: int, end: int, found: Sequence[Piece]) -> bool:
        """Tell whether a small word ("Will") is a given name: behind an office or title, or before a surname that does something."""
        if end != i + _NAME_WORDS or self._listed.fixed(tokens, i + 1) is not None:
            return False
        if i:
            role = bool(found) and found[-1].type == "role" and found[-1].last == i
            before = tokens[i - 1]
            return role or before.text in self.vocabulary.titles or before.low == "." or before.text[0].islower()
        after = tokens[end].low if end < len(tokens) else "."
        verb = self._lexicon.verbs.get(after)
        acts = after in _BEHIND_PERSON or (verb is not None and verb[1] in (1, 2) and after != verb[0])
        return acts and tokens[-1].low != "?"

    def _whole(self, tokens: Sequence[Token], i: int, end: int) -> bool:
        """Tell whether a run of capitals ends in a word that makes it one body or place ("... Party", "... County")."""
        if end - i < 2:
            return False
        last = tokens[end - 1].text
        if (
            last in self.vocabulary.heads
            or last in self.vocabulary.place_heads
            or last in self.vocabulary.things
            or street(tokens[i:end], self.vocabulary)
        ):
            return all(self._listed.role(tokens, k) is None for k in range(i, end - 1)) or tokens[i].low in (
                "king",
                "queen",
                "prince",
            )
        return any(t.low == "of" for t in tokens[i:end]) and tokens[i].text in self.vocabulary.of

    def _run(self, tokens: Sequence[Token], i: int, lower: frozenset[str]) -> int:
        """Return where the run of capitals that begins at a token ends; connectors inside a name belong to it."""
        words = self.vocabulary
        count = len(tokens)
        end, stop = i, min(count, i + _LONGEST)
        while end < stop:
            token = tokens[end]
            low = token.low
            if token.classes & CAPITAL and token.text[0].isalpha():
                if end > i and token.classes & OFFICE and self._before_person(tokens, end):
                    break
                if end > i and token.text in words.never and token.text not in words.given:
                    break
                if (
                    i == 0
                    and end == 1
                    and tokens[0].low in lower
                    and tokens[0].text not in words.given
                    and not self._keeps(tokens[0])
                ):
                    break
                end += 1
                if (
                    (len(token.text) == 1 or low in ("st", "mt", "ft"))
                    and end + 1 < count
                    and tokens[end].low == "."
                    and tokens[end + 1].text[0].isupper()
                ):
                    end += 1
                continue
            if low not in self._joints:
                break  # as most runs do
            after = tokens[end + 1] if end + 1 < count else None
            if low == "-" and self._goes_on_small(tokens, i, end):
                end += 2
                continue
            if low in _QUOTED and end > i and tokens[i].text in words.given:
                behind = _nickname(tokens, end)
                if behind:
                    end = behind
                    continue
            if end == i or after is None or not after.classes & CAPITAL:
                if low == "." and end > i and tokens[end - 1].low in words.suffixes:
                    end += 1
                break
            joins = (
                (low == "of" and any(t.text in words.of for t in tokens[i:end]))
                or (low in words.particles and low != "st")
                or (low == "no" and end - i <= 3)
                or (low == "&")
                or (
                    low == "-"
                    and token.start == tokens[end - 1].end
                    and after.start == token.end
                    and not self._parts(tokens, end)
                )
                or (low in ("and", "for", "on") and self._body_goes_on(tokens, i, end))
                or (low == "the" and tokens[end - 1].low == "of")
            )
            if not joins:
                break
            end += 1
        while end > i + 1 and not (tokens[end - 1].text[0].isalnum() or tokens[end - 1].low == "."):
            end -= 1
        return end

    def _goes_on_small(self, tokens: Sequence[Token], i: int, dash: int) -> bool:
        """Tell whether the hyphen at `dash` and a short small word end a given name ("Ban Ki-moon"); verbs and "-era" do not."""
        if dash - i < _NAME_WORDS or dash + 1 >= len(tokens):
            return False
        word = tokens[dash + 1]
        touching = tokens[dash - 1].end == tokens[dash].start and tokens[dash].end == word.start
        plain = word.text.islower() and word.text.isalpha() and len(word.text) <= _SYLLABLE
        return touching and plain and word.low not in self._lexicon.verbs and word.low not in self.vocabulary.joined

    def _before_person(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether an office begins at a token and a name follows it ("... Prime Minister Jane Roe")."""
        role = self._listed.role(tokens, at) if tokens[at].low in self._listed.roles.firsts else None
        return role is not None and role.last < len(tokens) and tokens[role.last].text[0].isupper()

    def _keeps(self, token: Token) -> bool:
        return token.text in self.vocabulary.of or token.text in self.vocabulary.heads

    def _parts(self, tokens: Sequence[Token], dash: int) -> bool:
        """Tell whether a hyphen parts two names ("Japan-US"): one side is a known place or body or an acronym."""
        left, right = tokens[dash - 1], tokens[dash + 1]
        return (
            left.text in self.vocabulary.heads
            or any(len(t.text) > 1 and t.text.isupper() for t in (left, right))
            or self._listed.fixed(tokens, dash + 1) is not None
            or self._listed.fixed(tokens, dash - 1) is not None
        )

    def _body_goes_on(self, tokens: Sequence[Token], i: int, at: int) -> bool:
        """Tell whether "and" stands inside one name: "Department of Health and Human Services", "Food and Drug Administration"."""
        end = at + 1
        while end < len(tokens) and tokens[end].text[0].isupper():
            end += 1
        begins = tokens[i].text in self.vocabulary.of and any(t.low == "of" for t in tokens[i:at])
        ends = (
            tokens[end - 1].text in self.vocabulary.heads
            and end - at > 2
            and tokens[at - 1].text not in self.vocabulary.heads
        )
        return (begins and tokens[at].low == "and" and tokens[end - 1].text[-1] == "s") or (
            ends
            and at - i <= 2
            and self.vocabulary.heads[tokens[end - 1].text] in ("agency", "ministry", "group")
            and tokens[i].text not in self.vocabulary.given
        )

    def _named(self, tokens: Sequence[Token], i: int, end: int) -> Piece:
        """Return a run of capitals as a piece: typed by its own words, or unknown with the evidence around it."""
        words = self.vocabulary
        text = _without_nickname(tokens, i, end)
        first, last = tokens[i].text, tokens[end - 1].text
        multi = end > i + 1
        signs = self._evidence.around(tokens, i, end)
        number = number_of(tokens, i, words) if i else ""
        road = (street(tokens[i:end], words) if multi else "") or numbered(tokens, i, end, words, number)
        if road:
            return Piece(
                i, end, text, "place", "street", (("street", road), *((("number", number),) if number else ()))
            )
        if last in words.things and multi and not (last in words.towns and "settled" in signs):
            return Piece(i, end, text, "thing")
        if ("titled" not in signs and "role" not in signs) or last in words.heads:
            head = words.heads.get(last, "")
            if head and multi:
                return Piece(i, end, text, "organisation", head, signs=signs)
            if multi and first in words.of and any(t.low == "of" for t in tokens[i:end]):
                return Piece(i, end, text, "organisation", words.heads.get(first, "group"), signs=signs)
            if last in words.place_heads and multi:
                return Piece(i, end, text, "place", last.casefold())
            bare = first.replace(".", "") if not multi and first.isupper() else ""
            if len(bare) > 1 and bare not in words.not_acronyms and bare.isalpha():
                return Piece(i, end, text, "unknown", "acronym", signs=signs | {"acronym"})
            local = end < len(tokens) and tokens[end].classes & OFFICE and self._is_local(tokens, end)
            if local and end - i <= 2 and first not in words.given:
                return Piece(i, end, text, "place", "city")
        return Piece(i, end, text, "unknown", signs=signs)

    def _is_local(self, tokens: Sequence[Token], at: int) -> bool:
        role = self._listed.role(tokens, at)
        return role is not None and role.kind in _LOCAL


def _nickname(tokens: Sequence[Token], at: int) -> int:
    """Return where a nickname ends that stands in quotation marks before a surname (Jane "Jay" Roe); 0 where none does."""
    closing = _QUOTED[tokens[at].low]
    for end in (at + 2, at + 3):
        if end + 1 < len(tokens) and tokens[end].low == closing:
            inside = all(t.classes & CAPITAL for t in tokens[at + 1 : end])
            return end + 1 if inside and tokens[end + 1].classes & CAPITAL else 0
    return 0


def _without_nickname(tokens: Sequence[Token], i: int, end: int) -> str:
    """Return how a run is written, without what stands in quotation marks in it."""
    if end - i < 3:
        return written(tokens, i, end)
    marks = [k for k in range(i + 1, end) if tokens[k].low in _MARKS]
    if len(marks) != 2:
        return written(tokens, i, end)
    return f"{written(tokens, i, marks[0])} {written(tokens, marks[1] + 1, end)}"


def _longest(tokens: Sequence[Token], i: int, names: Mapping[str, tuple[str, str]]) -> int:
    """Return where the longest name that begins at a token ends, six tokens at most; 0 without one."""
    longest, words, end = 0, "", tokens[i].start
    for k in range(i, min(i + 6, len(tokens))):
        token = tokens[k]
        words += f" {token.text}" if token.start > end else token.text
        end = token.end
        if words in names:
            longest = k + 1
    return longest
