"""What a PDF in the making holds: the file with its fonts and pictures, and one content stream after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.page.geometry import Rect
from kiosk.page.ink import Ink
from kiosk.paint import pdf_fonts as fonts
from kiosk.paint.pdf_objects import Document
from kiosk.paint.pdf_tags import Element, Marks


class Inks(Protocol):
    """How inks become colours: on screens as sRGB, on the press as its own inks."""

    @property
    def space(self) -> str:
        """The colour space of gradients and of the page's transparency."""
        ...

    def values(self, ink: Ink) -> tuple[float, ...]:
        """Give an ink's components in that space."""
        ...

    def ramp(self, file: File, inks: Sequence[Ink]) -> tuple[str, Callable[[Ink], tuple[float, ...]]]:
        """Choose the space of a gradient between inks, as a name or reference, and how an ink is told in it."""
        ...

    @property
    def hairline(self) -> float:
        """The thinnest line that comes out, in points on the page."""
        ...

    @property
    def told(self) -> tuple[str, ...]:
        """How it is printed, for people."""
        ...

    def fill(self, file: File, sheet: Sheet, ink: Ink, *, text: bool = False) -> str:
        """Word the operator that fills with an ink; `text` says that letters or a code are filled."""
        ...

    def stroke(self, file: File, sheet: Sheet, ink: Ink, *, thin: bool = False) -> str:
        """Word the operator that strokes with an ink; `thin` says that plates would have to meet to a hair."""
        ...

    def picture(self, file: File, path: str, sha256: str, name: str) -> tuple[str, int, int]:
        """Embed a picture; give its reference and its size in pixels."""
        ...


@dataclass(slots=True)
class Link:
    """A link of a page: where to, the area it covers, what it says, and the element it belongs to."""

    address: str
    area: Rect
    words: str
    element: Element | None


@dataclass(slots=True)
class Sheet:
    """One content stream in the making: operators, the state they left, and the resources they name."""

    out: list[str] = field(default_factory=list[str])
    marks: Marks | None = None
    fill: str = ""
    stroke: str = ""
    alpha: float = 1.0
    places: int = 2
    states: set[str] = field(default_factory=set[str])
    objects: dict[str, str] = field(default_factory=dict[str, str])  # XObject name -> reference
    shadings: dict[str, str] = field(default_factory=dict[str, str])
    patterns: dict[str, str] = field(default_factory=dict[str, str])
    masks: dict[str, str] = field(default_factory=dict[str, str])
    spaces: dict[str, str] = field(default_factory=dict[str, str])
    links: list[Link] = field(default_factory=list[Link])

    def resources(self) -> str:
        """Word the resources that the stream names, fonts apart."""
        states = "".join(f"/{s}<</ca {int(s[1:]) / 1000:g}/CA {int(s[1:]) / 1000:g}>>" for s in sorted(self.states))
        states += "".join(f"/{name} {body}" for name, body in self.masks.items())
        out = f"/ExtGState<<{states}>>" if states else ""
        held = (("XObject", self.objects), ("Shading", self.shadings), ("Pattern", self.patterns), ("ColorSpace", self.spaces))
        for key, named in held:
            if named:
                out += f"/{key}<<" + "".join(f"/{name} {reference}" for name, reference in named.items()) + ">>"
        return out


@dataclass(slots=True)
class File:
    """The file in the making: ReportLab's document, its inks and fonts, and what was embedded; `linked` counts its links."""

    doc: Document
    inks: Inks
    book: fonts.Book = field(default_factory=fonts.Book)
    pictures: dict[str, tuple[str, str, int, int]] = field(default_factory=dict[str, tuple[str, str, int, int]])
    linked: int = 0
    count: int = 0

    def name(self, prefix: str) -> str:
        """Make up the next resource name."""
        self.count += 1
        return f"{prefix}{self.count}"
