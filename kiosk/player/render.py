"""The render worker: composes and paints slides ahead of time into the cache, in a process of its own.

Orders come as JSON lines on standard input; answers go as JSON lines to standard output: `plan` (the playlist),
`begin` and `slide` for each slide made, `aside` for one that cannot be made, `ready` when all slides of this moment
are there, `done`, or `bad` when the campaign cannot be read. It ends when its input ends.
"""

from __future__ import annotations

import json
import logging
import os
import select
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.campaign.campaign import Campaign, Hours, Screen
from kiosk.campaign.check import check
from kiosk.campaign.item import title_of
from kiosk.campaign.plan import DEFAULT, Slide
from kiosk.compose import brief, fallback
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import STOCKS, Stock
from kiosk.player import ahead, cache, cards, decks, playlist, withheld
from kiosk.player.playlist import Playlist, Setting, Showing
from kiosk.player.state import WARNS
from kiosk.player.turns import Turns
from kiosk.record import record
from kiosk.store import files, living, pictures, release, templates

log = logging.getLogger("kiosk.player.render")
Say = Callable[[Mapping[str, Any]], None]
FEWEST = 8
"""Slides that are made ahead even where the cache is too small for them."""
ENOUGH = 12
"""Slides after which another state is shown, where more come next than the cache holds."""


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


def main() -> int:
    """Carry out orders until the input ends."""
    # Only answers may go to the real standard output; whatever a library prints goes to the log.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    if hasattr(os, "nice"):
        os.nice(5)  # a fade on the wall goes first
    logging.basicConfig(level=logging.WARNING, format=f"{WARNS}%(message)s")

    def say(answer: Mapping[str, Any]) -> None:
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")

    try:
        for line in sys.stdin:
            carry_out(json.loads(line), say, _is_called)
    except (BrokenPipeError, KeyboardInterrupt):
        return 0  # the player is gone
    return 0


def _is_called() -> bool:
    """Tell whether another order waits; on Windows, where a pipe cannot be asked, it waits its turn."""
    if sys.platform == "win32":
        return False
    return bool(select.select([sys.stdin], [], [], 0)[0])


def carry_out(order: Mapping[str, Any], say: Say, hurried: Callable[[], bool] = lambda: False) -> None:
    """Make everything that an order asks for, and answer as it comes."""
    folder, root = Path(order["folder"]), Path(order["root"])
    published = release.is_release(folder)
    # First: a change while it is read must show.
    before = playlist.stamps([str(folder / (release.NAME if published else files.NAME))])
    wrong: dict[str, str] = {}
    try:
        if published:
            campaign = release.read(folder).campaign
        else:
            opened = files.read(folder, lenient=True)
            campaign, wrong = opened.campaign, withheld.faults(opened.findings)
    except (files.Error, release.Error, OSError) as e:
        say({"kind": "bad", "sentence": str(e)})
        return
    shelf = Path(order["sources"]) if order.get("sources") and not published else None
    if shelf is not None:
        before |= playlist.stamps(str(p) for p in living.notes(campaign, shelf))
        campaign, troubles = living.overlay(campaign, folder, shelf)
        for trouble in troubles:
            log.warning("a source is left out: %s", trouble)
        wrong |= withheld.faults(check(campaign))
    titles = {item.id: title_of(item) for item in campaign.items}
    shop = replace(open_workshop(order, withheld.without(campaign, wrong), folder, root), judged=not published)
    for key in order.get("broken", ()):
        cache.drop(root, key)
    now = datetime.fromisoformat(order["now"])
    now = now if now.tzinfo else now.replace(tzinfo=campaign.zone)
    space = cache.budget(root)
    each = shop.size[0] * shop.size[1] * 4
    most = max(space // each - 1 - ahead.UNDATED, FEWEST)
    made = ahead.near(lay_out(shop, now), Turns.of(order.get("turns", {})), now, most)
    made = replace(made, stamps={**made.stamps, **before})
    path = cache.playlist_file(root, order.get("screen"), shop.size)
    if made.near:
        # What comes next needs the room of what was shown: that goes first, the longest unused before the others.
        missing = sum(not cache.has(root, key) for key in made.held)
        cache.sweep(root, made.held, space - missing * each, path)
    say({"kind": "plan", "playlist": json.loads(playlist.to_json(made))})
    for what, sentence in wrong.items():
        key = ahead.key("wrong", shop.program, what, sentence)
        say({"kind": "aside", "what": what, "title": titles.get(what, what), "key": key, "sentence": sentence})

    def keep(kept: Playlist) -> None:
        cache.replace(path, playlist.to_json(kept).encode())

    avoid = dict.fromkeys(order.get("avoid", ()), "it ended the render worker twice") | order.get("aside", {})
    aside = render(shop, made, avoid, say, keep)
    kept = without(made, aside)
    if not any(cache.has(root, key) for key in kept.keys):
        # Nothing at all can be shown of this state: the wall keeps the one before.
        say({"kind": "bad", "sentence": f"no slide can be made: {next(iter(aside.values()), 'there is none')}"})
        return
    keep(kept)
    cache.sweep(root, kept.held, space)
    cache.sweep_campaigns(root)
    say({"kind": "done", "playlist": json.loads(playlist.to_json(kept))})
    if kept.touch:
        # Last, and only while nobody orders anything else: slides go first.
        kept = replace(kept, stretches=(replace(kept.stretches[0], slides=kept.near),)) if kept.near else kept
        decks.make(root, shop.size, decks.orders(kept, _brief_of(shop, now), templates.card()), say, hurried)
        cards.sweep(root, kept.cards)


def _brief_of(shop: Workshop, now: datetime) -> decks.Briefing:
    """Say what cards are composed from: an item, or the campaign as a whole, in one language."""

    def brief_(what: str, lang: str) -> brief.Brief:
        family = shop.campaign.family_of(what)
        files = shop.families[family]
        if not decks.is_known(family, files):
            family, files = templates.NEUTRAL, shop.neutral
        return _order(shop, what, now, family, files, (lang,))

    return brief_


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
        stamps=playlist.stamps(str(p) for p in sorted(_read_from(shop))),
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
    fonts = [(p.name, cache.digest(p.read_bytes())) for p in _font_files(shop.campaign)]
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


def _font_files(campaign: Campaign) -> list[Path]:
    found = [p for fonts in campaign.brand.fonts for p in Path(fonts).iterdir() if p.suffix.lower() in (".ttf", ".otf")]
    return sorted(found)


def _read_from(shop: Workshop) -> set[Path]:
    """List the files whose change makes the slides wrong; of a release, which never changes, only its list."""
    folder, campaign = shop.folder, shop.campaign
    if release.is_release(folder):
        return {folder / release.NAME}
    read = {folder / files.NAME, folder / "templates", *(folder / use.file for use in pictures.uses(campaign))}
    if campaign.brand.file:
        read.add(folder / campaign.brand.file)
    read |= {*_font_files(campaign)}
    return read | {p for p in (folder / "templates").rglob("*") if p.suffix in (".toml", ".xml")}


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


def render(
    shop: Workshop, made: Playlist, avoid: Mapping[str, str], say: Say, keep: Callable[[Playlist], None] = lambda _: None
) -> dict[str, str]:
    """Make every slide that is not in the cache yet, the next ones first; returns what was set aside, with the reason.

    `keep` takes the playlist as soon as it can be shown: a player that starts anew meanwhile begins with it.
    """
    aside: dict[str, str] = {}
    wanted = list(ahead.making(made))
    begin = made.stretches[0]
    now = [w for w in wanted if w[1] is begin][: ENOUGH if made.near else None]
    first = {slide.key for slide, _ in now}
    for slide, stretch in now:
        _one(shop, slide, stretch.starts, avoid, aside, say)
    # What is shown when nothing else is at hand must be true at any time, so it tells no opening hours.
    timeless = replace(shop, campaign=replace(shop.campaign, hours=Hours()))
    _one(timeless, Showing(DEFAULT, made.default, 0), begin.starts, avoid, aside, say)
    if any(cache.has(shop.root, key) for key in (made.default, *(s.key for s, _ in now))):
        keep(without(made, aside))
        say({"kind": "ready"})
    for slide, stretch in wanted:
        if slide.key not in first:
            _one(shop, slide, stretch.starts, avoid, aside, say)
    asked = {slide.key for slide, _ in wanted}
    for slide in made.undated:
        if slide.key not in asked:
            _one(shop, slide, begin.starts, avoid, aside, say)
    return aside


def _one(shop: Workshop, slide: Showing, at: datetime, avoid: Mapping[str, str], aside: dict[str, str], say: Say) -> None:
    """Make one slide; whatever goes wrong with it stays its own trouble."""
    if cache.has(shop.root, slide.key):
        cache.touch(shop.root, slide.key)
        return
    if slide.key in avoid:
        aside[slide.key] = avoid[slide.key]
        say(
            {
                "kind": "aside",
                "what": slide.what,
                "title": _title(shop, slide.what),
                "key": slide.key,
                "sentence": aside[slide.key],
            }
        )
        return
    say({"kind": "begin", "what": slide.what, "key": slide.key})
    try:
        paint(shop, slide, at)
    except OSError:
        raise  # a full disk or a missing right is not the slide's fault
    except Exception as e:
        log.debug("%s", slide.what, exc_info=True)
        aside[slide.key] = f"{e}" or type(e).__name__
        say(
            {
                "kind": "aside",
                "what": slide.what,
                "title": _title(shop, slide.what),
                "key": slide.key,
                "sentence": aside[slide.key],
            }
        )
    else:
        say({"kind": "slide", "what": slide.what, "key": slide.key})


def paint(shop: Workshop, slide: Showing, at: datetime) -> None:
    """Compose a slide as of a moment, paint it, and put it into the cache."""
    from PySide6.QtGui import QImage

    from kiosk.paint import qt

    family = shop.campaign.family_of(slide.what)
    order = _order(shop, slide.what, at, family, shop.families[family], shop.campaign.languages)
    composed = fallback.compose(order, templates.NEUTRAL, shop.neutral, shop.unread.get(family, ""))[0]
    for found in composed.findings:
        if found.id == fallback.BROKEN:
            log.warning("%s: %s %s", slide.what, found.sentence, found.cure)
    if shop.judged:
        withheld.judge(composed, shop.campaign, slide.what, shop.screen)
    image = qt.raster(composed.page, shop.size).convertToFormat(QImage.Format.Format_RGB32)
    w, h = shop.size
    scale = w / composed.page.stock.width
    boxes = {n: (r.x * scale, r.y * scale, r.w * scale, r.h * scale) for n, r in composed.boxes.items()}
    pixels = memoryview(image.constBits())
    entry = cache.Entry(
        key=slide.key, width=w, height=h, digest=cache.digest(pixels), what=slide.what, alt=composed.alt, boxes=boxes
    )
    cache.write(shop.root, entry, pixels)


def _title(shop: Workshop, what: str) -> str:
    item = shop.campaign.item(what)
    return title_of(item) if item is not None else what


def _order(shop: Workshop, what: str, at: datetime, family: str, texts: Mapping[str, str], langs: tuple[str, ...]) -> brief.Brief:
    return brief.Brief(
        campaign=shop.campaign,
        product="slide",
        stock=stock(shop.size),
        what=what,
        at=at,
        family_name=family,
        family=texts,
        langs=langs,
        pictures=shop.pictures,
        screen=shop.screen,
        living=True,
    )


def stock(size: tuple[int, int]) -> Stock:
    """Choose the slide stock of a size: upright or lying; the pixels follow from the raster."""
    known = STOCKS["slide"]
    if size in {s.pixels for s in known.values()}:
        return next(s for s in known.values() if s.pixels == size)
    return known["1920x1080"] if size[0] >= size[1] else known["1080x1920"]


def without(made: Playlist, aside: Mapping[str, str]) -> Playlist:
    """Take slides that were set aside out of a playlist."""
    kept = tuple(replace(t, slides=tuple(s for s in t.slides if s.key not in aside)) for t in made.stretches)
    undated, near = (tuple(s for s in slides if s.key not in aside) for slides in (made.undated, made.near))
    return replace(made, stretches=kept, undated=undated, near=near)


if __name__ == "__main__":
    sys.exit(main())
