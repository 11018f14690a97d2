"""Editors' decisions: from the spreadsheet into the file, what they silence, and when they do no more."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.cli import main
from factcheck.config import Config
from factcheck.decisions.file import DECISIONS, merged, parse_decisions, written
from factcheck.decisions.sheet import decided, read_sheet, rows_of
from factcheck.findings import DecidedSide, Decision
from factcheck.pipeline import Options, run
from factcheck.render.cells import csv_bytes
from factcheck.render.registry import Column

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
TODAY = "2026-11-25"
ARTICLES = {
    "a.txt": ("Gazette", "Saltmere Mayor Judith Abelard closed the pier.\n"),
    "b.txt": ("Herald", "Saltmere Mayor Edith Marlowe closed the pier on Sunday.\n"),
    "c.txt": ("Courier", "Saltmere Mayor Agnes Whitlow closed the pier for repairs.\n"),
}


def factcheck(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    monkeypatch.chdir(tmp_path)

    def made(*names: str, **changed: str) -> Path:
        folder = tmp_path / "articles"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        rows = ["file,outlet,published"]
        for name in names:
            outlet, text = ARTICLES[name]
            (folder / name).write_text(changed.get(name.removesuffix(".txt"), text), "utf-8")
            rows.append(f"{name},{outlet},2024-05-14")
        (folder / "articles.csv").write_text("\n".join(rows) + "\n", "utf-8")
        return folder

    return made


def findings(folder: Path, *args: object) -> list[dict[str, object]]:
    report = json.loads(factcheck("report", folder, "--format", "json", "--today", TODAY, *args).stdout)
    return [f for f in report["findings"] if f["verdict"] == "contradiction"]


def values(found: list[dict[str, object]]) -> list[set[str]]:
    return sorted(({s["value"] for s in f["sides"]} for f in found), key=sorted)


def rule(folder: Path, *pairs: tuple[str, str], expires: str = "", decision: str = "not an error") -> Path:
    """Decide on the rows with these values as an editor does, and import the sheet."""
    sheet = folder.parent / "conflicts.csv"
    factcheck("report", folder, "--format", "csv", "--today", TODAY, "--output", sheet)
    rows = list(csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline="")))
    for row in rows:
        if any({row["value_a"], row["value_b"]} == set(pair) for pair in pairs):
            row |= {"decision": decision, "decision_reason": "looked up", "decided_by": "The desk", "expires": expires}
    with sheet.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    result = factcheck("decisions", "import", sheet)
    assert result.exit_code == 0, result.stderr
    return folder.parent / "factcheck-decisions.toml"


J, E, A = "Judith Abelard", "Edith Marlowe", "Agnes Whitlow"


def test_a_ruled_pair_is_silent_and_comes_back_with_one_word(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    assert values(findings(folder)) == [{J, E}]
    rule(folder, (J, E))
    assert values(findings(folder)) == []
    assert factcheck("report", folder, "--today", TODAY).exit_code == 0
    assert "1 silenced" in factcheck("report", folder, "--today", TODAY).stdout
    folder = articles("a.txt", "b.txt", a="Saltmere Mayor Judith Abelard shut the pier.\n")
    assert values(findings(folder)) == [{J, E}]


def test_an_edit_elsewhere_brings_nothing_back(articles: Callable[..., Path]) -> None:
    rule(articles("a.txt", "b.txt"), (J, E))
    text = ARTICLES["a.txt"][1]
    assert (
        findings(articles("a.txt", "b.txt", a=f"{text}\nThe sea was calm, and the boats lay in the harbour.\n")) == []
    )


@pytest.mark.parametrize("pair", [(J, E), (J, A), (E, A)])
def test_of_three_only_the_ruled_pair_is_silent(pair: tuple[str, str], articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt", "c.txt")
    assert values(findings(folder)) == [{J, E, A}]
    rule(folder, pair)
    left = values(findings(folder))
    assert len(left) == 2
    assert set(pair) not in left
    assert all(len(sides) == 2 for sides in left)


def test_an_article_that_joins_a_side_is_shown_alone_against_the_other(articles: Callable[..., Path]) -> None:
    rule(articles("a.txt", "b.txt"), (J, E))
    folder = articles("a.txt", "b.txt", "c.txt", c="Saltmere Mayor Judith Abelard closed the pier for repairs.\n")
    found = findings(folder)
    assert values(found) == [{J, E}]
    assert {o for s in found[0]["sides"] for o in s["outlets"]} == {"Courier", "Herald"}


def test_a_decision_outlives_another_folder(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    rule(folder, (J, E))
    deeper = folder / "2024" / "05"
    deeper.mkdir(parents=True)
    for name in ("a.txt", "b.txt", "articles.csv"):
        (folder / name).rename(deeper / name)
    assert findings(folder) == []


def test_a_decision_expires_on_its_day(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    rule(folder, (J, E), expires="2027-01-01")
    assert factcheck("report", folder, "--today", "2026-12-31").exit_code == 0
    result = factcheck("report", folder, "--today", "2027-01-01", "--quiet")
    assert result.exit_code == 1
    assert "warning: factcheck-decisions.toml:5: expired on 2027-01-01" in result.stderr


def test_expiry_needs_a_day(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    file = rule(folder, (J, E), expires="2027-01-01")
    config = Config(decisions=file)
    with pytest.raises(ValueError, match="the day"):
        run([folder], Options(config))
    assert run([folder], Options(config, date(2026, 1, 1))).silenced


def test_claims_are_told_whatever_is_decided(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    rule(folder, (J, E), expires="2027-01-01")
    assert factcheck("claims", folder, "--quiet").exit_code == 0


def test_an_unused_decision_is_loud(articles: Callable[..., Path]) -> None:
    rule(articles("a.txt", "b.txt"), (J, E))
    folder = articles("a.txt", "b.txt", b="Saltmere Mayor Judith Abelard closed the pier on Sunday.\n")
    result = factcheck("report", folder, "--today", TODAY, "--quiet")
    assert result.exit_code == 0
    assert "warning: factcheck-decisions.toml:5: unused" in result.stderr
    assert factcheck("decisions", "check", folder, "--today", TODAY).exit_code == 1


def test_decisions_about_other_articles_are_told_but_not_unused(articles: Callable[..., Path]) -> None:
    rule(articles("a.txt", "b.txt"), (J, E))
    result = factcheck("report", articles("c.txt"), "--today", TODAY)
    assert "1 decision is about articles that were not read" in result.stderr
    assert "unused" not in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('decision = "not an error"', 'decision = "never mind"', ":5: decision 1: decision: input should be"),
        ('reason = "looked up"', 'reason = " "', "decision 1: reason: string should have at least 1"),
        ('reason = "looked up"', 'raeson = "x"\nreason = "y"', "unknown key 'raeson'; did you mean 'reason'?"),
        ("expires = 2027-01-01", 'expires = "soon"', "decision 1: expires: input should be a valid date"),
        ("claims = [", 'claims = [\n "x",', "decision 1: side.0.claims.0: string should match pattern"),
        ('decision = "not an error"\n', 'decision = "watch"\n', "decision 1: watch: must say until when"),
        ("[[decision]]", "[[decisoin]]", "unknown key 'decisoin'; did you mean 'decision'?"),
        ("[[decision]]", "[decision", ":5: not TOML"),
    ],
)
def test_a_malformed_entry_is_loud_and_silences_nothing(
    old: str, new: str, message: str, articles: Callable[..., Path]
) -> None:
    folder = articles("a.txt", "b.txt")
    file = rule(folder, (J, E), expires="2027-01-01")
    text = file.read_text("utf-8")
    if "watch" in new:
        text = text.replace("expires = 2027-01-01\n", "")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    result = factcheck("report", folder, "--today", TODAY)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.startswith("error: factcheck-decisions.toml:")
    assert J in result.stdout


def test_the_other_entries_still_count(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt", "c.txt")
    file = rule(folder, (J, E), (J, A))
    file.write_text(file.read_text("utf-8").replace('by = "The desk"', "by = 7", 1), "utf-8")
    assert len(findings(folder)) == 2


def test_a_graver_verdict_is_shown_again(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    file = rule(folder, (J, E))
    decisions, _ = parse_decisions(file.read_text("utf-8"), file.name)
    file.write_text(written([replace(d, verdict="review") for d in decisions]), "utf-8")
    assert values(findings(folder)) == [{J, E}]


def test_a_check_counts_decisions_too(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    rule(folder, (J, E))
    assert factcheck("check", folder / "a.txt", "--against", folder, "--today", TODAY).exit_code == 0
    (folder / "factcheck-decisions.toml").write_text("", "utf-8")
    empty = folder / "factcheck-decisions.toml"
    assert factcheck("check", folder / "a.txt", "--against", folder, "--decisions", empty).exit_code == 1


def test_only_new_findings_fail_beside_a_baseline(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    base = folder.parent / "base.json"
    factcheck("report", folder, "--format", "json", "--output", base)
    assert factcheck("report", folder, "--baseline", base).exit_code == 0
    folder = articles("a.txt", "b.txt", "c.txt")
    assert values(findings(folder, "--baseline", base)) == [{A, E}, {A, J}]
    assert factcheck("report", folder, "--baseline", base).exit_code == 1
    result = factcheck("report", articles("c.txt"), "--baseline", base)
    assert "nothing of this baseline occurs any more" in result.stderr


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "7"}', '{"schema": "1", "findings": [{}]}'])
def test_a_broken_baseline_is_one_line(text: str, articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    base = folder.parent / "base.json"
    base.write_text(text, "utf-8")
    result = factcheck("report", folder, "--baseline", base)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "base.json" in result.stderr


def test_a_workbook_is_read_as_well(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    sheet = folder.parent / "conflicts.xlsx"
    factcheck("report", folder, "--format", "xlsx", "--output", sheet)
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    column = {cell.value: cell.column for cell in page[1]}
    page.cell(2, column["decision"], "Not an  Error")
    page.cell(2, column["decision_reason"], "=1+1 is no formula here").data_type = "s"
    page.cell(2, column["expires"], date(2027, 1, 1))
    book.save(sheet)
    assert factcheck("decisions", "import", sheet, "--by", "The desk").exit_code == 0
    decisions, problems = parse_decisions((folder.parent / "factcheck-decisions.toml").read_text("utf-8"), "x")
    assert not problems
    assert [(d.decision, d.reason, d.by, d.expires) for d in decisions] == [
        ("not an error", "=1+1 is no formula here", "The desk", date(2027, 1, 1))
    ]
    assert findings(folder) == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_as_spreadsheet_programs_save(delimiter: str, encoding: str, articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    sheet = folder.parent / "conflicts.csv"
    factcheck("report", folder, "--format", "csv", "--output", sheet)
    rows = list(csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline="")))
    rows[0] |= {"decision": "outdated", "decision_reason": "käme; heute, anders", "decided_by": "Zoë"}
    with sheet.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    assert factcheck("decisions", "import", sheet).exit_code == 0
    assert findings(folder) == []


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"decision": "not a error", "decision_reason": "x"}, "unknown decision 'not a error'; did you mean"),
        ({"decision": "outdated"}, "outdated: lacks its reason"),
        ({"decision_reason": "x"}, "a reason without a decision"),
        ({"decision": "outdated", "decision_reason": "x", "decided_by": ""}, "lacks who decided"),
        ({"decision": "watch", "decision_reason": "x"}, "watch: must say until when"),
        ({"decision": "outdated", "decision_reason": "x", "expires": "1.2.2027"}, "expires: not a day like"),
        ({"decision": "outdated", "decision_reason": "x", "claims_a": "1.2E+11"}, "side.0.claims.0: string should"),
        ({"decision": "outdated", "decision_reason": "x", "claims_b": ""}, "side.1.claims: list should have"),
    ],
)
def test_a_row_that_cannot_be_used_writes_nothing(
    cells: dict[str, str], message: str, articles: Callable[..., Path]
) -> None:
    folder = articles("a.txt", "b.txt")
    sheet = folder.parent / "conflicts.csv"
    factcheck("report", folder, "--format", "csv", "--output", sheet)
    rows = list(csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline="")))
    rows[0] |= {"decided_by": "The desk"} | cells
    with sheet.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    result = factcheck("decisions", "import", sheet)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: conflicts.csv:2: ")
    assert message in result.stderr
    assert not (folder.parent / "factcheck-decisions.toml").exists()


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04 nothing", b"\xff\xfe\x00\x01\x02", b'"a\nb'])
def test_no_sheet_is_one_line(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(data)
    result = factcheck("decisions", "import", tmp_path / "x.csv", "--to", tmp_path / "out.toml")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "x.csv" in result.stderr
    assert not (tmp_path / "out.toml").exists()


def test_a_new_decision_replaces_the_old_one(articles: Callable[..., Path]) -> None:
    folder = articles("a.txt", "b.txt")
    file = rule(folder, (J, E))
    old, _ = parse_decisions(file.read_text("utf-8"), "x")
    new = replace(old[0], reason="looked up again")
    assert [d.reason for d in merged(old, [new])] == ["looked up again"]


WORDS = st.text("aé=+-@'\"\\,;\n\t#[]{}𝄞市 ", min_size=1, max_size=8).map(lambda s: " ".join(s.split()) or "x")
IDS = st.integers(0, 2**44 - 1).map(lambda n: f"a{n:011x}")
SIDES = st.builds(
    DecidedSide, WORDS, WORDS | st.just(""), WORDS, WORDS, st.lists(IDS, min_size=1, max_size=3, unique=True).map(tuple)
)
MADE = st.builds(
    Decision, IDS, st.sampled_from(("contradiction", "review")), WORDS, WORDS, WORDS, WORDS | st.just(""),
    st.sampled_from(DECISIONS), WORDS, WORDS, st.tuples(SIDES, SIDES), st.dates(),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MADE, max_size=4, unique_by=lambda d: frozenset(frozenset(s.claims) for s in d.sides)))
def test_round_trip_without_loss(made: list[Decision]) -> None:
    text = written(made)
    back, problems = parse_decisions(text, "x")
    assert not problems
    assert written(back) == text
    assert sorted(map(repr, (replace(d, line=0) for d in back))) == sorted(map(repr, made))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MADE, min_size=1, max_size=3, unique_by=lambda d: tuple(frozenset(s.claims) for s in d.sides)))
def test_round_trip_through_the_spreadsheet(made: list[Decision]) -> None:
    from tempfile import TemporaryDirectory

    rows = rows_of(made)
    columns = [Column(name, "") for name in rows[0]]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.csv"
        file.write_bytes(csv_bytes(columns, rows))
        back, problems = decided(read_sheet(file), "x.csv")
    assert not problems
    assert list(back) == made


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared is not there")
def test_on_the_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    before = findings(folder)
    assert len(before) > 1
    first = before[0]
    rule(folder, tuple(s["value"] for s in first["sides"][:2]))
    after = findings(folder)
    assert [f["id"] for f in after] == [f["id"] for f in before[1:]]
    claims = {c["id"]: c for c in json.loads(factcheck("report", folder, "--format", "json").stdout)["claims"]}
    claim = claims[first["sides"][0]["claims"][0]]
    file = folder / claim["document"]
    text = file.read_bytes().decode("utf-8")
    end = claim["evidence"]["end"] - 1
    file.write_bytes(f"{text[:end]} indeed{text[end:]}".encode())
    sides = {s["value"] for s in first["sides"]}
    assert any({s["value"] for s in f["sides"]} == sides for f in findings(folder))
