"""Laying out: the playlist of an order, each slide in it named by all that goes into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from kiosk.campaign.campaign import Screen
from kiosk.campaign.plan import DEFAULT, Slide
from kiosk.player import cache, playlist
from kiosk.player.playlist import Playlist, Setting
from kiosk.player.worker import ahead
from kiosk.player.worker.workshop import Workshop, font_files, read_from


def lay_out(shop: Workshop, now: datetime) -> Playlist:
    """Work out the playlist from `now` on, and name the pixels of each slide in it."""
    campaign = shop.campaign
    name = _naming(shop)
    made = Playlist(
        campaign=campaign.id,
        zone=campaign.timezone,
        size=shop.size,
        program=shop.program,
        default=name(Slide(DEFAULT, "filler", 0, DEFAULT)),
        stretches=ahead.stretches(now, campaign, shop.screen, name),
        undated=ahead.undated(campaign, shop.screen, name),
        stamps=playlist.stamps(str(p) for p in sorted(read_from(shop))),
        connectors={s.name: s.connector for s in campaign.screens},
        setting=setting(shop.screen),
        langs=campaign.languages,
        seed=campaign.seed or 0,
    )
    return ahead.touchable(made, campaign, now) if shop.screen is not None and shop.screen.touch else made


def _naming(shop: Workshop) -> ahead.Naming:
    """Prepare the naming of pixels: by everything that goes into a slide, and by nothing that only another slide shows."""
    campaign = replace(shop.campaign, brand=replace(shop.campaign.brand, fonts=()))
    items = {item.id: item for item in campaign.items}
    pictured = {item.picture.file for item in items.values() if item.picture is not None}
    general = [(file, facts) for file, facts in sorted(shop.pictures.items()) if file not in pictured]
    # Typefaces by what is in them: a release lies in another folder than the one before, with the same ones.
    fonts = [(p.name, cache.digest(p.read_bytes())) for p in font_files(shop.campaign)]
    head = ahead.digest((ahead.header(campaign), shop.screen, general, sorted(shop.families.items()), fonts))
    whole = ahead.digest(campaign)
    named: dict[tuple[str, str], str] = {}

    def name(slide: Slide) -> str:
        known = named.get((slide.what, slide.key))
        if known is None:
            item = items.get(slide.what)
            picture = shop.pictures.get(item.picture.file) if item is not None and item.picture is not None else None
            content = ahead.digest((item, picture)) if item is not None else whole
            known = ahead.key(shop.program, shop.size, head, content, slide.what, slide.key)
            named[slide.what, slide.key] = known
        return known

    return name


def setting(screen: Screen | None) -> Setting:
    """Tell the player how a screen hangs and is to behave; nothing special without one."""
    if screen is None:
        return Setting()
    return Setting(
        transition=screen.transition,
        reduced_motion=screen.reduced_motion,
        rotate=screen.rotate,
        touch=screen.touch,
        reach_low=screen.reach_low,
        mounted=screen.mounted,
        diagonal=screen.diagonal,
        dim=Setting().dim if screen.dim is None else screen.dim,
    )


def without(made: Playlist, aside: Mapping[str, str]) -> Playlist:
    """Take slides that were set aside out of a playlist."""
    kept = tuple(replace(t, slides=tuple(s for s in t.slides if s.key not in aside)) for t in made.stretches)
    undated, near = (tuple(s for s in slides if s.key not in aside) for slides in (made.undated, made.near))
    return replace(made, stretches=kept, undated=undated, near=near)
