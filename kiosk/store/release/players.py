"""Word from players: each leaves a small file beside the releases that it follows, so that whoever publishes sees how it is.

`TO/players/<name>.json` is written whole or not at all, at most once a minute unless something changed; a place that may not be
written is no fault. What is read here was written by others: it is taken for words, cut short, and never followed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from kiosk.campaign.slug import slug
from kiosk.record import record
from kiosk.store.folder import writing
from kiosk.store.release import release

FOLDER = "players"
SCHEMA = 1
FORGOTTEN = timedelta(days=30)
"""How long a player that says nothing more is still told of."""
_LARGEST, _MOST, _WORDS = 64_000, 200, 300


class Error(Exception):
    """A place that cannot be looked at just now, in one sentence."""


@record(kw_only=True)
class Shown:
    """What one screen of a player shows: the screen's name, the slide (an item's id or a page of the campaign), since when."""

    screen: str
    slide: str
    since: datetime | None = None
    still: bool = False


@record(kw_only=True)
class Player:
    """What a player said last, and when that was."""

    name: str
    seen: datetime
    state: str
    release: str = ""
    made: datetime | None = None
    screens: tuple[Shown, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    kept_out: str = ""
    trouble: str = ""


@record(kw_only=True)
class Place:
    """What a place of releases tells: the release that is meant to be shown (empty without one), since when, and its players."""

    release: str
    players: tuple[Player, ...]
    since: datetime | None = None


def leave(place: Path, key: str, facts: Mapping[str, Any]) -> bool:
    """Leave word beside the releases, of a player with its own key; False where that cannot be, which stops nothing."""
    try:
        if not release.is_place(place):
            return False
        folder = place / FOLDER
        folder.mkdir(exist_ok=True)
        told = {"schema": SCHEMA, "told": datetime.now(UTC).isoformat(timespec="seconds"), **facts}
        writing.write(folder / f"{slug(key, 'player')}.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    except (OSError, writing.Error, UnicodeError):
        return False
    return True


def look(place: Path, now: datetime | None = None) -> Place:
    """Read what players left; raise Error when the place is gone, or nothing was published there."""
    now = now or datetime.now(UTC)
    try:
        wanted = release.current(place)
        since = datetime.fromtimestamp((place / release.CURRENT).stat().st_mtime, UTC)  # by the share's clock, as all here
        files = sorted((place / FOLDER).glob("*.json"))[:_MOST] if (place / FOLDER).is_dir() else []
    except release.Error as trouble:
        if not place.is_dir():
            raise Error(f"{place} is not there just now; see that the share or stick is connected.") from None
        raise Error(str(trouble)) from None
    except OSError as trouble:
        raise Error(f"{place} cannot be looked at just now: {trouble.strerror or trouble}.") from None
    found = [one for one in map(_read, files) if one is not None and now - one.seen < FORGOTTEN]
    return Place(release=wanted, since=since, players=tuple(sorted(found, key=lambda one: one.name.casefold())))


def _read(file: Path) -> Player | None:
    """Read one player's word; None when it is none."""
    raw: Any = None
    written = datetime.min.replace(tzinfo=UTC)
    with contextlib.suppress(OSError, ValueError, RecursionError):
        facts = file.stat()
        written = datetime.fromtimestamp(facts.st_mtime, UTC)
        if facts.st_size <= _LARGEST:
            raw = json.loads(file.read_bytes())
    if not isinstance(raw, dict):
        return None
    told = cast(dict[str, Any], raw)
    return Player(
        name=_words(told.get("name")) or file.stem,
        seen=written,  # by the share's clock: a player may never have known the time
        state=_words(told.get("state")),
        release=_words(told.get("release")),
        made=_when(told.get("made")),
        screens=tuple(
            Shown(
                screen=_words(s.get("name")),
                slide=_words(s.get("slide")),
                since=_when(s.get("since")),
                still=s.get("screen") == "still",
            )
            for s in _rows(told.get("screens"))
        ),
        aside=tuple((_words(a.get("what")), _words(a.get("why"))) for a in _rows(told.get("set_aside"))),
        kept_out=_words(told.get("kept_out")),
        trouble=_words(told.get("trouble")),
    )


def _words(value: object) -> str:
    """Take a text as words: on one line, and not too many."""
    return " ".join(value.split())[:_WORDS] if isinstance(value, str) else ""


def _rows(value: object) -> Sequence[dict[str, Any]]:
    rows = cast(list[object], value)[:_MOST] if isinstance(value, list) else []
    return [cast(dict[str, Any], row) for row in rows if isinstance(row, dict)]


def _when(value: object) -> datetime | None:
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return moment if moment is not None and moment.tzinfo is not None else None
    return None
