"""`factcheck claims`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from factcheck.cli import Command, common, settings
from factcheck.paths import joined
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factcheck.catalogue import Catalogue
    from factcheck.config import Config
    from factcheck.findings import Report
    from factcheck.model import Problem


@click.command("claims", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=common.PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(("csv", "raw-csv", "parquet", "json")),
    default="csv",
    show_default=True,
    help="csv is made for spreadsheets, raw-csv for programs; both with datapackage.json, which describes them. "
    "parquet needs the extra of that name and --output.",
)
@common.output_option
@common.workers_option
@common.quiet_option
@common.guarded
@settings.configured
def command(paths: tuple[str, ...], form: str, output: str | None, config: Config, workers: int, quiet: bool) -> None:
    """Write what the articles under PATHS claim: one table for each family and one of the articles, as files of the folder --output."""
    from factcheck.pipeline import Options, families, run  # noqa: PLC0415 - keeps the help fast

    _check_form(form, output)
    if form == "json" or output is None:
        common.keep_apart([output], paths, config)
    else:
        end = "parquet" if form == "parquet" else "csv"
        there = sorted(os.listdir(output)) if os.path.isdir(output) else []
        tables = [name for name in there if name.endswith(f".{end}")]
        common.keep_apart([joined(output, name) for name in (*tables, "datapackage.json")], paths, config)
    # Decisions and baselines are about findings; claims are told all the same.
    config = replaced(config, decisions=None, baseline=None)
    options = Options(config, progress=common.progress(quiet=quiet), workers=workers)
    if form == "json":
        from factcheck.render.contract import written  # noqa: PLC0415

        report = run(paths, options)
        problems = report.problems
        if output is not None or not quiet:
            common.hand_over(written(report), output)
    elif output is None and quiet:
        problems = run(paths, options).problems
    else:
        problems = write_tables(lambda: run(paths, options), families(options), form, output, quiet=quiet)
    common.tell(problems)
    raise SystemExit(common.Exit.ERROR if common.incomplete(problems) else common.Exit.CLEAN)


def write_tables(
    made: Callable[[], Report], catalogue: Catalogue, form: str, output: str | None, *, quiet: bool
) -> tuple[Problem, ...]:
    """Write the tables of a report into a folder, or CSV to the screen without one; exits with 2 where an extra is missing.

    `made` returns the report, which nobody else should hold: some forms do without it before they are written. Returns
    what it tells as not read.
    """
    _check_form(form, output)
    files, claims, problems = _files(made(), catalogue, form, output)
    for name, data in files.items():
        if output is not None:
            common.hand_over(data, joined(output, name))
        elif name.endswith(".csv"):
            click.echo(f"# {name.removesuffix('.csv')}")
            for piece in data:
                click.echo(piece.decode(), nl=False)
    if output is not None and not quiet:
        tables = sum(name != "datapackage.json" for name in files)
        click.echo(f"{tables} tables with {claims} claims written to {output}", err=True)
    return problems


def _files(
    report: Report, catalogue: Catalogue, form: str, output: str | None
) -> tuple[dict[str, Iterable[bytes]], int, tuple[Problem, ...]]:
    """Return the files of a report's tables, how many claims they hold, and what could not be read."""
    from factcheck.render.tables import package, parquet  # noqa: PLC0415 - keeps the help fast

    if form == "parquet":
        files = parquet(report)
    else:
        abouts = {f.id: f.about for f in catalogue.families}
        files = package(report, abouts, editors=form == "csv" and output is not None)
    return files, len(report.claims), report.problems


def _check_form(form: str, output: str | None) -> None:
    """Exit with 2, before the work begins, when tables cannot be written in a form."""
    if form != "parquet":
        return
    if output is None:
        common.fail("--format parquet needs --output FOLDER")
    from importlib.util import find_spec  # noqa: PLC0415 - only for an extra

    if find_spec("pyarrow") is None:
        common.fail('Parquet needs the extra: pip install "factcheck-news[parquet]"')
