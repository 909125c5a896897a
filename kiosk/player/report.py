"""How the players of this user are doing: what their parts have told, put together, and said in words people understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kiosk.campaign.ago import ago, bare, count, day
from kiosk.player import state
from kiosk.store.release import playerwords

STALE = 30.0
"""Seconds after which a player that lives but tells nothing counts as hung."""


FORGOTTEN = 30 * 86_400.0
"""Seconds after which a player that runs no more is not told of any longer."""


def gather(now: datetime | None = None) -> list[dict[str, Any]]:
    """Put together what is known of every player that plays, or should."""
    now = now or datetime.now(UTC)
    found = [of(home, now) for home in state.homes()]
    return [one for one in found if one is not None]


def of(home: Path, now: datetime) -> dict[str, Any] | None:
    """Put together what is known of one player; None when it ended as it was meant to, or is long gone."""
    player, sync, over = (state.read(home, name) for name in (state.PLAYER, state.SYNC, state.SUPERVISOR))
    lives, supervised = state.is_alive(player), state.is_alive(over)
    if not lives and not supervised and (not over or min(state.age(player), state.age(over)) > FORGOTTEN):
        return None  # it ended as it was meant to, was only a preview, or nobody has missed it for long
    release = sync.get("release") if sync else None
    one: dict[str, Any] = {
        "name": home.name,
        "plays": str(player.get("plays") or over.get("plays") or ""),
        "kind": str(player.get("kind") or "release"),
        "folder": str(player.get("folder") or ""),
        "state": _state(player, over, lives=lives, supervised=supervised),
        "screens": list(player.get("screens") or ()) if lives else [],
        "shown": int(player.get("shown") or 0),
        "release": release,
        "kept_out": list(sync.get("kept_out") or ()),
        "sources": list(sync.get("sources") or ()),
        "set_aside": list(player.get("set_aside") or ()),
        "clock": dict(player.get("clock") or {"trusted": True, "why": ""}),
        "notice": player.get("notice"),
        "safe": str(over.get("safe") or "") if supervised else "",
        "trouble": str(sync.get("trouble") or player.get("trouble") or ""),
        "restarts": int(over.get("restarts") or 0),
        "last": dict(over.get("last") or {}),
        "memory": int(player.get("memory") or 0),
        "handles": int(player.get("handles") or 0),
        "parts": {**({"player": player.get("pid")} if lives else {}), **(over.get("parts") or {} if supervised else {})},
        "beat": player.get("beat") or over.get("beat"),
    }
    return {**one, "sentences": list(sentences(one, now))}


def _state(player: Mapping[str, Any], over: Mapping[str, Any], *, lives: bool, supervised: bool) -> str:
    if supervised and over.get("safe"):
        return "safe"
    if lives:
        return "hung" if state.age(player) > STALE else "playing"
    return "starting" if supervised else "stopped"


def is_well(one: Mapping[str, Any]) -> bool:
    """Tell whether a player does what it should; what it keeps out or set aside does not count against it."""
    return one["state"] in ("playing", "starting")


def sentences(one: Mapping[str, Any], now: datetime, titles: Mapping[str, str] = MappingProxyType({})) -> Sequence[str]:
    """Say how a player is doing, the most important first, without a full stop; `titles` are those of items by id."""
    said: list[str] = []
    match one["state"]:
        case "safe":
            said.append(f"safe mode, only the default slide is shown: {one['safe']}")
        case "hung":
            said.append(f"hangs: its last word was {ago(one['beat'], now)}")
        case "stopped":
            said.append(f"does not run any more: its last word was {ago(one['beat'], now)}")
        case "starting":
            said.append("is starting")
        case _:
            said += [_screen(s, now, titles, several=len(one["screens"]) > 1) for s in one["screens"]]
    release = one["release"]
    if release:
        said.append(f"release of {day(release['made'], now)}")
        # Before the first release is taken there is nothing to verify.
        if release["files"]:
            said.append(f"{release['verified']} of {release['files']} files verified")
    if one["notice"]:
        until = datetime.fromtimestamp(one["notice"]["until"], UTC).astimezone()
        said.append(f'notice until {until:%H:%M}: "{one["notice"]["text"]}"')
    said += [f"a newer release is kept out since {day(o['since'], now)}: {bare(o['why'])}" for o in one["kept_out"]]
    if one["trouble"]:
        said.append(bare(one["trouble"]))
    if not one["clock"].get("trusted", True):
        said.append(f"only what has no date is shown: {bare(one['clock'].get('why', ''))}")
    said += _sources(one["sources"], now)
    aside = one["set_aside"]
    if aside:
        reasons = "; ".join(_why(a) for a in aside[:3])
        more = f"; and {len(aside) - 3} more" if len(aside) > 3 else ""
        said.append(f"{count(len(aside), 'item')} set aside: {reasons}{more}")
    if one["restarts"]:
        last = one["last"]
        said.append(f"started again {count(one['restarts'], 'time')}, last because {bare(str(last.get('why', 'it ended')))}")
    return said


def _why(aside: Mapping[str, Any]) -> str:
    """Say why something is set aside, and what, unless the reason names it."""
    why, named = bare(aside["why"]), str(aside.get("title") or aside["what"])
    return why if named in why else f"{why} ({named})"


def _screen(screen: Mapping[str, Any], now: datetime, titles: Mapping[str, str], *, several: bool) -> str:
    name = screen.get("name") or screen.get("connector") or ""
    where = f"{name}: " if several and name else ""
    if not screen.get("slide"):
        return f"{where}dark since {ago(screen.get('since'), now)}"
    still = "; THE SCREEN DOES NOT CHANGE" if screen.get("screen") == "still" else ""
    return f"{where}changed slide {ago(screen.get('since'), now)} (now {playerwords.slide(screen['slide'], titles)}){still}"


def _sources(sources: Sequence[Mapping[str, Any]], now: datetime) -> list[str]:
    said: list[str] = []
    for source in sources:
        when = f"of {day(source['when'], now)}" if source.get("when") else "never read yet"
        if source.get("why"):
            said.append(f"source {source['id']} {when} is kept: {bare(source['why'])}")
        else:
            said.append(f"source {source['id']} {when}")
    return said
