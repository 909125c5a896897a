"""Emoji: which characters make one, and the name of its picture."""

from __future__ import annotations

import re

WIDTH = 1.14
"""Width that an emoji takes on a line, in em."""
SIDE = 1.0
"""Side of its picture, in em."""
DEPTH = 0.14
"""How far the picture reaches below the baseline, in em."""
_BASE = "[\U0001f000-\U0001faff\u2600-\u27bf\u231a\u231b\u23e9-\u23fa\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55]"
_TONE = "[\U0001f3fb-\U0001f3ff]"
SEQUENCE = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3"
    rf"|{_BASE}\ufe0f?{_TONE}?[\U000e0020-\U000e007f]*(?:\u200d{_BASE}\ufe0f?{_TONE}?)*\ufe0f?"
)
"""One emoji with all that joins it (UTS 51): flags, key caps, skin tones, families."""


def key(sequence: str) -> str:
    """Name the picture of an emoji, among the pictures of a page."""
    return "emoji:" + "-".join(f"{ord(c):x}" for c in sequence if c != "\ufe0f")


def stems(sequence: str) -> tuple[str, ...]:
    """Name the files that may hold the picture, the most exact one first; at last that of the first character alone."""
    exact = "-".join(f"{ord(c):x}" for c in sequence)
    return tuple(dict.fromkeys((exact, key(sequence)[6:], f"{ord(sequence[0]):x}" if ord(sequence[0]) > 0xFF else exact)))
