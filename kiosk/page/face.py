"""Typefaces: which font file a name means, and the measures the layout needs from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """One static font file: family name, weight 100 to 900, slope, path."""

    family: str
    weight: int
    italic: bool
    path: str
