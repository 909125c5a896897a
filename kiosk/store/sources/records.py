"""Events that come as records (JSON of any shape): picking fields by their many names, and reading their moments."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from kiosk.campaign.item import When
from kiosk.store.folder import files
from kiosk.store.sources import dates, harvest, moments, plain, zones
from kiosk.store.sources.harvest import Dropped, Found, Harvest, Origin

_DEEPEST = 40
"""How far lists and tables may be nested."""


class Error(harvest.Error):
    """Text that is not JSON."""


@dataclass(slots=True)
class Reading:
    """What reading one source's records shares."""

    origin: Origin
    zone: ZoneInfo
    named: str = ""
    notices: list[str] = field(default_factory=list[str])
    elsewhere: list[str] = field(default_factory=list[str])
    equals: Counter[str] = field(default_factory=Counter[str])

    def uid(self, given: str, title: str) -> str:
        """Name a record: by its own identifier, else by source, title and its place among equals."""
        known = given or f"{self.origin.source}:{plain.known_as(title)}"
        self.equals[known] += 1
        return known if self.equals[known] == 1 else f"{known}#{self.equals[known]}"

    def span(self, start: Any, end: Any, title: str, *, whole_days: bool = False) -> tuple[When | None, When | None]:
        """Read start and end; an end before its start is left out and told."""
        starts, ends = self.moment(start, title), self.moment(end, title)
        if whole_days:
            starts, ends = _day(starts), _day(ends)
        if starts is None or ends is None or ends == starts:
            return starts, None
        if isinstance(starts, datetime) != isinstance(ends, datetime):
            if isinstance(ends, datetime):
                return starts, _day(ends) if _day(ends) != starts else None
            return starts, None
        if ends < starts:
            self.notices.append(f'"{title}" ends before it begins; the end was left out.')
            return starts, None
        return starts, ends

    def moment(self, value: Any, title: str) -> When | None:
        """Read one moment: ISO 8601, a number of seconds since 1970, or words."""
        if value in (None, "", 0, "0"):
            return None
        try:
            if isinstance(value, int | float) and value > 100_000_000:
                return datetime.fromtimestamp(value if value < 1e11 else value / 1000, self.zone)
            text = plain.one_line(str(value))
            if len(text) == 10 and text[4] == text[7] == "-":
                return date.fromisoformat(text)
            try:
                at = datetime.fromisoformat(text)
                if at.tzinfo is None:
                    return at.replace(tzinfo=self.zone)
                here = at.astimezone(self.zone)
                if here.utcoffset() != at.utcoffset() and not text.endswith(("Z", "z")):
                    self.elsewhere.append(f"{text}, read as {here:%H:%M}")
                return here
            except ValueError:
                span = dates.read(text, self.origin.today)
                self.notices += [f'"{title}": {n}' for n in span.notices]
                if span.more or span.repeat:
                    self.notices.append(f'"{title}" has several dates ({text[:60]}); the first alone was taken.')
                return moments.join(span, self.zone)[0]
        except (dates.Error, ValueError, OverflowError, OSError):
            self.notices.append(
                f'The date "{str(value)[:60]}" of "{title}" cannot be read; it was left out, nothing was guessed.'
            )
            return None

    def harvest(self, found: Sequence[Found], dropped: Sequence[Dropped]) -> Harvest:
        """Put together what was read."""
        if self.elsewhere:
            told = plain.count(len(self.elsewhere), "time is", "times are")
            self.notices.append(
                f"{told} written by another clock than that of {self.zone} and converted (such as {self.elsewhere[0]})."
            )
        campaign = {"timezone": self.named} if self.named else {}
        return Harvest(found=tuple(found), campaign=campaign, dropped=tuple(dropped), notices=tuple(dict.fromkeys(self.notices)))


def _day(when: When | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def start(origin: Origin, records: Iterable[Mapping[str, Any]] = ()) -> Reading:
    """Begin reading a source's records; without a zone of the campaign's, the one they name counts, else the computer's."""
    told = (str(pick(r, "timezone", "time_zone", "tz", "scheduleTimezone") or "") for r in records)
    named = next((z for z in map(zones.find, filter(None, told)) if z), None)
    return Reading(origin, origin.zone or named or ZoneInfo(files.system_zone()), str(named or ""))


def load(text: str, name: str) -> Any:
    """Parse JSON; raise Error with the line, also for lists nested beyond reason."""
    try:
        made = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise Error(f"{name}, line {error.lineno}: not JSON ({error.msg}); download the file again.") from None
    except (RecursionError, ValueError):
        raise Error(f"{name} is JSON nested or numbered beyond reason; download the file again.") from None
    if _depth(made) > _DEEPEST:
        raise Error(f"{name} is JSON nested beyond reason; download the file again.")
    return made


def _depth(root: Any) -> int:
    deepest, todo = 0, [(root, 1)]
    while todo and deepest <= _DEEPEST:
        node, depth = todo.pop()
        deepest = max(deepest, depth)
        if isinstance(node, dict | list):
            inside = cast(Any, node.values() if isinstance(node, dict) else node)
            todo += [(n, depth + 1) for n in inside]
    return deepest


def pick(record: Mapping[str, Any], *names: str) -> Any:
    """Take the first of several fields that has something in it; names are compared without case, _ and -."""
    flat = {str(k).lower().replace("_", "").replace("-", ""): v for k, v in record.items()}
    return next(
        (v for n in names if (v := flat.get(n.lower().replace("_", "").replace("-", ""))) not in (None, "", [], {})), None
    )


def words(value: Any) -> str:
    """Read a value as words: texts as they are, of a table its name, of lists and id-to-name tables all of them."""
    match value:
        case str():
            return plain.from_html(value)
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case list():
            return ", ".join(filter(None, (words(v) for v in cast(list[Any], value))))
        case dict():
            table = cast(dict[str, Any], value)
            named = pick(table, "name", "title", "label", "value", "text", "@value")
            return words(named) if named is not None else ", ".join(filter(None, (words(v) for v in table.values())))
        case _:
            return ""


def listed(value: Any) -> tuple[str, ...]:
    """Read a value as a list of words."""
    match value:
        case str():
            parts = [p.strip() for p in plain.from_html(value).split(",")]
        case list():
            parts = [plain.one_line(words(v)) for v in cast(list[Any], value)]
        case dict():
            table = cast(dict[str, Any], value)
            parts = [plain.one_line(words(table))] if "name" in table else [plain.one_line(words(v)) for v in table.values()]
        case _:
            parts = []
    return tuple(dict.fromkeys(p for p in parts if p))
