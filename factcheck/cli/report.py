"""`factcheck report`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from factcheck.cli import Command, common, settings
from factcheck.record import replaced

if TYPE_CHECKING:
    from datetime import date

    from factcheck.config import Config
    from factcheck.findings import Report


@click.command("report", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=common.PATH)
@click.option(
    "--since",
    type=common.PATH,
    help="An earlier JSON report: show only what is new, changed or gone since then.",
)
@common.format_option
@common.verdict_option
@common.fail_on_option
@common.output_option
@common.write_option
@common.workers_option
@click.option(
    "--engine",
    type=click.Choice(("processes", "dask")),
    default="processes",
    show_default=True,
    help="Who does the work: processes of this machine read the articles, or the workers of Dask do all of it (extra dask). "
    "The report is the same.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="With --engine dask: the address of a scheduler; else one is started here."
)
@click.option(
    "--shared-files",
    is_flag=True,
    help="With --scheduler: its workers see the same files under the same paths, and read them; else texts are sent to them.",
)
@common.quiet_option
@common.guarded
@settings.gated
def command(
    paths: tuple[str, ...],
    since: str | None,
    form: str | None,
    verdicts: tuple[str, ...],
    fail_on: str | None,
    output: str | None,
    also: tuple[str, ...],
    config: Config,
    today: date,
    workers: int,
    engine: str,
    scheduler: str | None,
    shared_files: bool,
    quiet: bool,
) -> None:
    """Report where the articles under PATHS cannot both be right."""
    from factcheck.pipeline import Options, run  # noqa: PLC0415 - keeps the help fast

    common.keep_apart([output, *common.files_of(also)], [*paths, since], config)
    if since:
        _readable(since, form, also)
    if scheduler and engine != "dask":
        common.fail("--scheduler is for --engine dask")
    if shared_files and not scheduler:
        common.fail("--shared-files is for --scheduler")
    address = (scheduler or "local") if engine == "dask" else ""
    listed = None if since else common.listed(form, verdicts, output, also, config, quiet=quiet)
    report = run(paths, Options(config, today, common.progress(quiet=quiet), workers, address, shared_files, listed))
    if since:
        _changes(report, since, form, verdicts, output, config, fail_on, quiet=quiet)
    common.deliver(
        report, form=form, verdicts=verdicts, output=output, also=also, config=config, quiet=quiet, fail_on=fail_on
    )


def _readable(since: str, form: str | None, also: tuple[str, ...]) -> None:
    """Exit with 2, before the work begins, when an earlier report or a format cannot be used for what changed."""
    from factcheck.changes.written import FORMS  # noqa: PLC0415 - keeps the help fast
    from factcheck.decisions.baseline import read_report  # noqa: PLC0415

    if also:
        common.fail("--write cannot be used with --since")
    if form and form not in FORMS:
        common.fail(f"--since has no format {form}; it has {', '.join(FORMS)}")
    read_report(since)


def _changes(
    report: Report,
    since: str,
    form: str | None,
    verdicts: tuple[str, ...],
    output: str | None,
    config: Config,
    fail_on: str | None,
    *,
    quiet: bool,
) -> NoReturn:
    """Write what changed since an earlier report; exit with what the new and changed findings say."""
    from factcheck.changes import changes  # noqa: PLC0415 - keeps the help fast
    from factcheck.changes.written import FORMS, written  # noqa: PLC0415
    from factcheck.decisions.baseline import read_report  # noqa: PLC0415
    from factcheck.render.contract import contract  # noqa: PLC0415

    name = form or (config.format if config.format in FORMS else "text")
    wanted = verdicts or config.verdicts or tuple(common.definition()["verdicts"])
    decided = {s.finding.id: "; ".join(d.decision for d in s.decisions) or "in the baseline" for s in report.silenced}
    found = changes(read_report(since), contract(report).model_dump(), wanted, decided)
    if output is not None or not quiet:
        common.hand_over(written(found, name), output)
    ids = {c.finding for c in found if c.kind != "gone"}
    fresh = replaced(report, findings=tuple(f for f in report.findings if f.id in ids))
    common.finish(fresh, fail_on or config.fail_on or "contradiction")
