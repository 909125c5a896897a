"""A diary in words, for people at a terminal: all slides at first, then what comes and what goes, with gaps and clashes named."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from kiosk.campaign import diary
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.diary import Diary, Stretch
from kiosk.campaign.light import Light

WIDTH = 110
"""Letters of a line."""
_LIGHTS: dict[Light, str] = {"on": "", "dim": "dimmed", "dark": "dark"}


def words(told: Diary, campaign: Campaign, width: int = WIDTH) -> Iterator[str]:
    """Write a screen's diary, line by line."""
    name = told.screen.name if told.screen is not None else "Any screen"
    yield name + (f", {diary.said(told.stretches[0].start, told.stretches[-1].end)}" if told.stretches else "")
    items = {item.id: item for item in campaign.items}
    titles = {what: diary.named(what, items) for row in told.stretches for what in row.whats}
    titles = {what: f'"{title}"' if what in items else title for what, title in titles.items()}
    shown: Sequence[str] | None = None
    light: Light = "on"
    day = ""
    for row in diary.joined(told.stretches):
        if row.light == light == "dark":
            continue
        date = f"{row.start:%a} {row.start.day} {row.start:%b}" + (
            "" if row.start.year == told.stretches[0].start.year else f"{row.start: %Y}"
        )
        head = f"  {date if date != day else '':<11} {row.start:%H:%M}  "
        day = date
        said = _LIGHTS[row.light] if row.light == "dark" else _lit(row, shown, light, titles)
        yield from textwrap.wrap(said, width, initial_indent=head, subsequent_indent=" " * len(head), break_long_words=False)
        light = row.light
        shown = shown if row.light == "dark" else row.whats
    for kind, notes in (("Gap", told.gaps), ("Clash", told.clashes)):
        for note in notes:
            yield from textwrap.wrap(f"{kind}: {note.sentence}.", width, initial_indent="  ", subsequent_indent="    ")
    if not told.gaps and not told.clashes:
        yield "  No gaps, no clashes."


def _lit(row: Stretch, shown: Sequence[str] | None, before: Light, titles: dict[str, str]) -> str:
    """Say what is shown: all of it, or what changed where that is less."""
    light = _LIGHTS[row.light] or ("lit again" if before != "on" else "")
    come = [titles[w] for w in row.whats if shown is None or w not in shown]
    gone = [titles[w] for w in shown or () if w not in row.whats]
    if shown is None or len(come) + len(gone) >= len(row.whats):
        slides = "1 slide" if len(row.whats) == 1 else f"{len(row.whats)} slides"
        said = f"{slides}, a round of {minutes(row.round)}: {', '.join(titles[w] for w in row.whats)}"
    else:
        said = "; ".join(f"{word} {', '.join(some)}" for word, some in (("also", come), ("no longer", gone)) if some)
    return ": ".join(part for part in (light, said) if part) or "the same in another order"


def minutes(seconds: float) -> str:
    """Say how long a round takes."""
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"
