"""Fields and their JSON values as a person would write them: "Thursday 3 November 2022, 12.30 pm", lists joined, "nothing"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from kiosk.campaign import dates
from kiosk.store.importing.fields import EXCEPT
from kiosk.store.sources.date_names import ENGLISH

_NAMES = {
    "starts": "the start",
    "ends": "the end",
    "repeat": "how it repeats",
    "venue": "the place",
    "online": "the joining link",
    "booking": "the booking",
    "speakers": "the list of speakers",
    "questions": "the list of questions",
    "tags": "the list of tags",
    "steps": "the list of steps",
    "draft": "whether it is a draft",
    "minutes": "the length in minutes",
    "published": "the day of publication",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?)?")
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_DAYS: dict[str, str] = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), ENGLISH, strict=True))
_LONGEST = 120
NOTHING = "nothing"
"""The word for an empty value."""


def field(name: str) -> str:
    """Name a field: "the title", "the date of Thursday 10 November 2022" for an exception of a series."""
    if name.startswith(EXCEPT):
        return f"the date of {_moment(name.removeprefix(EXCEPT))}"
    return _NAMES.get(name, f"the {name}")


def value(given: Any) -> str:
    """Write a value in words."""
    match given:
        case None | "" | []:
            return NOTHING
        case bool():
            return "yes" if given else "no"
        case str():
            return _moment(given) if _MOMENT.fullmatch(given) else _rule(given) or f'"{_cut(given)}"'
        case list():
            return _joined([value(v).strip('"') for v in cast(list[Any], given)])
        case dict():
            return _table(cast(Mapping[str, Any], given))
        case _:
            return str(given)


def _table(given: Mapping[str, Any]) -> str:
    """Write a speaker, a step, or what differs on one date of a series."""
    if "name" in given:
        named = " ".join(str(given[n]) for n in ("name", "honours") if given.get(n))
        return f"{named} ({given['role']})" if given.get("role") else named
    if "cancelled" in given:
        changed = [f"{field(k)} {value(v)}" for k, v in given.items() if k != "cancelled"]
        return (
            _joined([*(["cancelled"] if given["cancelled"] else []), *changed]) if changed or given["cancelled"] else "as usual"
        )
    return str(given.get("title") or next(iter(given.values()), "nothing"))


def _rule(text: str) -> str:
    """Write a recurrence rule in words; empty if it is none, or more than these words can say."""
    parts = dict(p.split("=", 1) for p in text.split(";") if "=" in p)
    unit = _UNITS.get(parts.pop("FREQ", ""))
    if unit is None or parts.keys() - {"INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL"}:
        return ""
    step, days = parts.get("INTERVAL", "1"), parts.get("BYDAY", "")
    named = [_DAYS.get(d, "") for d in days.split(",")] if days else []
    if not all(named):
        return ""
    told = f"every {unit}" if step == "1" else f"every {step} {unit}s"
    told += f" on {_joined(named)}" if named else ""
    told += f" on day {_joined(parts['BYMONTHDAY'].split(','))}" if "BYMONTHDAY" in parts else ""
    told += f", {parts['COUNT']} times" if "COUNT" in parts else ""
    last = parts.get("UNTIL", "")[:8]
    return told + (f", until {_moment(f'{last[:4]}-{last[4:6]}-{last[6:]}')}" if last else "")


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def _moment(text: str) -> str:
    try:
        when = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return f'"{text}"'
    day = dates.full(when, year=True)
    return (f"{day}, {dates.clock(when.time())}" if isinstance(when, datetime) else day).replace(dates.NBSP, " ")
