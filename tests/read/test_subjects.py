"""Of what a verb is said, past introductions, appositions, relative clauses and what was said without "that"."""

from __future__ import annotations

import pytest

from factcheck.pipeline import read_text


def said(text: str) -> dict[str, str]:
    """Return the subject of each verb."""
    found = {}
    for sentence in read_text(text, None):
        for c in sentence.clauses:
            words = [t.text for t in sentence.tokens[c.subject_first : c.subject_last]]
            if c.lemma:
                found[c.lemma] = " ".join(words)
    return found


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("John Smith, a baker from Vellmar, won 12 prizes.", "win", "John Smith"),
        ("Mary Brown, 34, of Vellmar, was hit twice.", "hit", "Mary Brown"),
        ("The company, based in Vellmar, sold 300 boats.", "sell", "The company"),
        ("Ann Roe, who lives in Vellmar, paid $500.", "pay", "Ann Roe"),
        ("Ann Roe, who lives in Vellmar, paid $500.", "live", "Ann Roe"),
        ("The mayor of Vellmar, Ann Roe, paid $700.", "pay", "Ann Roe"),
        ("The train, carrying 300 passengers, hit four cars.", "hit", "The train"),
        ("The train, carrying 300 passengers, hit four cars.", "carry", "The train"),
        ("A man arrested in Vellmar was moved 40 miles.", "move", "A man"),
        ("On Monday, police in Vellmar arrested 12 people.", "arrest", "police"),
        ("In Vellmar police arrested 12 people.", "arrest", "police"),
        ("Of the 40 people on board, 12 were hurt.", "hurt", "12"),
        ("According to the coastguard, the boat sank at noon.", "sink", "the boat"),
        ("Police said on Tuesday they had arrested 13 people.", "arrest", "they"),
        ("Police said the man fired 13 shots.", "fire", "the man"),
        ("The ferry hit the pier and sank at 9 p.m.", "sink", "The ferry"),
        ("A 16-year-old girl from Vellmar won.", "win", "A 16 - year - old girl"),
        ("Carrying 300 passengers, the train hit four cars.", "hit", "the train"),
        ("The blast in Vellmar on Monday killed 12 people.", "kill", "The blast"),
        ("Prices, which had risen for a year, fell in May.", "fall", "Prices"),
    ],
)
def test_subject_of_a_verb(text: str, verb: str, subject: str) -> None:
    assert said(text)[verb] == subject
