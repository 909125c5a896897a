"""What a run made, as papers tell it: its files with their proof in words, and one number for all of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import title_of
from kiosk.campaign.later import later
from kiosk.export.manifest import Entry
from kiosk.export.papers import Run, words
from kiosk.export.papers.words import _
from kiosk.page.stock import STOCKS

Use: TypeAlias = Literal["press", "office", "web", "screens"]
"""Where a file goes."""
_OFFICE = {"-saver": later("saving ink"), "-grey": later("black and white")}
"""Ends of the names of files that are for the office printer alone, and what they are called."""
_USUAL: Mapping[str, Collection[str]] = dict(STOCKS.items())
"""Stocks by product that are no sheets of the office printer."""
_STOCKS = {"4up-a4": later("four on A4"), "a3-on-a4": later("A3 on two A4 sheets")}


def version(entries: Iterable[Entry]) -> str:
    """Give files one number, which changes with any byte of them: what was signed can be told from what came later."""
    lines = sorted(f"{entry.path} {entry.sha256}" for entry in entries)
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return f"{digest[:4]} {digest[4:8]} {digest[8:12]}"


def use(entry: Entry) -> Use:
    """Tell where a file goes."""
    if entry.press:
        return "press"
    if entry.product in ("slide", "screensaver"):
        return "screens"
    sheet = entry.stock not in _USUAL.get(entry.product, ()) or entry.stock in _STOCKS
    return "office" if sheet or look(entry) else "web"


def look(entry: Entry) -> str:
    """Say how a file differs in its inks from the usual one: "saving ink, black and white"."""
    stem = Path(entry.path).stem
    return ", ".join(_(said) for end, said in _OFFICE.items() if re.search(rf"{end}(-grey)?(-\d+)?$", stem))


def title(campaign: Campaign, entry: Entry) -> str:
    """Name what a file shows: its item's title, else the campaign's."""
    item = campaign.item(entry.item) if entry.item else None
    return title_of(item) if item else campaign.title


def kind(entry: Entry) -> str:
    """Say what a file is: "Poster, A4, 210 × 297 mm"."""
    special = _STOCKS.get(entry.stock, "")
    stock = _(special) or (entry.stock.replace("-", " ").capitalize() if not entry.pixels else "")
    said = [words.product(entry.product), stock]
    if entry.page_size_mm:
        said.append("\u00a0×\u00a0".join(str(round(side)) for side in entry.page_size_mm) + "\u00a0mm")
    elif entry.pixels:
        said.append(f"{entry.pixels[0]}\u00a0×\u00a0{entry.pixels[1]}")
    said.append(look(entry))
    if entry.placement:
        said.append(_("for {place}", place=entry.placement.name or entry.placement.id))
    return ", ".join(word for word in said if word)


def weight(entry: Entry) -> str:
    """Say how large a file is."""
    return f"{entry.bytes / 1e6:.1f} MB" if entry.bytes >= 1e6 else f"{max(1, round(entry.bytes / 1e3))} KB"


def code(run: Run, entry: Entry) -> tuple[bool, str]:
    """Say whether a file's codes were read back, and how far off they read; nothing for a file without any."""
    if not entry.qr:
        return True, ""
    one = len(entry.qr) == 1
    if not run.proof:
        return False, _("Code not read back") if one else _("{n} codes not read back", n=len(entry.qr))
    if any(c.decoded != c.text for c in entry.qr):
        return False, _("Code cannot be read") if one else _("Not every code can be read")
    far = min(c.readable_to_m for c in entry.qr)
    return True, _("Code readable to {far} m", far=f"{far:g}") if one else _(
        "{n} codes readable to {far} m", n=len(entry.qr), far=f"{far:g}"
    )


def apart(entry: Entry) -> str:
    """Say how far a PDF lies from the picture on screens, as a number; a press file has other colours."""
    if entry.difference is None or entry.press:
        return ""
    return _("Proof: {number} of 255", number=f"{entry.difference.worst:.0f}")


def moment(run: Run, entry: Entry) -> str:
    """Say of which day a file of an earlier run is; nothing for one of this run."""
    try:
        at = datetime.fromisoformat(run.earlier[entry.path])
    except (KeyError, ValueError):
        return ""
    return _("As of {day}", day=dates.full(at.date(), words.lang(), year=True))


def forced(entry: Entry) -> bool:
    """Tell whether a file was written in spite of an error."""
    return any(f.severity == "error" for f in entry.findings)
