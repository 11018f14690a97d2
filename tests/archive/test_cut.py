"""A draft that is held against some of the alike archived articles only is told as incomplete: the gate ends with 2."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from factcheck.cli import main

TEXT = "Saltmere Mayor Judith Abelard closed the pier on Monday. The ferries of Drumlin stay in the harbour, the fishermen said.\n"


def test_more_alike_articles_than_are_searched(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(3):
        (tmp_path / "news" / f"{number}.txt").write_text(f"{TEXT}Article {number}.\n")
    (tmp_path / "draft.txt").write_text(TEXT)
    (tmp_path / "few.toml").write_text("[limits]\narchived = 2\n")
    where = str(tmp_path / "a.db")
    runner = CliRunner()
    assert runner.invoke(main, ["archive", "add", str(tmp_path / "news"), "--archive", where]).exit_code == 0
    check = ["check", str(tmp_path / "draft.txt"), "--archive", where]
    whole = runner.invoke(main, [*check, "--isolated"])
    assert (whole.exit_code, "limits.archived" in whole.stderr) == (0, False)
    cut = runner.invoke(main, [*check, "--config", str(tmp_path / "few.toml")])
    assert cut.exit_code == 2
    (line,) = [line for line in cut.stderr.splitlines() if line.startswith("error: ")]
    assert line.endswith(
        "only the 2 archived articles most like a draft are searched for its story (limits.archived); 1 more are not"
    )
