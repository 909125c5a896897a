"""Set words: one paragraph, or one for each language of the page, at one size in one box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kiosk.campaign import direction
from kiosk.page.lines import Line, Paragraph, Span

GAP, WIDE_GAP = 0.16, 0.34
"""Space between the words of two languages, in em: where each has one line, and where one has more."""


class Version(NamedTuple):
    """Words as they are set: spans, the language of each, that of most of them, and the leading (of the size)."""

    spans: tuple[Span, ...]
    plain: str
    lang: str
    langs: tuple[str, ...]
    leading: float


class Laid(NamedTuple):
    """A line at its place in the text's box: left end and baseline, in points."""

    line: Line
    x: float
    y: float
    version: Version


class Block(NamedTuple):
    """Paragraphs under each other; the size is in points."""

    parts: tuple[tuple[Version, Paragraph], ...]
    size: float

    @property
    def longest(self) -> int:
        """Lines of the longest paragraph."""
        return max(p.count for _, p in self.parts)

    @property
    def width(self) -> float:
        """Width of the widest line, in points."""
        return max(p.width for _, p in self.parts)

    @property
    def fits(self) -> bool:
        """Whether no word is wider than the box."""
        return all(p.fits for _, p in self.parts)

    @property
    def gap(self) -> float:
        """Space between two paragraphs, in points."""
        return self.size * (WIDE_GAP if self.longest > 1 else GAP)

    @property
    def height(self) -> float:
        """Leading for every line, and the gaps, in points."""
        return self.size * sum(v.leading * max(p.count, 1) for v, p in self.parts) + self.gap * (len(self.parts) - 1)

    def laid(self, width: float, baseline: float, align: str, rtl: bool) -> Iterator[Laid]:
        """Place the lines in a box: the first baseline is given, and the side the page starts at.

        Where a page has two languages each starts at its own side.
        """
        top = 0.0
        for version, paragraph in self.parts:
            lines = paragraph.lines
            first = top + baseline + (version.leading - self.parts[0][0].leading) / 2 * self.size
            mirrored = rtl if len(self.parts) == 1 else direction.rtl(version.lang)
            for line in lines:
                free = width - line.width
                before = {"start": 0.0, "center": free / 2, "end": free}.get(align, 0.0)
                yield Laid(line, free - before if mirrored else before, first + line.y - lines[0].y, version)
            top += self.size * version.leading * max(paragraph.count, 1) + self.gap
