"""Announcements (.txt, .md, .html, .docx, .eml) into a campaign: title, theme, hashtag, ways to take part, and events."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from kiosk.campaign.item import Event, title_of
from kiosk.store.sources import calendar, harvest, letters, mail_file, plain, prose_file, prose_harvest
from kiosk.store.sources.harvest import Dropped, Harvest, Origin
from kiosk.store.sources.mail_file import Mail

_BETWEEN = {"txt": "\n\n--- Forwarded message ---\n\n", "html": "<p>--- Forwarded message ---</p>"}
"""Stands between a mail and one that is attached to it."""


def read(data: bytes, origin: Origin) -> Harvest:
    """Read an announcement; what reads like an event and is not taken is named with the reason."""
    if mail_file.is_mail(data, origin.name):
        return _of_mail(mail_file.read(data, origin.name), origin)
    notices: list[str] = []
    return prose_harvest.of_prose(prose_file.read(data, origin.name, notices), origin, notices)


def _of_mail(mail: Mail, origin: Origin) -> Harvest:
    """Read a saved mail: its text, its page or the lines of that, whichever tells of more, and the calendars with it."""
    read: list[Harvest] = []
    troubles: list[harvest.Error] = []
    for words, ending in ((mail.texts, "txt"), (mail.pages, "html"), (tuple(map(_as_lines, mail.pages)), "txt")):
        notices: list[str] = []
        try:
            text = prose_file.of_text(_BETWEEN[ending].join(words), f"{origin.name}.{ending}", notices, mail.subject)
            read += [prose_harvest.of_prose(replace(text, said=(*text.said, mail.sent)), origin, notices)] if words else []
        except harvest.Error as trouble:
            troubles.append(trouble)
    told = max(read, key=_worth, default=Harvest(campaign={"title": letters.named(mail.subject)} if mail.subject else {}))
    if not read and not mail.calendars:
        raise troubles[0]
    told = _with_calendars(told, mail, origin)
    if mail.attached:
        cure = "save what has events in it, and import it by itself"
        told = replace(told, notices=(*told.notices, f"Attached, and not read: {', '.join(mail.attached)}; {cure}."))
    return told


def _as_lines(page: str) -> str:
    """Write a web page as the lines that people see: Outlook makes a paragraph of each, and an empty one between two."""
    return plain.from_html(re.sub(r"</(?:p|div)\s*>", "<br>", re.sub(r"<(?:p|div)\b[^>]*>", "", page)))


def _worth(told: Harvest) -> tuple[int, int, int, int]:
    """Measure how much was understood: events with a date, events, places to book, and how little was left out."""
    events = [i for i in told.items if isinstance(i, Event)]
    return sum(e.starts is not None for e in events), len(events), sum(bool(e.booking) for e in events), -len(told.dropped)


def _with_calendars(told: Harvest, mail: Mail, origin: Origin) -> Harvest:
    """Put the events of attached calendars before those of the words, which may tell the same once more."""
    for data in mail.calendars:
        try:
            kept = calendar.read(data, origin)
        except harvest.Error as trouble:
            told = replace(told, notices=(*told.notices, str(trouble)))
            continue
        known = {plain.known_as(title_of(i)) for i in kept.items}
        times = {i.starts for i in kept.items if isinstance(i, Event) and isinstance(i.starts, datetime)}
        again = [
            f
            for f in told.found
            if isinstance(f.item, Event) and (plain.known_as(f.item.title) in known or f.item.starts in times)
        ]
        twice = tuple(Dropped(uid=f.uid, title=title_of(f.item), why="the calendar in the e-mail has it") for f in again)
        told = replace(
            told,
            found=(*kept.found, *(f for f in told.found if f not in again)),
            dropped=(*told.dropped, *kept.dropped, *twice),
            notices=(*(n for n in told.notices if not (n.startswith(prose_harvest.NONE) and kept.found)), *kept.notices),
        )
    return told
