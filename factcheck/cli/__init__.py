"""The command line; each command stands in a file of its own and is imported only when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from factcheck import __version__

_COMMANDS: Final = {
    "report": "Report where articles cannot both be right.",
    "claims": "Write the normalized tables of claims, one for each family.",
    "check": "Check drafts before publication against other articles.",
    "archive": "Keep what articles claim, and check drafts against it in a moment.",
    "read": "Show what is read in a text before any family looks.",
    "explain": "Show for one finding what decided it.",
    "families": "List, show or test the families of claims.",
    "decisions": "Turn what editors decide in a spreadsheet into a reviewed file, and back.",
    "config": "Show the configuration and where each value comes from.",
    "init": "Write a commented configuration to start from.",
}


class _Helped(click.Command):
    """A command whose `--help` is made without asking for translations, of which there are none: to look takes a millisecond."""

    _help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        names = self.get_help_option_names(ctx)
        if self._help is None and names:
            words = "Show this message and exit."
            self._help = click.Option(
                names, is_flag=True, expose_value=False, is_eager=True, help=words, callback=_help
            )
        return self._help


def _help(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click's signature
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click's signature
    if value and not ctx.resilient_parsing:
        click.echo(f"factcheck, version {__version__}", color=ctx.color)
        ctx.exit()


class Command(_Helped):
    """A command of ours."""


class Group(_Helped, click.Group):
    """A group of commands of ours."""

    command_class = Command


class _Lazy(Group):
    """A group that knows its commands' names and first lines without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"factcheck.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, help="Show the version and exit.", callback=_version
)
def main() -> None:
    """Check whether news articles agree with one another.

    Exit codes: 0 nothing contradicts, 1 something does, 2 something could not be read or the call was wrong.
    """
