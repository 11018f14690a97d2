"""An archive -> the articles whose claims about the world may not all be right, found slot by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.archive.codec import Codec
from factcheck.archive.lookup import unpacked

if TYPE_CHECKING:
    from factcheck.archive import Archive
    from factcheck.catalogue import Catalogue
    from factcheck.reading import Reading

_NEWEST: Final = 4_000_000  # a day after every other: of a slot of very many claims the newest are looked at


def disputed(archive: Archive, catalogue: Catalogue) -> tuple[list[Reading], int]:
    """Return the articles to be judged, as they were read, and the number of slots that hold more than one value.

    The work grows with the number of claims and of disputed slots, not of pairs. Raises ArchiveError.
    """
    slots = archive.clashes()
    return unpacked(
        archive, archive.bodies(archive.in_slots(dict.fromkeys(slots, ()), _NEWEST)), catalogue, Codec()
    ), len(slots)
