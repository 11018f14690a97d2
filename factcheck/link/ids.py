"""Claims -> the same claims with ids that stay: made of who said what on which day, not of files, lines and offsets.

An id holds the outlet (an article without one goes by its file's name), the stated day, the family, the attribute, the words of
the sentence and the value's place in it. An edit elsewhere in the article, another folder, another order of the files or
an article beside them change none; one word of the sentence does. Editors' decisions hang on these ids.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from factcheck.digest import blake2b, stable_id
from factcheck.record import replaced
from factcheck.taken import taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factcheck.model import Claim, Document


def identified(
    claims: list[Claim], documents: Mapping[str, Document], numbers: Mapping[int, int] | None = None
) -> tuple[Claim, ...]:
    """Return the claims with their ids; `documents` are theirs by id. What one outlet says twice on one day is counted.

    The list is used up. `numbers` tells where these are not all claims: which of them, by its place, is said for how many
    times already, itself counted.
    """
    seen: Counter[bytes] = Counter()
    made = []
    for at, (claim, content) in enumerate(_with_contents(taken(claims), documents)):
        if numbers is None:
            mark = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            seen[mark] += 1
            number = seen[mark]
        else:
            number = numbers.get(at, 1)
        again = () if number == 1 else (str(number),)
        made.append(replaced(claim, id=stable_id(content, *again)))
    return tuple(made)


def contents(claims: Iterable[Claim], documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield what makes the id of each claim."""
    return (content for _, content in _with_contents(claims, documents))


def _with_contents(claims: Iterable[Claim], documents: Mapping[str, Document]) -> Iterator[tuple[Claim, str]]:
    last, sentence = ("", 0, 0), ""
    for claim in claims:
        document = documents[claim.document]
        text = document.text
        where = (claim.document, claim.evidence_start, claim.evidence_end)
        if where != last:  # most claims stand in the order of their sentences
            last, sentence = where, " ".join(text[claim.evidence_start : claim.evidence_end].split())
        before = len("".join(text[claim.evidence_start : claim.start].split()))
        value = " ".join(text[claim.start : claim.end].split())
        outlet = document.outlet or document.path.rpartition("/")[2]
        day = document.published.start if document.published.basis == "metadata" else None
        parts = (
            outlet,
            str(day or ""),
            claim.family,
            claim.attribute,
            claim.scope,
            sentence,
            str(before),
            value,
        )
        yield claim, "\x1f".join(parts)
