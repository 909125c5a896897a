"""Time along a line: where a moment stands, and which ticks any span from an hour to years can be read by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kiosk.record import record


class Tick(NamedTuple):
    """A mark at `x` with its words."""

    x: float
    words: str


class _Unit(NamedTuple):
    """A way to part time: about how long a part is (seconds), its first start, the next one, its words and shorter ones."""

    about: float
    first: Callable[[datetime], datetime]
    after: Callable[[datetime], datetime]
    words: str
    shorter: tuple[str, ...] = ()


@record
class Scale:
    """A span of time drawn from `x` on over `width` points."""

    start: datetime
    end: datetime
    x: float
    width: float
    zone: ZoneInfo

    def at(self, moment: datetime) -> float:
        """Find where a moment stands; what lies outside stands at the edge."""
        whole = (self.end.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds()
        part = (moment.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds() / whole
        return self.x + min(max(part, 0.0), 1.0) * self.width

    def ticks(self, room: float) -> tuple[Tick, ...]:
        """Mark parts of time that are at least `room` points wide, the shortest that are."""
        unit = self._unit(room)
        return tuple(Tick(self.at(m), _written(m, unit.words)) for m in self._starts(unit) if m >= self.start)

    def spans(self, room: float) -> tuple[tuple[float, float, tuple[str, ...]], ...]:
        """Name what the ticks are parts of, ever shorter: days over hours, months over days, years over months."""
        about = self._unit(room).about
        above = _DAY if about < 86400 else _MONTH if about < 28 * 86400 else _YEAR
        starts = [*self._starts(above), self.end]
        forms = (above.words, *above.shorter)
        return tuple(
            (self.at(a), self.at(b), tuple(_written(a, f) for f in forms)) for a, b in pairwise(starts) if b > self.start
        )

    def _unit(self, room: float) -> _Unit:
        whole = (self.end.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds()
        return next((u for u in _UNITS if u.about / whole * self.width >= room), _UNITS[-1])

    def _starts(self, unit: _Unit) -> Iterator[datetime]:
        """List the starts of parts (wall clock), from the one that the span begins in."""
        at = unit.first(self.start.astimezone(self.zone).replace(tzinfo=None))
        last = self.end.astimezone(self.zone).replace(tzinfo=None)
        while at < last:
            yield at.replace(tzinfo=self.zone)
            at = unit.after(at)


def _clock(minutes: int) -> _Unit:
    def first(at: datetime) -> datetime:
        return _day(at) + timedelta(minutes=(at.hour * 60 + at.minute) // minutes * minutes)

    return _Unit(minutes * 60, first, lambda at: at + timedelta(minutes=minutes), "{0:%H:%M}")


def _day(at: datetime) -> datetime:
    return datetime.combine(at.date(), time())


def _monday(at: datetime) -> datetime:
    return _day(at) - timedelta(days=at.weekday())


def _months(count: int, about: float, words: str) -> _Unit:
    def first(at: datetime) -> datetime:
        return datetime(at.year, (at.month - 1) // count * count + 1, 1)

    def after(at: datetime) -> datetime:
        months = at.year * 12 + at.month - 1 + count
        return datetime(months // 12, months % 12 + 1, 1)

    return _Unit(about, first, after, words)


_DAY: Final = _Unit(86400, _day, lambda at: at + timedelta(days=1), "{0:%A} {0.day} {0:%B %Y}",
                     ("{0:%A} {0.day} {0:%B}", "{0:%a} {0.day} {0:%b}", "{0:%a} {0.day}", "{0:%a}"))  # fmt: skip
_MONTH: Final = _months(1, 30 * 86400, "{0:%B %Y}")._replace(shorter=("{0:%b %Y}", "{0:%b}"))
_YEAR: Final = _months(12, 365 * 86400, "{0.year}")
_UNITS: Final = (
    *(_clock(m) for m in (5, 10, 15, 30, 60, 120, 180, 360, 720)),
    _DAY._replace(words="{0:%a} {0.day}"),
    _Unit(7 * 86400, _monday, lambda at: at + timedelta(days=7), "{0.day} {0:%b}"),
    _MONTH._replace(words="{0:%b}"),
    _months(3, 91 * 86400, "{0:%b}"),
    _months(12, 365 * 86400, "{0.year}"),
)


def _written(at: datetime, words: str) -> str:
    return words.format(at)
