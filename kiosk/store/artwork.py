"""SVG logos: read under limits and turned into shapes, so that both painters draw them as vectors."""

from __future__ import annotations

from pathlib import Path

from kiosk.page.picture import Artwork

CURE = "Ask for the logo as plain paths, or use a PNG of it."


class Error(Exception):
    """A logo that cannot be used: one sentence, and the cure."""

    def __init__(self, sentence: str, cure: str = CURE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure


def read(path: Path) -> tuple[Artwork, tuple[str, ...]]:
    """Read an SVG file as artwork, with a note on everything that could not be kept."""
    raise Error("cannot be read yet.")
