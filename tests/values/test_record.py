"""A record is a dataclass to everybody who asks, though it is not made as one."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from factcheck.record import field, record, replaced


@record(frozen=True, slots=True)
class Pair:
    a: int
    b: str = "x"
    c: tuple[int, ...] = ()


@record(frozen=True, slots=True)
class Lone:
    only: list[int] = field(default_factory=list)


@record(frozen=True, slots=True)
class Noted:
    a: int
    note: str = field(default="", compare=False)
    more: dict[str, int] = field(default_factory=dict, compare=False)


@record(frozen=False, slots=True)
class Open:
    a: int


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    a: int
    b: str = "x"
    c: tuple[int, ...] = ()


def test_built_compared_and_shown_like_a_dataclass() -> None:
    one = Pair(1, c=(2,))
    assert (one.a, one.b, one.c) == (1, "x", (2,))
    assert one == Pair(1, "x", (2,))
    assert one != Pair(2, "x", (2,))
    assert one != (1, "x", (2,))
    assert hash(one) == hash(Pair(1, "x", (2,)))
    assert repr(one) == repr(Standard(1, c=(2,))).replace("Standard", "Pair")
    match one:
        case Pair(a, b, _):
            assert (a, b) == (1, "x")


def test_the_standard_library_knows_it() -> None:
    assert dataclasses.is_dataclass(Pair)
    ours, theirs = dataclasses.fields(Pair), dataclasses.fields(Standard)
    assert [(f.name, f.default, f.type, f.init, f.compare) for f in ours] == [
        (f.name, f.default, f.type, f.init, f.compare) for f in theirs
    ]
    assert dataclasses.asdict(Pair(1)) == dataclasses.asdict(Standard(1))
    assert dataclasses.replace(Pair(1), b="y") == replaced(Pair(1), b="y") == Pair(1, "y")


def test_a_default_is_made_anew() -> None:
    one, other = Lone(), Lone()
    one.only.append(1)
    assert (one.only, other.only) == ([1], [])
    assert Noted(1, "a", {"k": 1}) == Noted(1)
    assert hash(Noted(1, "a")) == hash(Noted(1))
    assert Lone([3]) == Lone(only=[3])


def test_slots_and_no_more() -> None:
    assert not hasattr(Pair(1), "__dict__")
    with pytest.raises(AttributeError):
        replaced(Pair(1), d=1)
    with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'a'"):
        Pair()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'd'"):
        Pair(1, d=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        hash(Open(1))


@pytest.mark.parametrize("one", [Pair(1, "y", (2, 3)), Noted(1, "a", {"k": 1}), Lone([1]), Open(4)])
def test_travels(one: object) -> None:
    assert pickle.loads(pickle.dumps(one)) == copy.copy(one) == copy.deepcopy(one) == one  # noqa: S301 - our own
