"""Slugs: short ASCII names made from titles, safe as ids and file names on every system."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 60
"""Characters a slug may have."""
_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}
"""Names that Windows keeps for devices, whatever the extension."""
_APART = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "’": "", "'": ""})


def slug(text: str, fallback: str = "item") -> str:
    """Make a slug; words without a Latin letter or digit become `fallback` and a short hash, so they differ and stay."""
    plain = unicodedata.normalize("NFKD", text.translate(_APART)).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(made) > LONGEST:
        # A cut name keeps a hash of the whole, so that two long titles with the same start stay apart.
        made = made[: LONGEST - 7].rsplit("-", 1)[0].strip("-") + "-" + _hash(text)
    if not made:
        return f"{fallback}-{_hash(text)}"
    return f"{made}-{fallback}" if made in _RESERVED else made


def is_slug(text: str) -> bool:
    """Tell whether a text can stand as an id: lower-case letters, digits, single hyphens, not a reserved name."""
    return len(text) <= LONGEST and _SHAPE.fullmatch(text) is not None and text not in _RESERVED


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
