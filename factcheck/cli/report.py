"""`factcheck report`."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli import common


@click.command("report")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@common.format_option
@common.verdict_option
@common.output_option
@common.claims_option
@common.quiet_option
@common.guarded
def command(
    paths: tuple[Path, ...],
    form: str,
    verdicts: tuple[str, ...],
    output: Path | None,
    own: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Report where the articles under PATHS cannot both be right."""
    from factcheck.pipeline import Options, run  # noqa: PLC0415 - keeps the help fast

    report = run(paths, Options(claims=own, progress=common.progress(quiet=quiet)))
    if output is not None or not quiet:
        common.hand_over(common.rendered(report, form, verdicts), output)
    common.finish(report)
