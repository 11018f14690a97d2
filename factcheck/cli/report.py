"""`factcheck report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common, settings

if TYPE_CHECKING:
    from datetime import date

    from factcheck.config import Config


@click.command("report")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@common.format_option
@common.verdict_option
@common.fail_on_option
@common.output_option
@common.write_option
@common.workers_option
@common.quiet_option
@common.guarded
@settings.gated
def command(
    paths: tuple[Path, ...],
    form: str | None,
    verdicts: tuple[str, ...],
    fail_on: str | None,
    output: Path | None,
    also: tuple[str, ...],
    config: Config,
    today: date,
    workers: int,
    quiet: bool,
) -> None:
    """Report where the articles under PATHS cannot both be right."""
    from factcheck.pipeline import Options, run  # noqa: PLC0415 - keeps the help fast

    common.check_writes(also)
    report = run(paths, Options(config, today, common.progress(quiet=quiet), workers))
    common.deliver(
        report, form=form, verdicts=verdicts, output=output, also=also, config=config, quiet=quiet, fail_on=fail_on
    )
