"""Lists of events for pages that show several: what is on now and next, and the whole programme."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import UTC, date, datetime

from kiosk.campaign import agenda as agendas
from kiosk.campaign import dates, life, repeat, series, translation, wording
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.item import Event
from kiosk.campaign.moment import midnight
from kiosk.compose.fields.clean import held, plain
from kiosk.compose.template.binding import LANGUAGES, Value

LISTED, LISTED_TWICE = 4, 3
"""Rows that an agenda has room for, and in two languages."""


def begins(event: Event, c: Campaign) -> datetime | None:
    """Find the instant (UTC) an event begins; None when its date is to be announced."""
    match event.starts:
        case None:
            return None
        case datetime() as starts:
            return (starts if starts.tzinfo else starts.replace(tzinfo=c.zone)).astimezone(UTC)
        case date() as day:
            return midnight(day, c.zone)


def place(event: Event, c: Campaign, lang: str, *, whole: bool = False) -> str:
    """Name where an event is: its room, or room and venue."""
    venue, own = c.venue(event.venue), translation.own_language(c)
    told = (
        [translation.tell(venue, key, getattr(venue, key), lang, own).text for key in ("room", "name")]
        if venue
        else [event.venue]
    )
    parts = [p for p in told if p]
    return dates.glue(", ".join(parts if whole else parts[:1]), lang) or (wording.ui("Online", lang) if event.online else "")


def agenda(
    c: Campaign,
    now: datetime,
    today: bool,
    lang: str,
    pictures: Container[str] = (),
    screen: Screen | None = None,
    *,
    most: int = LISTED,
    dated: bool = False,
) -> dict[str, Value]:
    """Make the rows Now, Next and later of today or of the days after.

    Of those beyond `most` the page says how many there are; `dated` names the day, for what may be looked at on another one.
    """
    here = now.astimezone(c.zone).date()
    listed = agendas.of(c, now, screen)
    rows: list[dict[str, Value]] = []
    shown = listed.today if today else listed.week
    # What is next today is on the page of today.
    followed = shown is not listed.today and any(_follows(e, c, now) for e in listed.today)
    for event in shown:
        begin = begins(event, c)
        off = event.status in life.OFF
        running = begin is not None and begin <= now and not off
        follows = not followed and _follows(event, c, now)
        followed = followed or follows
        label, note = _moment(event, c, here, lang), place(event, c, lang)
        if off:
            note = wording.state(event, lang)
        elif running:
            label = wording.ui("Now", lang)
            if isinstance(event.ends, datetime):
                note = wording.ui("Ends {time}", lang, time=dates.clock(event.ends.astimezone(c.zone).timetz(), lang))
        elif follows:
            label = wording.ui("Next, {time}", lang, time=label)
        rows.append({
            **_told(event, c, lang, pictures), "id": event.id, "place": place(event, c, lang), "label": label, "note": note,
            "now": running, "next": follows, "later": not running and not follows, "cancelled": off,
        })  # fmt: skip
    empty = "" if rows else wording.ui("Nothing more today" if today else "Nothing more this week", lang)
    named = wording.ui("Today", lang) if today else wording.span(listed.named, lang)
    if dated:
        day = dates.brief(here, here, lang)
        named = f"{named}, {day}" if today else wording.ui("From {day}", lang, day=day)
    further = max(0, len(rows) - most) + (0 if today else listed.further)
    return {
        "more": wording.ui_many("{n} more", "{n} more", further, lang).replace(" ", dates.NBSP) if further else "",
        "call": wording.ui_many("Scan for one more", "Scan for {n} more", further, lang) if further else "",
        "title": named, "rows": rows[:most], "empty": empty, "one": len(rows) == 1, "two": len(rows) == 2, "many": len(rows) > 2,
        "day": str(here.day), "weekday": dates.weekday(here, lang), "month": dates.month(here, lang),
    }  # fmt: skip


def _follows(event: Event, c: Campaign, now: datetime) -> bool:
    """Tell whether a date is still to begin and will."""
    begin = begins(event, c)
    return begin is not None and begin > now and event.status not in life.OFF


def _moment(event: Event, c: Campaign, here: date, lang: str) -> str:
    """Say briefly when an event begins: the time today, day and time this week, the date after that or in another month."""
    begin = begins(event, c)
    if begin is None:
        return wording.ui("Date to come", lang)
    local = begin.astimezone(c.zone)
    day = dates.weekday(local.date(), lang, short=True)
    if (local.date() - here).days >= life.WEEK or local.month != here.month:
        day = f"{day} {local.day}{dates.NBSP}{dates.month(local.date(), lang, short=True)}"
    if (local.date() - here).days >= life.WEEK:
        return day
    at = dates.clock(local.timetz(), lang) if isinstance(event.starts, datetime) else ""
    return at if at and local.date() == here else " ".join(p for p in (day, at) if p)


def _told(event: Event, c: Campaign, lang: str, pictures: Container[str]) -> dict[str, Value]:
    """Read an event's title and short line in a language."""
    own = translation.own_language(c)
    title = translation.tell(event, "title", event.title, lang, own)
    short = translation.tell(event, "summary", event.summary, lang, own)
    other = {key: t.lang for key, t in (("title", title), ("short", short)) if t.lang != dates.bare(lang)}
    return {
        "title": held(plain(title.text, pictures), title.lang),
        "short": held(plain(short.text, pictures), short.lang),
        LANGUAGES: other,
    }


def programme(c: Campaign, now: datetime, lang: str, pictures: Container[str] = ()) -> dict[str, Value]:
    """Make the rows of the whole programme: dated events in order of time, then those whose date is to come."""
    chosen, whole = _dated(c, now)
    chosen.sort(key=lambda e: begins(e, c) or datetime.max.replace(tzinfo=UTC))
    rows: list[dict[str, Value]] = []
    own = translation.own_language(c)
    for event in chosen:
        w = wording.date_words(event.starts, event.ends, lang) if event.starts is not None else None
        off = event.status in ("cancelled", "postponed")
        rows.append({
            **_told(event, c, lang, pictures), "place": place(event, c, lang),
            "day": w.day if w else "", "weekday": w.weekday_short if w and not _long(event) else "",
            "month": w.month_short if w else "", "time": _times(event, whole, lang, w.time) if w else "",
            "tba": "" if w else wording.ui("Date to come", lang), "cancelled": off, "label": wording.state(event, lang),
            "cost": "" if off else _cost(event, own, lang, pictures),
        })  # fmt: skip
    shared, own_places = _places([e for e in chosen if e.status not in ("cancelled", "postponed")] or chosen, c, lang)
    if not own_places:  # said once for all
        rows = [r | {"place": ""} for r in rows]
    held_in = {(e.starts.year, e.starts.month): dates.day_of(e.starts) for e in chosen if e.starts is not None}
    months, first = len(held_in), next(iter(held_in.values()), c.starts)
    month = dates.month(first, lang) if first and months < 2 else ""
    costs = {str(r["cost"]) for r in rows if not r["cancelled"]}
    if len(costs) == 1:  # said once for all
        rows = [r | {"cost": ""} for r in rows]
    theme = "theme" if c.theme else "title"
    theme = held(translation.tell(c, theme, getattr(c, theme), lang, own).text, lang)
    named = wording.ui("{month} programme", lang, month=month) if month else wording.ui("Programme", lang)
    return {
        "title": named, "headline": theme, "rows": rows, "place": shared,
        "cost": costs.pop() if len(costs) == 1 else "", "months": months > 1,
    }  # fmt: skip


def _long(event: Event) -> bool:
    """Tell whether an event is held over months, where weekdays say little."""
    if event.starts is None:
        return False
    first, last = dates.day_of(event.starts), dates.last_day(event.starts, event.ends)
    return (first.year, first.month) != (last.year, last.month)


def _dated(c: Campaign, now: datetime) -> tuple[list[Event], dict[str, series.Series]]:
    """List what the programme has a row for: of a series each of a few dates, of many the next one that stands for all."""
    chosen: list[Event] = []
    whole: dict[str, series.Series] = {}
    for event in c.events:
        if event.draft:
            continue
        found = series.of(event, c.zone) if event.status not in life.OFF else None
        if found is None:
            chosen.append((repeat.current(event, now, c.zone) or event) if event.repeat else event)
        elif found.few:
            chosen += found.each
        else:
            whole[event.id] = found
            chosen.append(found.held[0])
    return chosen, whole


def _times(event: Event, whole: Mapping[str, series.Series], lang: str, time: str) -> str:
    """Write when a row's event is held: of a series of many dates how often, until when and at what time."""
    found = whole.get(event.id)
    if found is None:
        return time
    said, until = series.words(found, lang), series.also(found, lang)
    often = f"{said.weekday} {until}" if said.weekday and until else said.full
    return f"{often}. {series.times(found, lang)}"


def _places(events: list[Event], c: Campaign, lang: str) -> tuple[str, bool]:
    """Find the place that all events share, and whether each must name its own besides."""
    whole = {place(e, c, lang, whole=True) for e in events}
    if len(whole) == 1:
        return whole.pop(), False
    venues = [c.venue(e.venue) for e in events]
    own = translation.own_language(c)
    names = {translation.tell(v, "name", v.name, lang, own).text if v and v.room else "" for v in venues}
    return dates.glue(names.pop(), lang) if len(names) == 1 else "", True


def _cost(event: Event, own: str, lang: str, pictures: Container[str]) -> str:
    told = translation.tell(event, "cost", event.cost, lang, own)
    return held(plain(told.text, pictures), told.lang)
