"""What is found among all stories at once is what is found in each by itself, way by way: so do many workers put it together."""

from __future__ import annotations

from itertools import pairwise

from factcheck import catalogue as cat
from factcheck.ingest import ingest_text
from factcheck.link import rules_of, small_words, told_together
from factcheck.link.entities import entities
from factcheck.reading import ArticleReader, Reading

CATALOGUE = cat.load()
# A text that writes the name of a town otherwise once; its story stands first in the order of stories.
SLIP = (
    "Flood in the valley\n\n"
    + "\n".join(
        f"The Schellenburg Council told the Schellenburg Police on Monday that {n} houses were empty."
        for n in (20, 30, 40)
    )
    + "\nThe Schelenburg Council met again.\n"
)
# Two texts that write one name in two ways.
ONE = "Parliaments compared\n\nThe Keladric Party holds 44 seats in the lower house, the Keladric Party said in May.\n"
OTHER = "Parliaments in May\n\nIn May the Keledric Party won 41 seats in the lower house, and the Keledric Party was glad.\n"


def stated(made: list[Reading], told: dict[str, str]) -> list[list[tuple[str, str, int]]]:
    """Return the claims of articles, by the way in which they are found."""
    names = {r.document.id: r.gist.names for r in made}
    resolver = entities(names, CATALOGUE.words["aliases"], CATALOGUE.words["places"])
    gists = {r.document.id: r.gist for r in made}
    found = {r.document.id: r.claims for r in made}
    rules, _ = rules_of(CATALOGUE.families)
    small = small_words(gists.values())
    documents = [r.document for r in made]
    whole = told_together(documents, gists, found, told, resolver, small, CATALOGUE.words, rules)
    claims = [(c.document, c.family, c.start) for c in whole.claims]
    return [claims[a:b] for a, b in pairwise((0, *whole.ends))]


def test_each_way_goes_through_the_stories() -> None:
    reader = ArticleReader(CATALOGUE)
    texts = {"a.txt": ONE, "b.txt": OTHER, "c.txt": SLIP}
    made = [reader.read(ingest_text(text, name, CATALOGUE.words)) for name, text in texts.items()]
    told = {"a.txt": "1", "b.txt": "1", "c.txt": "2"}
    first, second = stated(made[:2], told), stated(made[2:], told)
    places = [{family for _, family, _ in way} for way in first], [{family for _, family, _ in way} for way in second]
    assert any(a and not b for a, b in zip(*places, strict=True) if "place_name" in a)
    assert any(b and not a for a, b in zip(*places, strict=True) if "place_name" in b)
    assert stated(made, told) == [one + other for one, other in zip(first, second, strict=True)]
