"""The render worker: composes and paints slides ahead of time into the cache, in a process of its own.

Orders come as JSON lines on standard input; answers go as JSON lines to standard output: `plan` (the playlist),
`begin` and `slide` for each slide made, `aside` for one that cannot be made, `ready` when all slides of this moment
are there, `done` when all are, `whole` when the detail cards are too, or `bad` when the campaign cannot be read. It ends
when its input ends.
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

from kiosk.campaign.campaign import Hours
from kiosk.campaign.check import check
from kiosk.campaign.item import title_of
from kiosk.campaign.plan import DEFAULT
from kiosk.compose import brief, fallback
from kiosk.player import cache, cards, playlist, priority
from kiosk.player.playlist import Playlist, Showing
from kiosk.player.state import WARNS
from kiosk.player.turns import Turns
from kiosk.player.worker import ahead, clockwork, decks, withheld
from kiosk.player.worker.laying import lay_out, without
from kiosk.player.worker.workshop import Workshop, open_workshop, stock
from kiosk.store import templates
from kiosk.store.folder import files
from kiosk.store.importing import living
from kiosk.store.release import release

log = logging.getLogger("kiosk.player.worker.render")
Say = Callable[[Mapping[str, Any]], None]
FEWEST = 8
"""Slides that are made ahead even where the cache is too small for them."""
ENOUGH = 12
"""Slides after which another state is shown, where more come next than the cache holds."""


def main() -> int:
    """Carry out orders until the input ends."""
    # Only answers may go to the real standard output; whatever a library prints goes to the log.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    priority.give_way()
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
    kept = replace(without(made, aside), whole=not made.touch)
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
        coming = replace(kept, stretches=(replace(kept.stretches[0], slides=kept.near),)) if kept.near else kept
        wanted = decks.orders(coming, _brief_of(shop, now), templates.card())
        if not decks.make(root, shop.size, wanted, avoid, say, hurried):
            return
        cards.sweep(root, coming.cards)
        keep(replace(kept, whole=True))
    say({"kind": "whole"})


def _brief_of(shop: Workshop, now: datetime) -> decks.Briefing:
    """Say what cards are composed from: an item, or the campaign as a whole, in one language."""

    def brief_(what: str, lang: str) -> brief.Brief:
        family = shop.campaign.family_of(what)
        files = shop.families[family]
        if not decks.is_known(family, files):
            family, files = templates.NEUTRAL, shop.neutral
        return _order(shop, what, now, family, files, (lang,))

    return brief_


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

    def put_aside(reason: str) -> None:
        aside[slide.key] = reason
        title = _title(shop, slide.what)
        say({"kind": "aside", "what": slide.what, "title": title, "key": slide.key, "sentence": reason})

    if cache.has(shop.root, slide.key):
        cache.touch(shop.root, slide.key)
        return
    if slide.key in avoid:
        put_aside(avoid[slide.key])
        return
    say({"kind": "begin", "what": slide.what, "key": slide.key})
    try:
        paint(shop, slide, at)
    except OSError:
        raise  # a full disk or a missing right is not the slide's fault
    except Exception as e:
        log.debug("%s", slide.what, exc_info=True)
        put_aside(f"{e}" or type(e).__name__)
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
    w, h = shop.size
    scale = w / composed.page.stock.width
    page, told = clockwork.parted(composed.page, composed.boxes)
    image = qt.raster(page, shop.size).convertToFormat(QImage.Format.Format_RGB32)
    dial, strip = clockwork.cells(told, page, scale, order) if told else (None, b"")
    boxes = {n: (r.x * scale, r.y * scale, r.w * scale, r.h * scale) for n, r in composed.boxes.items()}
    pixels = bytes(image.constBits()) + strip if strip else memoryview(image.constBits())
    entry = cache.Entry(
        key=slide.key, width=w, height=h, digest=cache.digest(pixels), what=slide.what, alt=composed.alt, boxes=boxes, dial=dial
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


if __name__ == "__main__":
    sys.exit(main())
