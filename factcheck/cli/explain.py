"""`factcheck explain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import common, settings

if TYPE_CHECKING:
    from factcheck.config import Config


@click.command("explain")
@click.argument("finding")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@common.guarded
@settings.configured
def command(finding: str, paths: tuple[Path, ...], config: Config) -> None:
    """Show for FINDING (an id, or its beginning) of the articles under PATHS each dimension and each pattern that fired."""
    from factcheck.pipeline import Options, run  # noqa: PLC0415 - keeps the help fast
    from factcheck.render.registry import Request  # noqa: PLC0415
    from factcheck.render.text import explained  # noqa: PLC0415

    report = run(paths, Options(config))
    found = [f for f in report.findings if f.id.startswith(finding)]
    if not found:
        common.fail(f"no finding {finding} in these articles; `factcheck report --verdict ...` lists them")
    for one in found:
        click.echo(explained(report, one, Request()), nl=False)
    common.tell(report.problems)
    raise SystemExit(common.Exit.ERROR if common.incomplete(report) else common.Exit.CLEAN)
