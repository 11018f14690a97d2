"""Long tables of words: what stands in them is found, nothing else, and the lists of verbs say what their file says."""

from __future__ import annotations

import copy

import pytest

from factcheck.catalogue import given_names, load, load_words, shares, verb_forms, verb_rows
from factcheck.table import Table, rows_of, spans_of

ENTRIES = {"spill": "2", "spilled": "22", "spin": "3", "école": "ö", "échelle": "9", "a": "1", "pill": "7"}


def table(entries: dict[str, str], before: bytes = b"") -> Table[str]:
    rows = rows_of(entries.items())
    spans, _ = spans_of(((first, len(row)) for first, row in rows), len(before))
    return Table(before + b"".join(row for _, row in rows) + b"\nbehind\t8\n", spans, str)


def test_every_word_is_found_and_nothing_else() -> None:
    found = table(ENTRIES, b"\nspoke\t5\n")
    assert {word: found[word] for word in ENTRIES} == ENTRIES
    assert {word: found.get(word) for word in ENTRIES} == ENTRIES  # again, as it is remembered
    assert dict(found) == ENTRIES
    assert len(found) == len(ENTRIES)
    for word in (
        "",
        "spil",
        "pil",
        "pills",
        "spoke",
        "behind",
        "b",
        "spill=2",
        "spill=2|spilled",
        "|spill",
        "|",
        "=",
        "\ud800",
    ):
        assert word not in found
        assert found.get(word) is None
        assert found.get(word, "none") == "none"
        with pytest.raises(KeyError):
            found[word]
    assert "spin" in found


def test_a_copy_holds_no_more_than_the_table() -> None:
    """A copy goes to each worker: without the other rows that stand in the same file."""
    found = table(ENTRIES, b"x" * 1000)
    made, (kept, *_) = found.__reduce__()
    assert len(kept) == sum(len(row) for _, row in rows_of(ENTRIES.items()))
    assert made is Table
    assert dict(copy.copy(found)) == ENTRIES
    assert dict(copy.copy(table({}))) == {}


def test_no_table_holds_what_parts_its_entries() -> None:
    for word, value in (("", "1"), ("a\tb", "1"), ("a\nb", "1"), ("a", "1\t2"), ("a", "b\n")):
        with pytest.raises(ValueError, match="a table cannot hold"):
            rows_of([(word, value)])


def test_a_table_that_is_asked_for_many_words_is_made_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.table._FEW", 10)
    found = table(ENTRIES)
    for number in range(100):
        assert f"word{number}" not in found
        assert found.get(f"other{number}", "none") == "none"
    assert found._known == ENTRIES  # a text of endless words fills no memory
    assert {word: found[word] for word in ENTRIES} == ENTRIES
    assert "spil" not in found
    assert dict(found) == ENTRIES


def test_verbs_and_shares_say_what_their_files_say() -> None:
    words, written = load().words, load_words()
    rows, forms = verb_rows(words), verb_forms(words)
    assert {lemma: [*row] for lemma, row in rows.items()} == {k: v["forms"] for k, v in written["verbs"].items()}
    assert list(rows) == list(written["verbs"])
    every = {form for entry in written["verbs"].values() for form in entry["forms"] if form}
    assert set(forms) == every
    for form, (lemma, place) in forms.items():
        assert form in rows[lemma][place::5]
    assert forms["took"] == ("take", 2)
    assert forms["put"] == ("put", 2)  # base and past: the past
    known = {word: level["share"] for level in written["shares"]["level"] for word in level["words"].split()}
    assert dict(shares(words)) == known
    assert sorted(given_names(words)) == sorted(set(written["persons"]["given"].split()))
    assert "Maria" in given_names(words)
    assert "maria" not in given_names(words)
