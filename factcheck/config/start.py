"""The configuration that `factcheck init` writes: every key, commented out, with what it does and its default."""

from __future__ import annotations

from typing import Final

START: Final = """\
# Configuration of factcheck. To put a value into force, take away the # right before its key.
# The same keys may stand in pyproject.toml under [tool.factcheck]. `factcheck config show` says what is in force and why;
# `factcheck config schema` prints the JSON Schema.

# Families of claims to use (all when empty), and those not to use. `factcheck families list` names them.
#families = []
#ignore = []

# Folders with claim families of your own, and files with further names of bodies ([[group]] with name and names).
#claims = ["our-claims"]
#aliases = ["our-aliases.toml"]

# What editors have decided, and an earlier JSON report whose findings are known.
#decisions = "factcheck-decisions.toml"
#baseline = "baseline.json"

# How report and check write, what they list, and what ends them with exit code 1
# (error, warning: contradictions of that severity; contradiction: any; review: what is left to a reader too; never).
#format = "text"
#verdicts = ["contradiction", "review"]
#fail-on = "contradiction"

# How grave a contradiction of a family is: error, warning or note.
[severity]
#office_holder = "error"

# How far figures may lie apart, as parts of the figure: after "about", below a figure after "nearly", and the most by
# which a figure that ends in zeros is taken as rounded.
[tolerance]
#about = 0.05
#nearly = 0.10
#round = 0.05

# By family, the part of a figure by which two may always differ.
[width]
#money = 0.02

# Outlets by name: other names under which their articles come, and the group that they belong to. Outlets of one group
# are not independent of one another: together they corroborate a claim once.
#[outlets."Saltmere Gazette"]
#names = ["The Gazette", "saltmere-gazette.example"]
#group = "Coast Media"

# How much is read at most. What lies beyond a limit is told as not read, and the exit code is 2.
[limits]
#file-bytes = 20000000
#page-bytes = 4000000
#expanded-bytes = 200000000
#ratio = 100
#entries = 10000
#articles = 20000
#depth = 200
#values = 1000000
#elements = 100000
#characters = 1000000
#lines = 100000
#claims = 50000

# Where the fields of an article stand in JSON, JSON lines and CSV, where it is not at one of the usual names.
[fields]
#items = "articles"
#id = "id"
#title = ["title", "headline"]
#text = "content.rendered"
#published = "published_at"
#outlet = "source.name"
#url = "url"
"""
