"""A small stream of random numbers that is the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


class Stream:
    """SplitMix64 (Steele, Lea, Flood 2014): eight lines of integer arithmetic that any other renderer can repeat.

    A named stream is independent of the others of its seed, so a change in one layer never moves another.
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int, name: str = "") -> None:
        state = seed & _MASK
        for byte in name.encode():  # FNV-1a, folded into the seed
            state = ((state ^ byte) * 0x100000001B3) & _MASK
        self._state = state

    def whole(self) -> int:
        """Draw a whole number of 64 bits."""
        self._state = z = (self._state + _GOLDEN) & _MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def unit(self) -> float:
        """Draw from 0 (included) to 1 (not included), in steps of 2 to the power of -53."""
        return (self.whole() >> 11) * 2.0**-53

    def between(self, low: float, high: float) -> float:
        """Draw evenly between two bounds."""
        return low + (high - low) * self.unit()

    def bell(self, spread: float) -> float:
        """Draw round 0 with standard deviation `spread`: four even draws added up.

        Sums alone, no logarithm and no cosine: those may differ in the last bit between C libraries. Never beyond 3.5 spreads.
        """
        return (self.unit() + self.unit() + self.unit() + self.unit() - 2) * 1.7320508075688772 * spread

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of the choices."""
        return choices[self.whole() % len(choices)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Draw an order (Fisher and Yates)."""
        out = list(items)
        for i in range(len(out) - 1, 0, -1):
            j = self.whole() % (i + 1)
            out[i], out[j] = out[j], out[i]
        return out
