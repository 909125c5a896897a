"""What words say of a time, and the starts and ends that come of it in a zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from kiosk.campaign.item import When
from kiosk.record import record
from kiosk.store.sources import several


@record(kw_only=True)
class Span:
    """What words say of a time: days, times of day, an offset from UTC if one is written; what was read into them."""

    day: date | None = None
    last: date | None = None
    begins: time | None = None
    ends: time | None = None
    offset: timedelta | None = None
    notices: tuple[str, ...] = ()
    ambiguous: str = ""
    year_written: bool = True
    repeat: str = ""
    more: tuple[Span, ...] = ()


@record(kw_only=True)
class Run:
    """All that words say of when: the first start and end, the rule it repeats by, and dates that follow no rule."""

    starts: When | None = None
    ends: When | None = None
    repeat: str = ""
    more: tuple[tuple[When, When | None], ...] = ()


def join(span: Span, zone: ZoneInfo) -> tuple[When | None, When | None]:
    """Make start and end of a span in a zone; an end at an earlier time of day than the start is on the next day."""
    if span.day is None:
        return None, None
    if span.begins is None:
        return span.day, span.last if span.last and span.last > span.day else None
    written = timezone(span.offset) if span.offset is not None else zone
    starts = datetime.combine(span.day, span.begins, written).astimezone(zone)
    if span.ends is None:
        return starts, None
    ends = datetime.combine(span.last or span.day, span.ends, written)
    if span.last is None and ends <= starts:
        ends += timedelta(days=1)
    return starts, ends.astimezone(zone)


def run(span: Span, zone: ZoneInfo) -> Run:
    """Make starts and ends of a span in a zone; several dates at one time become a rule if they follow one."""
    starts, ends = join(span, zone)
    if not span.more:
        return Run(starts=starts, ends=ends, repeat=span.repeat)
    others = [(s, e) for one in span.more for s, e in [join(one, zone)] if s is not None]
    alike = {(s.begins, s.ends, s.last and s.day and s.last - s.day) for s in (span, *span.more)}
    rule = several.rule([s.day for s in (span, *span.more) if s.day]) if len(alike) == 1 else ""
    return Run(starts=starts, ends=ends, repeat=rule, more=() if rule else tuple(others))
