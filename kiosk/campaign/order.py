"""The order of slides in a round: events by date with fillers spread between; a fair shuffle by seed for those that ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import blake2b

from kiosk.campaign.slide import Slide


def mixed(events: Sequence[Slide], fillers: Sequence[Slide]) -> list[Slide]:
    """Spread the fillers evenly between the events, an event first."""
    if not events or not fillers:
        return [*events, *fillers]
    found: list[Slide] = []
    placed = 0
    for n, filler in enumerate(fillers):
        # Event i stands at i / events of the way, filler n at (n + 1/2) / fillers.
        upto = min(len(events) * (2 * n + 1) // (2 * len(fillers)) + 1, len(events))
        found += events[placed:upto]
        found.append(filler)
        placed = upto
    return [*found, *events[placed:]]


def shuffled(slides: Sequence[Slide], asking: frozenset[str], seed: int, on: date) -> list[Slide]:
    """Let the slides that ask change places among themselves: another order each day, the same wherever it is worked out."""
    places = [n for n, s in enumerate(slides) if s.what in asking]
    drawn = sorted((slides[n] for n in places), key=lambda s: lot(s.what, seed, on))
    found = list(slides)
    for n, slide in zip(places, drawn, strict=True):
        found[n] = slide
    return found


def lot(what: str, seed: int, on: date) -> bytes:
    """Draw a slide's lot for a day; each order of any number of slides is as likely as any other."""
    return blake2b(f"{seed}:{on}:{what}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
