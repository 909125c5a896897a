"""Shorter ways to say a date, the longest first, for places where the whole of it has no room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk.campaign import dates
from kiosk.campaign.dates import NBSP, Words
from kiosk.campaign.item import When

_SLASHED = ("en", "cy", "fr", "es", "it", "pt", "ar")
"""Languages that write a day in figures as 28/11: where a page has two of them, the date is said once."""


def forms(said: Words, starts: When, ends: When | None, lang: str) -> tuple[Words, ...]:
    """Say a date with short names ("Mon 28 Nov to Fri 9 Dec"); of several days also without weekdays, and in figures."""
    first, last = dates.day_of(starts), dates.last_day(starts, ends)
    months = (first.year, first.month) != (last.year, last.month)  # over which weekdays say little
    named = replace(said, weekday="" if months else said.weekday_short, month=said.month_short)
    if last == first:
        return (replace(named, date=dates.day_month(first, lang, short=True), full=dates.brief(first, first, lang)),)
    short, figures = dates.days(first, last, lang, short=True), _figures(first, last, lang)
    full = dates.brief(first, last, lang) if first.year == last.year else short
    return tuple(replace(named, date=day, full=whole) for day, whole in ((short, full), (short, short), (figures, figures)))


def _figures(first: date, last: date, lang: str) -> str:
    """Write "28/11 – 9/12", "19–23/9", with the years where there are two."""
    years = first.year != last.year
    if dates.bare(lang).split("-")[0] not in _SLASHED:
        return dates.interval(first, last, "yMd" if years else "Md", lang)
    if not years and first.month == last.month:
        return f"{first.day}\u2013{last.day}/{last.month}"
    told = (f"{d.day}/{d.month}" + (f"/{d.year % 100:02}" if years else "") for d in (first, last))
    return f"{NBSP}\u2013 ".join(told)
