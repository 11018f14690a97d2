"""Rows G: families and configuration of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from catastrophic import EXPRESSIONS, PICTURES, worst
from harness import PLANTED, Outcome, accounted, factcheck, holders, report

from factcheck.expressions import compile_expression

FAMILY = 'about = "tides"\nvalue = "quantity"\nchanges = "never"\ncompare = "story"\n'
PATTERN = '[[pattern]]\nname = "tide .. <measure=rise>"\nvalue = "rise"\nabout = "the tide"\nattribute = "rise"\n'
TIDE = "Saltmere Mayor Edith Marlowe said on Monday that the tide rose by 3 metres.\n"


def own(folder: Path, text: str, name: str = "tides") -> Path:
    """Write a family and an article; return the folder of families."""
    home = folder / "own" / name
    home.mkdir(parents=True, exist_ok=True)
    (home / "family.toml").write_text(text, "utf-8")
    if not (folder / "a.txt").exists():
        (folder / "a.txt").write_text(f"{TIDE}\n{PLANTED}\n", "utf-8")
    return folder / "own"


def refused(folder: Path, text: str, *words: str) -> Outcome:
    """Assert that a family is refused before anything is read, by a line with these words."""
    done = report("a.txt", "--claims", own(folder, text), cwd=folder)
    assert done.code == 2
    assert done.out == b""
    assert all("tides/family.toml:" in line for line in done.problems)
    assert any(all(word in line for word in words) for line in done.problems), done.err
    return done


def test_G1_a_family_of_ones_own(tmp_path: Path) -> None:
    """A family of one's own is read (so that the refusals below refuse for their own reason)."""
    done = report("a.txt", "--claims", own(tmp_path, FAMILY + PATTERN), cwd=tmp_path)
    assert [c["value"]["text"] for c in done.report["claims"] if c["family"] == "tides"] == ["3 metres"]


def test_G1_catastrophic_expressions() -> None:
    """Two hundred expressions that take other engines years are refused, or end on a million characters of the worst text."""
    assert len(EXPRESSIONS) >= 200
    ended = 0
    for text in EXPRESSIONS:
        try:
            compiled = compile_expression(text)
        except ValueError:
            continue
        compiled.fullmatch(worst(text, 1_000_000))
        ended += 1
    assert ended > 100


def test_G1_catastrophic_expressions_in_a_run(tmp_path: Path) -> None:
    """The same expressions as families of one's own, on an article of the worst words: what follows is read."""
    for number, text in enumerate(EXPRESSIONS):
        try:
            compile_expression(text)
        except ValueError:
            continue
        shown = text.replace("\\", "\\\\").replace('"', '\\"')
        expression = f'[expressions]\nx = "{shown}"\n[[pattern]]\nname = "aaa <x:x>"\nvalue = "x"\nabout = "a"\n'
        own(tmp_path, FAMILY.replace("quantity", "text") + expression, f"f{number}")
    (tmp_path / "a.txt").write_text(f"{'aaa ' * 500}!\n\n{'a' * 5000}!\n\n{PLANTED}\n", "utf-8")
    assert accounted(report("a.txt", "--claims", "own", cwd=tmp_path), "a.txt") == "found"


@pytest.mark.parametrize("picture", PICTURES)
def test_G1_catastrophic_pictures(tmp_path: Path, picture: str) -> None:
    """Pictures of many gaps and optional words on an article of the worst words: what follows is read."""
    family = FAMILY + PATTERN.replace("tide .. <measure=rise>", picture)
    (tmp_path / "a.txt").write_text(f"{'a ' * 2000}3 metres, {'a ' * 2000}.\n\n{PLANTED}\n", "utf-8")
    assert accounted(report("a.txt", "--claims", own(tmp_path, family), cwd=tmp_path), "a.txt") == "found"


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("((a{100}){100}){100}", "not an expression"),
        ("a" * 100_000, "too long"),
        ("|".join(f"w{n}" for n in range(10_000)), "too long"),
        (r"\\pL{1000}\\pL{1000}", "not an expression"),
        ("x*", "matches nothing"),
        ("(", "not an expression"),
    ],
    ids=["nested", "long", "alternatives", "class", "empty", "open"],
)
def test_G2_too_large_expressions(tmp_path: Path, expression: str, words: str) -> None:
    """Expressions that would grow too large, or match the empty text, are refused with file, key and line."""
    text = f'{FAMILY}[expressions]\ncode = "{expression}"\n'
    refused(tmp_path, text, ":6:", "expressions.code", words)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("a(?=b)", "looking ahead"),
        ("(?<!a)b", "looking behind"),
        (r"(a)\\1", "references to groups"),
        ("(?P<n>a)(?P=n)", "references to groups"),
        ("(?>a+)b", "atomic groups"),
        ("a++b", "not an expression"),
    ],
)
def test_G3_what_linear_time_cannot_do(tmp_path: Path, expression: str, words: str) -> None:
    """Looking around and references to groups are refused by name; no other engine is fallen back to."""
    refused(tmp_path, f'{FAMILY}[expressions]\ncode = "{expression}"\n', ":6:", words)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "{x=" * 50_000,
        ".".join("a" * 20_000) + " = 1",
        "".join(f"k{n} = 1\n" for n in range(50_000)),
        "a = " + "9" * 5000,
        'about = "' + "x" * 2_000_000 + '"',
        "\x00",
        "about = !!python/object/apply:os.system ['true']",
    ],
    ids=["lists", "tables", "dotted", "keys", "digits", "large", "nul", "tag"],
)
def test_G4_bombs(tmp_path: Path, text: str) -> None:
    """Deep, wide and large TOML is refused; there are no tags, aliases or objects to make in it."""
    done = report("a.txt", "--claims", own(tmp_path, text), cwd=tmp_path)
    assert done.code == 2
    assert done.problems
    assert done.out == b""
    (tmp_path / "factcheck.toml").write_text(text, "utf-8")
    done = report("a.txt", cwd=tmp_path)
    assert done.code == 2
    assert done.out == b""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('changes = "no"', "changes"),
        ("width = 12:30:00", "width"),
        ('holders = "no"', "holders"),
        ("severity = false", "severity"),
        ('about = "again"', "not TOML"),
        ("width = nan", "width"),
    ],
)
def test_G5_no_value_is_taken_for_another(tmp_path: Path, line: str, words: str) -> None:
    """A word is no truth value, a time no number; a key that stands twice is an error."""
    kept = "".join(k + "\n" for k in FAMILY.splitlines() if words not in k)
    text = (FAMILY if words == "not TOML" else kept) + line + "\n"
    refused(tmp_path, text, words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("compare =", "comparse =", "did you mean 'compare'?"),
        ('"story"', '"stories"', "compare"),
        ('value = "rise"', 'value = "rose"', "did you mean 'rise'?"),
        ('about = "the tide"', "", "says nothing of whom"),
        ('attribute = "rise"', 'attribute = "{raise}"', "did you mean 'rise'?"),
        ('attribute = "rise"', 'attribute = "{rise"', "brace"),
        ('attribute = "rise"', 'subject = "whom"', "no capture 'whom'"),
        ("tide ..", "<w:tide> ..", "no word list 'tide'"),
        ("tide ..", "<v:clsoe> ..", "did you mean 'close'?"),
        ("tide ..", "tide <x:code> ..", "no expression 'code'"),
        ("tide ..", "tide||flood ..", "empty alternative"),
        ("tide ..", ".. tide", "must begin"),
        ("<measure=rise>", "<metre=rise>", "unknown type"),
        ("<measure=rise>", "<measure=rise>?", "no value 'rise' that is always there"),
        ('attribute = "rise"', 'status = "past"', "status"),
        ('attribute = "rise"', 'world = "dreamt"', "world"),
        ('attribute = "rise"', 'carry = "yesterday"', "carry"),
        ("tide ..", "tide " * 80, "too long"),
    ],
)
def test_G6_what_does_not_fit(tmp_path: Path, old: str, new: str, words: str) -> None:
    """Unknown and misspelt keys, captures, word lists, verbs and types are errors with line and what was probably meant."""
    text = FAMILY + PATTERN
    assert old in text
    refused(tmp_path, text.replace(old, new), words)


def test_G6_all_errors_at_once(tmp_path: Path) -> None:
    """Every error of every file is told in one go; word lists of one's own are no way to change the shipped ones."""
    own(tmp_path, FAMILY.replace("story", "stories"))
    (tmp_path / "own" / "words").mkdir()
    (tmp_path / "own" / "words" / "numbers.toml").write_text("", "utf-8")
    done = report("a.txt", "--claims", own(tmp_path, FAMILY.replace("never", "ever"), "floods"), cwd=tmp_path)
    assert done.code == 2
    assert sorted(line.split(": ")[1].rpartition("own/")[2] for line in done.problems) == [
        "floods/family.toml:3",
        "tides/family.toml:4",
        "words",
    ]


def test_G6_one_family_in_two_folders(tmp_path: Path) -> None:
    """A family that stands in two folders of one's own is an error that names both; one folder named twice is one folder."""
    own(tmp_path, FAMILY + PATTERN)
    other = tmp_path / "more" / "tides"
    other.mkdir(parents=True)
    (other / "family.toml").write_text(FAMILY + PATTERN, "utf-8")
    done = report("a.txt", "--claims", "own", "--claims", "more", cwd=tmp_path)
    assert (done.code, done.out) == (2, b"")
    words = "stands in own as well: only a shipped family is replaced by another"
    assert done.problems == [f"error: more/tides/family.toml: {words}"]
    done = report("a.txt", "--claims", "own", "--claims", "./own", cwd=tmp_path)
    assert [c["value"]["text"] for c in done.report["claims"] if c["family"] == "tides"] == ["3 metres"]


def test_G7_templates_are_filled_with_captures_only(tmp_path: Path) -> None:
    """A template knows captures and nothing else: no attributes, no formats, no code; nor do the words of an article."""
    words = "{rise.__class__}", "%s {{7*7}} {% x %}", "{rise!r}", "{0}", "{rise:>99}"
    for text in words:
        family = (FAMILY + PATTERN).replace('attribute = "rise"', f'attribute = "{text}"')
        refused(tmp_path, family, "attribute: ")
    (tmp_path / "a.txt").write_text(f"The {{rise.__class__}} tide rose by 3 metres %s {{7*7}}.\n\n{PLANTED}\n", "utf-8")
    family = (FAMILY + PATTERN).replace('attribute = "rise"', "attribute = \"{rise} of '%s'\"")
    done = report("a.txt", "--claims", own(tmp_path, family), cwd=tmp_path)
    (claim,) = [c for c in done.report["claims"] if c["family"] == "tides"]
    assert claim["attribute"] == " of '%s'"


def test_G8_a_family_that_matches_everything(tmp_path: Path) -> None:
    """A family that claims every name, on many articles: the run ends, every article is read, and the totals are exact."""
    family = FAMILY.replace("quantity", "name") + (
        '[[pattern]]\nname = "<person=p>"\nvalue = "p"\nabout = "the world"\nattribute = "all"\n'
    )
    for number in range(60):
        name = f"Judith {chr(65 + number % 26)}{'aeiou'[number % 5]}belard{'x' * (number // 26)}"
        (tmp_path / f"{number}.txt").write_text(f"Mrs {name} said so on Monday. {PLANTED}\n", "utf-8")
    done = report(".", "--claims", own(tmp_path, family), cwd=tmp_path)
    assert len(holders(done)) == 62
    assert done.code in (0, 1)


def test_G9_paths_lead_nowhere_else(tmp_path: Path) -> None:
    """A configuration may name folders; none of them is fetched from anywhere, and a folder that is not there is an error."""
    own(tmp_path, FAMILY + PATTERN)
    for name in ("http://127.0.0.1:9/claims", "../../nowhere", "file:///etc", "a\\u0000b", "a.txt"):
        (tmp_path / "factcheck.toml").write_text(f'claims = ["{name}"]\n', "utf-8")
        done = report("a.txt", cwd=tmp_path)
        assert done.code == 2
        assert "no such folder of claim families" in done.err
        assert done.out == b""
    (tmp_path / "factcheck.toml").write_text(f'claims = ["{"x" * 300}"]\n', "utf-8")
    assert "cannot be read: file name too long" in report("a.txt", cwd=tmp_path).err
    (tmp_path / "factcheck.toml").write_text('extends = "other.toml"\n', "utf-8")
    done = report("a.txt", cwd=tmp_path)
    assert (done.code, "unknown key 'extends'" in done.err) == (2, True)


def test_G9_links_among_families(tmp_path: Path) -> None:
    """A pipe, a loop of links or a folder where a family's file is expected is an error, and no reason to wait."""
    import os

    home = own(tmp_path, FAMILY + PATTERN) / "loop"
    home.mkdir()
    os.mkfifo(home / "family.toml")
    (home / "examples.toml").symlink_to("examples.toml")
    done = report("a.txt", "--claims", "own", cwd=tmp_path)
    assert done.code == 2
    assert [line.split(": ")[1] for line in done.problems] == ["own/loop/examples.toml", "own/loop/family.toml"]


def test_G10_a_reader_that_fails_at_one_article(tmp_path: Path) -> None:
    """Where the machine itself fails at an article, that article is told, the others are reported, and the gate stays shut."""
    (tmp_path / "a.txt").write_text(f"{TIDE}\n{PLANTED}\n", "utf-8")
    (tmp_path / "b.txt").write_text(f"FAIL HERE\n\n{PLANTED}\n", "utf-8")
    (tmp_path / "sitecustomize.py").write_text(
        "from factcheck.reading import ArticleReader\n"
        "plain = ArticleReader.read\n"
        "def read(self, document):\n"
        "    if 'FAIL HERE' in document.text: raise KeyError('x')\n"
        "    return plain(self, document)\n"
        "ArticleReader.read = read\n",
        "utf-8",
    )
    for paths in (("a.txt", "b.txt"), ("b.txt", "--against", "a.txt")):
        command = "report" if len(paths) == 2 else "check"
        done = factcheck(command, *paths, "--format", "json", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
        assert done.code == 2
        assert [p["path"] for p in done.report["incomplete"]] == ["b.txt"]
        assert "a fault of factcheck: KeyError" in done.err
        assert accounted(done, "a.txt") == "found"


def test_the_list_has_no_double() -> None:
    twice: list[Any] = [text for text in EXPRESSIONS if EXPRESSIONS.count(text) > 1]
    assert twice == []
