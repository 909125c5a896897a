"""What the fields of a page hold: campaign, item, moment and language become words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from kiosk.campaign import dates, life, once, opening, repeat, series, shorter, translation, wording
from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Article, Event, Item, Notice, Prompt, Step, Technique, kind_of
from kiosk.campaign.slide import DEFAULT, HOURS
from kiosk.campaign.translation import Told
from kiosk.compose.brief import Brief
from kiosk.compose.fields import hours, links, rows
from kiosk.compose.fields.clean import clean, held, plain
from kiosk.compose.fields.tracked import tracked
from kiosk.compose.ground import pictured
from kiosk.compose.template.binding import LANGUAGES, SHORTER, Scope, Value

LONG, LONGER = 40, 100
"""Characters from which a title counts as long, and as so long that a page gives it all the room there is."""
LONG_NAME, LONG_TAG = 24, 16
"""Characters from which a campaign's name or hashtag counts as long."""
MOST_LANGUAGES = 2
"""Languages that fit on a page."""
_SORRY = {"cancelled": "Sorry, this will not take place", "postponed": "New date to be announced"}


def bind(brief: Brief, side: float = 1.0) -> Scope:
    """Make the fields of a brief, in the languages of its page; a picture takes `side` of the page's sides."""
    first, *others = languages(brief)
    if not others:
        return _scope(brief, first, side)
    return replace(_scope(brief, first, side, dates.CLOCK_24), other=_scope(brief, others[0], side, dates.CLOCK_24))


def languages(brief: Brief) -> tuple[str, ...]:
    """Find the languages of a page: two at most."""
    return tuple(dict.fromkeys(brief.langs))[:MOST_LANGUAGES] or ("en",)


def _scope(brief: Brief, lang: str, side: float, clock: str = "") -> Scope:
    """Make the fields in one language; `clock` follows the language where times are written."""
    c, own = brief.campaign, translation.own_language(brief.campaign)
    item = subject(brief)
    timed = lang + clock
    sample = wording.ui("Sample data", lang) if c.sample else ""
    values: dict[str, Value] = {
        "campaign": _campaign(c, lang, own),
        "page": {"sample": sample, "bilingual": bool(clock)},
        "hours": hours.today(opening.hours_of(c, brief.screen), brief.at.astimezone(c.zone), timed),
    }
    if brief.living and brief.what == DEFAULT and lang == languages(brief)[0]:  # figures need no second language
        values["clock"] = {"time": dates.dial(brief.at.astimezone(c.zone).timetz(), timed)}
    values["picture"] = {"there": pictured.picture(brief, item, side) is not None}
    link = links.of(item, c, lang) if item is not None else links.link(c.website, c.short, wording.call(None, lang))
    now = life_of(brief)
    over = now if now is not None and now.phase == "over" else None
    if over is not None and over.date.recording:
        link = links.recording(over.date, lang)
    if clock and link:  # the words round it would be said twice
        link["at"] = link["short"]
    values["link"] = link
    if item is not None:
        told = told_of(item, lang, own, brief.pictures)
        if over is not None:
            told["short"] = Told(held(wording.after(over, lang), lang), lang)
        told["text"] = told["text"]._replace(text=once.without(told["text"].text, str(link.get("url", ""))))
        whole = told["text"]
        told["text"] = whole._replace(text=once.after(whole.text, told["short"].text))
        values["item"] = _spoken(told, lang)
        both = sum(len(told_of(item, other, own)["title"].text) for other in languages(brief))
        set_ = both / len(languages(brief)) ** 0.5
        values["title"] = {"long": set_ > LONG, "longer": set_ > LONGER}
        values |= _item(item, brief, timed, own, {k: t.text for k, t in told.items()})
        if isinstance(item, Event):
            said = {"title": told["title"], "summary": told["short"], "description": whole}
            if whole.text != told["text"].text:  # the description says it
                said["summary"] = told["short"]._replace(text="")
            values["event"] = {**cast("dict[str, Value]", values["event"]), **_spoken(said, lang)}
    elif brief.what in ("agenda-today", "agenda-week"):
        agenda = rows.agenda(
            c,
            brief.at,
            brief.what == "agenda-today",
            timed,
            brief.pictures,
            brief.screen,
            most=rows.LISTED_TWICE if clock else rows.LISTED,
            dated=brief.kept,
        )
        values["agenda"] = agenda
        if link and agenda["call"]:
            link["cta"] = link["cta"] and agenda["call"]
    elif brief.what == HOURS:
        values |= hours.changed(opening.hours_of(c, brief.screen), brief.at.astimezone(c.zone), timed)
    elif brief.what == "programme":
        values["programme"] = rows.programme(c, brief.at, timed, brief.pictures)
        values["link"] = links.link(c.website, c.short, wording.ui("Scan for places and updates", lang))
    told_link = cast("dict[str, Value]", values["link"])
    if told_link.get("qr"):
        values["link"] = {**told_link, "qr": tracked(str(told_link["qr"]), brief)}
    return Scope(values, lang)


def _spoken(told: Mapping[str, Told], lang: str) -> dict[str, Value]:
    """Make fields of words, with the languages of those that are not in the page's."""
    values: dict[str, Value] = {key: t.text for key, t in told.items()}
    other = {key: t.lang for key, t in told.items() if t.lang != lang}
    return values | {LANGUAGES: other} if other else values


def subject(brief: Brief) -> Item | None:
    """Find the brief's item; of a repeating event the date that runs now or comes next, of one that is over the next one."""
    item = brief.campaign.item(brief.what)
    now = life_of(brief)
    if now is not None:
        return now.next or now.date
    if isinstance(item, Event) and item.repeat:
        if series_of(brief) is not None:
            return series.one(item, brief.at, brief.campaign.zone)
        return repeat.current(item, brief.at, brief.campaign.zone) or replace(item, repeat="")
    return item


def series_of(brief: Brief) -> series.Series | None:
    """Find the dates of the brief's event together, on pages that outlive the next one: a slide is about one date."""
    item = brief.campaign.item(brief.what)
    if brief.living or brief.product in ("slide", "screensaver") or not isinstance(item, Event) or item.status in life.OFF:
        return None
    return series.of(item, brief.campaign.zone)


def life_of(brief: Brief) -> life.Life | None:
    """Find where the brief's event is in its life, on pages that follow it."""
    c, item = brief.campaign, brief.campaign.item(brief.what)
    if not brief.living or not isinstance(item, Event):
        return None
    dated = life.dates(item, brief.at, brief.at, c.zone)
    return life.at(dated, brief.at, c.zone, life.kin_of(c))


def kinds(brief: Brief) -> frozenset[str]:
    """Name what the page is, for `kind=` in templates."""
    item = brief.campaign.item(brief.what)
    if item is None:
        return frozenset({"notice"} if brief.what == HOURS else {brief.what})
    if isinstance(item, Notice) and item.before_closing is not None:
        return frozenset({"closing"})
    return frozenset({kind_of(item)})


def _campaign(c: Campaign, lang: str, own: str) -> dict[str, Value]:
    told = {
        key: translation.tell(c, key, getattr(c, key), lang, own)
        for key in ("title", "theme", "summary", "hashtag", "organisation", "contact")
    }
    hashtag = told["hashtag"].text
    return {
        **_spoken({key: t._replace(text=held(t.text, lang)) for key, t in told.items()}, lang),
        "month": dates.month(c.starts, lang) if c.starts else "",
        "month-short": dates.month(c.starts, lang, short=True) if c.starts else "",
        "year": str(c.starts.year) if c.starts else "",
        "year-short": f"{c.starts.year % 100:02}" if c.starts else "",
        "url": c.website or c.short,
        "short": wording.show_link(c.short or c.website),
        "long": len(told["title"].text) > LONG_NAME or len(hashtag) > LONG_TAG,
        "tell": held(wording.ui("Tell us: {hashtag}", lang, hashtag=hashtag), lang) if hashtag else "",
        "try": wording.ui("Try one this {month}", lang, month=dates.month(c.starts, lang))
        if c.starts
        else wording.ui("Try one yourself", lang),
    }


def told_of(item: Item, lang: str, own: str, pictures: Container[str] = ()) -> dict[str, Told]:
    """Read an item's words in a language: title, short line, text; `own` is the campaign's language, `pictures` has emoji."""
    names = {"title": "title", "short": "summary", "text": ""}
    match item:
        case Event():
            names["text"] = "description"
        case Prompt():
            names = {"title": "question", "short": "note", "text": ""}
        case Notice():
            names = {"title": "title", "short": "", "text": "text"}
        case _:
            pass
    told = {key: translation.tell(item, name, getattr(item, name, ""), lang, own) for key, name in names.items()}
    return {key: t._replace(text=held(plain(t.text, pictures), t.lang)) for key, t in told.items()}


def _item(item: Item, brief: Brief, lang: str, own: str, told: dict[str, str]) -> dict[str, Value]:
    match item:
        case Event():
            return _event(item, brief, lang, own, told)
        case Article():
            minutes = wording.reading(item.minutes, lang) if item.minutes else ""
            return {"article": {"author": clean(item.author), "minutes": minutes}}
        case Technique():
            steps = [step(s, lang, own) for s in item.steps]
            people = clean(translation.tell(item, "people", item.people, lang, own).text)
            minutes = wording.ui_many("{n} minute", "{n} minutes", item.minutes, lang) if item.minutes else ""
            about = wording.ui_many("About {n} minute", "About {n} minutes", item.minutes, lang) if item.minutes else ""
            told_ = ", ".join(p for p in (about, people) if p)
            text = held(told_[:1].upper() + told_[1:] + ".", lang) if told_ else ""
            return {"technique": {"minutes": minutes, "people": people, "text": text, "steps": steps}}
        case Prompt():
            return {"prompt": {"note": told["short"]}}
        case Notice():
            return {"closing": _closing(item, brief, told["title"], lang)} if item.before_closing is not None else {}


def _closing(notice: Notice, brief: Brief, title: str, lang: str) -> dict[str, Value]:
    c = brief.campaign
    return hours.closing(opening.hours_of(c, brief.screen), brief.at.astimezone(c.zone), notice, title, lang)


def _event(event: Event, brief: Brief, lang: str, own: str, told: dict[str, str]) -> dict[str, Value]:
    c = brief.campaign
    venue = c.venue(event.venue)
    off, now = event.status in life.OFF, life_of(brief)
    phase = wording.phase(now, lang) if now is not None else ""
    # Until it begins it matters more that there is no place left; after that, that it runs.
    label = phase if now is not None and now.phase in ("now", "over") else wording.state(event, lang) or phase
    return {
        "event": {
            "title": told["title"],
            "summary": told["short"],
            "description": told["text"],
            "speakers": ", ".join(dates.glue(clean(f"{s.name} {s.honours}"), lang) for s in event.speakers),
            **{
                key: held(plain(translation.tell(event, key, getattr(event, key), lang, own).text, brief.pictures), lang)
                for key in ("type", "audience", *(() if off else ("cost",)))
            },
            "access": translation.tell(venue, "access", venue.access, lang, own).text if venue else "",
            "questions": [{"text": clean(q)} for q in event.questions],
        },
        "state": {
            **states(event, c, brief.at),
            "off": off,
            "label": label,
            "pill": bool(label) and not off,
            "sorry": wording.ui(_SORRY[event.status], lang) if off else "",
        },
        "when": {**when_of(event, lang, c, series_of(brief)), **_then(event, brief, lang)},
        "place": place_of(event, venue, lang, own),
    }


def _then(event: Event, brief: Brief, lang: str) -> dict[str, Value]:
    """Say which dates follow and how often it is, on a page that is about one date of a series."""
    item = brief.campaign.item(brief.what)
    whole = series.of(item, brief.campaign.zone) if isinstance(item, Event) and series_of(brief) is None else None
    if whole is None or event.starts is None or event.status in life.OFF:
        return {}
    time = str(when_of(event, lang, brief.campaign)["time"])
    return {"then": series.then(whole, event, lang), "pace": series.paced(whole, event, time, lang)}


def step(step: Step, lang: str, own: str) -> dict[str, Value]:
    """Read a step of a technique in a language."""
    told = {key: translation.tell(step, key, getattr(step, key), lang, own) for key in ("title", "text")}
    return _spoken({key: t._replace(text=clean(t.text)) for key, t in told.items()}, dates.bare(lang))


def states(event: Event, c: Campaign, now: datetime) -> dict[str, bool]:
    """Tell an event's states at a moment."""
    begin = rows.begins(event, c)
    over = repeat.over_at(event, c.zone)
    days = (begin.astimezone(c.zone).date() - now.astimezone(c.zone).date()) // timedelta(days=1) if begin is not None else None
    return {
        "cancelled": event.status == "cancelled",
        "postponed": event.status == "postponed",
        "full": event.status == "full",
        "tba": begin is None,
        "past": begin is not None and over <= now,
        "today": days == 0,
        "tomorrow": days == 1,
        "now": begin is not None and begin <= now < over,
    }


def when_of(event: Event, lang: str, c: Campaign, whole: series.Series | None = None) -> dict[str, Value]:
    """Write an event's date and time in all the ways that templates use; of a series all its dates."""
    if event.starts is None:
        tba = wording.ui("Date to be announced", lang)
        return {"full": tba, "short": tba}
    starts, ends = (v.astimezone(c.zone) if isinstance(v, datetime) and v.tzinfo else v for v in (event.starts, event.ends))
    assert starts is not None
    w = series.words(whole, lang) if whole is not None else wording.date_words(starts, ends, lang)
    also, time = (series.also(whole, lang), series.times(whole, lang)) if whole is not None else ("", w.time)
    forms = (series.words(whole, lang, short=True),) if whole is not None else shorter.forms(w, starts, ends, lang)
    return {**_day(w), "day": w.day, "month-short": w.month_short,
            "short": w.full if whole is not None else f"{w.weekday_short} {w.date}", "also": also,
            "series": whole is not None, SHORTER: [{**_day(f), "short": f.full} for f in forms],
            "time": time, "pace": time, "start": w.begins, "end": w.ends}  # fmt: skip


def _day(said: dates.Words) -> dict[str, Value]:
    return {"weekday": said.weekday, "month": said.month, "date": said.date, "full": said.full}


def place_of(event: Event, venue: Venue | None, lang: str, own: str) -> dict[str, Value]:
    """Write where an event is."""
    online = wording.ui("Online", lang) if event.online else ""
    room = dates.glue(clean(translation.tell(venue, "room", venue.room, lang, own).text), lang) if venue else ""
    named = (
        translation.tell(venue, "name", venue.name, lang, own)
        if venue
        else translation.tell(event, "venue", event.venue, lang, own)
    )
    name = dates.glue(clean(named.text), lang)
    parts = [p for p in (room, name) if p]
    short = room or name or online
    return {
        "short": short,
        "room": room,
        "name": name,
        "place": name if room else "",
        "full": ", ".join(parts) or online,
        "online": online,
    }
