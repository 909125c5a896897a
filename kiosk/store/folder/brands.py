"""Brand kits: those that come with the program, the campaign's own brand file, and the typefaces beside them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from kiosk.campaign.brand import Brand
from kiosk.resources import assets_dir
from kiosk.store.folder import schema
from kiosk.store.folder.reading import Fault, Reading
from kiosk.store.folder.value import Context

NEUTRAL = "neutral"
"""The kit that is used when no other is named."""
FONT_FOLDERS = ("fonts", ".")
"""Where in a campaign folder typefaces are looked for."""
ENDINGS = (".ttf", ".otf")
_DEEP = ("inks", "faces")
_LOCKED = ("rules", "minimum")


def names() -> tuple[str, ...]:
    """List the kits that come with the program."""
    try:
        return tuple(sorted(p.stem for p in (assets_dir() / "brands").glob("*.toml")))
    except OSError:
        return ()


@lru_cache(maxsize=16)
def kit(name: str) -> Brand | None:
    """Read a kit by name; None when there is none of that name."""
    if name not in names():
        return None
    import tomli

    raw = tomli.loads((assets_dir() / "brands" / f"{name}.toml").read_text("utf-8"))
    reading = Reading(Context(ZoneInfo("UTC")))
    made = reading.table(schema.BRAND_FILE, raw, ("brand",))
    return None if made is None or reading.faults else replace(cast(Brand, made), use=name)


def together(own: Mapping[str, object], file: Mapping[str, object]) -> dict[str, object]:
    """Lay a campaign's own [brand] over its brand file: inks and faces one by one; rules and smallest sizes of the file stay."""
    made = {**file, **own}
    for key in (*_DEEP, *_LOCKED):
        above, below = own.get(key), file.get(key)
        if isinstance(above, dict) and isinstance(below, dict):
            upper, lower = cast(dict[str, Any], above), cast(dict[str, Any], below)
            made[key] = {**upper, **lower} if key in _LOCKED else {**lower, **upper}
    return made


def languages(raw_brand: object) -> tuple[str, ...]:
    """Find the languages of the brand that a campaign names, for a campaign that names none itself."""
    brand = cast(Mapping[str, object], raw_brand) if isinstance(raw_brand, dict) else {}
    own = brand.get("languages")
    if isinstance(own, list):
        return tuple(str(v) for v in cast(list[object], own))
    named = brand.get("use", NEUTRAL)
    found = kit(named) if isinstance(named, str) else None
    return found.languages if found else ()


def dressed(brand: Brand, folder: Path, faults: list[Fault]) -> Brand:
    """Give a brand the kit it names and the folders of its typefaces; a kit that is not there is a warning."""
    found = kit(brand.use)
    if found is None:
        known = ", ".join(f'"{n}"' for n in names())
        sentence = f'there is no brand "{brand.use[:40]}"; there are {known}'
        faults.append(Fault(("brand", "use"), sentence, "warning", "brand-unknown", "Write one of these, or leave use out."))
    return replace(brand, base=found, fonts=font_folders(folder))


def font_folders(folder: Path) -> tuple[str, ...]:
    """List the folders of a campaign that hold typefaces."""
    found: list[str] = []
    root = folder.resolve()
    for name in FONT_FOLDERS:
        place = (folder / name).resolve()
        if not place.is_relative_to(root):
            continue  # a link out of the campaign folder is not followed
        try:
            with os.scandir(place) as entries:
                if any(e.name.lower().endswith(ENDINGS) for e in entries):
                    found.append(str(place))
        except OSError:
            continue
    return tuple(found)
