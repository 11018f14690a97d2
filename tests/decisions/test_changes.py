"""`--since`: what is new, changed and gone since an earlier report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import main

GAZETTE = "Saltmere Mayor Judith Abelard closed the pier.\n"
HERALD = "Saltmere Mayor Edith Marlowe closed the pier on Sunday.\n"
RADIO = "Saltmere Mayor Edith Marlowe spoke of the pier on the morning show.\n"
SEATS = "The Harbour Party has {} seats in the House of Commons.\n"


def factcheck(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    monkeypatch.chdir(tmp_path)

    def made(**articles: str) -> Path:
        folder = tmp_path / "articles"
        folder.mkdir(exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        rows = ["file,outlet,published,url"]
        for name, text in articles.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
            rows.append(f"{name}.txt,{name.title()},2024-05-14T10:30:00+01:00,https://{name}.example/1")
        (folder / "articles.csv").write_text("\n".join(rows) + "\n", "utf-8")
        return folder

    return made


def earlier(folder: Path) -> Path:
    file = folder.parent / "earlier.json"
    factcheck("report", folder, "--format", "json", "--output", file)
    return file


def since(folder: Path, file: Path, *args: object) -> list[dict[str, object]]:
    return json.loads(factcheck("report", folder, "--since", file, "--format", "json", *args).stdout)["changes"]


def test_nothing_changed(told: Callable[..., Path]) -> None:
    folder = told(gazette=GAZETTE, herald=HERALD)
    file = earlier(folder)
    assert since(folder, file) == []
    result = factcheck("report", folder, "--since", file)
    assert (result.exit_code, result.stdout) == (0, "0 new, 0 changed, 0 gone\n")


def test_an_edit_elsewhere_is_no_change(told: Callable[..., Path]) -> None:
    file = earlier(told(gazette=GAZETTE, herald=HERALD))
    assert since(told(gazette=GAZETTE, herald=f"{HERALD}\nThe boats lay in the harbour.\n"), file) == []


def test_new_with_address_and_time(told: Callable[..., Path]) -> None:
    file = earlier(told(gazette=GAZETTE))
    folder = told(gazette=GAZETTE, herald=HERALD)
    found = since(folder, file)
    assert [(c["kind"], c["verdict"], c["why"]) for c in found] == [("new", "contradiction", [])]
    articles = [a for side in found[0]["after"] for a in side["articles"]]
    assert {a["url"] for a in articles} == {"https://gazette.example/1", "https://herald.example/1"}
    assert {a["published"] for a in articles} == {"2024-05-14T10:30:00+01:00"}
    assert factcheck("report", folder, "--since", file, "--quiet").exit_code == 1


def test_gone(told: Callable[..., Path]) -> None:
    file = earlier(told(gazette=GAZETTE, herald=HERALD))
    folder = told(gazette=GAZETTE, herald="The boats lay in the harbour.\n")
    found = since(folder, file)
    assert [c["kind"] for c in found] == ["gone"]
    assert {s["value"] for s in found[0]["before"]} == {"Edith Marlowe", "Judith Abelard"}
    assert factcheck("report", folder, "--since", file, "--quiet").exit_code == 0


def test_corrected(told: Callable[..., Path]) -> None:
    file = earlier(told(gazette=GAZETTE, herald=HERALD))
    folder = told(gazette=GAZETTE, herald=HERALD.replace("Edith Marlowe", "Judith Abelard"))
    found = since(folder, file)
    assert [(c["kind"], c["verdict"]) for c in found] == [("changed", "agreement")]
    assert "verdict was contradiction, is agreement" in found[0]["why"]
    assert factcheck("report", folder, "--since", file, "--quiet").exit_code == 0


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ({"radio": RADIO}, "Edith Marlowe: Radio says so too"),
        ({"herald": HERALD.replace("on Sunday", "at noon")}, "the same values in other words"),
        ({"herald": HERALD.replace("Edith Marlowe", "Agnes Whitlow")}, "no longer: Edith Marlowe"),
    ],
)
def test_changed(now: dict[str, str], why: str, told: Callable[..., Path]) -> None:
    articles = {"gazette": GAZETTE, "herald": HERALD}
    file = earlier(told(**articles))
    found = since(told(**(articles | now)), file)
    assert [c["kind"] for c in found] == ["changed"]
    assert why in found[0]["why"]


def test_a_changed_verdict(told: Callable[..., Path], tmp_path: Path) -> None:
    folder = told(gazette=GAZETTE, herald=HERALD)
    file = earlier(folder)
    (tmp_path / "factcheck.toml").write_text('[severity]\noffice_holder = "note"\n', "utf-8")
    assert [c["why"] for c in since(folder, file)] == [["severity was error, is note"]]


def test_the_others_are_left_out(told: Callable[..., Path]) -> None:
    file = earlier(told(gazette=GAZETTE + "\n" + SEATS.format(31), herald=HERALD + "\n" + SEATS.format(44)))
    found = since(told(gazette=GAZETTE + "\n" + SEATS.format(31), herald=HERALD + "\n" + SEATS.format(31)), file)
    assert {c["family"] for c in found} == {"seats"} | ({c["family"] for c in found} - {"office_holder"})
    assert "seats" in {c["family"] for c in found}
    assert "office_holder" not in {c["family"] for c in found}


def test_a_decided_finding_is_gone_and_says_so(told: Callable[..., Path]) -> None:
    folder = told(gazette=GAZETTE, herald=HERALD)
    file = earlier(folder)
    sheet = folder.parent / "x.csv"
    factcheck("report", folder, "--format", "csv", "--output", sheet)
    rows = list(csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline="")))
    rows[0] |= {"decision": "outdated", "decision_reason": "she left", "decided_by": "The desk"}
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    factcheck("decisions", "import", sheet)
    assert [(c["kind"], c["why"]) for c in since(folder, file)] == [("gone", ["decided: outdated"])]


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_every_form_names_sides_address_and_time(form: str, told: Callable[..., Path]) -> None:
    file = earlier(told(gazette=GAZETTE))
    shown = factcheck("report", told(gazette=GAZETTE, herald=HERALD), "--since", file, "--format", form).stdout
    for words in ("Edith Marlowe", "Judith Abelard", "herald.example/1", "10:30:00"):
        assert words in shown.replace("\\", "").replace("\u2060", "")


def test_wrong_calls_are_one_line(told: Callable[..., Path]) -> None:
    folder = told(gazette=GAZETTE)
    file = earlier(folder)
    broken = folder.parent / "broken.json"
    broken.write_text('{"schema": "1", "documents": [], "claims": [], "findings": [{"id": "x"}]}', "utf-8")
    for args in (("--since", broken), ("--since", "nowhere.json"), ("--since", file, "--format", "sarif")):
        result = factcheck("report", folder, *args)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1
