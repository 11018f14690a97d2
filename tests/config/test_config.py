"""The configuration: where it is found, what it changes, and what is said when it is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from factcheck.catalogue import load as load_catalogue
from factcheck.cli import main
from factcheck.config import Config, ConfigError
from factcheck.config.apply import configured
from factcheck.config.file import find, key_lines
from factcheck.config.load import load
from factcheck.config.schema import ConfigModel
from factcheck.config.show import schema
from factcheck.config.start import START
from factcheck.model import Quantity
from factcheck.values import algebra_from
from factcheck.values.sets import intersects

ROOT = Path(__file__).parents[2]
CATALOGUE = load_catalogue()
WHOLE = """
families = ["seats", "office_holder", "gdp_share"]
ignore = ["gdp_share"]
claims = ["own"]
verdicts = ["contradiction"]
fail-on = "error"

[severity]
seats = "note"

[tolerance]
about = 0.2
round = 0

[width]
seats = 0.1

[outlets."County Herald"]
names = ["Herald"]
group = "Coast Media"
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def errors(text: str, tmp_path: Path) -> list[str]:
    (tmp_path / "factcheck.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        configured(CATALOGUE, load(tmp_path, {}))
    return [f"{p.path}:{p.line}: {p.message}" for p in caught.value.problems]


def test_every_key_arrives(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text(WHOLE, "utf-8")
    config = load(tmp_path, {})
    assert config.families == ("seats", "office_holder", "gdp_share")
    assert config.claims == (str(tmp_path / "own"),)
    assert config.verdicts == ("contradiction",)
    assert config.fail_on == "error"
    assert config.groups() == {"County Herald": "Coast Media"}
    assert config.outlet("HERALD") == "County Herald"
    assert config.tolerance == (("about", Decimal("0.2")), ("round", Decimal(0)))
    made = configured(CATALOGUE, config)
    assert [f.id for f in made.families] == ["office_holder", "seats"]
    assert made.family("seats").severity == "note"
    assert made.family("seats").width == 0.1
    assert made.words["widths"]["hedges"] == {"about": "0.2", "nearly": "0.10", "zeros": 2, "cap": "0"}


def test_what_is_known_to_be_right_is_read_the_same(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text(WHOLE, "utf-8")
    assert load(tmp_path, {}) == load(tmp_path, {})
    code = (
        "import sys; from pathlib import Path; from factcheck.config.load import load; "
        "load(Path(sys.argv[1]), {}); print('pydantic' in sys.modules)"
    )
    run_again = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.check_output(run_again, text=True) == "False\n"


def test_pyproject_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text(WHOLE, "utf-8")
    one = load(tmp_path, {})
    (tmp_path / "factcheck.toml").unlink()
    text = "[tool.factcheck]" + WHOLE.replace("\n[", "\n[tool.factcheck.")
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    other = load(tmp_path, {})
    assert other.families == one.families
    assert other.outlets == one.outlets
    assert str(other.origin("severity.seats")).startswith("pyproject.toml:")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('famillies = ["seats"]', "factcheck.toml:1: unknown key 'famillies'; did you mean 'families'?"),
        ("\n[tolerance]\nabuot = 0.1", "factcheck.toml:3: unknown key 'tolerance.abuot'; did you mean 'about'?"),
        (
            '[outlets."A.B"]\ngrup = "x"',
            "factcheck.toml:2: unknown key 'outlets.A.B.grup'; did you mean 'group'?",
        ),
        (
            "[severity]\n\nseat = 'error'",
            "factcheck.toml:3: severity.seat: unknown family 'seat'; did you mean 'seats'?",
        ),
        ('families = [\n "seat"]', "factcheck.toml:1: families: unknown family 'seat'; did you mean 'seats'?"),
        ("a = [", "factcheck.toml:0: not TOML"),
        ("[severity]\nseats = 'grave'", "factcheck.toml:2: severity.seats: input should be"),
        ("[tolerance]\nabout = false", "factcheck.toml:2: tolerance.about: input should be a valid number"),
        ('[tolerance]\nabout = "0.1"', "factcheck.toml:2: tolerance.about: input should be a valid number"),
        ("[width]\nseats = nan", "factcheck.toml:2: width.seats: input should be"),
        ('families = "seats"', "factcheck.toml:1: families: input should be a valid list"),
        ("[tolerance]\nabout = 2", "factcheck.toml:2: tolerance.about: input should be less than 1"),
    ],
)
def test_an_error_names_file_and_line(text: str, message: str, tmp_path: Path) -> None:
    found = errors(text, tmp_path)
    assert len(found) == 1
    assert found[0].startswith(message)


def test_all_errors_at_once(tmp_path: Path) -> None:
    assert len(errors("x = 1\ny = 2\n[severity]\nseats = 3\n", tmp_path)) == 3


def test_the_nearest_file_counts_and_the_repository_ends_the_search(tmp_path: Path) -> None:
    inner, desk = tmp_path / "desk" / "sport", tmp_path / "desk"
    inner.mkdir(parents=True)
    start = str(inner)
    assert not find(start).startswith(str(tmp_path))
    (tmp_path / "factcheck.toml").write_text("", "utf-8")
    assert find(start) == str(tmp_path / "factcheck.toml")
    (desk / ".git").mkdir()
    assert find(start) == ""
    (desk / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    assert find(start) == ""
    (desk / "pyproject.toml").write_text("[tool.factcheck]\n", "utf-8")
    assert find(start) == str(desk / "pyproject.toml")
    (inner / "factcheck.toml").write_text("", "utf-8")
    assert find(start) == str(inner / "factcheck.toml")


def test_variables_stand_above_the_file_and_options_above_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "factcheck.toml").write_text('format = "csv"\nfail-on = "error"\nbaseline = "a.json"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_FORMAT", "markdown")
    shown = json.loads(run("config", "show", "--json", "--baseline", "b.json").stdout)
    assert shown["format"] == {"value": "markdown", "from": "FACTCHECK_FORMAT"}
    assert shown["fail-on"] == {"value": "error", "from": "factcheck.toml:2"}
    assert shown["baseline"] == {"value": "b.json", "from": "--baseline"}
    assert shown["severity.seats"]["from"] == "claims/seats/family.toml"
    assert json.loads(run("config", "show", "--json", "--isolated").stdout)["fail-on"]["from"] == "default"


def test_a_broken_configuration_ends_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "factcheck.toml").write_text("famillies = []\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for args in (("report", ROOT / "examples" / "pier"), ("families", "list"), ("config", "show")):
        result = run(*args)
        assert result.exit_code == 2
        assert result.stderr == "error: factcheck.toml:1: unknown key 'famillies'; did you mean 'families'?\n"


def test_a_chosen_family_and_its_severity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "factcheck.toml").write_text('families = ["office_holder"]\nseverity.office_holder = "note"\n', "utf-8")
    report = json.loads(run("report", ROOT / "examples" / "pier", "--format", "json").stdout)
    assert {c["family"] for c in report["claims"]} == {"office_holder"}
    assert {f["severity"] for f in report["findings"]} == {"note"}


@pytest.mark.parametrize(("width", "verdict"), [("0", "contradiction"), ("0.30", "agreement")])
def test_a_width_decides(width: str, verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "factcheck.toml").write_text(f"[width]\nseats = {width}\n", "utf-8")
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, words in (("a", "has 41 seats"), ("b", "has 49 seats")):
        (folder / f"{name}.txt").write_text(f"The Harbour Party {words} in the House of Commons.\n", "utf-8")
    (folder / "articles.csv").write_text("file,outlet,published\na.txt,A,2024-05-14\nb.txt,B,2024-05-14\n", "utf-8")
    report = json.loads(run("report", folder, "--format", "json").stdout)
    assert [f["verdict"] for f in report["findings"] if f["family"] == "seats"] == [verdict]


@pytest.mark.parametrize(("about", "meets"), [(None, False), ("0.30", True)])
def test_a_tolerance_decides(about: str | None, meets: bool) -> None:
    config = Config(tolerance=(("about", Decimal(about)),) if about else ())
    algebra = algebra_from(configured(CATALOGUE, config).words)
    left, right = Quantity(Decimal(41), Decimal(41), hedge="about"), Quantity(Decimal(49), Decimal(49))
    assert intersects(left, right, algebra) is meets


def test_own_names_of_a_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The Harbour Party has 41 seats in the House of Commons.\n", "utf-8")
    (folder / "b.txt").write_text("The Quay Movement Party has 31 seats in the House of Commons.\n", "utf-8")
    (folder / "articles.csv").write_text("file,outlet,published\na.txt,A,2024-05-14\nb.txt,B,2024-05-14\n", "utf-8")
    found = json.loads(run("report", folder, "--format", "json").stdout)["findings"]
    assert not [f for f in found if f["family"] == "seats"]
    (tmp_path / "names.toml").write_text(
        '[[group]]\nname = "Harbour Party"\nnames = ["Harbour Party", "Quay Movement Party"]\n', "utf-8"
    )
    (tmp_path / "factcheck.toml").write_text('aliases = ["names.toml"]\n', "utf-8")
    found = json.loads(run("report", folder, "--format", "json").stdout)["findings"]
    assert "contradiction" in {f["verdict"] for f in found if f["family"] == "seats"}
    (tmp_path / "names.toml").write_text('[[group]]\nname = "X"\nnames = []\n', "utf-8")
    result = run("report", folder)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: names.toml:3: group.0.names: ")


def test_articles_cannot_configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, articles = tmp_path / "work", tmp_path / "articles"
    work.mkdir()
    articles.mkdir()
    monkeypatch.chdir(work)
    text = "---\nfactcheck: {ignore: [office_holder]}\nfamilies: []\n---\n<!-- factcheck-disable -->\nSaltmere Mayor %s spoke.\n"
    (articles / "a.txt").write_text(text % "Judith Abelard", "utf-8")
    (articles / "b.txt").write_text(text % "Edith Marlowe", "utf-8")
    (articles / "factcheck.toml").write_text('ignore = ["office_holder"]\n', "utf-8")
    (articles / "factcheck-decisions.toml").write_text("", "utf-8")
    (articles / "articles.csv").write_text("file,outlet,published\na.txt,A,2024-05-14\nb.txt,B,2024-05-14\n", "utf-8")
    assert run("report", articles).exit_code == 1


def test_init_writes_what_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init").exit_code == 0
    assert load(tmp_path, {}).families == ()
    assert run("init").exit_code == 2
    assert run("init", "--force").exit_code == 0
    assert run("init", "nowhere").exit_code == 2


def test_init_names_every_key_and_every_line_holds() -> None:
    uncommented = "\n".join(
        line[1:] if line.startswith("#") and not line.startswith("# ") else line for line in START.splitlines()
    )
    data = tomllib.loads(uncommented)
    ConfigModel.model_validate(data)
    known = {f.alias or name for name, f in ConfigModel.model_fields.items()}
    assert set(data) == known


@pytest.mark.parametrize("name", ["config", "aliases", "family", "examples", "report"])
def test_schemas_are_the_models(name: str) -> None:
    result = run("config", "schema", name)
    assert result.stdout == schema(name)
    data = json.loads(result.stdout)
    assert data["additionalProperties"] is False
    assert data["$schema"].startswith("https://json-schema.org/")


def test_key_lines_of_dotted_keys_and_quoted_tables() -> None:
    text = (
        '[tool.factcheck]\nseverity.seats = "note"\n[tool.factcheck.outlets."A.B"]\ngroup = "x"\n[tool.other]\ny = 1\n'
    )
    lines = key_lines(text, ("tool", "factcheck"))
    assert lines["severity", "seats"] == 2
    assert lines["outlets", "A.B", "group"] == 4
    assert ("y",) not in lines


def test_no_configuration_is_the_default() -> None:
    assert configured(CATALOGUE, Config()) == CATALOGUE
    assert Config().decisions is None


def test_a_report_fits_its_schema(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    run("report", ROOT / "examples", "--format", "json", "--output", out)
    jsonschema.validate(json.loads(out.read_text("utf-8")), json.loads(schema("report")))


@pytest.mark.parametrize("family", [f.id for f in CATALOGUE.families])
def test_the_shipped_families_fit_their_schemas(family: str) -> None:
    folder = ROOT / "claims" / family
    for name in ("family", "examples"):
        file = folder / f"{name}.toml"
        if file.exists():
            jsonschema.validate(tomllib.loads(file.read_text("utf-8")), json.loads(schema(name)))


def test_a_mistyped_key_of_a_family_says_what_was_meant(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "tides"
    folder.mkdir(parents=True)
    (folder / "family.toml").write_text(
        'about = "x"\nvalue = "quantity"\nchanges = "never"\ncompare = "never"\n[[pattern]]\nname = "<person>"\nvaleu = "x"\n',
        "utf-8",
    )
    result = run("families", "list", "--claims", tmp_path / "own")
    assert result.exit_code == 2
    assert "tides/family.toml:7: unknown key 'pattern.0.valeu'; did you mean 'value'?" in result.stderr
