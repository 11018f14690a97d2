"""The command line; each command stands in a file of its own and is imported only when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from factcheck import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

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


def _printing(words: Callable[[click.Context], str]) -> Callable[[click.Context, click.Parameter, bool], None]:
    """Return the callback of a flag that prints something and ends the run."""

    def callback(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click's signature
        if value and not ctx.resilient_parsing:
            click.echo(words(ctx), color=ctx.color)
            ctx.exit()

    return callback


class Command(click.Command):
    """A command whose `--help` is made without asking for translations, of which there are none: to look takes a millisecond."""

    _help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help`, made once; None where other options have all its names."""
        names = self.get_help_option_names(ctx)
        if self._help is None and names:
            words, shown = "Show this message and exit.", _printing(lambda ctx: ctx.get_help())
            self._help = click.Option(
                names, is_flag=True, expose_value=False, is_eager=True, help=words, callback=shown
            )
        return self._help


class Group(Command, click.Group):
    """A group of such commands."""

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
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    help="Show the version and exit.",
    callback=_printing(lambda _: f"factcheck, version {__version__}"),
)
def main() -> None:
    """Check whether news articles agree with one another.

    Exit codes: 0 nothing contradicts, 1 something does, 2 something could not be read or the call was wrong.
    """
