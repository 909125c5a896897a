"""Turns: which slide comes next. Each live one has its turn once a round, and none comes twice in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from kiosk.player.playlist import Playlist, Showing, Stretch

Ready = Callable[[str], bool]
"""Tells whether the pixels of a key are there."""


class Turns:
    """What has had its turn in this round, and how long ago everything was shown."""

    def __init__(self) -> None:
        self.round = 0
        self.last: str | None = None
        """What was shown last."""
        self._seen: set[str] = set()
        self._turns: dict[str, int] = {}
        self._count = 0
        self._ordered: tuple[Sequence[Showing], int, tuple[Showing, ...]] = ((), 0, ())

    def next(self, live: Sequence[Showing], ready: Ready, seed: int, current: str | None) -> Showing | None:
        """Choose among the live slides one that is ready: the first that had no turn in this round; None when none is ready.

        While some that had none are not ready yet, those shown longest ago come again; the round waits for the others.
        """
        if len(live) < 2:
            # A notice that stands alone for a while does not end the round of the others.
            return next((s for s in live if ready(s.key)), None)
        if all(s.what in self._seen for s in live):
            self._seen.clear()
            self.round += 1
        for slide in self._order(live, seed):
            if slide.what not in self._seen and slide.what != current and ready(slide.key):
                return slide
        others = [s for s in live if ready(s.key)]
        return min((s for s in others if s.what != current), key=self._turn, default=others[0] if others else None)

    def note(self, what: str, live: Sequence[Showing]) -> None:
        """Take note of what is shown now."""
        self._count += 1
        self.last, self._turns[what] = what, self._count
        if len(live) > 1:
            self._seen.add(what)
        if len(self._turns) > 2 * len(live) + 1000:  # a year brings many
            here = {s.what for s in live}
            self._turns = {w: n for w, n in self._turns.items() if w in here}
            self._seen &= here

    def facts(self) -> dict[str, Any]:
        """Tell the state as plain data, for the render worker."""
        return {"round": self.round, "last": self.last, "seen": sorted(self._seen)}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Turns:
        """Go on where `facts` was told."""
        made = cls()
        made.round, made.last = int(told.get("round", 0)), told.get("last")
        made._seen = set(map(str, told.get("seen", ())))
        return made

    def coming(self, made: Playlist, now: datetime) -> Iterator[tuple[Showing, Stretch]]:
        """List what will come from `now` on, each picture once, with the stretch of time it comes in; changes nothing."""
        turns = Turns.of(self.facts())
        given: set[str] = set()
        at = now
        for stretch in made.stretches:
            if stretch.ends is not None and stretch.ends <= at:
                continue
            at = max(at, stretch.starts)
            standing = next((s for s in stretch.slides if s.what == turns.last), None)
            if standing is not None and standing.key not in given:
                given.add(standing.key)
                yield standing, stretch
            left = {s.key for s in stretch.slides} - given
            for _ in range(3 * len(stretch.slides)):
                if not left or (stretch.ends is not None and at >= stretch.ends):
                    break
                slide = turns.next(stretch.slides, lambda _: True, made.seed, turns.last)
                if slide is None:
                    break
                turns.note(slide.what, stretch.slides)
                at += timedelta(seconds=max(slide.dwell, 1.0))
                left.discard(slide.key)
                if slide.key not in given:
                    given.add(slide.key)
                    yield slide, stretch
            at = max(at, stretch.ends) if stretch.ends is not None and not left else at

    def _turn(self, slide: Showing) -> int:
        return self._turns.get(slide.what, -1)

    def _order(self, live: Sequence[Showing], seed: int) -> tuple[Showing, ...]:
        """Put the live slides into this round's order; the first round has the plan's own."""
        before, number, found = self._ordered
        if before is not live or number != self.round:
            found = _shuffled(live, f"{seed}:{self.round}") if self.round else tuple(live)
            self._ordered = (live, self.round, found)
        return found


def _shuffled(live: Sequence[Showing], lot: str) -> tuple[Showing, ...]:
    """Let those that ask change places among themselves. Lots are drawn for places, and the plan's order is another each day."""
    places = [n for n, s in enumerate(live) if s.shuffle]
    drawn = sorted(range(len(places)), key=lambda n: blake2b(f"{lot}:{n}".encode(), digest_size=8).digest())
    found = list(live)
    for place, n in zip(places, drawn, strict=True):
        found[place] = live[places[n]]
    return tuple(found)
