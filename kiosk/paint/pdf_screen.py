"""Inks on screens: sRGB throughout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from kiosk.page.ink import Ink
from kiosk.paint import pdf_pictures as pictures
from kiosk.paint.pdf_state import File, Sheet


class Screen:
    """The inks of a digital file."""

    space = "DeviceRGB"
    told = ("sRGB",)
    hairline = 0.0

    def values(self, ink: Ink) -> tuple[float, ...]:
        """Give an ink's sRGB components."""
        return ink.screen

    def ramp(self, file: File, inks: Sequence[Ink]) -> tuple[str, Callable[[Ink], tuple[float, ...]]]:
        """Choose the space of a gradient, and how inks are told in it."""
        return f"/{self.space}", self.values

    def fill(self, file: File, sheet: Sheet, ink: Ink, *, text: bool = False) -> str:
        """Word the operator that fills with an ink."""
        return f"{_rgb(ink)} rg"

    def stroke(self, file: File, sheet: Sheet, ink: Ink, *, thin: bool = False) -> str:
        """Word the operator that strokes with an ink."""
        return f"{_rgb(ink)} RG"

    def picture(self, file: File, path: str, sha256: str, name: str) -> tuple[str, int, int]:
        """Embed a picture; give its reference and its size in pixels."""
        return pictures.embed(file.doc, path, sha256, name)


@lru_cache(maxsize=4096)
def _rgb(ink: Ink) -> str:
    return " ".join(f"{v:.4f}".rstrip("0").rstrip(".") or "0" for v in ink.screen)
