"""A linter for facts: reports where news articles cannot both be right.

    import factcheck

    report = factcheck.check(factcheck.Article("..."), against=[Path("archive")])

See `docs/library.md`. The names below are the library; they are imported when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from factcheck.api import Article, Checker, check, rendered, report
    from factcheck.catalogue import CatalogueError
    from factcheck.config import Config, ConfigError, Outlet
    from factcheck.config.load import load as load_config
    from factcheck.findings import Finding, Report, Side
    from factcheck.model import Claim, Document

__version__ = "0.1.0"

_HOMES: Final = {
    "Article": "api", "Checker": "api", "check": "api", "rendered": "api", "report": "api",
    "CatalogueError": "catalogue", "Config": "config", "ConfigError": "config", "Outlet": "config",
    "Claim": "model", "Document": "model", "Finding": "findings", "Report": "findings", "Side": "findings",
}  # fmt: skip

__all__ = [
    "Article",
    "CatalogueError",
    "Checker",
    "Claim",
    "Config",
    "ConfigError",
    "Document",
    "Finding",
    "Outlet",
    "Report",
    "Side",
    "__version__",
    "check",
    "load_config",
    "rendered",
    "report",
]


def __getattr__(name: str) -> Any:
    """Return a name of the library, importing what it needs; `import factcheck` alone stays fast."""
    if name == "load_config":
        return import_module("factcheck.config.load").load
    if name not in _HOMES:
        raise AttributeError(f"module 'factcheck' has no attribute {name!r}")
    return getattr(import_module(f"factcheck.{_HOMES[name]}"), name)
