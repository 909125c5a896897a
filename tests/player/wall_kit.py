"""Small slides of one colour, a clock to turn by hand, and a worker that only listens."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from kiosk.player import cache
from kiosk.player.clock import Clock
from kiosk.player.playlist import Playlist, Showing, Stretch

NOON = datetime(2022, 11, 9, 12, tzinfo=UTC)
SIZE = (32, 18)


def put(
    root: Path,
    key: str,
    colour: tuple[int, int, int] = (200, 30, 10),
    size: tuple[int, int] = SIZE,
    boxes: Mapping[str, tuple[float, ...]] | None = None,
) -> None:
    red, green, blue = colour
    pixels = bytes((blue, green, red, 255)) * (size[0] * size[1])
    entry = cache.Entry(key=key, width=size[0], height=size[1], digest=cache.digest(pixels), boxes=boxes or {})  # type: ignore[arg-type]
    cache.write(root, entry, pixels)


def showing(*names: str, dwell: float = 10) -> tuple[Showing, ...]:
    return tuple(Showing(n, f"key-{n}", dwell) for n in names)


def stretch(start: float, end: float | None, *names: str, dwell: float = 10) -> Stretch:
    """A stretch from and until so many seconds after noon."""
    ends = None if end is None else NOON + timedelta(seconds=end)
    return Stretch(NOON + timedelta(seconds=start), ends, showing(*names, dwell=dwell))


def listed(*stretches: Stretch, size: tuple[int, int] = SIZE, **more: Any) -> Playlist:
    facts = {"campaign": "c", "zone": "Europe/London", "program": "p", "default": "key-default", "whole": True, **more}
    return Playlist(size=size, stretches=stretches, **facts)


class Hand:
    """A clock's tick that only moves when told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def clock(self, at: datetime = NOON, speed: float = 1.0) -> Clock:
        return Clock(at, speed, tick=self)


class Listener(QObject):
    """Stands for the render worker's errand: keeps the orders, answers when told."""

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[Mapping[str, Any]] = []
        self.busy = self.at_work = False

    def order(self, order: Mapping[str, Any]) -> None:
        self.orders.append(order)
        self.busy = self.at_work = True

    def answer(self, kind: str, **facts: Any) -> None:
        self.at_work = self.at_work and kind not in ("whole", "bad")
        self.busy = self.at_work and self.busy and kind != "done"
        self.answered.emit({"kind": kind, **facts})
