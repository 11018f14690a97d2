"""`factcheck claims`."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import common


@click.command("claims")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(("csv", "raw-csv", "json")),
    default="csv",
    show_default=True,
    help="csv is made for spreadsheets, raw-csv for programs.",
)
@common.output_option
@common.claims_option
@common.quiet_option
@common.guarded
def command(paths: tuple[Path, ...], form: str, output: Path | None, own: tuple[Path, ...], quiet: bool) -> None:
    """Write what the articles under PATHS claim: one table for each family, as files of the folder --output."""
    from factcheck.pipeline import Options, run  # noqa: PLC0415 - keeps the help fast
    from factcheck.render.tables import editors_csv, raw_csv, tables  # noqa: PLC0415

    report = run(paths, Options(claims=own, progress=common.progress(quiet=quiet)))
    frames = tables(report)
    if form == "json":
        from factcheck.render.contract import to_json  # noqa: PLC0415

        if output is not None or not quiet:
            common.hand_over(to_json(report).encode(), output)
    elif output is None and not quiet:
        for family, frame in frames.items():
            click.echo(f"# {family}")
            click.echo(raw_csv(frame).decode(), nl=False)
    elif output is not None:
        for family, frame in frames.items():
            data = editors_csv(frame) if form == "csv" else raw_csv(frame)
            common.hand_over(data, output / f"{family}.csv")
        if not quiet:
            click.echo(f"{len(frames)} tables with {len(report.claims)} claims written to {output}", err=True)
    common.tell(report.problems)
    raise SystemExit(common.Exit.ERROR if common.incomplete(report) else common.Exit.CLEAN)
