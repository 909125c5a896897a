"""Motifs by name, painted once for the same seed, page and words to keep clear of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeAlias, cast

from kiosk.compose import motifs
from kiosk.compose.marks import bled
from kiosk.compose.setting.boxes import Box
from kiosk.compose.template.family import Family
from kiosk.compose.template.template import Error
from kiosk.compose.template.vocabulary import MEANING, PLACING, SHOWING
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item
from kiosk.page.stock import Stock

Layer: TypeAlias = tuple[tuple[Point, Item], ...]
Paint: TypeAlias = Callable[[int, Rect, float, float, Mapping[str, Ink], tuple[Rect, ...], Mapping[str, "str | float"]], Layer]

_OWN = frozenset(PLACING) | frozenset(SHOWING) | frozenset(MEANING) | {"bleed"}
"""Attributes that are not the motif's parameters."""
_WORDS = frozenset({"text", "face", "dir", "part", "scene"})
"""Parameters that stay text even when they look like numbers."""


def draw(
    box: Box, rect: Rect | None, family: Family, stock: Stock, seed: int, avoid: tuple[Rect, ...], rtl: bool
) -> tuple[Point, Group]:
    """Draw a `<motif>` over the whole page, or into its own rectangle; raise template.Error for an unknown name or parameters
    that the motif cannot read.

    A page that runs right to left is mirrored, unless the motif's module says `MIRRORED = False` and sees to it itself.
    """
    name = box.params["name"]
    module = _module(name)
    if module is None:
        raise Error(box.node.file, box.node.line, f"there is no motif {name!r}; there are {', '.join(_names())}")
    params = {k: v for k, v in box.params.items() if k not in _OWN}
    if "face" in params:
        params["face"] = family.faces.get(params["face"], params["face"])
    mirrored = bool(getattr(module, "MIRRORED", True))
    if rtl and not mirrored:
        params["dir"] = "rtl"
    if rect is not None and box.params.get("bleed") == "yes":
        rect = bled(rect, stock)
    page, at = (stock.trim, Point(0, 0)) if rect is None else (Rect(0, 0, rect.w, rect.h), Point(rect.x, rect.y))
    bleed, clear = (stock.bleed, avoid) if rect is None else (0.0, ())
    inks = tuple(sorted(family.inks.items()))
    try:
        items = _painted(name, seed, page, bleed, stock.u, inks, clear, tuple(sorted(params.items())))
    except ValueError as e:
        raise Error(box.node.file, box.node.line, f"<motif name={name!r}>: {e}") from None
    matrix = Matrix(-1, 0, 0, 1, page.w, 0) if rtl and mirrored else None
    if box.alt:
        return at, Group(items, role="figure", alt=box.alt, name="motif", matrix=matrix)
    return at, Group(items, role="artifact", name="motif", matrix=matrix)


@lru_cache(maxsize=64)
def _module(name: str) -> ModuleType | None:
    """Find the module of a motif: one of this package's own with a function `paint`, never any other code."""
    where = f"{motifs.__name__}.{name}"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or find_spec(where) is None:
        return None
    module = import_module(where)
    return module if hasattr(module, "paint") else None


def _names() -> list[str]:
    return [m.name for m in iter_modules(motifs.__path__) if _module(m.name) is not None]


@lru_cache(maxsize=96)
def _painted(
    name: str, seed: int, page: Rect, bleed: float, u: float, inks: tuple[tuple[str, Ink], ...], avoid: tuple[Rect, ...],
    params: tuple[tuple[str, str], ...],
) -> Layer:  # fmt: skip
    paint = cast(Paint, getattr(_module(name), "paint"))  # noqa: B009
    return paint(seed, page, bleed, u, dict(inks), avoid, {k: v if k in _WORDS else _number(v) for k, v in params})


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text
