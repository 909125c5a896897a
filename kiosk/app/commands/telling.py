"""Findings and counts as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from kiosk.campaign.finding import Finding

_ORDER = ("error", "warning", "info")


def count(number: int, one: str) -> str:
    """Say how many there are of a thing: "1 file", "2 files"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def tell(found: Iterable[Finding], out: TextIO) -> None:
    """Write each finding on a line, the worst first: severity, item and product, sentence, cure."""
    told: dict[tuple[str, str], list[str]] = {}
    for finding in sorted(found, key=lambda f: _ORDER.index(f.severity)):
        where = " ".join(w for w in (finding.item, finding.product) if w)
        text = " ".join(s for s in (finding.sentence, finding.cure) if s)
        told.setdefault((finding.severity, text), []).append(where)
    for (severity, text), places in told.items():
        # The same sentence about ten slides is one line.
        named = [p for p in dict.fromkeys(places) if p]
        more = f" and {len(named) - 3} more" if len(named) > 3 else ""
        print(f"{severity}: " + (f"[{', '.join(named[:3])}{more}] " if named else "") + text, file=out)
