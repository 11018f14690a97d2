"""A linter for facts: reports where news articles cannot both be right."""

__version__ = "0.1.0"
