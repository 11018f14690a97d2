"""`factcheck explain`."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click

from factcheck.cli import Command, common, settings

if TYPE_CHECKING:
    from factcheck.config import Config

_ID: Final = re.compile(r"[0-9a-f]{3,12}")


@click.command("explain", cls=Command)
@click.argument("what")
@click.argument("paths", nargs=-1, type=common.PATH)
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day on which a text is read.")
@click.option("--family", default="", help="For a text: look only for patterns of this family that nearly fit.")
@common.guarded
@settings.gated
def command(
    what: str, paths: tuple[str, ...], published: datetime | None, family: str, config: Config, today: date
) -> None:
    """Show what decided a finding, or what is read in a text.

    WHAT is the id of a finding (or its beginning) in the articles under PATHS: shown are each dimension and each pattern
    that fired. Without PATHS, WHAT is a text in quotation marks: shown are what is read in it, what it claims by which
    pattern, and which patterns fit but in part.
    """
    if not paths:
        # An argument in another encoding than the locale's comes with surrogates.
        what = what.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        _text(what, published, family, config)
        return
    from factcheck.pipeline import Options, run  # noqa: PLC0415 - keeps the help fast
    from factcheck.render.registry import Request  # noqa: PLC0415
    from factcheck.render.text import explained  # noqa: PLC0415

    report = run(paths, Options(config, today))
    every = [(f, ()) for f in report.findings] + [(s.finding, s.decisions) for s in report.silenced]
    found = [(f, ruled) for f, ruled in every if f.id.startswith(what)]
    if not found:
        common.fail(f"no finding {what} in these articles; `factcheck report --verdict ...` lists them")
    for one, ruled in found:
        click.echo(explained(report, one, Request()), nl=False)
        for d in ruled:
            click.echo(common.one_line(f"  silenced: {d.decision}, decided by {d.by}: {d.reason}"))
    common.tell(report.problems)
    raise SystemExit(common.Exit.ERROR if common.incomplete(report.problems) else common.Exit.CLEAN)


def _text(what: str, published: datetime | None, family: str, config: Config) -> None:
    from factcheck.explain import explain_text, shown  # noqa: PLC0415 - keeps the help fast
    from factcheck.pipeline import Options, families  # noqa: PLC0415
    from factcheck.suggest import meant  # noqa: PLC0415

    if _ID.fullmatch(what):
        common.fail(f"{what} looks like a finding's id: say in which articles, factcheck explain {what} PATHS")
    options = Options(config)
    known = [f.id for f in families(options).families]
    if family and family not in known:
        common.fail(f"no family {family!r}{meant(family, known)}")
    click.echo(shown(explain_text(what, published.date() if published else None, options, family)), nl=False)
