"""What the schema is written in: kinds of values, fields, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from kiosk.campaign.campaign import Hours
from kiosk.record import record
from kiosk.store.folder.value import Value

_ABSENT = object()
"""What a key is that has no default."""
_NO_DEFAULT = ("timezone",)
"""Keys whose absence means something other than the default of the data."""


@record
class Inside:
    """A table inside a table: [event.show]."""

    table: Table


@record
class Rows:
    """A list of tables: [[event]]."""

    table: Table


@record
class Named:
    """A table whose keys are free names, each with the same kind of value: [brand.inks]."""

    of: Value | Inside | Named
    key: str


Kind: TypeAlias = Value | Inside | Rows | Named


@record
class Field:
    """One key of a table: its kind, what it means, and the attribute it becomes when that is named otherwise."""

    key: str
    kind: Kind
    doc: str
    attr: str = ""
    required: bool = False

    @property
    def name(self) -> str:
        """The attribute the key becomes."""
        return self.attr or self.key


@record(eq=False)
class Table:
    """A table of the file: what it is made into, its fields, and how the made thing is taken apart again for saving."""

    name: str
    make: Callable[..., Any]
    fields: tuple[Field, ...]
    doc: str = ""
    parts: Callable[[Any], Mapping[str, object]] | None = None

    def take_apart(self, made: Any) -> Mapping[str, object]:
        """List the attributes of a made thing by name."""
        return self.parts(made) if self.parts else {f.name: getattr(made, f.name) for f in self.fields}


@lru_cache(maxsize=512)
def default(spec: Table, name: str) -> object:
    """Find what a field is when its key is left out."""
    if name in _NO_DEFAULT:
        return _ABSENT
    made = spec.make
    if isinstance(made, type) and is_dataclass(made):
        for f in fields(made):
            if f.name == name and f.default is not MISSING:
                return f.default
            if f.name == name and f.default_factory is not MISSING:
                return f.default_factory()
    return {"special": (), "announce": Hours().announce, "cancelled": False}.get(name, _ABSENT)
