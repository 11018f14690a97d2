"""What a format gives: articles as parts of text with what the markup says of each, and where each stands in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.ingest.metadata import Metadata
from factcheck.inputs import FIELDS
from factcheck.record import field, record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from factcheck.inputs import Inputs, Limits

TEXT: Final = ""  # a part of which the words themselves tell what it is


@record(frozen=True, slots=True)
class Part:
    """A paragraph of an article, and the line of its file where it begins.

    `kind` is a block's (title, caption, list, boilerplate ...), `TEXT` where only its words tell.
    """

    text: str
    line: int = 0
    kind: str = TEXT


@record(frozen=True, slots=True)
class Article:
    """One article of a file. `key` tells it from the others of its file and stays when they change; empty for the only one.

    `parts` in the order of reading; boilerplate stands last. `unread` counts characters that are told as not read.
    """

    parts: tuple[Part, ...]
    metadata: Metadata = field(default_factory=Metadata)
    key: str = ""
    line: int = 1
    unread: int = 0


@record(frozen=True, slots=True)
class Complaint:
    """What a format could not read, or (a `note`) passed over rightly; `line` 0 for the whole file."""

    message: str
    line: int = 0
    note: bool = False


Found = Article | Complaint


@record(frozen=True, slots=True)
class Raw:
    """A file's bytes and its name, which is only ever shown and looked at for its ending."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """Return the ending of the name in lower case (".html")."""
        _, dot, ending = self.name.rpartition("/")[2].rpartition(".")
        return f".{ending.lower()}" if dot else ""


@record(frozen=True, slots=True)
class Asked:
    """What a format is told."""

    inputs: Inputs
    words: Mapping[str, Mapping[str, Any]]

    @property
    def limits(self) -> Limits:
        """Return the limits of the run."""
        return self.inputs.limits

    def plain(self) -> Asked:
        """Return the same with the usual fields: for formats that fix their own."""
        return replaced(self, inputs=replaced(self.inputs, fields=FIELDS))


class Cursor:
    """Finds the lines of a text's pieces, in order: each is looked for behind the one before, else from the start."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._line = 0
        self._counted = 0

    def line(self, *wordings: str) -> int:
        """Return the line of the first wording that stands in the text, and go there; without one the line we are at."""
        for words in wordings:
            if words and (found := self._text.find(words, self._at)) >= 0:
                self._line += self._text.count("\n", self._counted, found)
                self._at = self._counted = found
                break
        return self._line + 1
