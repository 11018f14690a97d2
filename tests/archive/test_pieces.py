"""A long article is packed and read piece by piece: the same bytes and the same reading as in one piece, and no cut of it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.archive import codec as coding
from factcheck.archive import pieces
from factcheck.archive.codec import Codec, DamagedError
from factcheck.archive.entry import claims_of, listed
from factcheck.archive.pieces import Pieces, unzipped, zipped
from factcheck.ingest import ingest, ingest_text
from factcheck.pipeline import Options, families
from factcheck.reading import ArticleReader, Reading
from factcheck.record import replaced

CATALOGUE = families(Options())
EXAMPLES = Path(__file__).parents[2] / "examples"
CROWDED = "\n".join(
    f"Saltm\u00e9re Mayor Judith Abelard said that {n + 2} people were hurt on {n % 28 + 1} May 2024 and it cost ${n + 1} million."
    for n in range(30)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=20,
)


def readings() -> list[Reading]:
    documents, _ = ingest([EXAMPLES], CATALOGUE.words)
    crowded = ingest_text(CROWDED, "crowded.txt", CATALOGUE.words)
    reader = ArticleReader(CATALOGUE)
    return [reader.read(document) for document in (*documents, crowded)]


def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every article taken for a long one, in pieces as small as they can be."""
    monkeypatch.setattr(coding, "_LONG", -1)
    monkeypatch.setattr(coding, "_WHOLE", 1)
    monkeypatch.setattr(pieces, "MEMBERS", 3)
    monkeypatch.setattr(pieces, "_IN", 7)
    monkeypatch.setattr(pieces, "_OUT", 5)


def test_pieces_are_the_same_bytes_and_the_same_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    made = readings()
    whole = [Codec().packed(reading) for reading in made]
    known = frozenset(("office_holder", "casualties"))
    told = [Codec().stating(data, known, Codec().head(data)) for data in whole]
    assert any(reading.claims for reading in told)
    assert len(made[-1].claims) > 60
    in_pieces(monkeypatch)
    for reading, data, stating in zip(made, whole, told, strict=True):
        codec = Codec()
        assert codec.packed(reading) == data
        assert codec.unpacked(data) == reading
        assert repr(codec.unpacked(data)) == repr(Codec().unpacked(codec.packed(reading)))
        assert codec.stating(data, known, codec.head(data)) == stating
        codec.check(data)


def test_a_head_need_not_tell_of_its_story() -> None:
    codec, brief_codec = Codec(), Codec(telling=False)
    for reading in readings():
        data = codec.packed(reading)
        head, brief = codec.head(data), brief_codec.head(data)
        assert head.telling == reading.gist.telling
        assert head.telling.terms
        assert not brief.telling.terms
        assert replaced(head, telling=brief.telling) == brief
        for end in (len(data) - 1, 20, 3):
            with pytest.raises(DamagedError):
                brief_codec.head(data[:end])


def test_no_part_of_a_long_reading_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Codec().packed(readings()[0])
    in_pieces(monkeypatch)
    codec = Codec()
    head = codec.head(data)
    for end in range(len(data) - 1, 0, -37):
        for read in (codec.unpacked, codec.check, lambda d: codec.stating(d, frozenset(), head)):
            with pytest.raises(DamagedError):
                read(data[:end])
    for read in (codec.unpacked, codec.check, lambda d: codec.stating(d, frozenset(), head)):
        with pytest.raises(DamagedError):
            read(data + b"x")


@pytest.mark.parametrize(
    "text", ["[1,2", "[1,2]]", "[1 2]", '["a"*,"b"]', "[1,[2]*3,4]", "[1,]", "[,1]", "", "1", "[", '["a]', "[01]"]
)
def test_what_is_no_list_is_told(text: str) -> None:
    for pieces_of in (list(text), [text]):
        parts = Pieces(pieces_of)
        with pytest.raises(ValueError):  # noqa: PT012 - of JSON or ours
            list(parts.members())
            parts.end()


@given(st.lists(VALUES), st.integers(1, 9))
def test_members_are_those_of_json_wherever_it_is_cut(values: list[object], size: int) -> None:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    parts = Pieces(text[start : start + size] for start in range(0, len(text), size))
    assert [*parts.members()] == values
    parts.end()


@given(st.lists(st.text(st.characters())))
def test_zipped_pieces_come_back(some: list[str]) -> None:
    """Lone halves of characters as well, which no file but JSON holds."""
    data = zipped(some)
    assert data == zipped(["".join(some)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_IN", 3)
        patch.setattr(pieces, "_OUT", 2)
        assert "".join(unzipped(memoryview(data))) == "".join(some)


def test_what_unpacks_to_very_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_BYTES", 1_000_000)
    data = zipped(["a" * 2_000_000])
    with pytest.raises(DamagedError, match="too large"):
        list(unzipped(memoryview(data)))


def test_many_claims_are_listed_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [["seats", "Kelmar \u20ac", "", "", f"{n} seats", n, n] for n in range(50)]
    text = listed(claims)
    assert text == json.dumps(claims, separators=(",", ":"), ensure_ascii=False)
    monkeypatch.setattr("factcheck.archive.entry.MEMBERS", 7)
    monkeypatch.setattr("factcheck.archive.entry._PIECE", 11)
    assert listed(claims) == text
    assert [*claims_of(text)] == claims
