"""The tables of the archive, in the words that SQLite and PostgreSQL share, and how older archives are brought up to date.

`article` and `claims` are what is kept and digested; `slot`, `posting` and `alias` follow from them and only find things.
Nothing of ours asks the view `claim`: it is for people, who want a row for each claim.

An archive is made by running every step in order; one of an older version runs those that it lacks, in one transaction. So
a migration is never another code than the making, but for the rows that it carries over (migration.py).
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Words(NamedTuple):
    """How a store calls its types; `text` compares by code points, so that both stores sort alike.

    `tail` ends the making of a table that is found by its key alone, `first` is run before the tables are made ("": nothing),
    `elements` is what a view reads from to have each claim as `value` and its place as {n}, and `field` takes one of its fields.
    """

    integer: str
    real: str
    text: str
    bytes: str
    elements: str
    n: str
    field: str
    tail: str = ""
    first: str = ""


CARRY: Final = "carry "  # begins what is no statement: the rows that migration.py carries over by Python

# Each step is the statements that lead to the version of its place, counted from 1.
STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "CREATE TABLE meta (key {text} NOT NULL PRIMARY KEY, value {text} NOT NULL)",
        # Every version of every article; `current` is 1 for the newest. `number` grows in the order of adding.
        """CREATE TABLE article (
  number {integer} NOT NULL PRIMARY KEY, identity {text} NOT NULL, id {text} NOT NULL, content {text} NOT NULL,
  reader {text} NOT NULL, outlet {text} NOT NULL, title {text} NOT NULL, published {text} NOT NULL,
  day {integer} NOT NULL, version {integer} NOT NULL, current {integer} NOT NULL, terms {bytes} NOT NULL,
  aliases {text} NOT NULL, body {bytes} NOT NULL, digest {text} NOT NULL)""",
        "CREATE UNIQUE INDEX article_version ON article (identity, version)",
        "CREATE INDEX article_content ON article (content)",
        # What the articles claim, one row for each claim, in the words of each article alone.
        """CREATE TABLE claim (
  article {integer} NOT NULL, n {integer} NOT NULL, family {text} NOT NULL, subject {text} NOT NULL,
  attribute {text} NOT NULL, scope {text} NOT NULL, value {text} NOT NULL, low {real}, high {real}, slot {integer},
  PRIMARY KEY (article, n)){tail}""",
        # Where current claims are found that any article may contradict, with what they state: one look through it in order
        # tells which slots hold values that cannot all be right.
        """CREATE TABLE slot (
  slot {integer} NOT NULL, day {integer} NOT NULL, article {integer} NOT NULL, n {integer} NOT NULL,
  value {text} NOT NULL, low {real}, high {real}, PRIMARY KEY (slot, day, article, n)){tail}""",
        # The weightiest terms of current articles, with their weight there: two that share some may tell one story.
        """CREATE TABLE term (
  term {integer} NOT NULL, day {integer} NOT NULL, article {integer} NOT NULL, weight {integer} NOT NULL,
  PRIMARY KEY (term, day, article)){tail}""",
        # Names that current articles equate ("X (Y)"), folded, each pair both ways.
        """CREATE TABLE alias (
  name {text} NOT NULL, other {text} NOT NULL, article {integer} NOT NULL, PRIMARY KEY (name, other, article)){tail}""",
    ),
    (
        # What an article claims, in its own words alone: how many claims it holds, their slots, and all of them as JSON.
        """CREATE TABLE claims (
  article {integer} NOT NULL PRIMARY KEY, held {integer} NOT NULL, slots {bytes} NOT NULL, claims {text} NOT NULL)""",
        # For each of the weightiest terms of current articles some that hold it (postings.py); `article` is the first of them.
        """CREATE TABLE posting (
  term {integer} NOT NULL, day {integer} NOT NULL, article {integer} NOT NULL, postings {bytes} NOT NULL,
  PRIMARY KEY (term, day, article)){tail}""",
        f"{CARRY}claims and terms",
        "DROP TABLE claim",
        "DROP TABLE term",
        """CREATE VIEW claim AS SELECT c.article AS article, {n} AS n, {family} AS family, {subject} AS subject,
  {attribute} AS attribute, {scope} AS scope, {value} AS value, {low} AS low, {high} AS high
  FROM claims c, {elements}""",
    ),
)
_FIELDS: Final = (
    *((name, "text") for name in ("family", "subject", "attribute", "scope", "value")),
    ("low", "real"),
    ("high", "real"),
)


def statements(words: Words, after: int) -> list[str]:
    """Return the statements that bring an archive of version `after` (0: none) to the newest.

    For an archive that is still to be made, nothing is to be carried over.
    """
    held = words._asdict()
    fields = {
        name: words.field.format(number=number, kind=held[kind].partition(" COLLATE")[0])
        for number, (name, kind) in enumerate(_FIELDS)
    }
    made = [statement.format(**held, **fields) for step in STEPS[after:] for statement in step]
    if after:
        return made
    made = [statement for statement in made if not statement.startswith(CARRY)]
    return [words.first, *made] if words.first else made
