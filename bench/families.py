"""Previews of every product in every family, and the contact sheet of all families."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.measure import ROOT, Row, below

HIGH = 1000
"""Pixels of a preview's height."""
TIMES = 7
_SAMPLE = ROOT / "assets" / "samples" / "knowvember-22"
_AT = datetime(2022, 11, 1, 9)


def rows() -> Iterator[Row]:
    """Measure previews and the contact sheet."""
    from kiosk.export import workers

    with workers.calm():
        yield from _rows()


def _rows() -> Iterator[Row]:
    typed, anew = {}, {}
    for name, brief in briefs():
        anew[name] = min(_anew(brief) for _ in range(3))
        typed[name] = _typed(brief)
    for what, found, most in (
        ("a field changed and the motif kept", typed, 16),
        ("from nothing", anew, 60),
    ):
        worst = max(found, key=lambda name: found[name])
        middle = statistics.median(found.values())
        note = f"half of {len(found)} take less than {middle:.1f} ms; slowest: {worst}"
        yield below(
            f"Preview {HIGH} pixels high, {what}: slowest product of all families",
            found[worst],
            most,
            "ms",
            note,
        )
    yield below("Contact sheet of five families on twelve stocks", _sheet(), 6, "s")


def briefs() -> Iterator[tuple[str, Any]]:
    """List the previews: every product of every family, slides upright too."""
    from kiosk.compose.brief import Brief
    from kiosk.export.contact import contact
    from kiosk.page.stock import STOCKS

    kit, _ = contact.prepared(contact.Wish(campaign=_SAMPLE, out=Path("."), at=_AT))
    shown = [(product, next(iter(stocks))) for product, stocks in STOCKS.items()]
    for family, files in kit.families.items():
        for product, stock in (*shown, ("slide", "1080x1920"), ("programme", "a4"), ("social", "share")):
            what = contact.chosen(kit.campaign, product)
            yield (
                f"{family} {product} {stock}",
                Brief(
                    campaign=kit.campaign, product=product, stock=STOCKS[product][stock], what=what, at=kit.at,
                    family_name=family, family=files, langs=kit.campaign.languages, pictures=kit.pictures,
                ),
            )  # fmt: skip


def preview(brief: Any) -> None:
    """Compose a brief and paint its first page as the desk would show it."""
    from kiosk.compose import compose
    from kiosk.paint import qt

    page = compose.compose(brief)[0].page
    qt.raster(page, (round(HIGH * page.stock.width / page.stock.height), HIGH), typed=True)


def changed(brief: Any, n: int) -> Any:
    """Change one field as if somebody typed: the title of what is shown, else the campaign's theme."""
    campaign = brief.campaign
    for table in ("events", "techniques"):
        items = getattr(campaign, table)
        if any(i.id == brief.what for i in items):
            typed = tuple(replace(i, title=f"{i.title} {'abcdefgh'[:n]}") if i.id == brief.what else i for i in items)
            return replace(brief, campaign=replace(campaign, **{table: typed}))
    return replace(brief, campaign=replace(campaign, theme=f"{campaign.theme} {'abcdefgh'[:n]}"))


def _typed(brief: Any) -> float:
    preview(brief)
    preview(brief)
    taken: list[float] = []
    for n in range(1, TIMES + 1):
        next_ = changed(brief, n)
        begun = time.process_time()
        preview(next_)
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def _anew(brief: Any) -> float:
    forget()
    begun = time.process_time()
    preview(brief)
    return (time.process_time() - begun) * 1000


def forget() -> None:
    """Empty every cache of the program's, so that nothing but the imports is left of earlier pages."""
    for name, module in list(sys.modules.items()):
        if name.startswith("kiosk."):
            for thing in list(vars(module).values()):
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()
    from kiosk.compose.ground import behind, trail
    from kiosk.compose.setting import solving
    from kiosk.compose.template import family
    from kiosk.paint import qt_again, qt_paths

    for kept in (qt_paths.built, family._dressed, behind._motifs, behind._extents, solving.found):  # pyright: ignore[reportPrivateUsage]
        kept.clear()
    trail.forget()
    qt_again.forget()


def _sheet() -> float:
    """Seconds from the campaign's folder to the PNG, by the clock, in this process alone."""
    import tempfile

    from kiosk.export.contact import contact

    forget()
    with tempfile.TemporaryDirectory() as out:
        begun = time.perf_counter()
        kit, todo = contact.prepared(contact.Wish(campaign=_SAMPLE, out=Path(out), at=_AT))
        made = contact.make(todo[0], kit)
        if not made.paths:
            raise RuntimeError(f"the contact sheet was not made: {made.failures}")
        return time.perf_counter() - begun


if __name__ == "__main__":
    for name, brief in briefs():
        print(f"{name:28} from nothing {min(_anew(brief) for _ in range(2)):6.1f} ms   typed {_typed(brief):6.1f} ms")
    for row in rows():
        print(row)
