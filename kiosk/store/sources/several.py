"""Several dates in one phrase: "9th, 16th & 23rd Feb", "every Tuesday from 7 March to 4 April"; and the rule they follow."""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Sequence
from datetime import date, timedelta

from kiosk.store.sources import times
from kiosk.store.sources.date_names import MONTH, MONTH_NAMES, WEEKDAY_NAMES, weekdays

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_AND = (
    r"(?:\s*[,&+;/\n][\s,&+;/]*(?:(?:and|ac?)\b\s*)?|\s+(?:and|ac?)\b\s*|(?<=[a-z])\s+(?=\d))"
    rf"(?:(?:{WEEKDAY_NAMES})\.?,?\s+)?"
)
_YEAR = r"(?:,?[\s-]+(?:19|20)\d\d(?![\d:.]))?"
# A number before the list ("Room 2, 16 Feb") is none of its days: the list opens the phrase or follows a weekday or a mark.
_BEFORE = re.compile(
    rf"(?P<opens>^\W*|[ap]m,?\s+|\bon\s+|\bdates?:?\s+|[:;(]\s*|\b(?:{WEEKDAY_NAMES})\.?,?\s+)"
    rf"(?P<days>(?:{_DAY}(?![\d.:]|[ \t]*[ap]\.?m){_AND})+)(?={_DAY}\s*(?:of\s+|o\s+)?[\s-]?(?P<month>{MONTH_NAMES})\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b(?P<month>{MONTH_NAMES})\.?\s+(?P<days>{_DAY}(?:{_AND}{_DAY}(?![\d.:]|\s*[ap]\.?m|\s*(?:{MONTH_NAMES})\b))+)(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[-–—]|\b(?:to|until|till|tan|through|thru|ends?|ending|finish(?:es)?|i)\b", re.IGNORECASE)
_DAILY = re.compile(r"\b(?:daily|(?:every|each) day|bob dydd)\b", re.IGNORECASE)
_EVERY = re.compile(
    rf"\b(?:every|each|weekly|bob|{'|'.join(n for n in WEEKDAY_NAMES.split('|') if n.endswith('days'))})\b", re.IGNORECASE
)
_SECOND = re.compile(r"\b(?:fortnightly|every (?:other|second|two|2)\b|bi-?weekly)", re.IGNORECASE)
_RARER = re.compile(
    r"\b(?:monthly|yearly|annually|quarterly|(?:every|each) (?:month|year|quarter)|of (?:the|each|every) month)\b"
)
_MONTH = re.compile(
    rf"\b(?:in|during|throughout|all through|ym mis)\s+(?P<month>{MONTH_NAMES})\.?,?\s+(?P<year>(?:19|20)\d\d)(?![\d:.]\d)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|starting|beginning|starts|begins|o)\b", re.IGNORECASE)


def spelt_out(text: str) -> str:
    """Give each day of a list its month: "9th & 16th Feb" becomes "9th Feb & 16th Feb"."""
    if not any(c.isdigit() for c in text):
        return text

    def before(found: re.Match[str]) -> str:
        return found["opens"] + re.sub(_DAY, lambda d: f"{d[0]} {found['month']}", found["days"])

    def after(found: re.Match[str]) -> str:
        return re.sub(_DAY, lambda d: f"{d[0]} {found['month']}{found['year']}", found["days"])

    return _AFTER.sub(after, _BEFORE.sub(before, text))


def dated(text: str) -> str:
    """Give "every Wednesday in June 2027" the first and last day of its month."""
    found = _MONTH.search(text)
    if not found or not repeats(text):
        return text
    last = calendar.monthrange(int(found["year"]), MONTH[found["month"].lower()])[1]
    month = f"{found['month']} {found['year']}"
    return f"{text[: found.start()]}from 1 {month} to {last} {month}{text[found.end() :]}"


def is_range(gap: str) -> bool:
    """Tell whether the words between two dates make them the first and last day of one span, rather than two dates."""
    return _RANGE.search(times.without(gap)) is not None


def every(text: str, first: date, last: date | None) -> tuple[date, str] | None:
    """Read "every Tuesday": the first date on such a day and the rule; None if the words do not repeat, or not by the week."""
    if _DAILY.search(text):
        return (first, f"FREQ=DAILY;UNTIL={last:%Y%m%d}") if last else None
    if not (_EVERY.search(text) or _SECOND.search(text)) or _RARER.search(text.lower()) or not (last or _FROM.search(text)):
        return None
    named = sorted(set(weekdays(text))) or [first.weekday()]
    begin = min(first + timedelta(days=(n - first.weekday()) % 7) for n in named)
    parts = ["FREQ=WEEKLY", "INTERVAL=2" if _SECOND.search(text) else ""]
    parts += [f"BYDAY={','.join(_DAYS[n] for n in named)}" if len(named) > 1 else "", f"UNTIL={last:%Y%m%d}" if last else ""]
    return (begin, ";".join(p for p in parts if p)) if last is None or begin <= last else None


def repeats(text: str) -> bool:
    """Tell whether words speak of something that comes again and again."""
    return any(p.search(text.lower()) for p in (_DAILY, _EVERY, _SECOND, _RARER))


def rule(days: Sequence[date]) -> str:
    """Find the recurrence rule whose dates are exactly these, in order; empty if they follow none that people could read."""
    steps = {(b - a).days for a, b in itertools.pairwise(days)}
    step = min(steps, default=0)
    if len(steps) != 1 or step < 1:
        one_month = len({(d.year, d.month) for d in days}) == 1 and step > 0
        return f"FREQ=MONTHLY;BYMONTHDAY={','.join(str(d.day) for d in days)};COUNT={len(days)}" if one_month else ""
    if step == 1:
        return f"FREQ=DAILY;COUNT={len(days)}"
    if step % 7:
        return f"FREQ=DAILY;INTERVAL={step};COUNT={len(days)}"
    return "FREQ=WEEKLY;" + (f"INTERVAL={step // 7};" if step > 7 else "") + f"COUNT={len(days)}"
