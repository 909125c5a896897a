"""Profiles: a gradient's alpha along its length, and how it is raised to what lines of words ask for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

RAMP = 0.1
"""How far, as a share of the scrim's length, a raised place takes to fade out again."""
CLEAR = 0.03
"""Least length, as a share, that the gradient keeps between its head and the words when its stops are slid."""

Profile: TypeAlias = tuple[tuple[float, float], ...]
"""Stations of a gradient: offset and alpha, both 0 to 1, by rising offset."""


class Need(NamedTuple):
    """A line of words along the gradient: where it begins and ends (shares), and the alpha it asks for."""

    low: float
    high: float
    alpha: float


def stations(text: str) -> Profile:
    """Read "0 .84, .10 .70, 1 .97"."""
    pairs = (part.split() for part in text.split(","))
    return tuple(sorted((float(o), float(v)) for o, v in pairs))


def raised(profile: Profile, needs: Sequence[Need]) -> Profile:
    """Slide the rising stops towards the words until they pass, then lift what still does not; darken nothing else."""
    for _ in range(len(needs) + 1):
        slid = _slid(profile, needs)
        if slid == profile:
            break
        profile = slid
    return _lifted(profile, needs)


def at(profile: Profile, offset: float) -> float:
    """Read the alpha at an offset; flat beyond both ends."""
    if offset <= profile[0][0]:
        return profile[0][1]
    for (x0, y0), (x1, y1) in pairwise(profile):
        if offset <= x1:
            return y0 + (y1 - y0) * (offset - x0) / (x1 - x0) if x1 > x0 else y1
    return profile[-1][1]


def _slid(profile: Profile, needs: Sequence[Need]) -> Profile:
    """Move the stops after the lightest place up to the line that lacks most, once; the head stays, the rest gives way."""
    low = min(range(len(profile)), key=lambda i: profile[i][1])
    head = profile[low - 1][0] if low else profile[0][0]
    worst: tuple[float, float, float] | None = None
    for need in needs:
        passing = _passing(profile[low:], need.alpha)
        if passing is None or need.high <= profile[low][0] or passing <= need.low + 1e-4:
            continue
        target = max(need.low, head + CLEAR)
        if target < passing - 1e-4 and (worst is None or passing - target > worst[0]):
            worst = passing - target, passing, target
    if worst is None:
        return profile
    _, was, now = worst

    def move(x: float) -> float:
        if x <= head:
            return x
        return head + (x - head) * (now - head) / (was - head) if x <= was else now + (x - was) * (1 - now) / (1 - was)

    return tuple((x if i < low and x <= head else move(x), y) for i, (x, y) in enumerate(profile))


def _passing(rising: Profile, alpha: float) -> float | None:
    """Find where a rising profile reaches an alpha for good; None when it never does."""
    if rising[-1][1] < alpha or len(rising) < 2:
        return None
    for (x0, y0), (x1, y1) in reversed(tuple(pairwise(rising))):
        if y0 < alpha:
            return x0 + (x1 - x0) * (alpha - y0) / (y1 - y0)
    return rising[0][0]


def _lifted(profile: Profile, needs: Sequence[Need]) -> Profile:
    """Raise the places of lines that do not pass to what they ask for, fading out on both sides."""
    short = [n for n in needs if min(at(profile, x) for x in _inside(profile, n)) < n.alpha - 1e-4]
    if not short:
        return profile
    humps = [((n.low - RAMP, 0.0), (n.low, n.alpha), (n.high, n.alpha), (n.high + RAMP, 0.0)) for n in short]
    xs = sorted({min(max(x, 0.0), 1.0) for p in (profile, *humps) for x, _ in p})
    # The chord of a maximum of lines lies above it, so nothing is lost between the stations.
    return tuple((x, max(at(p, x) for p in (profile, *humps))) for x in xs)


def _inside(profile: Profile, need: Need) -> list[float]:
    return [need.low, need.high, *(x for x, _ in profile if need.low < x < need.high)]
