"""The fixed corner that a brand gives its host's logo: where it lies on a page, and whether it is free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kiosk.campaign.brand import Logo, corner
from kiosk.campaign.finding import Finding
from kiosk.compose.logos import Hand
from kiosk.compose.setting.layout import Placed
from kiosk.page.geometry import Rect
from kiosk.page.stock import Stock

HEIGHT, WIDEST, EDGE = 6.0, 34.0, 6.0
"""Height and greatest width of a logo in a fixed corner, and its distance from the edges, in u."""


class Zone(NamedTuple):
    """A corner that a logo must stand in: which logo, where, and the room it keeps clear."""

    variants: tuple[Logo, ...]
    place: Rect
    room: Rect
    corner: str


def zone(page: Hand, *, rtl: bool) -> Zone | None:
    """Find the corner where the host's logo must stand, by the brand's rules or the logo's own zone; None where it is free."""
    hosts = [logo for logo in page.brand.logos if logo.file in page.pictures]
    if not hosts:
        return None
    first = hosts[0]
    named = page.rules.corner or corner(first.zone)
    if not named:
        return None
    variants = tuple(logo for logo in hosts if logo.name == first.name)
    stock, u = page.stock, page.stock.u
    found = page.pictures[first.file]
    aspect = found.width / found.height if found.height else 1.0
    h = min(max(HEIGHT * u, page.least), WIDEST * u / aspect)
    w = h * aspect
    upright, across = named.split()
    right = across == "right" or across == ("start" if rtl else "end")
    x = stock.width - EDGE * u - w if right else EDGE * u
    y = EDGE * u if upright == "top" else stock.height - EDGE * u - h
    place = Rect(x, y, w, h)
    return Zone(variants, place, place.inset(-first.clear * h), named)


def holds(found: Zone, rect: Rect, stock: Stock) -> bool:
    """Tell whether a logo in a template's row stands in the corner anyway: near that edge, on that side of the middle."""
    upright, _ = found.corner.split()
    near = rect.bottom < stock.height * 0.3 if upright == "top" else rect.y > stock.height * 0.7
    return near and (rect.centre.x > stock.width / 2) == (found.place.centre.x > stock.width / 2)


def seated(page: Hand, boxes: Sequence[Placed], *, rtl: bool) -> Zone | None:
    """Find the corner where the host's logo is drawn apart from the template's rows; None where they do it, or it is taken."""
    found = zone(page, rtl=rtl)
    if found is None:
        return None
    width = page.stock.width

    def mirrored(rect: Rect) -> Rect:
        return rect.mirrored(width) if rtl else rect

    for p in boxes:
        if p.box.tag == "logos" and p.box.params.get("which", "host") != "partners":
            row, h = mirrored(p.rect), p.rect.h
            w = min(h * found.place.w / found.place.h, row.w)
            end = (p.box.params.get("align", "start") == "end") != rtl
            at = Rect(row.right - w if end else row.x, row.y, w, h)
            if p.box.params.get("align") != "center" and holds(found, at, page.stock):
                return None
    near = next((name for name, rect in words(boxes) if found.room.meets(mirrored(rect))), None)
    if near is None:
        page.apart = frozenset(logo.name for logo in found.variants)
        return found
    name = found.variants[0].alt or found.variants[0].file
    sentence = f"The logo of {name} should stand {found.corner}, but the {near} stands there."
    cure = "Choose a family that leaves this corner free."
    page.findings.append(Finding(id="brand-zone", severity="warning", sentence=sentence, cure=cure))
    return None


def words(boxes: Sequence[Placed]) -> list[tuple[str, Rect]]:
    """List the rectangles that words and codes take up, by name, on a page that is not mirrored."""
    out: list[tuple[str, Rect]] = []
    for p in boxes:
        if p.text is not None and p.box.words is not None:
            free = p.rect.w - p.text.width
            x = {"center": free / 2, "end": free}.get(p.box.words.align, 0.0)
            out.append((p.box.words.role or "text", Rect(p.rect.x + x, p.rect.y, p.text.width, p.rect.h)))
        elif p.box.tag == "qr":
            out.append(("QR code", p.rect))
    return out
