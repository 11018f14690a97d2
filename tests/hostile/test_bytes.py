"""Rows A: bytes and text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from harness import HOLDER, PLANTED, accounted, factcheck, holders, incomplete, report

MB = 1_000_000


def made(folder: Path, data: bytes | str, name: str = "a.txt") -> Path:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / name


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\u2028\u00a0".encode()])
def test_A1_nothing_in_a_file(tmp_path: Path, data: bytes) -> None:
    """A file that is empty, or holds white space or a byte order mark only, is told as empty."""
    made(tmp_path, data)
    done = report("a.txt", cwd=tmp_path)
    assert done.code == 2
    assert incomplete(done, "a.txt") == ["empty file"]


def test_A2_broken_utf8(tmp_path: Path) -> None:
    """Broken UTF-8 is read with U+FFFD in place of the bytes, told with its line; what follows is still read."""
    text = "The café – a “haunt” of naïve gulls – shut on Monday.\nFerry — 12 died \ufffd\ufffd in the harbour.\n"
    made(tmp_path, text.encode().replace("\ufffd".encode(), b"\xff") + PLANTED.encode())
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "told"
    assert done.err == "error: a.txt:2: 2 broken UTF-8 sequences, read as U+FFFD\n"
    assert holders(done) == [HOLDER]
    text = (tmp_path / "a.txt").read_bytes().decode("utf-8", "replace")
    for claim in done.report["claims"]:
        assert text[claim["span"]["start"] : claim["span"]["end"]] == claim["value"]["text"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_A3_wide_encodings(tmp_path: Path, encoding: str) -> None:
    """UTF-16 and UTF-32 are read where they begin with a byte order mark, and told as not read where they do not."""
    made(tmp_path, f"The tide was low on Monday.\n{PLANTED}\n".encode(encoding))
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == ("found" if encoding in ("utf-16", "utf-32") else "told")
    assert done.report["claims"] if encoding in ("utf-16", "utf-32") else done.report["documents"] == []


def test_A4_encodings_that_do_not_agree(tmp_path: Path) -> None:
    """A page that declares another encoding than it has is read where its bytes tell which, and the difference is told."""
    body = f"<article><h1>潮位</h1><p>{PLANTED} The harbour office said so on Monday, and that the tide was low at that hour.</p>"
    body += f"<p>The council meets on Friday to hear what the harbour office found.</p><p>港は月曜日に閉まった。</p><p>{PLANTED}</p>"
    body += "</article>"
    made(
        tmp_path,
        f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode("shift_jis"),
        "a.html",
    )
    page = f"<!doctype html><html><head><meta charset='shift_jis'></head><body>{body}</body></html>"
    made(tmp_path, page, "b.html")
    done = report("a.html", "b.html", cwd=tmp_path)
    assert accounted(done, "a.html") == "told"
    assert incomplete(done, "a.html") == ["unknown encoding; save it as UTF-8"]
    assert accounted(done, "b.html") == "found"
    assert "declares shift-jis but is utf-8" in done.err


def test_A5_utf7_is_never_believed(tmp_path: Path) -> None:
    """UTF-7 that spells a script is read as the characters that it holds, even where a page declares it."""
    made(tmp_path, f"+ADw-script+AD4-alert(1)+ADw-/script+AD4-\n{PLANTED}\n")
    middle = "<p>+ADw-p+AD4- was written on the wall of the pier on Monday, the harbour office said in a statement that evening.</p>"
    middle += "<p>The council of the town meets on Friday evening to hear what the harbour office has found out about that.</p>"
    page = f'<!doctype html><meta charset="utf-7"><article><h1>Pier shut</h1>{middle}<p>{PLANTED}</p></article>'
    made(tmp_path, page, "b.html")
    done = report("a.txt", "b.html", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    assert accounted(done, "b.html") == "found"
    assert "declares utf-7 but is utf-8" in done.err
    for name in ("a.txt", "b.html"):
        made_of = factcheck("read", name, "--format", "json", cwd=tmp_path).out
        assert b"<script" not in made_of
        assert b"<p>" not in made_of


def test_A6_nul_inside_a_sentence(tmp_path: Path) -> None:
    """A NUL cuts nothing off: it is read as U+FFFD, and told with its line."""
    made(tmp_path, f"The tide\0 was low on Monday.\n{'It rose again. ' * 20}\n{PLANTED}\n")
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "told"
    assert done.err == "error: a.txt:1: NUL characters, read as U+FFFD\n"
    assert holders(done) == [HOLDER]


def test_A7_half_a_character_in_json(tmp_path: Path) -> None:
    """A lone surrogate in JSON is read as U+FFFD, and told; every format of the report can be written."""
    made(tmp_path, '{"title": "Tide \\ud800 low", "text": "The tide was \\udfff low.\\n' + PLANTED + '"}', "a.json")
    done = report("a.json", cwd=tmp_path)
    assert accounted(done, "a.json") == "told"
    assert holders(done) == [HOLDER]
    assert done.report["documents"][0]["title"] == "Tide \ufffd low"
    assert "halves of characters, read as U+FFFD" in done.err
    for form in ("text", "markdown", "html", "csv", "xlsx", "github", "sarif", "junit", "gitlab", "rdjson"):
        factcheck(
            "report",
            "a.json",
            "--format",
            form,
            "--verdict",
            "agreement",
            "-o",
            f"out.{form}",
            cwd=tmp_path,
            codes=(2,),
        )
        assert (tmp_path / f"out.{form}").stat().st_size > 0


def test_A8_turned_text(tmp_path: Path) -> None:
    """A right-to-left override around a number changes no value and is told; what is shown names it."""
    made(tmp_path, f"A total of \u202e21\u202c people died on the pier on Monday.\n{PLANTED}\n")
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    assert "U+202E" in done.err
    assert {c["value"]["low"] for c in done.report["claims"] if c["value"]["type"] == "quantity"} <= {"21"}


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff"])
def test_A9_signs_that_nobody_sees(tmp_path: Path, sign: str) -> None:
    """Zero-width signs inside numbers and names never give another value, and are told with their line."""
    made(
        tmp_path,
        f"The storm killed 1{sign}2 people in Corby.\nSaltmere Mayor Judith Abe{sign}lard closed the pier.\n{PLANTED}\n",
    )
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    assert f"U+{ord(sign):04X}" in done.err
    lows = [c["value"]["low"] for c in done.report["claims"] if c["value"]["type"] == "quantity"]
    assert set(lows) == {"12"}
    assert holders(done) == [HOLDER, HOLDER]
    text = (tmp_path / "a.txt").read_bytes().decode()
    for claim in done.report["claims"]:
        assert text[claim["span"]["start"] : claim["span"]["end"]] == claim["value"]["text"]


def test_A10_names_that_look_alike(tmp_path: Path) -> None:
    """A name with a Cyrillic letter stays another name than the one it looks like, and is told."""
    made(tmp_path, f"Saltmere Mayor Judith \u0410belard spoke on Monday.\n{PLANTED}\n")
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    assert "U+0410" in done.err
    assert holders(done).count(HOLDER) == 1


@pytest.mark.parametrize("digits", ["１２", "١٢", "१२", "1²", "²", "½", "Ⅻ", "十二", "1½", "①②", "𝟏𝟐", "9" * 5000])
def test_A11_other_digits(tmp_path: Path, digits: str) -> None:
    """Digits of other scripts, raised and Roman ones, fractions, and numbers of 5,000 digits give their value or none."""
    made(tmp_path, f"The storm killed {digits} people in Corby on Monday.\n{PLANTED}\n")
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    right = {"½": {"0.5"}, "1½": {"1.5"}, "²": set(), "1²": set(), "9" * 5000: {"9" * 5000}}.get(digits, {"12"})
    lows = {c["value"]["low"] for c in done.report["claims"] if c["value"]["type"] == "quantity" and c["value"]["low"]}
    assert lows <= right


def test_A12_a_hundred_thousand_marks_on_a_letter(tmp_path: Path) -> None:
    """A letter with 100,000 combining marks is read in bounded time, and cut where it is shown."""
    long = f"caf{'e' + chr(0x301) * 100_000}"
    made(tmp_path, f"Saltmere Mayor Edith Marlowe opened the {long} on Monday.\n", "b.txt")
    made(tmp_path, f"{long}\n\n{PLANTED}\n")
    assert accounted(report("a.txt", cwd=tmp_path), "a.txt") == "found"
    for form in ("text", "html", "csv", "markdown"):
        shown = factcheck("report", "a.txt", "b.txt", "--format", form, cwd=tmp_path, codes=(1,)).out.decode()
        assert "Edith Marlowe" in shown
        assert shown.count(chr(0x301)) < 10_000, form


def test_A13_letters_that_grow(tmp_path: Path) -> None:
    """Signs that grow when they are normalised, and letters whose small form is two, move no offset."""
    made(tmp_path, f"{chr(0xFDFA) * 100_000} İİİ İstanbul.\n\n{PLANTED}\n")
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    text = (tmp_path / "a.txt").read_text("utf-8")
    for claim in done.report["claims"]:
        assert text[claim["span"]["start"] : claim["span"]["end"]] == claim["value"]["text"]


def test_A14_one_line_without_a_blank(tmp_path: Path) -> None:
    """A line of 20 MB without a blank is read up to the limit, and what follows is told as not read."""
    made(tmp_path, b"a" * (20 * MB - 100) + b" " + PLANTED.encode())
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "told"
    assert done.memory < 300 * MB


def test_A15_a_million_lines(tmp_path: Path) -> None:
    """A million lines of one character: those within the limit are read, the rest is told; lines are counted rightly."""
    made(tmp_path, "a\n" * 1_000_000 + PLANTED)
    assert accounted(report("a.txt", cwd=tmp_path), "a.txt") == "told"
    made(tmp_path, "a\n" * 90_000 + PLANTED)
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    assert {c["line"] for c in done.report["claims"] if c["value"]["name"] == HOLDER} == {90_001}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_A16_line_ends(tmp_path: Path, end: str) -> None:
    """LF, CRLF and CR give the same claims and the lines that an editor shows; other separators end no line."""
    lines = [
        "Pier shut",
        "The tide was low.\u2028It rose.\u0085It fell.\x0bIt stood.",
        "The council met.\x0c",
        PLANTED,
        "",
    ]
    made(tmp_path, end.join(lines))
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    assert {c["line"] for c in done.report["claims"] if c["value"]["name"] == HOLDER} == {4}


def test_A17_escapes_for_terminals(tmp_path: Path) -> None:
    """Escapes in a text, a headline and a file's name never reach a terminal or a log."""
    evil = "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07 \x1b[2J"
    made(
        tmp_path,
        f"{evil}Pier shut\n\nSaltmere Mayor Edith{evil} Marlowe spoke.\nSaltmere Mayor Edith Marlowe spoke.\n{PLANTED}\n",
        "a\x1b[2J.txt",
    )
    for form in ("text", "github", "markdown", "json"):
        done = factcheck("report", ".", "--format", form, cwd=tmp_path)
        assert b"\x1b" not in done.out
        assert "\x1b" not in done.err
    assert HOLDER.encode() in done.out


def test_A18_signs_without_a_meaning(tmp_path: Path) -> None:
    """Private, unassigned and tag characters, and no-characters, are kept, and every XML that is written can be read."""
    import xml.etree.ElementTree as ET

    odd = "\ue000\ufffe\uffff\U0001ffff\U000e0041\u0378"
    made(tmp_path, f"Saltmere Mayor Edith Marlowe {odd} spoke{odd} on Monday {odd}.\n{PLANTED}\n")
    done = report("a.txt", cwd=tmp_path)
    assert accounted(done, "a.txt") == "found"
    factcheck("report", "a.txt", "--format", "junit", "-o", "a.xml", cwd=tmp_path)
    ET.parse(tmp_path / "a.xml")  # noqa: S314
    json.loads(done.out)


def test_A19_what_is_no_file(tmp_path: Path) -> None:
    """Pipes, devices and folders with an article's ending are told as not read, and waited for by nobody."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    made(tmp_path, PLANTED)
    done = report(".", "/dev/zero", cwd=tmp_path)
    assert done.code == 2
    assert holders(done) == [HOLDER]
    assert incomplete(done, "pipe.txt") == incomplete(done, "zero") == ["not a regular file"]
    assert report("folder.txt", cwd=tmp_path).code == 2


@pytest.mark.parametrize("size", [0, 14, 60 * MB])
def test_A19_a_file_that_changes_while_it_is_read(tmp_path: Path, size: int) -> None:
    """A file that is emptied, cut or blown up to 60 MB when it is opened is read up to the limit, and told."""
    made(tmp_path, PLANTED)
    made(tmp_path, PLANTED, "b.txt")
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n\n\ndef hook(event, args):\n    if event == 'open' and str(args[0]).endswith('a.txt'):\n"
        f"        os.truncate('a.txt', {size})\n\n\nsys.addaudithook(hook)\n"
    )
    done = report("a.txt", "b.txt", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert holders(done, "b.txt") == [HOLDER]
    assert (tmp_path / "a.txt").stat().st_size == size
    told = {0: ["empty file"], 14: [], 60 * MB: ["too large: more than 20,000,000 bytes (limits.file-bytes)"]}[size]
    assert incomplete(done, "a.txt") == told
    assert done.code == (2 if told else 0)
    assert done.memory < 300 * MB
