"""A playlist: which slides are live when, worked out ahead, so that the player needs nobody to follow its clock."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, field, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast, get_args
from zoneinfo import ZoneInfo

from kiosk.record import record

SCHEMA = 7
Light: TypeAlias = Literal["on", "dim", "dark"]
"""What a screen is to be at a moment: lit, dimmed or black."""
Transition: TypeAlias = Literal["fade", "slide", "cut"]


class Error(Exception):
    """A playlist that cannot be read; the cure is always to have it made again."""


@record
class Showing:
    """One slide in rotation: what it announces, the cache entry with its pixels, seconds on screen, its detail card's key.

    `shuffle` lets it change places with others that ask for it.
    """

    what: str
    key: str
    dwell: float
    card: str = ""
    shuffle: bool = False


@record
class Stretch:
    """A span of time, its end excluded, over which nothing about the slides changes; `ends` None is for ever."""

    starts: datetime
    ends: datetime | None
    slides: tuple[Showing, ...]
    light: Light = "on"


@record(kw_only=True)
class Setting:
    """How a screen hangs and is to behave, as its [[screen]] says: inches, metres, degrees clockwise, brightness 0 to 1."""

    transition: Transition = "fade"
    reduced_motion: bool = False
    rotate: int = 0
    touch: bool = False
    reach_low: bool = False
    mounted: float = 0.9
    diagonal: float = 55.0
    dim: float = 0.3


@record(kw_only=True)
class Playlist:
    """Stretches in order of time, the default slide's cache entry, and what they were made from.

    `undated` are the slides that are true at any time, for when the clock cannot be believed. `stamps` maps each file that
    was read to its mtime (ns) and size; `connectors` maps screen names to outputs. `touch` begins the names of the cards that
    list what is on, the items `listed`, and of the pad for the PIN; empty where nobody can touch the screen.
    `near` are the slides that come next, where the cache does not hold them all; `seed` draws the lots of a shuffle.
    `whole` says that everything has been made, down to the last detail card.
    """

    campaign: str
    zone: str
    size: tuple[int, int]
    program: str
    default: str
    stretches: tuple[Stretch, ...]
    stamps: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    connectors: Mapping[str, str] = field(default_factory=dict[str, str])
    setting: Setting = field(default_factory=Setting)
    langs: tuple[str, ...] = ("en",)
    undated: tuple[Showing, ...] = ()
    touch: str = ""
    listed: tuple[str, ...] = ()
    near: tuple[Showing, ...] = ()
    seed: int = 0
    whole: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Every cache entry this playlist may ask for."""
        return frozenset({self.default} | {s.key for t in self.stretches for s in t.slides} | {s.key for s in self.undated})

    @property
    def held(self) -> frozenset[str]:
        """The cache entries that are to be there now: all of them, or those that come next."""
        if not self.near:
            return self.keys
        return frozenset({self.default} | {s.key for s in self.near} | {s.key for s in self.undated})

    @property
    def cards(self) -> frozenset[str]:
        """What the names of the detail cards begin with that this playlist may ask for."""
        return frozenset({s.card for t in self.stretches for s in t.slides} | {self.touch}) - {""}

    @property
    def ends(self) -> datetime | None:
        """When the playlist runs out; None is never."""
        return self.stretches[-1].ends if self.stretches else datetime.min.replace(tzinfo=ZoneInfo("UTC"))


def slide_size(window: tuple[int, int]) -> tuple[int, int]:
    """Fit a slide, 16:9 or upright 9:16, into a window; both in pixels."""
    w, h = window
    wide, high = (16, 9) if w >= h else (9, 16)
    fitted = (w, round(w * high / wide)) if w * high <= h * wide else (round(h * wide / high), h)
    return window if abs(fitted[0] - w) <= 1 and abs(fitted[1] - h) <= 1 else (max(fitted[0], 1), max(fitted[1], 1))


def stamps(names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Read the mtime (ns) and size of files and folders; (0, 0) for one that is not there."""
    found: dict[str, tuple[int, int]] = {}
    for name in names:
        try:
            facts = os.stat(name)
            found[name] = (facts.st_mtime_ns, facts.st_size)
        except OSError:
            found[name] = (0, 0)
    return found


def at(playlist: Playlist, now: datetime) -> Stretch | None:
    """Find the stretch that holds a moment; None before the first and after the last."""
    return next((t for t in playlist.stretches if t.starts <= now and (t.ends is None or now < t.ends)), None)


def to_json(playlist: Playlist) -> str:
    """Write a playlist as one line of JSON, times in ISO 8601 with offset."""
    # Each slide stands once, and stretches name it by its place: a day with two hundred of them is read at every start.
    places: dict[Showing, int] = {}
    stretches = [{**_bare(t), "slides": [places.setdefault(s, len(places)) for s in t.slides]} for t in playlist.stretches]
    more = {
        name: [places.setdefault(s, len(places)) for s in slides]
        for name, slides in (("undated", playlist.undated), ("near", playlist.near))
    }
    rest = asdict(replace(playlist, stretches=(), undated=(), near=()))
    showings = [[s.what, s.key, s.dwell, s.card, s.shuffle] for s in places]
    told = {"schema": SCHEMA, **rest, "stretches": stretches, **more, "showings": showings}
    return json.dumps(told, default=datetime.isoformat, ensure_ascii=False)


def _bare(stretch: Stretch) -> dict[str, Any]:
    return {"starts": stretch.starts, "ends": stretch.ends, "light": stretch.light}


def from_json(text: str) -> Playlist:
    """Read what `to_json` wrote; raises Error."""
    try:
        return from_data(json.loads(text))
    except ValueError as e:
        raise Error(f"the playlist is not JSON: {e}") from e


def from_data(raw: Any) -> Playlist:
    """Read a playlist from parsed JSON; raises Error."""
    try:
        if raw["schema"] != SCHEMA:
            raise Error(f"the playlist has schema {raw['schema']}, expected {SCHEMA}")
        showings = _slides(raw["showings"])
        return Playlist(
            campaign=str(raw["campaign"]),
            zone=str(ZoneInfo(raw["zone"]).key),
            size=(int(raw["size"][0]), int(raw["size"][1])),
            program=str(raw["program"]),
            default=str(raw["default"]),
            stretches=tuple(_stretch(t, showings) for t in cast(list[dict[str, Any]], raw["stretches"])),
            stamps={str(k): (int(v[0]), int(v[1])) for k, v in raw["stamps"].items()},
            connectors={str(k): str(v) for k, v in raw["connectors"].items()},
            setting=_setting(raw["setting"]),
            langs=tuple(map(str, raw["langs"])),
            undated=_placed(raw["undated"], showings),
            touch=str(raw["touch"]),
            listed=tuple(map(str, raw["listed"])),
            near=_placed(raw["near"], showings),
            seed=int(raw["seed"]),
            whole=bool(raw["whole"]),
        )
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as e:
        raise Error(f"the playlist is damaged: {e!r}") from e


def _placed(raw: Iterable[int], showings: Sequence[Showing]) -> tuple[Showing, ...]:
    places = tuple(raw)
    if any(not 0 <= place < len(showings) for place in places):
        raise ValueError("a slide is not in the list")
    return tuple(showings[place] for place in places)


def _stretch(raw: Mapping[str, Any], showings: Sequence[Showing]) -> Stretch:
    starts, ends = _moment(raw["starts"]), _moment(raw["ends"]) if raw["ends"] else None
    return Stretch(starts, ends, _placed(raw["slides"], showings), _one_of(Light, raw["light"]))


def _slides(raw: Iterable[Sequence[Any]]) -> tuple[Showing, ...]:
    return tuple(Showing(str(what), str(key), float(dwell), str(card), bool(mixes)) for what, key, dwell, card, mixes in raw)


def _setting(raw: Mapping[str, Any]) -> Setting:
    return Setting(
        transition=_one_of(Transition, raw["transition"]),
        reduced_motion=bool(raw["reduced_motion"]),
        rotate=int(raw["rotate"]) % 360 // 90 * 90,
        touch=bool(raw["touch"]),
        reach_low=bool(raw["reach_low"]),
        mounted=float(raw["mounted"]),
        diagonal=float(raw["diagonal"]),
        dim=min(max(float(raw["dim"]), 0.0), 1.0),
    )


def _one_of(words: Any, found: Any) -> Any:
    if found not in get_args(words):
        raise ValueError(f"{found!r} is none of {', '.join(get_args(words))}")
    return found


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return moment
