"""Motifs by name, painted once for the same seed, page and words to keep clear of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeAlias, cast

from kiosk.compose.template import Error, Node
from kiosk.page.geometry import Point, Rect
from kiosk.page.ink import Ink
from kiosk.page.items import Item

Layer: TypeAlias = tuple[tuple[Point, Item], ...]
Paint: TypeAlias = Callable[[int, Rect, float, float, Mapping[str, Ink], tuple[Rect, ...], Mapping[str, "str | float"]], Layer]

MOTIFS = ("leaf", "ink", "civic", "table", "photo")
"""Names of the motifs; each is a module of kiosk.compose.motifs with a function `paint`."""


def layer(
    node: Node,
    params: Mapping[str, str],
    seed: int,
    page: Rect,
    bleed: float,
    u: float,
    inks: Mapping[str, Ink],
    avoid: tuple[Rect, ...],
) -> Layer:
    """Paint the motif a `<motif>` names, or take it from the cache; raise template.Error for an unknown name."""
    name = params["name"]
    if name not in _there():
        raise Error(node.file, node.line, f"there is no motif {name!r}; there are {', '.join(_there())}")
    own = tuple(sorted((k, v) for k, v in params.items() if k not in ("name", "kind", "if", "unless", "when", "drop")))
    return _painted(name, seed, page, bleed, u, tuple(sorted(inks.items())), avoid, own)


@lru_cache(maxsize=1)
def _there() -> tuple[str, ...]:
    return tuple(m for m in MOTIFS if find_spec(f"kiosk.compose.motifs.{m}") is not None)


@lru_cache(maxsize=96)
def _painted(
    name: str, seed: int, page: Rect, bleed: float, u: float, inks: tuple[tuple[str, Ink], ...], avoid: tuple[Rect, ...],
    params: tuple[tuple[str, str], ...],
) -> Layer:  # fmt: skip
    paint = cast(Paint, import_module(f"kiosk.compose.motifs.{name}").paint)
    return paint(seed, page, bleed, u, dict(inks), avoid, {k: _number(v) for k, v in params})


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text
