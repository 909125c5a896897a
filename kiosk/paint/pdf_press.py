"""Files for the print shop: PDF/X-4 (ISO 15930-7), all colours in the press's own inks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from kiosk.page.ink import Cmyk, Ink, luminance
from kiosk.paint import pdf_meta as meta
from kiosk.paint import pdf_objects as objects
from kiosk.paint import pdf_pictures as pictures
from kiosk.paint import pdf_profile as profiles
from kiosk.paint import pdf_ramps
from kiosk.paint.pdf_objects import Document
from kiosk.paint.pdf_profile import Profile
from kiosk.paint.pdf_state import File, Sheet
from kiosk.record import record

LIMIT = 3.0
"""Most ink on one spot, as the sum of the four: more does not dry on coated paper."""
DARK = 0.05
"""Luminance up to which words and codes are printed in black alone: four plates never meet that well."""
HAIRLINE = 0.25
"""Points that a line is wide at least: a thinner one may not print."""
ALL = "All"
"""The separation that is on every plate (8.6.6.4): crop marks."""


@record
class Press:
    """A file for the press: `profile` says how it prints, `bleed` points beyond the trim print, `marks` say where to cut."""

    title: str
    lang: str
    author: str = ""
    at: datetime = datetime(2000, 1, 1)
    bleed: float = 0.0
    marks: bool = True
    profile: Profile | None = None

    @property
    def condition(self) -> str:
        """The printing condition by its name in the registry."""
        return self.profile.condition if self.profile else profiles.DEFAULT

    def inks(self) -> PressInks:
        """Make the inks of one file."""
        return PressInks(self.profile.data if self.profile else None, self.condition)

    def output(self, doc: Document) -> str:
        """Write the output intent with the profile in it, and give the catalog's entry (14.11.5)."""
        known = self.condition if self.condition != "Custom" or self.profile is None else self.profile.name
        inside = ""
        if self.profile is not None:
            inside = f"/DestOutputProfile {objects.add(doc, _packed(self.profile.data), 'profile')}"
        name = self.profile.name if self.profile else known
        registry = "/RegistryName(http://www.color.org)" if self.condition != "Custom" else ""
        body = f"/OutputConditionIdentifier{objects.text(known)}{registry}/Info{objects.text(name)}{inside}"
        return f"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX{body}>>]"

    def claims(self, content: str) -> Mapping[str, str]:
        """List what the metadata says of a press file."""
        key = hashlib.sha256(content.encode()).hexdigest()
        return {
            "pdfxid:GTS_PDFXVersion": "PDF/X-4",
            "pdf:Trapped": "False",
            "xmpMM:DocumentID": meta.document_id(self.title, key),
            "xmpMM:VersionID": "1",
            "xmpMM:RenditionClass": "default",
        }


@lru_cache(maxsize=2)
def _packed(data: bytes) -> bytes:
    return objects.stream("/N 4/Alternate/DeviceCMYK", data)


@dataclass(slots=True)
class PressInks:
    """The inks of one press file; `spots` are its separations so far, by name: resource and reference.

    `ramps` are the spaces of its gradients with spots, by their names.
    """

    profile: bytes | None
    condition: str
    space: str = "DeviceCMYK"
    hairline: float = HAIRLINE
    spots: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    ramps: dict[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])

    @property
    def told(self) -> tuple[str, ...]:
        """How it is printed, for people: the condition, and what is on which plate."""
        return self.condition, " + ".join(("Cyan Magenta Yellow Black", *(name for name in self.spots if name != ALL)))

    def values(self, ink: Ink) -> tuple[float, ...]:
        """Give an ink's process values."""
        return process(self.profile, ink)

    def fill(self, file: File, sheet: Sheet, ink: Ink, *, text: bool = False) -> str:
        """Word the operator that fills with an ink; dark words, codes and thin lines are black."""
        if ink.spot:
            return f"/{self._spot(file, sheet, ink)} cs 1 scn"
        if text and luminance(ink.screen) <= DARK:
            return "0 0 0 1 k"
        return f"{_words(process(self.profile, ink))} k"

    def stroke(self, file: File, sheet: Sheet, ink: Ink, *, thin: bool = False) -> str:
        """Word the operator that strokes with an ink; thin dark lines are black, as words are."""
        if ink.spot:
            return f"/{self._spot(file, sheet, ink)} CS 1 SCN"
        if thin and luminance(ink.screen) <= DARK:
            return "0 0 0 1 K"
        return f"{_words(process(self.profile, ink))} K"

    def picture(self, file: File, path: str, sha256: str, name: str) -> tuple[str, int, int]:
        """Embed a picture, converted; give its reference and its size in pixels."""
        return pictures.embed(file.doc, path, sha256, name, self.profile, press=True)

    def ramp(self, file: File, inks: Sequence[Ink]) -> tuple[str, Callable[[Ink], tuple[float, ...]]]:
        """Choose the space of a gradient, and how inks are told in it: with the spots among them, if there are any."""
        spots = [ink for n, ink in enumerate(inks) if ink.spot and ink.spot not in {i.spot for i in inks[:n]}]
        if not spots:
            return f"/{self.space}", self.values
        names = tuple(str(ink.spot) for ink in spots)
        if names not in self.ramps:
            known = [pdf_ramps.Spot(_named(str(i.spot)), process(self.profile, i), self._separation(file, i)[1]) for i in spots]
            function = objects.add(file.doc, objects.stream(*pdf_ramps.stand_in(known)), file.name("T"))
            self.ramps[names] = objects.add(file.doc, pdf_ramps.space(known, function).encode(), file.name("N"))

        def told(ink: Ink) -> tuple[float, ...]:
            own = (0.0, 0.0, 0.0, 0.0) if ink.spot else process(self.profile, ink)
            return (*own, *(1.0 if ink.spot == name else 0.0 for name in names))

        return self.ramps[names], told

    def _spot(self, file: File, sheet: Sheet, ink: Ink) -> str:
        """Name the separation of a spot ink."""
        name, reference = self._separation(file, ink)
        sheet.spaces[name] = reference
        return name

    def _separation(self, file: File, ink: Ink) -> tuple[str, str]:
        """Make the separation of a spot ink; the first of a name says what it looks like where it cannot be printed."""
        assert ink.spot
        known = self.spots.get(ink.spot)
        if known is None:
            name = file.name("C")
            tint = f"<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[{_words(process(self.profile, ink))}]>>"
            body = f"[/Separation/{_named(ink.spot)}/DeviceCMYK{tint}]"
            known = self.spots[ink.spot] = (name, objects.add(file.doc, body.encode(), name))
        return known


@lru_cache(maxsize=4096)
def process(profile: bytes | None, ink: Ink) -> Cmyk:
    """Give an ink's amounts of cyan, magenta, yellow and black: those set by hand, else converted; held under the limit."""
    if ink.spot == ALL:
        return (1.0, 1.0, 1.0, 1.0)
    return held(ink.cmyk if ink.cmyk is not None else profiles.inked(profile, ink.screen))


def held(inks: Cmyk, limit: float = LIMIT) -> Cmyk:
    """Take colour out of inks, black left as it is, until all together are under a limit."""
    c, m, y, k = inks
    over = c + m + y + k - limit
    if over <= 1e-9:
        return inks
    share = max(0.0, limit - k) / (c + m + y)
    return (c * share, m * share, y * share, k)


def _words(values: Cmyk) -> str:
    return " ".join(f"{v:.4f}".rstrip("0").rstrip(".") or "0" for v in values)


def _named(name: str) -> str:
    """Word a name object (7.3.5)."""
    return "".join(chr(b) if 33 <= b <= 126 and chr(b) not in "#/%()<>[]{}" else f"#{b:02X}" for b in name.encode())
