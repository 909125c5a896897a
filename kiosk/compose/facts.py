"""What the fields of a page hold: campaign, item, moment and language become words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.campaign import dates, repeat, wording
from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Article, Event, Item, Notice, Prompt, Technique, kind_of
from kiosk.compose import hours, links, pictured, rows
from kiosk.compose.binding import Scope, Value
from kiosk.compose.brief import Brief

LONG = 40
"""Characters from which a title counts as long."""
_SORRY = {"cancelled": "Sorry, this will not take place", "postponed": "New date to be announced"}
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u20e3\U000e0020-\U000e007f]+")
"""Pictographs and what joins them."""


def bind(brief: Brief) -> Scope:
    """Make the fields of a brief."""
    c, lang = brief.campaign, brief.langs[0] if brief.langs else "en"
    item = subject(brief)
    sample = wording.ui("Sample data", lang) if c.sample else ""
    values: dict[str, Value] = {
        "campaign": _campaign(c, lang),
        "page": {"sample": sample},
        "hours": hours.today(c, brief.at, lang),
    }
    values["picture"] = {"there": pictured.picture(brief, item) is not None}
    values["link"] = links.of(item, c, lang) if item is not None else links.link(c.website, c.short, wording.call(None, lang))
    if item is not None:
        told = told_of(item, lang)
        values["item"] = dict(told)
        values["title"] = {"long": len(told["title"]) > LONG}
        values |= _item(item, brief, lang, told)
    elif brief.what in ("agenda-today", "agenda-week"):
        values["agenda"] = rows.agenda(c, brief.at, brief.what == "agenda-today", lang)
    elif brief.what == "programme":
        values["programme"] = rows.programme(c, brief.at, lang)
        values["link"] = links.link(c.website, c.short, wording.ui("Scan for places and updates", lang))
    # Words without a translation stay in the campaign's first language, and are marked as such.
    own = c.languages[0] if c.languages else lang
    content = lang if item is None or lang == own or lang in item.translations else own
    return Scope(values, lang, {"": content})


def subject(brief: Brief) -> Item | None:
    """Find the brief's item; of a repeating event the date that runs now or comes next."""
    item = brief.campaign.item(brief.what)
    if isinstance(item, Event) and item.repeat:
        return repeat.current(item, brief.at, brief.campaign.zone) or replace(item, repeat="")
    return item


def kinds(brief: Brief) -> frozenset[str]:
    """Name what the page is, for `kind=` in templates."""
    item = brief.campaign.item(brief.what)
    if item is None:
        return frozenset({brief.what})
    if isinstance(item, Notice) and item.before_closing is not None:
        return frozenset({"closing"})
    return frozenset({kind_of(item)})


def _campaign(c: Campaign, lang: str) -> dict[str, Value]:
    return {
        "title": held(c.title, lang),
        "theme": held(c.theme, lang),
        "summary": held(c.summary, lang),
        "hashtag": c.hashtag,
        "organisation": c.organisation,
        "contact": c.contact,
        "month": dates.month(c.starts, lang) if c.starts else "",
        "month-short": dates.month(c.starts, lang, short=True) if c.starts else "",
        "year": str(c.starts.year) if c.starts else "",
        "year-short": f"{c.starts.year % 100:02}" if c.starts else "",
        "url": c.website or c.short,
        "short": wording.show_link(c.short or c.website),
        "tell": wording.ui("Tell us: {hashtag}", lang, hashtag=c.hashtag) if c.hashtag else "",
        "try": wording.ui("Try one this {month}", lang, month=dates.month(c.starts, lang))
        if c.starts
        else wording.ui("Try one yourself", lang),
    }


def told_of(item: Item, lang: str) -> dict[str, str]:
    """Read an item's words in a language: title, short line, text."""
    names = {"title": "title", "short": "summary", "text": "description"}
    match item:
        case Event():
            told = {"title": item.title, "short": item.summary, "text": item.description}
        case Article() | Technique():
            told = {"title": item.title, "short": item.summary, "text": ""}
        case Prompt():
            told = {"title": item.question, "short": item.note, "text": ""}
            names = {"title": "question", "short": "note", "text": ""}
        case Notice():
            told = {"title": item.title, "short": "", "text": item.text}
            names = {"title": "title", "short": "", "text": "text"}
    other = item.translations.get(lang, {})
    return {key: held(plain(other.get(names[key], value)), lang) for key, value in told.items()}


def held(text: str, lang: str) -> str:
    """Clean a text and hold together what no line's end may part; a spaced dash is an en dash after a no-break space."""
    return re.sub(r" [-\u2013] ", dates.NBSP + "\u2013 ", dates.glue(clean(text), lang))


def plain(text: str) -> str:
    """Leave emoji out, which no typeface of a page has; a text of nothing else stays as it is."""
    bare = clean(EMOJI.sub("", text))
    return bare or clean(text)


def clean(text: str) -> str:
    """Take control characters out and run white space together; no-break spaces stay."""
    return re.sub(r"[\x00-\x20\x7f-\x9f]+", " ", text).strip(" ") if text else ""


def _item(item: Item, brief: Brief, lang: str, told: dict[str, str]) -> dict[str, Value]:
    match item:
        case Event():
            return _event(item, brief, lang, told)
        case Article():
            minutes = wording.reading(item.minutes, lang) if item.minutes else ""
            return {"article": {"author": clean(item.author), "minutes": minutes}}
        case Technique():
            steps = [{"title": clean(s.title), "text": clean(s.text)} for s in item.steps]
            people = clean(item.people)
            minutes = wording.ui_many("{n} minute", "{n} minutes", item.minutes, lang) if item.minutes else ""
            about = wording.ui_many("About {n} minute", "About {n} minutes", item.minutes, lang) if item.minutes else ""
            told_ = ", ".join(p for p in (about, people) if p)
            text = held(told_[:1].upper() + told_[1:] + ".", lang) if told_ else ""
            return {"technique": {"minutes": minutes, "people": people, "text": text, "steps": steps}}
        case Prompt():
            return {"prompt": {"note": told["short"]}}
        case Notice():
            return (
                {"closing": hours.closing(brief.campaign, brief.at, item, told["title"], lang)}
                if item.before_closing is not None
                else {}
            )


def _event(event: Event, brief: Brief, lang: str, told: dict[str, str]) -> dict[str, Value]:
    c = brief.campaign
    venue = c.venue(event.venue)
    off = event.status in ("cancelled", "postponed")
    return {
        "event": {
            "title": told["title"],
            "summary": told["short"],
            "description": told["text"],
            "speakers": ", ".join(dates.glue(clean(f"{s.name} {s.honours}"), lang) for s in event.speakers),
            "type": event.type,
            "cost": event.cost,
            "audience": event.audience,
            "access": venue.access if venue else "",
            "questions": [{"text": clean(q)} for q in event.questions],
        },
        "state": {
            **states(event, c, brief.at),
            "off": off,
            "label": wording.state(event, lang),
            "sorry": wording.ui(_SORRY[event.status], lang) if off else "",
        },
        "when": when_of(event, lang, c),
        "place": place_of(event, venue, lang),
    }


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


def when_of(event: Event, lang: str, c: Campaign) -> dict[str, Value]:
    """Write an event's date and time in all the ways that templates use."""
    if event.starts is None:
        tba = wording.ui("Date to be announced", lang)
        return {"full": tba, "short": tba}
    starts, ends = (v.astimezone(c.zone) if isinstance(v, datetime) and v.tzinfo else v for v in (event.starts, event.ends))
    assert starts is not None
    w = wording.date_words(starts, ends, lang)
    return {"weekday": w.weekday, "day": w.day, "month": w.month, "month-short": w.month_short, "date": w.date,
            "full": w.full, "short": f"{w.weekday_short} {w.date}", "time": w.time, "start": w.begins, "end": w.ends}  # fmt: skip


def place_of(event: Event, venue: Venue | None, lang: str) -> dict[str, Value]:
    """Write where an event is."""
    online = wording.ui("Online", lang) if event.online else ""
    room = dates.glue(clean(venue.room), lang) if venue else ""
    name = dates.glue(clean(venue.name if venue else event.venue), lang)
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
