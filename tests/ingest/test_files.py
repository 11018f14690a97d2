from __future__ import annotations

import os
import time
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.ingest import ingest, ingest_text
from factcheck.inputs import Inputs, Limits
from factcheck.lines import line_starts, locate
from factcheck.model import Document, Problem, Published

BODY = "The harbour council of Vellmar met on Tuesday.\n"


def read(*paths: Path, **options: int) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    return ingest(paths, {}, Inputs(Limits(**options)))


def one(folder: Path, data: bytes, name: str = "a.txt") -> Document:
    (folder / name).write_bytes(data)
    (document,), problems = read(folder / name)
    assert problems == ()
    return document


def complaint(*paths: Path, **options: int) -> Problem:
    documents, (problem,) = read(*paths, **options)
    assert documents == ()
    return problem


# ------------------------------------------------------------------ which files


def test_folders_are_read_sorted_and_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.markdown", "image.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY)
    documents, problems = read(tmp_path)
    assert [document.id for document in documents] == ["a.md", "b.txt", "sub/c.markdown"]
    assert [document.path for document in documents] == ["a.md", "b.txt", "sub/c.markdown"]
    assert [(p.message, p.note) for p in problems] == [("passed over 1 file of other formats: image.jpg", True)]


def test_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY)
    (tmp_path / "articles.csv").write_text("file,outlet\nsub/c.txt,The Coast\n")
    monkeypatch.chdir(tmp_path)
    for here in (Path(), Path("sub/..")):
        documents, problems = read(here)
        assert [(d.id, d.outlet) for d in documents] == [("b.txt", ""), ("sub/c.txt", "The Coast")]
        assert problems == ()
    assert [d.file for d in read(Path())[0]] == ["b.txt", "sub/c.txt"]


def test_documents_of_a_format_that_is_not_read_are_named(tmp_path: Path) -> None:
    for name in ("a.txt", "old/b.DOC", "c.pdf", *(f"{n}.jpg" for n in range(7))):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY)
    documents, problems = read(tmp_path, tmp_path / "c.pdf")
    assert [document.id for document in documents] == ["a.txt"]
    assert [p.path for p in problems if not p.note] == ["c.pdf", "old/b.DOC"]
    assert [p.message for p in problems if p.note] == [
        "passed over 7 files of other formats: 0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg and 2 more"
    ]


def test_same_file_twice_is_read_once_whatever_the_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(BODY)
    forward = read(tmp_path, tmp_path / "sub" / "a.txt", tmp_path / "sub")
    assert forward == read(tmp_path / "sub", tmp_path / "sub" / "a.txt", tmp_path)
    assert [document.id for document in forward[0]] == ["sub/a.txt"]


def test_colliding_names_get_their_folder(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(BODY)
    documents, _ = read(tmp_path / "y" / "a.txt", tmp_path / "x")
    assert [document.id for document in documents] == ["x/a.txt", "y/a.txt"]


def test_missing_path_and_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    documents, problems = read(tmp_path / "nothing.txt", tmp_path / "empty")
    assert documents == ()
    assert [(problem.path, problem.line) for problem in problems] == [("empty", 0), ("nothing.txt", 0)]
    assert "no articles" in problems[0].message
    assert "no such file" in problems[1].message


@given(st.text(alphabet=st.sampled_from("a:-+[]{}&*!'\"#=\n \r1"), max_size=120))
def test_no_front_matter_or_table_raises(words: str) -> None:
    from factcheck.ingest.matter import read_table
    from factcheck.ingest.metadata import read_matter

    for text in (f"---\na: {words}\n---\n", f"+++\na = {words}\n+++\n"):
        assert read_matter(text, "a.md").end <= len(text)
    rows, problems = read_table(f"file,title\n{words}", "articles.csv")
    assert "" not in rows
    assert all("\n" not in problem.message for problem in problems)


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_empty_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert complaint(tmp_path / "a.txt") == Problem("a.txt", 0, "empty file")


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x88PNG\r\n\x1a\n" + b"\0\1\2\3" * 200, b"\x01\x02\x03abc"])
def test_binary_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert complaint(tmp_path) == Problem("a.txt", 0, "binary file, not text")


def test_device_and_fifo(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert complaint(tmp_path / "pipe.txt").message == "not a regular file"
    assert complaint(Path("/dev/null")).message == "not a regular file"


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 101)
    assert complaint(tmp_path, file_bytes=100).message == "too large: more than 100 bytes (limits.file-bytes)"


@pytest.mark.parametrize("piece", [b"word ", b"a", b"- ", b"\n", b"\r", b". ", b"By A ", b"(c) 2010 ", b"((", b"* "])
def test_twenty_megabytes_take_linear_time(tmp_path: Path, piece: bytes) -> None:
    def seconds(size: int) -> float:
        (tmp_path / "a.txt").write_bytes(b"A start" + piece * (size // len(piece)))
        start = time.process_time()
        documents, _ = read(tmp_path)
        assert len(documents) == 1
        return time.process_time() - start

    seconds(10_000)
    assert seconds(2_000_000) < 40 * seconds(200_000) + 1


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(BODY)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("factcheck.ingest.files.open", refuse, raising=False)
    assert complaint(tmp_path / "a.txt") == Problem("a.txt", 0, "cannot be read: permission denied")


def test_links(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text(BODY)
    (inside / "a.txt").write_text(BODY)
    (inside / "again.txt").symlink_to("a.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "file.txt").symlink_to(outside / "secret.txt")
    (inside / "loop.txt").symlink_to("loop.txt")
    (inside / "up").symlink_to(inside)
    (inside / ".hidden.txt").write_text(BODY)
    documents, problems = read(inside)
    assert [document.id for document in documents] == ["a.txt"]
    assert [(problem.path, problem.message) for problem in problems] == [
        (".hidden.txt", "hidden file, not read"),
        ("file.txt", "link leads out of the folder, not followed"),
        ("folder", "link leads out of the folder, not followed"),
        ("loop.txt", "link leads nowhere"),
    ]


def test_names_that_break_lines(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_text("")
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff.txt", os.O_CREAT))
    _, problems = read(tmp_path)
    assert [problem.path for problem in problems] == ["a\ufffdb.txt", "\ufffd.txt"]


# ------------------------------------------------------------------ decoding


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Café in Tarn\r\nTwo\rThree\n".encode(), "Café in Tarn\r\nTwo\rThree\n", "utf-8"),
        (b"\xef\xbb\xbfFog\n", "\ufeffFog\n", "utf-8"),
        ("Fog in Tarn\r\n".encode("utf-16"), "Fog in Tarn\r\n", "utf-16"),
        (b"\xfe\xff" + "Fog".encode("utf-16-be"), "Fog", "utf-16"),
        ("Fog in Tarn".encode("utf-32"), "Fog in Tarn", "utf-32"),
        ("The café said “no” – €5".encode("cp1252"), "The café said “no” – €5", "cp1252"),
        (
            "ミカン港は火曜日に二つの桟橋を閉鎖すると発表した。".encode("euc_jp") * 9,
            "ミカン港は火曜日に二つの桟橋を閉鎖すると発表した。" * 9,
            "euc_jp",
        ),
    ],
)
def test_decoding(tmp_path: Path, data: bytes, text: str, encoding: str) -> None:
    document = one(tmp_path, data)
    assert (document.text, document.encoding) == (text, encoding)


def test_utf16_without_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((BODY * 5).encode("utf-16-le"))
    assert "UTF-16" in complaint(tmp_path).message


def test_broken_utf8_and_nul_are_reported_and_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("é à è ü ö “x”\nbad: ".encode() + b"\xff\n")
    (tmp_path / "b.txt").write_bytes(b"one\n" + BODY.encode() * 5 + b"t\0o\n")
    documents, problems = read(tmp_path)
    assert documents[0].text.endswith("bad: \ufffd\n")
    assert documents[1].text.endswith("t\ufffdo\n")
    assert [(problem.path, problem.line) for problem in problems] == [("a.txt", 2), ("b.txt", 7)]


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    from factcheck.ingest.decode import UnreadableError, decode

    try:
        text = decode(data).text
    except UnreadableError:
        return
    assert "\0" not in text


# ------------------------------------------------------------------ metadata


def test_articles_csv(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text(BODY)
    (tmp_path / "articles.csv").write_text(
        "file,outlet,published,title,url\r\n"
        'a.txt,Vellmar Post,2021-03-04,"Fog, again",https://post.example/1\r\n'
        "sub/b.txt,Tarn Echo,2021-03-04T10:30:00+02:00,,\r\n"
    )
    (first, second), problems = read(tmp_path)
    assert problems == ()
    assert (first.outlet, first.title, first.url) == ("Vellmar Post", "Fog, again", "https://post.example/1")
    day = date(2021, 3, 4)
    assert first.published == Published(day, day, "metadata")
    assert second.outlet == "Tarn Echo"
    assert second.published.moment == datetime.fromisoformat("2021-03-04T10:30:00+02:00")
    assert read(tmp_path / "a.txt")[0] == (first,)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("name,outlet\na.txt,x\n", 1),
        ("file,outlet\na.txt,x,y\n", 2),
        ('file,outlet\na.txt,"x\n', 2),
        ("file,outlet\na.txt,x\na.txt,y\n", 3),
        ("file,outlet\n,x\n", 2),
        ("file,outlet\ngone.txt,x\n", 2),
        ("file,outlet\n../a.txt,x\n", 2),
        ("file,published\na.txt,yesterday\n", 2),
        ("file,published\na.txt,2021-02-30\n", 2),
        ("", 1),
    ],
)
def test_broken_csv_names_file_and_line_and_the_article_is_read(tmp_path: Path, table: str, line: int) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "articles.csv").write_text(table)
    (document,), problems = read(tmp_path)
    assert document.published.basis == "unknown"
    assert [(problem.path, problem.line) for problem in problems] == [("articles.csv", line)]
    assert "\n" not in problems[0].message


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: Fog\ndate: 2021-03-04\nsource: Post\nurl: https://post.example\nauthor: Ida\n---\n",
        '+++\ntitle = "Fog"\ndate = 2021-03-04\noutlet = "Post"\ncanonical = "https://post.example"\n+++\n',
        "---\r\nTitle: Fog\r\nPublished: '2021-03-04'\r\nOutlet: Post\r\nURL: https://post.example\r\n---\r\n",
    ],
)
def test_front_matter(tmp_path: Path, matter: str) -> None:
    document = one(tmp_path, (matter + BODY).encode(), "a.md")
    day = date(2021, 3, 4)
    assert (document.title, document.outlet, document.url) == ("Fog", "Post", "https://post.example")
    assert document.published == Published(day, day, "metadata")
    first, second = document.blocks
    assert (first.kind, first.end) == ("boilerplate", len(matter))
    assert document.text[second.start :] == BODY


def test_front_matter_moment(tmp_path: Path) -> None:
    document = one(tmp_path, b"---\ndate: 2021-03-04T10:30:00Z\n---\n" + BODY.encode())
    assert document.published.moment == datetime(2021, 3, 4, 10, 30, tzinfo=timezone.utc)  # noqa: UP017


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        ("---\ntitle: [Fog\ndate: 2021\n---\n", 3),
        ("---\ntitle: Fog\ntitle: Rain\n---\n", 3),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", 2),
        ("---\na: " + "[" * 5000 + "\n---\n", 2),
        ("---\ntitle: Fog\ndate: soon\n---\n", 3),
        ("+++\ntitle = \n+++\n", 2),
        ("---\ntitle: Fog\n", 1),
    ],
)
def test_broken_front_matter_is_reported_and_the_body_read(tmp_path: Path, matter: str, line: int) -> None:
    (tmp_path / "a.md").write_text(matter + BODY)
    (document,), (problem,) = read(tmp_path)
    assert (problem.path, problem.line) == ("a.md", line)
    assert document.blocks[-1].kind == "body"
    assert document.text[document.blocks[-1].start :].endswith(BODY)


def test_a_rule_is_no_front_matter(tmp_path: Path) -> None:
    document = one(tmp_path, b"---\nThe fog came early.\n---\n" + BODY.encode())
    assert [block.kind for block in document.blocks].count("body") == 2


# ------------------------------------------------------------------ lines, text


def test_locate() -> None:
    text = "ab\r\nc\rd\n\ne"
    assert line_starts(text) == (0, 4, 6, 8, 9)
    assert [locate(text, at) for at in (0, 3, 4, 6, 8, 9)] == [(1, 1), (1, 4), (2, 1), (3, 1), (4, 1), (5, 1)]
    assert locate(line_starts(text), 10) == (5, 2)


@given(st.text(alphabet="a\r\n", max_size=40), st.integers(0, 40))
def test_locate_points_back(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    line, column = locate(text, offset)
    assert line_starts(text)[line - 1] + column - 1 == offset


def test_ingest_text_is_what_a_file_gives(tmp_path: Path) -> None:
    assert ingest_text(BODY, "a.txt") == one(tmp_path, BODY.encode())
