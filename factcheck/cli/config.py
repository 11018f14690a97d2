"""`factcheck config`."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from factcheck.cli import Group, common, settings

if TYPE_CHECKING:
    from factcheck.config import Config


@click.group("config", cls=Group)
def command() -> None:
    """Show the configuration, and the form that it must have."""


@command.command("show")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@common.guarded
@settings.gated
def config_show(config: Config, today: date, *, as_json: bool) -> None:  # noqa: ARG001 - the gate's options are shown too
    """Print every value that is in force and where it comes from."""
    from factcheck.catalogue import load  # noqa: PLC0415
    from factcheck.config.apply import configured  # noqa: PLC0415 - keeps the help fast
    from factcheck.config.show import values  # noqa: PLC0415

    catalogue = configured(load(config.claims), config)
    found = values(config, catalogue)
    if as_json:
        shown = {v.key: {"value": v.value, "from": v.origin} for v in found}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    wide = max(len(v.key) for v in found)
    texts = [json.dumps(v.value, ensure_ascii=False) if isinstance(v.value, list) else str(v.value) for v in found]
    column = min(max(len(text) for text in texts), 40)
    for v, text in zip(found, texts, strict=True):
        click.echo(f"{v.key:<{wide}}  {text:<{column}}  {v.origin}".rstrip())


@command.command("schema")
@click.argument("name", type=click.Choice(("config", "aliases", "family", "examples", "report")), default="config")
@common.guarded
def config_schema(name: str) -> None:
    """Print the JSON Schema of the configuration, of alias files, of a family's two files, or of the JSON report."""
    from factcheck.config.show import schema  # noqa: PLC0415 - keeps the help fast

    click.echo(schema(name), nl=False)
