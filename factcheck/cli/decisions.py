"""`factcheck decisions`."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from factcheck.cli import Group, common, settings
from factcheck.paths import plain
from factcheck.render.view import many

if TYPE_CHECKING:
    from factcheck.config import Config
    from factcheck.findings import Decision


@click.group("decisions", cls=Group)
def command() -> None:
    """Turn what editors decide in a spreadsheet into a reviewed file, and back."""


@command.command("import")
@click.argument("sheets", nargs=-1, required=True, type=common.PATH)
@click.option("--by", default="", help="Who decided, where a row does not say.")
@click.option(
    "--expires", type=click.DateTime(["%Y-%m-%d"]), help="The day on which they expire, where a row does not say."
)
@click.option("--to", "target", type=common.PATH, help="The file to write; factcheck-decisions.toml.")
@common.guarded
@settings.configured
def decisions_import(
    sheets: tuple[str, ...], by: str, expires: datetime | None, target: str | None, config: Config
) -> None:
    """Add the decisions of SHEETS, reports as CSV or XLSX with the column `decision` filled in, to the file of decisions.

    A row without a decision is passed over; one about a pair that was decided before replaces that decision. When a row
    cannot be used, nothing is written.
    """
    from factcheck.config import Config as Plain  # noqa: PLC0415 - keeps the help fast
    from factcheck.config.load import DECISIONS  # noqa: PLC0415
    from factcheck.decisions import read_decisions  # noqa: PLC0415
    from factcheck.decisions.file import merged, written  # noqa: PLC0415
    from factcheck.decisions.sheet import SheetError, decided, read_sheet  # noqa: PLC0415

    file = plain(target or config.decisions or DECISIONS)
    common.keep_apart([file], sheets, Plain())
    old, problems = read_decisions(file) if os.path.exists(file) else ((), ())
    new: list[Decision] = []
    found = list(problems)
    for sheet in sheets:
        try:
            mine, troubles = decided(
                read_sheet(sheet), os.path.basename(sheet), by, expires.date() if expires else None
            )
        except SheetError as error:
            found.append(error.problem)
            continue
        new += mine
        found += troubles
    if found:
        common.tell(found)
        raise SystemExit(common.Exit.ERROR)
    every = merged(old, new)
    common.hand_over(written(every).encode(), file)
    replaced = len(old) + len(new) - len(every)
    click.echo(f"{many(len(new), 'decision')} imported ({replaced} replaced); {len(every)} in {file}", err=True)


@command.command("export")
@click.option("--format", "form", type=click.Choice(("csv", "xlsx")), default="csv", show_default=True)
@common.output_option
@click.option("--from", "source", type=common.PATH, help="The file to read; factcheck-decisions.toml.")
@common.guarded
@settings.configured
def decisions_export(form: str, output: str | None, source: str | None, config: Config) -> None:
    """Write the decisions as a spreadsheet with the columns of the report; `import` gives the same decisions back."""
    from factcheck.config.load import DECISIONS  # noqa: PLC0415 - keeps the help fast
    from factcheck.decisions import read_decisions  # noqa: PLC0415
    from factcheck.decisions.sheet import rows_of  # noqa: PLC0415
    from factcheck.render.cells import csv_bytes  # noqa: PLC0415
    from factcheck.render.registry import Column  # noqa: PLC0415

    decisions, problems = read_decisions(source or config.decisions or DECISIONS)
    columns = [Column(**column) for column in common.definition()["column"]]
    rows = rows_of(decisions)
    if form == "xlsx":
        from factcheck.render.workbook import table_bytes  # noqa: PLC0415

        common.hand_over(table_bytes("Decisions", columns, rows), output)
    else:
        common.hand_over(csv_bytes(columns, rows), output)
    common.tell(problems)
    raise SystemExit(common.Exit.ERROR if problems else common.Exit.CLEAN)


@command.command("check")
@click.argument("paths", nargs=-1, required=True, type=common.PATH)
@common.guarded
@settings.gated
def decisions_check(paths: tuple[str, ...], config: Config, today: date) -> None:
    """Tell which decisions have expired or no longer cover anything in the articles under PATHS; exit with 1 if any."""
    from factcheck.pipeline import Options, run  # noqa: PLC0415 - keeps the help fast

    report = run(paths, Options(config, today))
    common.tell(report.problems)
    common.tell(report.warnings, "warning")
    used = len({d for s in report.silenced for d in s.decisions})
    click.echo(
        f"{many(used, 'decision')} in use, {many(len(report.silenced), 'finding')} silenced, {many(len(report.warnings), 'warning')}"
    )
    if common.incomplete(report.problems):
        raise SystemExit(common.Exit.ERROR)
    raise SystemExit(common.Exit.FINDINGS if report.warnings else common.Exit.CLEAN)
