"""The player's clock: real time, or a pretended time that may run faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

_LONGEST = 3600.0  # seconds; a timer never sleeps longer, so a clock set by hand or a suspended machine is noticed


class Clock:
    """Campaign time. Without `at` and at speed 1 it is the system's clock; else it runs from `at`, `speed` times as fast.

    An `at` without a zone is read as UTC until `settle` names the campaign's zone.
    """

    def __init__(
        self,
        at: datetime | None = None,
        speed: float = 1.0,
        *,
        tick: Callable[[], float] = time.monotonic,
        today: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.speed = max(speed, 0.001)
        self._tick = tick
        self._today = today
        self._loose = at is not None and at.tzinfo is None
        self._start = at if at is not None or speed == 1.0 else today()
        self._ticks = tick()

    @property
    def settled(self) -> bool:
        """Whether the time is known for certain, zone included."""
        return not self._loose

    def settle(self, zone: tzinfo) -> None:
        """Read an `at` without a zone as local time of `zone`; later calls change nothing."""
        if self._loose and self._start is not None:
            self._start = self._start.replace(tzinfo=zone)
            self._loose = False

    def now(self) -> datetime:
        """Tell the campaign time, with a zone."""
        if self._start is None:
            return self._today()
        start = self._start if self._start.tzinfo else self._start.replace(tzinfo=UTC)
        # Through UTC: adding to a local time would walk over a clock change as if it were not there.
        passed = timedelta(seconds=(self._tick() - self._ticks) * self.speed)
        return start.astimezone(UTC) + passed

    def wait(self, until: datetime) -> float:
        """Count the real seconds until a campaign time: at least 0, at most an hour."""
        return min(max((until - self.now()).total_seconds() / self.speed, 0.0), _LONGEST)

    def real(self, seconds: float) -> float:
        """Turn campaign seconds into real seconds."""
        return seconds / self.speed
