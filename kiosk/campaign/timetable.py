"""A campaign laid out in time for one screen, so that a moment among thousands of items is found without asking each.

Time is cut into windows. In a window each item is a few pieces: from, until, slide. They are worked out when a window is
first asked for; after that a moment is a look into the list of its day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from typing import Final, NamedTuple, TypeVar

from kiosk.campaign import agenda, dwell, life, light, opening, order, repeat, special
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.item import Event, Item, Notice, Priority, Show
from kiosk.campaign.live import Turn, class_of, meant_for, setting, shows, turn
from kiosk.campaign.marks import marks, midnights
from kiosk.campaign.moment import begin
from kiosk.campaign.slide import COVER, DEFAULT, HOURS, TODAY, WEEK, Slide

SPAN: Final = timedelta(days=14)
"""How long a window is."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_KEPT = 4
"""Windows, and days of them, that are kept."""
_FAR = 12
"""Windows in which nothing changes that are passed over in search of the next change."""
_K = TypeVar("_K")
_V = TypeVar("_V")


class Piece(NamedTuple):
    """A slide over a span of time, in seconds since 1970, the end excluded."""

    start: float
    end: float
    slide: Slide


class Date(NamedTuple):
    """A date that agendas may list: when it begins and is over (seconds since 1970), and its event's show rules."""

    start: float
    end: float
    event: Event
    show: Show


class Window(NamedTuple):
    """What a span of time needs: pieces by class, dates of agendas, both in order; when anything may change, and when next.

    `beyond` holds the first of each event's later dates; `sure` are those edges at which a piece begins or ends.
    """

    pieces: dict[Priority, list[Piece]]
    dates: list[Date]
    beyond: list[Date]
    edges: list[float]
    sure: frozenset[float]
    after: float | None


class Day(NamedTuple):
    """What a day takes of its window: pieces by class, and what its agendas may list."""

    pieces: dict[Priority, list[Piece]]
    dates: list[Date]


class State(NamedTuple):
    """What a screen shows at a moment, and its light."""

    slides: tuple[Slide, ...]
    light: light.Light


class Timetable:
    """One screen's campaign; `state` and `boundary` answer for any moment."""

    def __init__(self, campaign: Campaign, screen: Screen | None) -> None:
        self.campaign, self.screen, self.zone = campaign, screen, campaign.zone
        self._around = setting(campaign, screen)
        self._items = tuple(i for i in campaign.items if not i.draft and meant_for(i, screen))
        self._asking = frozenset(i.id for i in self._items if campaign.shuffle or i.show.shuffle)
        self._undated = tuple(i for i in self._items if isinstance(i, Event) and i.starts is None)
        self._told = frozenset(i.id for i in self._items if not isinstance(i, Notice))
        self._cover = Slide(COVER, "event", dwell.of_campaign(campaign), COVER)
        self._windows: dict[int, Window] = {}
        self._days: dict[int, Day] = {}

    def state(self, now: datetime) -> State:
        """Tell what is shown at a moment."""
        at = now.astimezone(self.zone)
        found = self._slides(at)
        return State(found, light.at(at, self._around.hours, self.screen, found[0].priority))

    def boundary(self, now: datetime, shown: State) -> datetime | None:
        """Find the instant (UTC) at which something else is shown; None when that is never by time alone."""
        alone = shown.slides[0].priority == "emergency"  # it hides what goes on beneath
        for mark, sure in self._ahead(now.timestamp()):
            at = _moment(mark)
            if (sure and not alone) or self.state(at) != shown:
                return at
        return None

    def _slides(self, at: datetime) -> tuple[Slide, ...]:
        """List the slides of a moment: notices, cover, agendas, then events by date with fillers between."""
        instant = at.timestamp()
        on = self._day(instant)
        live = {kind: [s for a, b, s in pieces if a <= instant < b] for kind, pieces in on.pieces.items()}
        if live["emergency"]:
            return tuple(live["emergency"])
        changed = self._changed_hours(at)
        if not any(live.values()):
            phase = opening.phase(at, self._around.hours)
            return (Slide(DEFAULT, "filler", dwell.LONGEST, f"{DEFAULT}@{phase}" if phase else DEFAULT), *changed)
        rest = order.mixed(live["event"], live["filler"])
        if self._asking:
            rest = order.shuffled(rest, self._asking, self.campaign.seed or 0, at.date())
        covered = COVER not in self.campaign.unshown and any(s.what in self._told for s in rest)
        cover = [self._cover] if covered else []
        return (*live["notice"], *changed, *cover, *self._agenda(at, on), *rest)

    def _changed_hours(self, at: datetime) -> tuple[Slide, ...]:
        """Tell special days ahead, where notices are shown at all."""
        kinds = self.screen.shows.kinds if self.screen is not None else ()
        told = special.ahead(at, self._around.hours) if not kinds or "notice" in kinds else ()
        shown = bool(told) and HOURS not in self.campaign.unshown
        return (Slide(HOURS, "notice", dwell.of_hours(len(told)), f"{HOURS}@{special.key(told)}"),) if shown else ()

    def _agenda(self, at: datetime, on: Day) -> Iterator[Slide]:
        """Offer the agenda of today, and of the days after when there are some."""
        instant = at.timestamp()
        near = (d.event for d in on.dates if d.end > instant and shows(d.show, at, self.zone))
        undated = (e for e in self._undated if shows(e.show, at, self.zone) and agenda.awaited(e, at, self.campaign))
        found = agenda.split(near, lambda: self._after(at), undated, at, self.campaign)
        for what, dates, wanted in ((TODAY, found.today, bool(found.today)), (WEEK, found.week, found.weekly)):
            if wanted and what not in self.campaign.unshown:
                key = f"{what}@{at:%Y-%m-%d}:{found.named if what == WEEK else ''}:{agenda.key(dates, at, self.campaign)}"
                yield Slide(what, "event", dwell.of_agenda(dates), key)

    def _after(self, at: datetime) -> Iterator[Event]:
        """List the first date of each event after the week that begins today, in order."""
        window = self._window(at.timestamp())
        until = agenda.week_end(at.date(), self.campaign).timestamp()
        near = range(bisect_left(window.dates, until, key=lambda d: d.start), len(window.dates))
        told: set[str] = set()
        for one in chain((window.dates[n] for n in near), window.beyond):
            if one.event.id not in told and shows(one.show, at, self.zone):
                told.add(one.event.id)
                yield one.event

    def _ahead(self, instant: float) -> Iterator[tuple[float, bool]]:
        """List the instants after a moment at which something may change, and whether a slide surely comes or goes."""
        for _ in range(_FAR):
            window = self._window(instant)
            for edge in window.edges[bisect_right(window.edges, instant) :]:
                yield edge, edge in window.sure
            if window.after is None:
                return
            instant = window.after
            yield instant, False

    def _day(self, instant: float) -> Day:
        return _kept(self._days, int(instant // 86400), lambda: self._make_day(instant), _KEPT * 16)

    def _window(self, instant: float) -> Window:
        number = int(instant // SPAN.total_seconds())
        return _kept(self._windows, number, lambda: self._make_window(number), _KEPT)

    def _make_day(self, instant: float) -> Day:
        """Pick out of its window what a day (of UTC) needs."""
        first = instant // 86400 * 86400
        window = self._window(instant)
        pieces: dict[Priority, list[Piece]] = {
            k: [p for p in listed if p.start < first + 86400 and p.end > first] for k, listed in window.pieces.items()
        }
        last = first + (life.WEEK + 2) * 86400  # a day of the wall clock may begin in that of UTC before or after
        return Day(pieces, [d for d in window.dates if d.start < last and d.end > first])

    def _make_window(self, number: int) -> Window:
        """Work out what each item shows over a window."""
        first, last = _EPOCH + number * SPAN, _EPOCH + (number + 1) * SPAN
        until = last + timedelta(days=life.WEEK + 1)
        turns: dict[Priority, list[tuple[int, float, int, Piece]]] = {"emergency": [], "notice": [], "event": [], "filler": []}
        dates: list[Date] = []
        beyond: list[Date] = []
        found: set[datetime] = set()
        coming = False
        for n, item in enumerate(self._items):
            dated = life.dates(item, first, until, self.zone) if isinstance(item, Event) else ()
            near = marks(item, dated, first, last, self._around)
            found |= near
            cuts = [first, *sorted(m for m in near if first < m < last), last]
            turns[class_of(item)] += [(t.rank, t.since, n, piece) for t, piece in self._pieces(item, dated, cuts)]
            if isinstance(item, Event) and item.starts is not None:
                dates += [self._date(one, item) for one in agenda.within(item, first, until, self.campaign)]
                later = agenda.first_after(dated, until, self.campaign)
                beyond += [self._date(later, item)] if later is not None else []
            coming = coming or any(d.starts is not None and repeat.over_at(d, self.zone) > first for d in dated[-1:])
        found |= self._shared_marks(first, last, dates, coming)
        after = min((m for m in found if m >= last), default=None)
        pieces = [p for listed in turns.values() for *_, p in listed]
        inside = {edge for p in pieces for edge in (p.start, p.end)} - {first.timestamp(), last.timestamp()}
        return Window(
            {kind: [p for *_, p in sorted(listed, key=lambda t: t[:3])] for kind, listed in turns.items()},
            sorted(dates, key=lambda d: (d.start, d.event.id)),
            sorted(beyond, key=lambda d: (d.start, d.event.id)),
            sorted(m.timestamp() for m in found if first <= m < last),
            frozenset(inside),
            after.timestamp() if after is not None else None,
        )

    def _date(self, one: Event, event: Event) -> Date:
        starts = begin(one.starts, self.zone).timestamp() if one.starts is not None else 0
        return Date(starts, repeat.over_at(one, self.zone).timestamp(), one, event.show)

    def _pieces(self, item: Item, dated: Sequence[Event], cuts: Sequence[datetime]) -> Iterator[tuple[Turn, Piece]]:
        """Cut an item's time where it changes; stretches that show the same are one piece."""
        open_: tuple[Turn, Piece] | None = None
        for start, end in pairwise(cuts):
            now = turn(item, dated, start.astimezone(self.zone), self._around)
            if now is not None and open_ is not None and open_[0] == now:
                open_ = (now, open_[1]._replace(end=end.timestamp()))
                continue
            if open_ is not None:
                yield open_
            open_ = (now, Piece(start.timestamp(), end.timestamp(), now.slide)) if now is not None else None
        if open_ is not None:
            yield open_

    def _shared_marks(self, first: datetime, last: datetime, dates: Sequence[Date], coming: bool) -> set[datetime]:
        """List when what no single item decides may change: agendas (while any date is to come), a shuffle, opening hours."""
        hours = self._around.hours
        found: set[datetime] = set()
        if opening.known(hours):  # the default slide tells them, and the light may follow them
            spans = opening.spans(first.astimezone(self.zone), hours, SPAN.days + 2)
            found |= {edge for span in spans for edge in span}
        if opening.known(hours) or self._asking or coming:  # the day is part of what is told
            found |= {*midnights(first, last + timedelta(days=2), self.zone)}
        for one in dates:
            found |= {_moment(one.start), _moment(one.end)}
        return found


def _moment(instant: float) -> datetime:
    return datetime.fromtimestamp(instant, UTC)


def _kept(known: dict[_K, _V], key: _K, make: Callable[[], _V], most: int) -> _V:
    """Look a thing up, or make it; of those kept the oldest goes."""
    found = known.get(key)
    if found is None:
        while len(known) >= most:
            known.pop(next(iter(known)))
        found = known[key] = make()
    return found
