"""`kiosk brand`: which brand a campaign has, and where to get another."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from kiosk.app.arguments import Usage
from kiosk.campaign.brand import ROLES, Brand, whole
from kiosk.page import ink, typefaces
from kiosk.store import brand_import
from kiosk.store.folder import brands, files


def run(chosen: Namespace) -> int:
    """Choose a kit or bring a brand file in, if asked; then show what the campaign's brand is."""
    folder: Path = chosen.campaign
    if chosen.use and chosen.use not in brands.names():
        raise Usage(f"There is no brand {chosen.use!r}; choose from {', '.join(brands.names())}")
    if chosen.use:
        print("\n".join(brand_import.choose(folder, chosen.use)))
    if chosen.source:
        print("\n".join(brand_import.bring(folder, chosen.source)))
    opened = files.read(folder)
    print("\n".join(_lines(opened.campaign.brand)))
    for finding in opened.findings:
        if finding.id.startswith("brand"):
            print(f"{finding.severity}: {finding.sentence} {finding.cure}".rstrip())
    return 0


def _lines(brand: Brand) -> Iterator[str]:
    made = whole(brand)
    kept = f", {brand.file}" if brand.file else ""
    yield f"brand: {brand.use}{kept} (there are {', '.join(brands.names())})"
    order = sorted(made.inks, key=lambda n: (ROLES.index(n) if n in ROLES else len(ROLES), n))
    for name in order:
        given = made.inks[name]
        press = " / ".join(f"{v:g}" for v in given.cmyk) if given.cmyk else "no press value"
        own = ink.ink(given.screen)
        ratios = f"on white {ink.contrast(own, ink.ink('#FFFFFF')):.1f}, on black {ink.contrast(own, ink.ink('#000000')):.1f} : 1"
        yield f"ink {name}: {given.screen}, {press}{', ' + given.spot if given.spot else ''}; {ratios}"
    for role, face in made.faces.items():
        yield f"typeface {role}: {face}{_whence(face, brand.fonts)}"
    for kind, logos in (("logo", made.logos), ("partner", made.partners)):
        for logo in logos:
            grounds = "any ground" if logo.on == "any" else f"{logo.on} ground"
            where = f", {logo.zone}" if logo.zone else ""
            yield f"{kind}: {logo.file}, on {grounds}, {logo.clear:g} of its height clear{where}"
    for name, rule in made.rules.items():
        words = ", ".join(str(r) for r in cast("list[object]", rule)) if isinstance(rule, list) else rule
        yield f"rule {name}: {words}"
    for name, size in made.minimum.items():
        unit = {"logo": "mm", "logo-screen": "px", "text": "pt"}.get(name, "")
        yield f"least {name}: {size:g} {unit}".rstrip()


def _whence(face: str, folders: tuple[str, ...]) -> str:
    at = typefaces.locate(face, folders)
    if at is None:
        return ", not installed"
    if at.twin:
        return f", set in {at.twin}"
    place = at.name.rpartition("|")[0]
    return ", from the system" if place == typefaces.SYSTEM else ", from the campaign's folder" if place else ""
