"""Touch: detail cards over the slides, the list of all that is on, pausing, and the one way out; keys do whatever a finger does.

Nothing here composes: cards are pictures from the cache with the boxes that can be touched.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from kiosk.player import cache, cards, pin
from kiosk.player.cards import Facts
from kiosk.player.playlist import Showing
from kiosk.player.wall import spots
from kiosk.player.wall.rotation import Rotation
from kiosk.player.wall.scene import Frame
from kiosk.player.wall.stage import Stage
from kiosk.player.wall.supply import Supply
from kiosk.player.wall.transition import CUT, Change

log = logging.getLogger("kiosk.player")
IDLE = 30.0
"""Seconds without a touch after which slides go on."""
LONG_MS = 5000
"""How long a finger rests in the upper start corner to be asked for the PIN."""
HELD = 0.7
"""Seconds from which a finger that rests holds the slide instead of asking for its card."""
_TICK_MS = 200
_CORNER = 0.12  # of the short side
_FORWARD = (Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACKWARD = (Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Up)
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select, Qt.Key.Key_Space)
_GENTLY = Change("fade", 0.25)


class Touch(QObject):
    """What people do with one display."""

    left = Signal()
    """Somebody who knows the PIN ends the player."""

    def __init__(
        self,
        stage: Stage,
        rotation: Rotation,
        supply: Supply,
        clock: Callable[[], float] = time.monotonic,
        file: Path | None = None,
    ) -> None:
        super().__init__()
        self._stage, self._rotation, self._supply, self._now = stage, rotation, supply, clock
        self._pin_file = file or pin.file()
        self._lang, self._look = "", "plain"
        self._card: Facts | None = None
        self._what, self._page, self._typed = "", 0, ""
        self._place = ""
        self._focus = -1
        self._last = self._down_at = 0.0
        self._down: QPoint | None = None
        self._paused = False
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(self.tick)
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.timeout.connect(self.ask_pin)
        stage.pressed.connect(self.press)
        stage.released.connect(self.release)
        stage.keyed.connect(self.key)
        stage.size_changed.connect(self.close)
        rotation.slide_changed.connect(self._make_way)

    @property
    def place(self) -> str:
        """What is open: card, list, pin, or nothing."""
        return self._place

    @property
    def _wanted(self) -> bool:
        return self._rotation.setting.touch

    # --- Fingers and keys ----------------------------------------------------------------------------------------------

    @Slot(QPoint)
    def press(self, point: QPoint) -> None:
        """Hold the slide while a finger rests; in the upper start corner the long way out begins."""
        if not self._wanted:
            return
        self._down, self._down_at = point, self._now()
        self._wake()
        self._focus = -1
        if not self._place:
            self._rotation.hold()
        side = min(self._stage.pixels()) * _CORNER
        if max(point.x(), point.y()) < side and not self._place and pin.is_set(self._pin_file):
            self._long.start(LONG_MS)

    @Slot(QPoint)
    def release(self, point: QPoint) -> None:
        """Do what the finger went down on; a finger that rested for a while only lets the slides go on."""
        down, self._down = self._down, None
        self._long.stop()
        if not self._wanted or down is None:
            return
        self._wake()
        if not self._place:
            if self._now() - self._down_at >= HELD:
                self.close()
            else:
                self.open_at(point)
        elif self._place != "pin" or self._now() - self._down_at < LONG_MS / 1000:
            card, area = self._card, self._stage.area()
            name = spots.at(card, area, point) if card is not None else ""
            if card is not None and name and name == spots.at(card, area, down):
                self._act(name)

    @Slot(int)
    def key(self, key: int) -> None:
        """Do by a key, or a switch that acts as one, what a finger does."""
        if not self._wanted:
            return
        self._wake()
        names = self._names()
        if not self._place:
            if key == Qt.Key.Key_Space:
                self._pause()
            elif key in _CHOOSE:
                self.open_current()
                self._set_focus(0)
            elif key in _FORWARD:
                self._rotation.advance()
        elif key == Qt.Key.Key_Escape:
            self._act("back")
        elif self._place == "pin" and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._type(str(key - Qt.Key.Key_0))
        elif key in _FORWARD or key in _BACKWARD:
            step = 1 if key in _FORWARD else -1
            self._set_focus((self._focus + step) % len(names) if self._focus >= 0 or step > 0 else len(names) - 1)
        elif key in _CHOOSE and 0 <= self._focus < len(names):
            chosen = names[self._focus]
            self._act(chosen)
            if self._place:
                names = self._names()
                self._set_focus(names.index(chosen) if chosen in names else 0)

    # --- Places --------------------------------------------------------------------------------------------------------

    def open_current(self) -> None:
        """Show the card of the slide that is on, or the list where a slide is of several things."""
        current = self._rotation.current
        if current is not None and current.card:
            self._open_card(current)
        else:
            self._open_list(0)

    def open_at(self, point: QPoint) -> None:
        """Show the card of what lies under a finger: of the event in a row of an agenda, else of the slide."""
        current, found = self._rotation.current, None
        if current is not None and not current.card:
            with contextlib.suppress(cache.Error):
                what = spots.entry(cache.read(self._supply.root, current.key), self._stage.area(), point)
                found = next((s for s in self._carded() if s.what == what), None)
        if found is not None:
            self._open_card(found)
        else:
            self.open_current()

    @Slot()
    def ask_pin(self) -> None:
        """Ask for the PIN, after the long gesture."""
        self._typed = ""
        self._open("pin", f"{self._touch()}-{cards.PIN[0]}")

    @Slot()
    def close(self) -> None:
        """Let the slides go on; nothing that somebody chose stays for the next one."""
        was, self._place, self._card, self._what = self._place, "", None, ""
        self._lang, self._look, self._typed, self._paused = "", "plain", "", False
        self._ticks.stop()
        self._stage.mark()
        if was:
            self._stage.uncover(self._change())
        self._rotation.go_on()

    def _open_card(self, showing: Showing) -> None:
        self._what = showing.what
        self._open("card", showing.card)

    def _open_list(self, page: int) -> None:
        self._page = page
        if not self._open("list", f"{self._touch()}-{page}") and page:
            self._open_list(0)

    def _touch(self) -> str:
        return self._supply.playlist.touch if self._supply.playlist else ""

    def _open(self, place: str, key: str) -> bool:
        """Put a card over the slide, in the language and look chosen or the nearest there is; False when there is none."""
        langs = self._supply.playlist.langs if self._supply.playlist else ("en",)
        lang = self._lang if self._lang in langs else langs[0]
        tries = [(lang, self._look), (lang, "plain"), (langs[0], self._look), (langs[0], "plain")]
        for name in dict.fromkeys(cards.name(key, *t) for t in tries):
            if not cards.has(self._supply.root, name):
                continue
            try:
                facts, pixels = cards.read(self._supply.root, name)
            except cards.Error as e:
                log.warning("%s", e)
                continue
            self._cover(place, facts, pixels)
            return True
        if place != "list" or key.endswith("-0"):
            self._supply.note_lacking()
            if not self._place:
                self.close()
        return False

    def _cover(self, place: str, facts: Facts, pixels: bytes) -> None:
        size = facts.width, facts.height
        picture = QImage(*size, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.black)
        slide = self._stage.slide
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if slide is not None:
            painter.drawImage(picture.rect(), slide.image)
        painter.drawImage(0, 0, QImage(pixels, *size, size[0] * 4, QImage.Format.Format_ARGB32_Premultiplied))
        painter.end()
        self._rotation.hold()
        first = not self._place
        self._place, self._card = place, facts
        self._stage.cover(Frame(picture), self._change() if first else CUT)
        self._wake()
        self._marks()

    def _make_way(self) -> None:
        """Let another slide be seen: the one below is over, or something urgent has come."""
        if self._place:
            self.close()

    def _pause(self) -> None:
        self._paused = not self._paused
        if self._paused:
            self._rotation.hold()
        else:
            self.close()

    # --- What buttons do -----------------------------------------------------------------------------------------------

    def _act(self, name: str) -> None:
        head, _, rest = name.partition("-")
        if head == "pin":
            self._type(rest)
        elif head == "item":
            self._open_what(rest)
        elif head == "lang":
            self._lang = rest
            self._again()
        elif name in ("large", "contrast"):
            on = {"plain": set[str](), "both": {"large", "contrast"}}.get(self._look, {self._look})
            on ^= {name}
            self._look = "both" if len(on) == 2 else next(iter(on), "plain")
            self._again()
        elif name == "list":
            self._open_list(0)
        elif name == "next" and self._place == "list":
            self._open_list(self._page + 1)
        elif name == "next":
            self._open_next()
        elif name == "back" and self._place == "list" and self._what:
            self._open_what(self._what)
        else:
            self.close()

    def _again(self) -> None:
        if self._place == "list":
            self._open_list(self._page)
        else:
            self._open_what(self._what)

    def _carded(self) -> list[Showing]:
        """List the slides with cards: those that are live, then those that the list names beside them."""
        known = self._supply.playlist
        coming = [s for t in known.stretches for s in t.slides] if known else []
        return list({s.what: s for s in (*coming[::-1], *self._rotation.live()[::-1]) if s.card}.values())[::-1]

    def _open_what(self, what: str) -> None:
        found = next((s for s in self._carded() if s.what == what), None)
        if found is None:
            self.close()
        else:
            self._open_card(found)

    def _open_next(self) -> None:
        names = [s.what for s in self._carded()]
        if names:
            self._open_what(names[(names.index(self._what) + 1) % len(names) if self._what in names else 0])

    def _type(self, key: str) -> None:
        """Take a digit of the PIN; the last one is the try."""
        self._typed = "" if key == "erase" else self._typed + key
        if len(self._typed) >= pin.digits(self._pin_file):
            verdict = pin.attempt(self._typed, self._pin_file)
            self._typed = ""
            if verdict.right:
                self.left.emit()
                return
            self._open("pin", f"{self._touch()}-{cards.PIN[2 if verdict.wait else 1]}")
        self._marks()

    # --- Time and marks ------------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        self._last = self._now()
        self._ticks.start(_TICK_MS)

    @Slot()
    def tick(self) -> None:
        """Empty the idle bar; when it is empty the slides go on."""
        if self._down is not None:
            self._last = self._now()
        if self._now() - self._last >= IDLE:
            self.close()
        elif self._place:
            self._marks()

    def _names(self) -> list[str]:
        return spots.names(self._card)

    def _set_focus(self, number: int) -> None:
        self._focus = number
        self._marks()

    def _marks(self) -> None:
        card = self._card
        if card is None:
            return
        names = self._names()
        found = spots.marks(
            card,
            self._stage.area(),
            min(self._stage.pixels()) / 100,
            left=max(1 - (self._now() - self._last) / IDLE, 0.0),
            focus=names[self._focus] if 0 <= self._focus < len(names) else "",
            typed=len(self._typed) if self._place == "pin" else 0,
        )
        self._stage.mark(*found)

    def _change(self) -> Change:
        return CUT if self._rotation.setting.reduced_motion else _GENTLY
