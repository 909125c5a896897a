"""Care for panels: pictures stand a few pixels elsewhere every few minutes, so that no edge burns in."""

from __future__ import annotations

SPOTS = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
"""The places a picture takes in turn, each one step from the one before."""
EVERY = 180.0
"""Seconds that a picture stays at one place."""


def step(size: tuple[int, int]) -> int:
    """Count the pixels of a step on a window: 2 where 1080 lines are, 4 where 2160 are."""
    return max(round(min(size) / 540), 1)


def shift(seconds: float, size: tuple[int, int]) -> tuple[int, int]:
    """Say by how many pixels pictures are shifted so many seconds after the start."""
    x, y = SPOTS[int(seconds // EVERY) % len(SPOTS)]
    return x * step(size), y * step(size)
