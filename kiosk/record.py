"""Data classes that cannot change and cost little to define: what a class needs is compiled when it is first made.

The program has some hundred of them and a command makes things of few. `dataclass(frozen=True, slots=True)` compiles six
methods for each at import, which took a fifth of a short command; here only `__init__` is compiled, and only at its first call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

_T = TypeVar("_T")


@overload
def record(made: type[_T], /) -> type[_T]: ...
@overload
def record(*, kw_only: bool = False, eq: bool = True) -> Callable[[type[_T]], type[_T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[Any] | None = None, /, *, kw_only: bool = False, eq: bool = True) -> Any:
    """Make a class what `dataclass(frozen=True, slots=True)` would; `eq=False` tells things apart by identity.

    The functions of `dataclasses` (fields, replace, asdict), matching, pickling and copying work as with any data class.
    """
    if made is None:
        return lambda late: _record(late, kw_only, eq)
    return _record(made, kw_only, eq)


def _record(plain: type[Any], kw_only: bool, eq: bool) -> type[Any]:
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(plain)

    def first(self: Any, *values: Any, **named: Any) -> None:
        made.__init__ = _compiled(made)
        made.__init__(self, *values, **named)

    made.__init__ = first
    made.__repr__ = _repr
    made.__setattr__ = _refuse_change
    made.__delattr__ = _refuse_change
    made.__getstate__ = _state
    made.__setstate__ = _restore
    if eq:
        made.__eq__, made.__hash__ = _comparing(_getter([f.name for f in fields(made) if f.compare]))
    return made


def _getter(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda thing: tuple(getattr(thing, name) for name in names)


def _comparing(values: Callable[[Any], tuple[Any, ...]]) -> tuple[Callable[[Any, Any], bool], Callable[[Any], int]]:
    def equal(self: Any, other: Any) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return equal, hashed


def _compiled(made: type[Any]) -> Callable[..., None]:
    """Write and compile the class's `__init__`; it sets slots past the refusal to change."""
    known: dict[str, Any] = {"_MISSING": MISSING}
    free = [_parameter(f, known) for f in fields(made) if not f.kw_only]
    named = [_parameter(f, known) for f in fields(made) if f.kw_only]
    lines = [f"def __init__({', '.join(['self', *free, *(['*', *named] if named else [])])}):"]
    for f in fields(made):
        known[f"_set_{f.name}"] = getattr(made, f.name).__set__
        made_up = f"_new_{f.name}() if {f.name} is _MISSING else "
        lines.append(f" _set_{f.name}(self, {made_up if f.default_factory is not MISSING else ''}{f.name})")
    exec("\n".join([*lines, " return None"]), known)
    written: Callable[..., None] = known["__init__"]
    written.__qualname__ = f"{made.__qualname__}.__init__"
    return written


def _parameter(spot: Field[Any], known: dict[str, Any]) -> str:
    if spot.default_factory is not MISSING:
        known[f"_new_{spot.name}"] = spot.default_factory
        return f"{spot.name}=_MISSING"
    if spot.default is not MISSING:
        known[f"_default_{spot.name}"] = spot.default
        return f"{spot.name}=_default_{spot.name}"
    return spot.name


def _repr(self: Any) -> str:
    return f"{self.__class__.__qualname__}({', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in fields(self) if f.repr)})"


def _refuse_change(self: Any, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{self.__class__.__name__} cannot change, so its {name!r} cannot be set or deleted")


def _state(self: Any) -> list[Any]:
    return [getattr(self, f.name) for f in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for spot, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, spot.name, value)
