"""The options by which every run is configured, and the configuration that comes of defaults, file, variables and options."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.common import PATH, fail
from factcheck.paths import below, plain
from factcheck.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.config import Config
    from factcheck.paths import Pathname

    Command = Callable[..., None]

_CONFIG = (
    click.option(
        "--config",
        "config_file",
        type=PATH,
        envvar="FACTCHECK_CONFIG",
        help="Use this configuration instead of the one found from the working folder upwards.",
    ),
    click.option("--isolated", is_flag=True, help="Use no configuration file."),
    click.option(
        "--claims",
        "own",
        multiple=True,
        type=PATH,
        help="A folder with claim families of your own; repeatable.",
    ),
)
_GATE = (
    click.option(
        "--decisions",
        "decisions",
        type=PATH,
        help="The file with editors' decisions; factcheck-decisions.toml is found by itself.",
    ),
    click.option(
        "--baseline",
        type=PATH,
        help="An earlier JSON report: what it holds is known, only new findings are shown and fail.",
    ),
    click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        envvar="FACTCHECK_TODAY",
        help="The day on which decisions may have expired; the calendar's when not given.",
    ),
)


def configured(function: Command) -> Command:
    """Return a command with the options of configuration, which is given its `config`."""

    @wraps(function)
    def run(*args: Any, config_file: str | None, isolated: bool, own: tuple[str, ...], **kwargs: Any) -> None:
        function(*args, config=_load(config_file, own, isolated=isolated), **kwargs)

    return _with(run, _CONFIG)


def gated(function: Command) -> Command:
    """Return a command with the options of configuration and of what is not reported; it is given `config` and `today`."""

    @wraps(function)
    def run(
        *args: Any,
        config: Config,
        decisions: str | None,
        baseline: str | None,
        today: datetime | None,
        **kwargs: Any,
    ) -> None:
        if decisions:
            config = _over(config, "decisions", decisions)
        if baseline:
            config = _over(config, "baseline", baseline)
        # The only clock in the project: decisions that expire must not live on because nobody told the day.
        day = today.date() if today else date.today()  # noqa: DTZ011 - an editor's day is the local one
        function(*args, config=config, today=day, **kwargs)

    return configured(_with(run, _GATE))


def _with(function: Command, options: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed(options):
        function = option(function)
    return function


def _load(file: str | None, own: tuple[str, ...], *, isolated: bool) -> Config:
    from factcheck.config.load import load  # noqa: PLC0415 - keeps the help fast

    try:
        here = os.getcwd()
    except FileNotFoundError:
        fail("the working folder does not exist any more")
    config = _near(load(here, os.environ, file, isolated=isolated), here)
    return _over(config, "claims", own) if own else config


def _near(config: Config, folder: str) -> Config:
    """Return a configuration whose paths are named from the working folder where they lie below it."""

    def near(path: Pathname) -> str:
        text = plain(path)
        return below(text, folder) or text

    return replaced(
        config,
        claims=tuple(near(p) for p in config.claims),
        aliases=tuple(near(p) for p in config.aliases),
        decisions=near(config.decisions) if config.decisions else None,
        baseline=near(config.baseline) if config.baseline else None,
    )


def _over(config: Config, key: str, value: Any) -> Config:
    from factcheck.config import Origin  # noqa: PLC0415 - keeps the help fast

    changed: Config = replaced(config, **{key: value}, origins={**config.origins, key: Origin(f"--{key}")})
    return changed
