"""The desk's checklist: everything that can be wrong in a draft, in its order, with what others say."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from factcheck.checklist import KINDS, STATES
from factcheck.cli import main

DRAFT = """Pier opens again

Saltmere Mayor Agnes Whitlow opened the new pier on Tuesday, three years after the fire.

About 400 people came, and Whitlow cut the ribbon at 3 p.m. The pier cost $1.2 million, said the Harbour Party, which
holds 41 seats in the House of Commons. Whitlow thanked Judith Abelard.
"""
ARTICLES = {
    "b.txt": ("Herald", ("Saltmere Mayor Edith Marlowe told Judith Abelard that the pier would stay closed.\n\n"
              "The Harbour Party holds 41 seats in the House of Commons.\n")),
    "c.txt": ("Radio", "The Harbour Party, which won 41 seats in the House of Commons, asked for a new pier.\n"),
}  # fmt: skip


def factcheck(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    archive = tmp_path / "archive"
    archive.mkdir()
    rows = ["file,outlet,published"]
    for name, (outlet, text) in ARTICLES.items():
        (archive / name).write_text(text, "utf-8")
        rows.append(f"{name},{outlet},2024-05-14")
    (archive / "articles.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return tmp_path


def items(desk: Path, *args: object) -> list[dict[str, object]]:
    result = factcheck(
        "check", desk / "draft.txt", "--against", desk / "archive", "--checklist", "--format", "json", *args
    )
    return json.loads(result.stdout)["items"]


def test_everything_in_its_order(desk: Path) -> None:
    found = items(desk)
    assert [(i["kind"], i["text"]) for i in found] == [
        ("name", "Saltmere"),
        ("title", "Mayor"),
        ("name", "Agnes Whitlow"),
        ("date", "Tuesday"),
        ("figure", "three years"),
        ("figure", "400 people"),
        ("date", "3 p.m."),
        ("figure", "$1.2 million"),
        ("name", "Harbour Party"),
        ("figure", "41 seats"),
        ("name", "House of Commons"),
        ("name", "Judith Abelard"),
    ]
    assert [i["start"] for i in found] == sorted(i["start"] for i in found)
    for item in found:
        assert item["kind"] in KINDS
        assert item["state"] in STATES
        words = DRAFT[item["start"] : item["end"]]
        assert DRAFT.splitlines()[item["line"] - 1][item["column"] - 1 :].startswith(words)
        assert item["text"].startswith(words)


def test_what_others_say(desk: Path) -> None:
    found = {i["text"]: i for i in items(desk)}
    assert found["Mayor"]["state"] == found["Agnes Whitlow"]["state"] == "contradicted"
    note = found["Mayor"]["notes"][0]
    assert (note["verdict"], note["value"], note["outlets"]) == ("contradiction", "Edith Marlowe", ["Herald"])
    assert (found["41 seats"]["state"], found["41 seats"]["outlets"]) == ("corroborated", 2)
    assert (found["Judith Abelard"]["state"], found["Judith Abelard"]["outlets"]) == ("corroborated", 1)
    assert found["$1.2 million"]["state"] == "alone"
    assert found["Agnes Whitlow"]["again"] == [5, 6]


def test_a_name_within_a_longer_word_is_another_name(desk: Path) -> None:
    (desk / "archive" / "b.txt").write_text("The Saltmeres of this world came.\n", "utf-8")
    (desk / "archive" / "c.txt").write_text("The harbour was calm.\n", "utf-8")
    assert {i["state"] for i in items(desk)} == {"alone"}


def test_the_own_house_corroborates_nothing(desk: Path) -> None:
    (desk / "articles.csv").write_text("file,outlet,published\ndraft.txt,Gazette,2024-05-14\n", "utf-8")
    (desk / "factcheck.toml").write_text(
        '[outlets.Gazette]\ngroup = "Coast"\n[outlets.Herald]\ngroup = "Coast"\n', "utf-8"
    )
    found = {i["text"]: i for i in items(desk)}
    assert found["41 seats"]["outlets"] == 1
    assert found["Judith Abelard"]["state"] == "alone"


def test_the_same_text_elsewhere_corroborates_nothing(desk: Path) -> None:
    (desk / "archive" / "b.txt").write_text(DRAFT + "\nMore soon.\n", "utf-8")
    (desk / "archive" / "c.txt").write_text("The harbour was calm.\n", "utf-8")
    assert {i["outlets"] for i in items(desk)} == {0}


def test_a_decision_quiets_the_item(desk: Path) -> None:
    sheet = desk / "x.csv"
    factcheck("check", desk / "draft.txt", "--against", desk / "archive", "--format", "csv", "--output", sheet)
    rows = list(csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline="")))
    for row in rows:
        row |= {"decision": "not an error", "decision_reason": "took office that day", "decided_by": "The desk"}
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert factcheck("decisions", "import", sheet).exit_code == 0
    assert {i["state"] for i in items(desk)} == {"corroborated", "alone"}


def test_it_fails_as_the_check_does(desk: Path) -> None:
    call = ("check", desk / "draft.txt", "--against", desk / "archive", "--checklist", "--quiet")
    assert factcheck(*call).exit_code == 1
    assert factcheck(*call, "--fail-on", "never").exit_code == 0
    assert factcheck(*call, "--format", "sarif").exit_code == 2


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "xlsx", "html", "json"])
def test_every_form_holds_every_item(form: str, desk: Path) -> None:
    out = desk / f"list.{form}"
    factcheck(
        "check", desk / "draft.txt", "--against", desk / "archive", "--checklist", "--format", form, "--output", out
    )
    data = out.read_bytes()
    if form == "xlsx":
        page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        shown = "\n".join(str(cell.value) for row in page for cell in row)
    else:
        shown = data.decode("utf-8-sig")
    for item in items(desk):
        words = str(item["text"]).replace("$", r"$")
        assert words in shown
    assert "Edith Marlowe" in shown


def test_hostile_articles_stay_text(desk: Path) -> None:
    attack = "<script>alert(1)</script> =1+1 "
    (desk / "draft.txt").write_text(
        f"=1+1 <b>Harbour</b>\n\n{attack}Saltmere Mayor Agnes Whitlow\x1b[2J came.\n", "utf-8"
    )
    (desk / "archive" / "articles.csv").write_text(
        "file,outlet,published\nb.txt,=cmd() <script>,2024-05-14\nc.txt,Radio,2024-05-14\n", "utf-8"
    )
    call = ("check", desk / "draft.txt", "--against", desk / "archive", "--checklist", "--format")
    page = factcheck(*call, "html").stdout
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "\x1b" not in factcheck(*call, "text").stdout
    rows = csv.reader(io.StringIO(factcheck(*call, "csv").stdout.removeprefix("\ufeff")))
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "@"))]
