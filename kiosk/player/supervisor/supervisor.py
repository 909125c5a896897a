"""The supervisor: starts the player and the sync process, and starts them again whatever ends them. No Qt, no network.

A new player takes over from an old one without a gap: the old one goes when the new one has shown its first slide. So does one
that is left over from a supervisor that was killed. After three lives without a shown slide comes safe mode.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Any

from kiosk.player import state
from kiosk.player.age import BORN, age
from kiosk.player.supervisor import orphan
from kiosk.player.supervisor.health import Health
from kiosk.player.supervisor.notify import Manager
from kiosk.player.supervisor.part import Event, Part
from kiosk.record import record

log = logging.getLogger("kiosk.player")
FAILURES = 3
"""Lives of the player without a shown slide after which safe mode comes."""
_SHORT = 5.0  # seconds; a life that was shorter makes the next start wait a little longer
_PAUSES = (0.0, 0.0, 0.2, 0.5, 1.0)
"""Seconds before the next start: never so long that people would see much of it, as even short lives show slides."""
_TRY_AGAIN = (60.0, 120.0, 300.0, 900.0)
"""Seconds between two tries to leave safe mode."""
_FIRST = 60.0  # seconds a player has for its first slide
_SILENCE = 10.0  # seconds without a word after which a player counts as hung
_SYNC_SILENCE = 180.0
_SYNC_LATER = 2.0  # seconds that the sync process waits for the first slide of a machine that has something to show
_RELEASE = 20.0  # seconds that a machine without any release waits for its first one
_SAFE_AGAIN = 5.0
_TELL = 10.0


@record(kw_only=True)
class Order:
    """What is to be kept playing: the wishes of player and sync process as they are handed over, and where state lies."""

    home: Path
    plays: str
    player: Mapping[str, Any]
    sync: Mapping[str, Any] | None
    seconds: float | None = None


class Supervisor:
    """One loop over what the parts say and what the clock says."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._manager = Manager()
        self._health = Health()
        self._player: Part | None = None
        self._old: list[Part] = []
        self._sync: Part | None = None
        self._safe: Part | None = None
        self._reason = ""
        self._failures = self._short = self._restarts = self._sync_ends = self._tries = 0
        self._player_at: float | None = None
        self._sync_at: float | None = None
        self._safe_at = 0.0
        self._last: dict[str, Any] = {}
        self._told, self._told_at = "", float("-inf")
        self._stopping = self._ready = False
        self._orphan = orphan.find(order.home)

    def run(self) -> int:
        """Keep everything going until it is ended or somebody leaves the window; returns the exit code."""
        signals = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
        before = {number: signal.signal(number, self._on_signal) for number in signals}
        began = time.monotonic()
        try:
            if self._order.sync is not None:
                # Where there is something to show already, the first slide has the processor to itself.
                there = not self._order.player.get("published") or state.current(self._order.home / state.LOCAL) is not None
                self._sync_at = began + (_SYNC_LATER if there else 0.0)
            self._player_at = 0.0
            self._act()
            while not self._stopping:
                if self._order.seconds is not None and time.monotonic() - began >= self._order.seconds:
                    break
                self._turn()
        finally:
            self._manager.stopping()
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)
        return 0

    def _turn(self) -> None:
        """Act on what came, and on what is due; whatever goes wrong here, the screen goes on."""
        try:
            self._hear(self._events.get(timeout=0.25))
            while True:
                self._hear(self._events.get_nowait())
        except Empty:
            pass
        self._act()

    def _act(self) -> None:
        """Do what is due."""
        try:
            self._look_after_parts()
            self._tell()
        except Exception:
            log.exception("the supervisor goes on")
            time.sleep(1)
        if self._showing is not None:
            self._manager.alive()

    @property
    def _showing(self) -> Part | None:
        """The part that has the screen."""
        return next((p for p in (self._player, self._safe, *self._old) if p is not None and p.was_shown), None)

    def _hear(self, event: Event) -> None:
        part, said = event.part, event.said
        if said is None:
            self._note_end(part)
        elif said.get("kind") == "left" and part is self._player:
            self._stopping = True
        elif said.get("kind") == "first":
            self._note_first(part)
        elif said.get("kind") == "stuck" and part is self._player:
            self._replace(str(said.get("why", "the screen does not change")))
        elif said.get("changed") and part is self._sync and self._player is None:
            self._player_at = time.monotonic()  # something new has come: no need to wait for the next try

    def _note_first(self, part: Part) -> None:
        """A part has shown its first slide: what had the screen before may go."""
        part.was_shown = True
        if part is self._player:
            self._failures, self._tries, self._reason = 0, 0, ""
            if self._safe is not None:
                self._safe.end()
                self._safe = None
        for old in self._old:
            old.end()
        self._old.clear()
        self._orphan = orphan.end(self._orphan)
        if not self._ready:
            self._ready = True
            self._manager.ready("safe mode" if part is self._safe else "playing")

    def _note_end(self, part: Part) -> None:
        if part is self._player:
            self._player = None
            self._restarts += 1
            why = part.last or f"it ended with {part.code}"
            self._note_failure(part, f"the player ended: {why}")
        elif part is self._sync:
            self._sync = None
            self._sync_ends = 0 if part.lived > 60 else self._sync_ends + 1
            self._sync_at = time.monotonic() + min(2.0**self._sync_ends - 1, 60.0)
            self._note("sync", part.last or f"it ended with {part.code}")
        elif part is self._safe:
            self._safe = None
            self._safe_at = time.monotonic() + _SAFE_AGAIN
        self._old = [p for p in self._old if p is not part]

    def _note_failure(self, part: Part, why: str) -> None:
        """Decide when the player is started again, and whether it is time for safe mode."""
        self._note("player", why)
        self._failures = 0 if part.was_shown else self._failures + 1
        self._short = self._short + 1 if part.lived < _SHORT else 0
        if self._failures >= FAILURES:
            self._reason = why
            self._player_at = time.monotonic() + _TRY_AGAIN[min(self._tries, len(_TRY_AGAIN) - 1)]
            self._tries += 1
        else:
            self._player_at = time.monotonic() + _PAUSES[min(self._short, len(_PAUSES) - 1)]

    def _note(self, part: str, why: str) -> None:
        log.warning("%s: %s", part, why)
        self._last = {"part": part, "why": why[:300], "when": state.stamp()}

    def _look_after_parts(self) -> None:
        now = time.monotonic()
        if self._player is None and self._player_at is not None and now >= self._player_at and self._may_start(now):
            self._player_at = None
            self._start_player()
        if self._sync is None and self._sync_at is not None and now >= self._sync_at:
            self._start_sync()
        if self._reason and self._safe is None and not self._old and now >= self._safe_at:
            self._start_safe()
        player = self._player
        if player is not None:
            self._look_after_player(player)
        if self._sync is not None and now - self._sync.heard > _SYNC_SILENCE:
            self._note("sync", f"it said nothing for {_SYNC_SILENCE:.0f} s and is ended")
            self._sync.heard = now
            self._sync.kill()

    def _look_after_player(self, player: Part) -> None:
        patience = _SILENCE if player.was_shown else _FIRST
        if time.monotonic() - player.heard > patience:
            player.last = f"it said nothing for {patience:.0f} s"
            player.heard = time.monotonic()
            player.kill()
        elif player.was_shown and (why := self._health.restart_wanted(player.pid, player.lived)):
            self._replace(why)

    def _may_start(self, now: float) -> bool:
        """Wait for the first release of a machine that has none; without one there is nothing to play but safe mode."""
        if not self._order.player.get("published") or state.current(self._order.home / state.LOCAL) is not None:
            return True
        told = state.read(self._order.home, state.SYNC)
        out = [o["why"] for o in told.get("kept_out") or ()]
        fresh = self._sync is not None and told.get("pid") == self._sync.pid
        if (fresh and (told.get("trouble") or out)) or now - self._health.began > _RELEASE:
            self._reason = self._reason or str(told.get("trouble") or "".join(out) or "no release has come to this machine yet")
            self._player_at = now + 1.0
        return False

    def _start_player(self) -> None:
        wish = {**self._order.player, "home": str(self._order.home)}
        # The first slide of the first player counts from when the command was given, that of a later one from now.
        born = time.time() - (age() if self._restarts == 0 else 0.0)
        self._player = self._start("player", "kiosk.player.wall.supervised", wish, {BORN: repr(born)})

    def _start_sync(self) -> None:
        self._sync_at = None
        self._sync = self._start("sync", "kiosk.player.sync.sync", {**(self._order.sync or {}), "home": str(self._order.home)})

    def _start_safe(self) -> None:
        wish = {**self._order.player, "home": str(self._order.home), "reason": self._reason}
        log.warning("safe mode: %s", self._reason)
        self._safe = self._start("safe mode", "kiosk.player.safe.safe", wish)

    def _start(self, name: str, module: str, wish: Mapping[str, Any], env: Mapping[str, str] | None = None) -> Part | None:
        import json

        try:
            return Part(name, (module, json.dumps(wish)), self._events, env)
        except OSError as error:
            self._note(name, f"it cannot be started: {error}")
            if name == "player":
                self._player_at = time.monotonic() + 5
            elif name == "sync":
                self._sync_at = time.monotonic() + 5
            return None

    def _replace(self, why: str) -> None:
        """Start another player; this one goes when that one has shown its first slide."""
        if self._player is None or self._old:
            return
        self._note("player", f"another one takes over: {why}")
        self._restarts += 1
        self._old.append(self._player)
        self._start_player()

    def _tell(self) -> None:
        """Leave the supervisor's own state when it changed, and every ten seconds."""
        facts = {
            "name": self._order.home.name,
            "plays": self._order.plays,
            "safe": self._reason if self._safe is not None else "",
            "restarts": self._restarts,
            "last": self._last,
            "parts": {p.name: p.pid for p in (self._player, self._sync, self._safe) if p is not None},
        }
        if repr(facts) == self._told and time.monotonic() - self._told_at < _TELL:
            return
        self._told, self._told_at = repr(facts), time.monotonic()
        state.write(self._order.home, state.SUPERVISOR, facts)
        self._manager.status(f"safe mode: {self._reason}" if facts["safe"] else f"playing {self._order.plays}")

    def _end_all(self) -> None:
        parts = [p for p in (self._player, self._safe, *self._old, self._sync) if p is not None]
        for part in parts:
            part.end()
        for part in parts:
            part.wait()
        orphan.end(self._orphan)
        for name in (state.SUPERVISOR, state.PLAYER, state.SYNC):
            told = state.read(self._order.home, name)
            if told.get("pid") in {os.getpid(), *(p.pid for p in parts)}:
                (self._order.home / name).unlink(missing_ok=True)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def run(order: Order) -> int:
    """Supervise until the end; 1 when another supervisor does so already."""
    held = orphan.hold(order.home)
    if held is None:
        print(f"kiosk: {order.plays} is played already by another kiosk of yours; end that one first.", file=sys.stderr)
        return 1
    with held:
        return Supervisor(order).run()
