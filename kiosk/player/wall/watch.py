"""The player watches itself: what it tells its supervisor and whoever asks, what was shown when, whether the screen changes."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.player import cache, notice, state
from kiosk.player.notice import Notice
from kiosk.player.playlist import Showing
from kiosk.player.wall import memory
from kiosk.player.wall.display import Display
from kiosk.player.wall.eyes import Eyes
from kiosk.player.wall.shown import Shown

log = logging.getLogger("kiosk.player")
_BEAT_MS, _NOTICE_MS, _LOOK_MS = 1000, 300, 1500
_TELL = 10.0
_LATE = 20.0  # seconds beyond its time that a slide may stay before the rotation counts as stuck
Say = Callable[[Mapping[str, Any]], None]


class Seen(QObject):
    """What is known of one display: its slide, since when, how many so far."""

    def __init__(self, display: Display, note: Callable[[Display, str], None]) -> None:
        super().__init__(display)
        self.display, self._note = display, note
        self.slide, self.since, self.count = "", state.stamp(), 0
        self.began = time.monotonic()
        self.eyes = Eyes()
        self.trouble = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._look)
        display.rotation.slide_changed.connect(self._take)
        current = display.rotation.current
        if current is not None:
            self._take(current.what)

    @Slot(str)
    def _take(self, what: str) -> None:
        self.slide, self.since = what, state.stamp()
        self.count += 1
        self.began = time.monotonic()
        self._note(self.display, what)
        self._later.start(_LOOK_MS)

    @Slot()
    def _look(self) -> None:
        """Compare what stands on the screen with the slide, once nothing moves any more."""
        rotation, stage = self.display.rotation, self.display.stage
        current = rotation.current
        if current is None or self.display.windowed:
            return
        if stage.fading:  # a slow fade, where nothing may move, takes longer than the first pause
            self._later.start(_LOOK_MS)
            return
        try:
            entry = cache.read(self.display.supply.root, current.key)
            from kiosk.player.wall.scene import frame

            self.trouble = self.eyes.look(stage, frame(self.display.supply.root, entry.key, check=False).image)
        except cache.Error:
            return

    @property
    def late(self) -> bool:
        """Whether a slide stays far beyond its time though another one is live."""
        rotation = self.display.rotation
        current = rotation.current
        if current is None or rotation.held or rotation.light == "dark" or len(rotation.live()) < 2:
            self.began = max(self.began, time.monotonic() - _LATE / 2)
            return False
        return time.monotonic() - self.began > rotation.seconds(current) + _LATE

    @property
    def facts(self) -> dict[str, Any]:
        """What there is to tell of this display."""
        w, h = self.display.supply.size
        return {
            "name": self.display.name,
            "connector": self.display.stage.screen().name(),
            "size": [w, h],
            "slide": self.slide,
            "since": self.since,
            "live": len(self.display.rotation.live()),
            "screen": self.eyes.state,
        }


class Watch(QObject):
    """Looks after all displays of a player once a second."""

    def __init__(
        self, home: Path, plays: str, displays: Callable[[], Sequence[Display]], *, published: bool, say: Say | None = None
    ) -> None:
        super().__init__()
        self._home, self._plays, self._displays, self._published = home, plays, displays, published
        self._say = say or (lambda _: None)
        self._shown = Shown(home)
        self._seen: dict[int, Seen] = {}
        self._notice: Notice | None = None
        self._place = notice.file()
        self._stamp = -1
        self._told, self._told_at = "", float("-inf")
        self._over = 0.0
        self._timers = [self._timer(self.beat, _BEAT_MS), self._timer(self.look_for_notice, _NOTICE_MS)]

    def _timer(self, slot: Callable[[], None], pause: int) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(slot)
        timer.setInterval(pause)
        return timer

    def start(self) -> None:
        """Begin to look."""
        self.beat()
        for timer in self._timers:
            timer.start()

    def stop(self) -> None:
        """Look no more; a player that has left is not among those that are asked."""
        for timer in self._timers:
            timer.stop()
        if state.read(self._home, state.PLAYER).get("pid") == os.getpid():
            (self._home / state.PLAYER).unlink(missing_ok=True)

    @Slot()
    def beat(self) -> None:
        """Tell of the work that was done since the last beat, and of anything that stands still."""
        try:
            displays = self._displays()
            for display in displays:
                if id(display) not in self._seen:
                    self._seen[id(display)] = Seen(display, self._note)
                    self._urge(display)
            here = {id(d) for d in displays}
            self._seen = {k: s for k, s in self._seen.items() if k in here}
            seen = list(self._seen.values())
            self._say({"kind": "beat", "shown": sum(s.count for s in seen)})
            why = next((s.trouble for s in seen if s.trouble), "") or (
                "the rotation is stuck" if any(s.late for s in seen) else ""
            )
            if why:
                self._say({"kind": "stuck", "why": why})
                for s in seen:
                    s.trouble, s.began = "", time.monotonic()
            # A file is written: a fade goes first, but on a slow machine one fade follows the other.
            if not any(d.stage.fading for d in displays) or time.monotonic() - self._told_at >= _TELL:
                self._tell(seen)
        except Exception:
            log.exception("the player goes on unwatched")

    def _note(self, display: Display, what: str) -> None:
        home = display.supply.folder
        release = home.name if self._published and home else ""
        self._shown.add(datetime.now(UTC).astimezone(), display.name, what, release)

    def _tell(self, seen: Sequence[Seen]) -> None:
        """Leave the player's state when a slide changed, and every ten seconds."""
        supplies = [s.display.supply for s in seen]
        home = next((s.folder for s in supplies if s.folder is not None), None)
        bad = {(b.what, b.why, b.until, b.title) for s in supplies for b in s.aside.bad}
        doubt = next((s.doubt for s in supplies if s.doubt), "")
        facts: dict[str, Any] = {
            "plays": self._plays,
            "kind": "release" if self._published else "campaign",
            "folder": str(home or ""),
            "root": str(supplies[0].root) if supplies else "",
            "release": home.name if self._published and home else "",
            "screens": [s.facts for s in seen],
            "shown": sum(s.count for s in seen),
            "clock": {"trusted": not doubt, "why": doubt},
            "set_aside": [
                {"what": what, "title": title, "why": why, "until": datetime.fromtimestamp(until, UTC).isoformat()}
                for what, why, until, title in sorted(bad)
            ],
            "trouble": next((s.trouble for s in supplies if s.trouble), ""),
            "notice": {"text": self._notice.text, "until": self._notice.until} if self._notice else None,
        }
        if repr(facts) == self._told and time.monotonic() - self._told_at < _TELL:
            return
        self._told, self._told_at = repr(facts), time.monotonic()
        state.write(self._home, state.PLAYER, {**facts, **memory.usage()})

    @Slot()
    def look_for_notice(self) -> None:
        """Show a notice as soon as there is one, and take it off when its time is over."""
        try:
            stamp = os.stat(self._place).st_mtime_ns
        except OSError:
            stamp = 0
        if stamp != self._stamp:
            self._stamp = stamp
            self._notice = notice.read() if stamp else None
            # By this clock as well, which nobody can set back.
            self._over = time.monotonic() + self._notice.until - time.time() if self._notice else 0.0
        elif self._notice is not None and (time.monotonic() >= self._over or time.time() >= self._notice.until):
            self._notice = None
        else:
            return
        for display in self._displays():
            self._urge(display)
        self._tell(list(self._seen.values()))

    def _urge(self, display: Display) -> None:
        supply = display.supply
        key = self._notice.key(supply.size) if self._notice else ""
        supply.interrupt(Showing(notice.WHAT, key, 30.0) if key and supply.has(key) else None)
