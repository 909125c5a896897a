"""The workshop: all that the slides of one order are made from, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.campaign.campaign import Campaign, Screen
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import STOCKS, Stock
from kiosk.record import record
from kiosk.store import templates
from kiosk.store.folder import files
from kiosk.store.pictures import pictures
from kiosk.store.release import release


@record
class Workshop:
    """All that the slides of one order are made from."""

    campaign: Campaign
    screen: Screen | None
    folder: Path
    root: Path
    size: tuple[int, int]
    program: str
    families: dict[str, Mapping[str, str]]
    unread: dict[str, str]
    neutral: Mapping[str, str]
    pictures: Mapping[str, PictureFacts | Artwork]
    judged: bool = False
    """Whether slides with an error stay off the wall: of a release they were left out when it was published."""


def open_workshop(order: Mapping[str, Any], campaign: Campaign, folder: Path, root: Path) -> Workshop:
    """Gather what the slides are made from; a family that cannot be read gives way to the neutral one."""
    wanted = order.get("screen")
    screen = next((s for s in campaign.screens if wanted in (s.name, s.connector)), None)
    if screen is None and wanted is None and len(campaign.screens) == 1:
        screen = campaign.screens[0]
    texts: dict[str, Mapping[str, str]] = {}
    unread: dict[str, str] = {}
    for name in {campaign.family, *campaign.families.values(), *(i.family for i in campaign.items if i.family)}:
        try:
            texts[name] = templates.load(name, folder)
        except (templates.Error, OSError) as e:
            texts[name], unread[name] = {}, str(e)
    neutral = templates.load(templates.NEUTRAL, None)
    facts, _ = pictures.gather(campaign, folder, root / "pictures")
    size = (int(order["size"][0]), int(order["size"][1]))
    if screen is not None and (screen.rotate - int(order.get("turn", 0))) % 180:
        size = (size[1], size[0])  # the player has not turned its window yet, and will when it reads the playlist
    return Workshop(campaign, screen, folder, root, size, str(order.get("program", "")), texts, unread, neutral, facts)


def font_files(campaign: Campaign) -> list[Path]:
    """List the typeface files that a campaign brings."""
    found = [p for fonts in campaign.brand.fonts for p in Path(fonts).iterdir() if p.suffix.lower() in (".ttf", ".otf")]
    return sorted(found)


def read_from(shop: Workshop) -> set[Path]:
    """List the files whose change makes the slides wrong; of a release, which never changes, only its list."""
    folder, campaign = shop.folder, shop.campaign
    if release.is_release(folder):
        return {folder / release.NAME}
    read = {folder / files.NAME, folder / "templates", *(folder / use.file for use in pictures.uses(campaign))}
    if campaign.brand.file:
        read.add(folder / campaign.brand.file)
    read |= {*font_files(campaign)}
    return read | {p for p in (folder / "templates").rglob("*") if p.suffix in (".toml", ".xml")}


def stock(size: tuple[int, int]) -> Stock:
    """Choose the slide stock of a size: upright or lying; the pixels follow from the raster."""
    known = STOCKS["slide"]
    if size in {s.pixels for s in known.values()}:
        return next(s for s in known.values() if s.pixels == size)
    return known["1920x1080"] if size[0] >= size[1] else known["1080x1920"]
