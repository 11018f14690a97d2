"""Lists that are used up while they are gone through: what is made of them then takes the place that they had in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

_Item = TypeVar("_Item")


def taken(items: list[_Item]) -> Iterator[_Item]:
    """Yield the items of a list in order; the list keeps none of them and is empty in the end."""
    items.reverse()
    while items:
        yield items.pop()
