"""The written form of a reading agrees with the types; whoever changes a type sees here that older archives are concerned."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from types import NoneType, UnionType

import pytest

from factcheck import model
from factcheck.archive.shapes import SHAPES
from factcheck.link import Gist
from factcheck.link.parallel import Wording
from factcheck.reading import Reading

NAMES = {
    "Mapping": Mapping,
    "Sequence": Sequence,
    **{k: v for k, v in vars(model).items() if k[:1].isupper()},
    **{name: getattr(import_module(module), name) for name, (module, _) in SHAPES.items()},
}


def shape(kind: object) -> str:
    if kind in (str, int, bool, float, Decimal, date, datetime):
        return kind.__name__
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, UnionType):
        if NoneType in inside:
            return f"{shape(next(k for k in inside if k is not NoneType))}?"
        return "|".join(shape(k) for k in inside)
    if origin is None:
        return kind.__name__
    many = {frozenset: "set", Mapping: "map", Sequence: "list", tuple: "list" if inside[-1] is Ellipsis else "row"}
    return f"{many[origin]}({','.join(shape(k) for k in inside if k is not Ellipsis)})"


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_that_of_its_type(name: str) -> None:
    module, fields = SHAPES[name]
    kind = getattr(import_module(module), name)
    hints = typing.get_type_hints(kind, localns=NAMES)
    names = getattr(kind, "_fields", None) or tuple(kind.__dataclass_fields__)
    changed = "the form of archives changes: count up FORM, and have those of the form before read again"
    assert fields == {field: shape(hints[field]) for field in names}, changed


def test_the_parts_hold_all_of_a_reading() -> None:
    """What is put together of the parts has no field that none of them holds."""
    assert [*Reading.__dataclass_fields__] == ["document", "gist", "claims", "left"]
    gist = ["names", "groups", "telling", "wording", "forms", "figures", "quotes", "rows"]
    assert [*Gist.__dataclass_fields__] == gist
    assert [*Wording.__dataclass_fields__] == ["sentences", "statements"]
