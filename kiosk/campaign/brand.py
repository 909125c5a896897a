"""A brand: inks, typefaces, logos and the rules that guard them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandInk:
    """One named colour: screen value #RRGGBB, CMYK in per cent, spot name."""

    screen: str
    cmyk: tuple[float, float, float, float] | None = None
    spot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A logo file, the ground it is made for, its clear space (share of its height) and its fixed zone."""

    file: str
    alt: str = ""
    on: Literal["any", "light", "dark"] = "any"
    clear: float = 0.5
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The inks, faces and logos that replace a family's own, by role name; `file` is where they are kept, if apart."""

    use: str = "neutral"
    file: str = ""
    inks: Mapping[str, BrandInk] = field(default_factory=dict[str, BrandInk])
    faces: Mapping[str, str] = field(default_factory=dict[str, str])
    logos: tuple[Logo, ...] = ()
    partners: tuple[Logo, ...] = ()
    rules: Mapping[str, object] = field(default_factory=dict[str, object])
    minimum: Mapping[str, float] = field(default_factory=dict[str, float])
