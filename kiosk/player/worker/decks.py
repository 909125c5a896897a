"""Making detail cards: of every slide that can be touched, in every language and look, after all slides are made."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.campaign import wording
from kiosk.compose import card
from kiosk.compose.brief import Brief
from kiosk.player import cards
from kiosk.player.playlist import Playlist
from kiosk.record import record

log = logging.getLogger("kiosk.player.worker.render")
Say = Callable[[Mapping[str, Any]], None]
Briefing = Callable[[str, str], Brief]
"""Makes the brief of an item's id, or `default`, in a language."""
MOST_PAGES = 12
"""Pages of the list at most."""


@record
class Order:
    """A card to make: its name in the cache, and how it is composed."""

    name: str
    compose: Callable[[], card.Card]


def is_known(family: str, files: Mapping[str, str]) -> bool:
    """Tell whether cards know which inks of a family to take: those of the program do, a campaign's own need not."""
    return "family.toml" in files and family in card.FAMILIES


def orders(made: Playlist, brief: Briefing, texts: Mapping[str, str]) -> Iterator[Order]:
    """List the cards that a playlist asks for, those that are wanted first at the beginning."""
    ids = made.listed
    shown = {s.card: s.what for t in made.stretches for s in t.slides if s.card}
    langs = made.langs
    for look in card.LOOKS:
        if look == card.LOOKS[1]:
            yield from _pads(made, brief, texts)
        for lang in langs:
            others = _after(langs, lang)
            for key, what in shown.items():
                yield Order(
                    cards.name(key, lang, look),
                    lambda what=what, lang=lang, look=look, others=others: card.card(brief(what, lang), texts, look, others),
                )
            pages = card.pages(brief("default", lang), len(ids))
            for page in range(min(pages, MOST_PAGES)):
                yield Order(
                    cards.name(f"{made.touch}-{page}", lang, look),
                    lambda page=page, lang=lang, look=look, others=others: card.listing(
                        brief("default", lang), texts, look, ids, page, others
                    ),
                )


def _pads(made: Playlist, brief: Briefing, texts: Mapping[str, str]) -> Iterator[Order]:
    lang = made.langs[0]
    for name, sentence in zip(cards.PIN, _sentences(lang), strict=True):
        yield Order(
            cards.name(f"{made.touch}-{name}", lang, "plain"),
            lambda sentence=sentence: card.pad(brief("default", lang), texts, sentence),
        )


def make(
    root: Path, size: tuple[int, int], wanted: Iterator[Order], avoid: Collection[str], say: Say, stop: Callable[[], bool]
) -> bool:
    """Make the cards that are not there yet, until `stop` says that something else waits; tells whether it came to the end.

    One is made in any case, so that there are more of them after each order; a bad one stays its own trouble.
    """
    for order in wanted:
        if order.name in avoid or cards.has(root, order.name):
            continue
        say({"kind": "begin", "key": order.name})
        try:
            paint(root, size, order)
        except OSError:
            raise
        except Exception as e:
            log.warning("a detail card cannot be made: %s", f"{e}" or type(e).__name__)
            log.debug("%s", order.name, exc_info=True)
        if stop():
            return False
    return True


def paint(root: Path, size: tuple[int, int], order: Order) -> None:
    """Compose and paint one card, see-through where the slide shines through."""
    from PySide6.QtGui import QImage, QPainter, QTransform

    from kiosk.paint import qt

    made = order.compose()
    composed = made.composed
    w, h = size
    stock = composed.page.stock
    image = QImage(w, h, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setTransform(QTransform.fromScale(w / stock.width, h / stock.height))
    qt.paint(composed.page, painter)
    painter.end()
    scale = w / stock.width
    boxes = {n: (r.x * scale, r.y * scale, r.w * scale, r.h * scale) for n, r in composed.boxes.items() if touched(n)}
    facts = cards.Facts(width=w, height=h, boxes=boxes, bar=made.bar, ring=made.ring, alt=composed.alt)
    cards.write(root, order.name, facts, memoryview(image.constBits()))


def touched(name: str) -> bool:
    """Tell whether a box of a card is of use to the player."""
    return name in ("back", "list", "next", "large", "contrast", "close", "idle", "panel", "dots") or name.startswith(
        ("lang-", "item-", "pin-")
    )


def _after(langs: Sequence[str], lang: str) -> tuple[str, ...]:
    """Order the other languages, the one that follows first."""
    here = langs.index(lang)
    return (*langs[here + 1 :], *langs[:here])


def _sentences(lang: str) -> tuple[str, str, str]:
    return (
        wording.ui("Type the PIN to leave the slides", lang),
        wording.ui("That was not the PIN; try again", lang),
        wording.ui("Too many tries; wait a while", lang),
    )
