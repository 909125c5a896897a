"""Findings and counts as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TextIO

from kiosk.campaign.finding import Finding

_ORDER = ("error", "warning", "info")
_MOST, _SHORT = 3, 40
"""Places that are named one by one, and letters up to which a title is quoted."""


def count(number: int, one: str) -> str:
    """Say how many there are of a thing: "1 file", "2 files"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def tell(found: Iterable[Finding], out: TextIO, titles: Mapping[str, str] | None = None) -> None:
    """Write each finding on a line, the worst first: severity, where, sentence, cure; items by title where one is known."""
    told: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    for finding in sorted(found, key=lambda f: _ORDER.index(f.severity)):
        text = " ".join(s for s in (finding.sentence, finding.cure) if s)
        # The same sentence about ten slides is one line.
        places = told.setdefault((finding.severity, text), {})
        products = places.setdefault(finding.item or "", {})
        if finding.product:
            products[finding.product] = None
    for (severity, text), places in told.items():
        where = [w for item, products in places.items() if (w := _where(item, tuple(products), text, titles or {}))]
        named = list(dict.fromkeys(where))
        more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
        # Forty events of one title read alike; how many there are is news all the same.
        more += f", {len(where)} times" if len(named) == 1 < len(where) else ""
        print(f"{severity}: " + (f"[{', '.join(named[:_MOST])}{more}] " if named else "") + text, file=out)


def _where(item: str, products: tuple[str, ...], text: str, titles: Mapping[str, str]) -> str:
    """Name an item, unless the sentence does so, and the product, or how many there are."""
    title = titles.get(item, "")
    name = f'"{_shortened(title)}"' if title else item
    if title and f'"{title}"' in text:
        name = ""
    on = products[0] if len(products) == 1 else f"on {len(products)} products" if products else ""
    return " ".join(w for w in (name, on) if w)


def _shortened(title: str) -> str:
    return title if len(title) <= _SHORT else f"{title[:_SHORT].rstrip()}…"
