"""Where patterns are filed: what the cache holds is what is worked out, and a sentence makes only what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck import catalogue as cat
from factcheck.extract.filing import filed
from factcheck.extract.index import PatternIndex
from factcheck.ingest import ingest_text
from factcheck.match import told
from factcheck.read import Reader

CATALOGUE = cat.load()
FAMILIES, WORDS = CATALOGUE.families, CATALOGUE.words
TEXT = (
    "Northern League and its friends\n\nThe Northern League won 41 seats in the lower house on Tuesday, police said.\n"
)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def candidates(index: PatternIndex) -> list[tuple[str, str]]:
    """Return the family and the name of each pattern that is tried in the sentence."""
    sentence = Reader(WORDS).read(ingest_text(TEXT, "a.txt", WORDS))[1][-1]
    lows = frozenset(token.low for token in sentence.tokens)
    types = {m.asked for m in sentence.mentions}
    found = index.candidates(lows, types, {kind for m in sentence.mentions for kind in told(m)})
    entries = [e for row in (*found.words.values(), *found.types.values(), found.capitals) for e in row]
    return sorted({(e.family.id, e.pattern.name) for e in entries})


def test_what_is_kept_is_what_is_worked_out() -> None:
    fresh = filed(FAMILIES, WORDS)
    assert filed(FAMILIES, WORDS, CATALOGUE.digest) == fresh  # kept now
    assert filed(FAMILIES, {}, CATALOGUE.digest) == fresh  # no list of words was looked at again
    assert filed(FAMILIES, {}) != fresh


def test_other_families_are_filed_for_themselves() -> None:
    every = filed(FAMILIES, WORDS, CATALOGUE.digest)
    fewer = filed(FAMILIES[1:], WORDS, CATALOGUE.digest)
    assert fewer == filed(FAMILIES[1:], WORDS)
    assert fewer != every


def test_without_a_digest_nothing_is_kept(tmp_path: Path) -> None:
    filed(FAMILIES, WORDS)
    assert not [*tmp_path.rglob("patterns-*")]
    filed(FAMILIES, WORDS, "7")
    assert [*tmp_path.rglob("patterns-*")]


def test_a_sentence_is_given_what_it_has_everything_for() -> None:
    found = candidates(PatternIndex(FAMILIES, WORDS, CATALOGUE.digest))
    assert "seats" in {family for family, _ in found}
    assert 0 < len(found) < 300
    assert candidates(PatternIndex(FAMILIES, WORDS)) == found
    empty: frozenset[str] = frozenset()
    assert not PatternIndex(FAMILIES, WORDS).candidates(frozenset(("quiet",)), empty, empty)


def test_only_what_a_sentence_asks_for_is_made() -> None:
    PatternIndex(FAMILIES, WORDS, CATALOGUE.digest)  # works out where they are filed, which needs them all
    families = cat.load().families
    found = candidates(PatternIndex(families, WORDS, CATALOGUE.digest))
    made = sum(len(f.patterns._made) for f in families if isinstance(f.patterns, cat.Patterns))
    assert 0 < made <= len(found) + 20  # one name may stand for several patterns


def test_patterns_are_made_once_and_stay_a_sequence() -> None:
    patterns = FAMILIES[0].patterns
    assert patterns[0] is patterns[0]
    assert patterns[-1].name == [*patterns][-1].name
    assert [p.name for p in patterns[:2]] == [p.name for p in patterns][:2]
    assert patterns == cat.load().families[0].patterns
    with pytest.raises(IndexError):
        patterns[len(patterns)]
