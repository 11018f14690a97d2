"""Frames: pieces of pictures under a name, spelled out when the catalogue is built."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from factcheck import catalogue as cat
from factcheck.claimfiles import ClaimFile
from factcheck.frames import MOST, Frames, spelled_out

ROOT = Path(__file__).parents[2]
HEAD = 'about = "tides"\nvalue = "quantity"\nchanges = "never"\ncompare = "story"\n'
BODY = """
[words]
sea = ["tide", "<f:more>"]

[frames]
who = { "the tide" = "tide|water", "the river" = "river" }
rose = ["<v:rise> by", "<f:who> by"]
more = ["flood", "surge"]

[frames.beside]
"by the pier" = ["by the pier", "at the pier"]

[[pattern]]
name = "<f:who> .. <v:rise> by <measure=rise>"
about = "{who}"
value = "rise"
attribute = "rise of {who}"
fields = { by = "{who}" }

[[pattern]]
name = "<w:sea> , <f:again>? <f:rose> <measure=rise>"
about = "the tide"
value = "rise"
attribute = "rise"

[[pattern]]
name = "<w:sea> <v:rise> <measure=rise> <f:beside>"
about = "the tide"
value = "rise"
attribute = "rise {beside}"
"""


def own(folder: Path, text: str) -> Path:
    home = folder / "tides"
    home.mkdir()
    (home / "family.toml").write_text(text, "utf-8")
    return folder


def wrong(text: str) -> list[tuple[int, str]]:
    """Return what is wrong with a family, told with its lines."""
    verbs = b"rise = { forms = ['rise', 'rises', 'rose', 'risen', 'rising'] }"
    files = [
        (ClaimFile("words", "verbs.toml", "verbs.toml", ""), verbs),
        (ClaimFile("tides", "family.toml", "tides/family.toml", ""), text.encode()),
    ]
    with pytest.raises(cat.CatalogueError) as error:
        cat._checked(files)
    assert {p.path for p in error.value.problems} == {"tides/family.toml"}
    return [(p.line, p.message) for p in error.value.problems]


def loaded(folder: Path, text: str) -> cat.Family:
    return cat.load([own(folder, text)]).family("tides")


def test_a_picture_stands_for_one_with_each_piece(tmp_path: Path) -> None:
    family = loaded(tmp_path, HEAD + BODY.replace("more =", 'again = ["once again"]\nmore ='))
    assert [(p.name, p.about, p.attribute, p.fields) for p in family.patterns[:2]] == [
        ("tide|water .. <v:rise> by <measure=rise>", "the tide", "rise of the tide", (("by", "the tide"),)),
        ("river .. <v:rise> by <measure=rise>", "the river", "rise of the river", (("by", "the river"),)),
    ]
    assert [p.name for p in family.patterns[2:8]] == [
        "<w:sea> , <v:rise> by <measure=rise>",
        "<w:sea> , tide|water by <measure=rise>",
        "<w:sea> , river by <measure=rise>",
        "<w:sea> , once again <v:rise> by <measure=rise>",
        "<w:sea> , once again tide|water by <measure=rise>",
        "<w:sea> , once again river by <measure=rise>",
    ]
    assert [(p.name, p.attribute) for p in family.patterns[8:]] == [
        ("<w:sea> <v:rise> <measure=rise> by the pier", "rise by the pier"),
        ("<w:sea> <v:rise> <measure=rise> at the pier", "rise by the pier"),
    ]
    assert family.words == {"sea": frozenset(("tide", "flood", "surge"))}


def test_what_is_kept_holds_no_frames() -> None:
    """The kept catalogue is what it would be with every picture written out."""
    written = {"about": "tides", "pattern": [{"name": "tide <measure>"}, {"name": "flood <measure>"}]}
    framed = {"about": "tides", "frames": {"sea": ["tide", "flood"]}, "pattern": [{"name": "<f:sea> <measure>"}]}
    assert spelled_out(framed, {}) == written
    assert "frames" not in cat.load().words


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('"surge"', '"<f:surge>"', 12, "frames.more: no frame 'surge'"),
        ('"surge"', '"<f:more>"', 12, "frames.more: frame 'more' holds itself: more > more"),
        ('"surge"', '"<f:mores"', 12, "<f:mores: a frame is written <f:name>"),
        ('"surge"', '"<metre>"', 12, "frames.more: <metre>: unknown type 'metre'"),
        ('"<f:more>"]', '"surge"]', 12, "frames.more: no pattern or word list uses it"),
        ('"<f:more>"]', '"<f:moor>"]', 7, "words.sea: no frame 'moor'; did you mean 'more'?"),
        ("<f:who> ..", "<f:whom> ..", 18, "no frame 'whom'; did you mean 'who'?"),
        ("<f:who> ..", "<f:who> .. <f:who>", 18, "'who' has labels and stands twice"),
        ("<measure=rise>", "<measure=who>", 18, "'who' is the name of a frame and of a capture"),
        ('about = "{who}"', 'about = "the tide"\nscope = "{whose}"', 20, "no capture 'whose'"),
        ("<v:rise> by", "<v:risen> by", 11, "frames.rose: unknown verb 'risen'"),
        ("who =", "Who =", 10, "Who"),
        ('"at the pier"', '"<metre>"', 14, "frames.beside: <metre>: unknown type 'metre'"),
        ('["by the pier", "at the pier"]', "[]", 14, "list should have at least 1 item"),
        ('["by the pier", "at the pier"]', "3", 14, "frames.beside"),
        ('rose = ["<v:rise> by", "<f:who> by"]', "rose = []", 11, "list should have at least 1 item"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(old: str, new: str, line: int, words: str) -> None:
    text = HEAD + BODY.replace("<f:again>? ", "")
    assert old in text
    told = wrong(text.replace(old, new, 1))
    assert any(number == line and words in message for number, message in told), told


@pytest.mark.parametrize(
    ("frames", "words"),
    [
        (f"a = [{', '.join(repr(f'w{k}') for k in range(21))}]\nb = ['<f:a> <f:a>']", f"more than {MOST} pictures"),
        ("b = ['<f:c0>']\n" + "".join(f"c{k} = ['<f:c{k + 1}>']\n" for k in range(3000)), "deeper than 8"),
        ("".join(f"b{k or ''} = ['<f:b{k + 1}>', '<f:b{k + 1}>']\n" for k in range(3000)), "deeper than 8"),
    ],
)
def test_pictures_without_end_are_refused(frames: str, words: str) -> None:
    """However few the words: neither many pieces nor pieces inside pieces make more than so many pictures."""
    pattern = '[[pattern]]\nname = "tide <f:b> <measure=r>"\nabout = "x"\nvalue = "r"\n'
    assert any(words in message for _, message in wrong(f"{HEAD}[frames]\n{frames}\n{pattern}"))


def test_patterns_without_end_are_refused() -> None:
    """Nor do many patterns of many pictures each."""
    frame = f"[frames]\na = [{', '.join(repr(f'w{k}') for k in range(300))}]\n"
    pattern = '[[pattern]]\nname = "tide %d <f:a> <measure=r>"\nabout = "x"\nvalue = "r"\n'
    text = HEAD + frame + "".join(pattern % k for k in range(20))
    assert any("more than 5,000 pictures" in message for _, message in wrong(text))


def test_every_shared_frame_is_used_and_none_is_hidden() -> None:
    """Of the frames of all families each stands in two of them, and no family has its own of that name."""
    shared = tomllib.loads((ROOT / "claims" / "words" / "frames.toml").read_text("utf-8"))
    families = [tomllib.loads(p.read_text("utf-8")) for p in sorted((ROOT / "claims").glob("*/family.toml"))]
    used = dict.fromkeys(shared, 0)
    for family in families:
        assert not shared.keys() & family.get("frames", {}).keys()
        frames = Frames(shared, family.get("frames", {}))
        for pattern in family.get("pattern", ()):
            frames.expanded(pattern)
        for words in family.get("words", {}).values():
            frames.listed(words)
        for name in shared.keys() - set(frames.unused()):
            used[name] += 1
    assert {name for name, times in used.items() if times < 2} == set()
