"""How players are doing, in words: a sign that says it at a glance, and what is behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from kiosk.campaign.ago import ago, bare, count, day
from kiosk.record import record
from kiosk.store.release.players import Place, Player, Shown

Sign: TypeAlias = Literal["well", "look", "away"]
"""All is as it should be; somebody should have a look; it has said nothing for a day."""
FRESH = timedelta(seconds=15)
"""How long what a player says it shows is told as true now: it leaves word once a minute, slides change more often."""
LATE, AWAY = timedelta(minutes=3), timedelta(days=1)
"""How long a player may be silent before somebody should have a look, and before it counts as away."""
FETCHING = timedelta(minutes=2)
"""How long after a publishing a player may still have the release before: it looks, fetches, and leaves word."""
HEADS: Mapping[Sign, str] = {"well": "Well", "look": "Have a look", "away": "Away"}
_WORST: tuple[Sign, ...] = ("look", "away", "well")
_MOST = 3
_PAGES = {
    "cover": "the cover",
    "agenda-today": "what is on today",
    "agenda-week": "what is on this week",
    "changed-hours": "the changed opening hours",
    "default": "the default slide",
}
_STARTING = "starting"
_STATES = {
    "hung": "It hangs",
    "stopped": "It does not run any more",
    "safe": "It is in safe mode and shows the default slide alone",
}


@record(kw_only=True)
class Verdict:
    """How one player is doing: its name, the sign, and sentences without a full stop, the most important first."""

    name: str
    sign: Sign
    lines: tuple[str, ...]


def judge(player: Player, place: Place, titles: Mapping[str, str], now: datetime) -> Verdict:
    """Say how a player is doing; `titles` are those of items by id."""
    silent = now - player.seen
    troubles = tuple(_troubles(player, place, titles, now))
    sign: Sign = "away" if silent > AWAY else "look" if troubles or silent > LATE else "well"
    seen = f"Last seen {ago(player.seen.isoformat(), now)}"
    if silent > LATE:  # what it said then is no news
        return Verdict(name=player.name, sign=sign, lines=(seen, *troubles))
    shown = [_shown(s, titles, player.seen, now, several=len(player.screens) > 1) for s in player.screens]
    if player.state == _STARTING:
        shown = ["It is starting"]
    newest = player.release and player.release == place.release
    if not newest and _fetches(place, now):
        shown = [*shown, "Fetches what was just published"]
    has = [f"Has the newest release, of {day(player.made.isoformat() if player.made else None, now)}"] if newest else []
    return Verdict(name=player.name, sign=sign, lines=(*troubles, *shown, *has, seen))


def _troubles(player: Player, place: Place, titles: Mapping[str, str], now: datetime) -> Iterator[str]:
    if player.state in _STATES:
        yield _STATES[player.state]
    if player.trouble:
        yield bare(player.trouble)
    yield from (f"{s.screen or 'The screen'} does not change" for s in player.screens if s.still)
    if player.kept_out:
        yield f"A newer release is kept out: {bare(player.kept_out)}"
    elif player.release != place.release and player.state != _STARTING and not _fetches(place, now):
        of = f"the release of {day(player.made.isoformat(), now)}" if player.made else "no release yet"
        yield f"Has {of}; the newest has not come there"
    if player.aside:
        told = "; ".join(f"{slide(what, titles)}: {bare(why)}" for what, why in player.aside[:_MOST])
        more = f" and {len(player.aside) - _MOST} more" if len(player.aside) > _MOST else ""
        yield f"Set aside for a day: {told}{more}"


def _fetches(place: Place, now: datetime) -> bool:
    """Tell whether something was published so lately that no player need have it."""
    return place.since is not None and now - place.since < FETCHING


def _shown(screen: Shown, titles: Mapping[str, str], seen: datetime, now: datetime, *, several: bool) -> str:
    where = f"{screen.screen}: " if several and screen.screen else ""
    what = slide(screen.slide, titles) if screen.slide else ""
    if now - seen <= FRESH:
        return f"{where}Shows {what}" if what else f"{where}Dark"
    return f"{where}{f'Showed {what}' if what else 'Was dark'} {ago(seen.isoformat(), now)}"


def slide(what: str, titles: Mapping[str, str]) -> str:
    """Name a slide for people: an item by its title where that is known, or the page."""
    return f"“{titles[what]}”" if what in titles else _PAGES.get(what, what)


def judged(place: Place, titles: Mapping[str, str], now: datetime) -> tuple[Verdict, ...]:
    """Say how all players of a place are doing, those first that somebody should look at."""
    found = [judge(one, place, titles, now) for one in place.players]
    return tuple(sorted(found, key=lambda v: _WORST.index(v.sign)))


def summed(verdicts: tuple[Verdict, ...]) -> str:
    """Say in one line how all are doing."""
    if not verdicts:
        return "No screen follows this folder yet"
    parts = [
        f"{count(sum(v.sign == sign for v in verdicts), 'player')} {words}"
        for sign, words in (("look", "to have a look at"), ("away", "away"), ("well", "well"))
        if any(v.sign == sign for v in verdicts)
    ]
    return ", ".join(parts)
