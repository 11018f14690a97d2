"""How types are declared: slotted, with named fields. A start makes some eighty, a run objects of them by the hundred thousand."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from dataclasses import dataclass as record
    from dataclasses import field
    from dataclasses import replace as replaced
else:

    def record(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Return the decorator of a type.

        The type checker sees a dataclass, and `dataclasses.fields` and the like find one. At run time nothing guards the
        fields: the guard makes each object take five times as long to build. The standard decorator writes and compiles
        five functions for each type, a third of the whole time in which a draft is checked; here they are shared, and only
        the constructor is compiled, when so many objects are made that it pays: a draft makes a few of most types.
        """
        assert slots  # noqa: S101 - all are

        def declare(cls: type) -> type:
            return _made(cls, hashed=frozen)

        return declare

    def field(**given: Any) -> _Field:
        """Return what a field is that has more to it than a plain default."""
        return _Field(**given)

    def replaced(item: object, /, **changes: object) -> object:
        """Return a record with some fields changed, as `dataclasses.replace` does, in a third of the time."""
        cls, values = item.__reduce__()
        made = cls(*values)
        for name, value in changes.items():
            setattr(made, name, value)
        return made


_NONE: Final = object()
_FEW: Final = 50  # objects; compiling a constructor takes as long as giving so many their fields one by one


class _Field:
    """A field with a default that is made anew for each object, or one that does not count when two are compared."""

    def __init__(
        self, *, default: Any = _NONE, default_factory: Callable[[], Any] | None = None, compare: bool = True
    ) -> None:
        self.default = default
        self.factory = default_factory
        self.compare = compare

    def standard(self) -> Any:
        """Return the same as a field of the standard library."""
        from dataclasses import MISSING, field  # noqa: PLC0415 - only where somebody asks

        if self.factory is not None:
            return field(default_factory=self.factory, compare=self.compare)
        return field(default=MISSING if self.default is _NONE else self.default, compare=self.compare)


class _Fields:
    """The fields of a type as the standard library knows them, made when somebody first asks."""

    def __init__(self, names: tuple[str, ...], fields: Mapping[str, _Field]) -> None:
        self._names = names
        self._fields = fields

    def __get__(self, item: object, owner: type) -> Mapping[str, Any]:
        from dataclasses import dataclass  # noqa: PLC0415 - only where somebody asks

        body = {name: self._fields[name].standard() for name in self._names if name in self._fields}
        # The fields alone: functions that are compiled and a text made of the signature would take the time.
        declare = dataclass(init=False, repr=False, eq=False)
        body |= {"__annotations__": owner.__annotations__, "__doc__": "The fields of a record."}
        made: Any = declare(type(owner.__name__, (), body))
        fields: Mapping[str, Any] = made.__dataclass_fields__
        type.__setattr__(owner, "__dataclass_fields__", fields)
        return fields


def _made(cls: type, *, hashed: bool) -> type:
    """Return a class again, with slots for its fields and the functions that every record has."""
    names = tuple(cls.__annotations__)
    body = dict(cls.__dict__)
    fields = {}
    for name in names:
        if name in body:
            given = body.pop(name)
            fields[name] = given if isinstance(given, _Field) else _Field(default=given)
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    values = _getter(names)
    compared = _getter(tuple(n for n in names if n not in fields or fields[n].compare))

    left = _FEW

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - for the first objects
        nonlocal left
        left -= 1
        if left and _filled(self, args, kwargs, names, fields):
            return
        made.__init__ = init = _constructor(made, names, fields)  # type: ignore[misc]
        init(self, *args, **kwargs)

    def __reduce__(self: object) -> tuple[type, tuple[Any, ...]]:  # noqa: N807 - between processes, as its type's arguments
        return made, values(self)

    def __repr__(self: object) -> str:  # noqa: N807
        shown = zip(names, values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in shown)})"

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return compared(self) == compared(other) if type(self) is type(other) else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(compared(self))

    own = {
        "__match_args__": names,
        "__dataclass_fields__": _Fields(names, fields),
        "__init__": __init__,
        "__reduce__": __reduce__,
        "__repr__": __repr__,
        "__eq__": __eq__,
        "__hash__": __hash__ if hashed else None,
    }
    own |= {name: body[name] for name in ("__init__", "__repr__") if name in body}
    if "__mypyc_attrs__" in body:  # a compiled class has places for its fields, and compiled code knows it alone
        made = cls
        for name, given in own.items():
            setattr(cls, name, given)
        return cls
    made = type(cls)(cls.__name__, cls.__bases__, body | {"__slots__": names} | own)
    made.__qualname__ = cls.__qualname__
    return made


def _getter(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    """Return what gives the values of some fields as a tuple."""
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda item: (only(item),)
    return attrgetter(*names)


def _filled(
    item: object, args: Sequence[Any], given: Mapping[str, Any], names: Sequence[str], fields: Mapping[str, _Field]
) -> bool:
    """Give an object its fields, and tell whether it has all, and all that was given has a field."""
    for name, value in zip(names, args):  # noqa: B905 - the rest follows
        setattr(item, name, value)
    taken = 0
    for name in names[len(args) :]:
        if name in given:
            setattr(item, name, given[name])
            taken += 1
        elif name in fields:
            default = fields[name]
            setattr(item, name, default.default if default.factory is None else default.factory())
        else:
            return False
    return taken == len(given) and len(args) <= len(names)


def _constructor(cls: type, names: tuple[str, ...], fields: Mapping[str, _Field]) -> Any:
    """Return the constructor of a type: each field is an argument, in order."""
    made = {name: given.factory for name, given in fields.items() if given.factory is not None}
    if made:
        init = _compiled(names, made)
    else:
        code = _shape(len(names)).replace(co_varnames=("self", *names), co_names=names)
        init = FunctionType(code, {"__builtins__": {}})
    init.__defaults__ = tuple(f.default for f in fields.values()) or None
    init.__module__ = cls.__module__
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


@cache
def _shape(number: int) -> CodeType:
    """Return the code of a constructor of so many fields, in which only their names need to be put: compiling is slow."""
    code: CodeType = _compiled(tuple(f"f{k}" for k in range(number)), {}).__code__
    return code


def _compiled(names: tuple[str, ...], made: Mapping[str, Callable[[], Any]]) -> Any:
    """Return a constructor; a field that is made anew for each object is made where it is not given."""
    lines = [f"def __init__(self, {', '.join(names)}):"]
    for name in names:
        new = f" if {name} is not _NONE else _make_{name}()" if name in made else ""
        lines.append(f" self.{name} = {name}{new}")
    space: dict[str, Any] = {"_NONE": _NONE, **{f"_make_{name}": factory for name, factory in made.items()}}
    exec("\n".join(lines), space)  # noqa: S102 - our own fields' names, as the standard library does it
    return space["__init__"]


__all__ = ["field", "record", "replaced"]
