"""What lies beside the products, made anew by every run: the table of copies for places, the report, sheets for a signature."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

from kiosk.campaign.finding import Finding
from kiosk.campaign.slug import slug
from kiosk.export import manifest, naming, papers, place
from kiosk.export.make import Kit
from kiosk.export.manifest import Entry
from kiosk.export.order import PRODUCTS, Failure, Made, Order
from kiosk.export.papers import words
from kiosk.export.papers.words import _, counted
from kiosk.export.sheets import placements
from kiosk.page.items import Page
from kiosk.record import record

log = logging.getLogger("kiosk.export")
_File: TypeAlias = Mapping[str, Any]


@record(kw_only=True)
class Beside:
    """What was written beside the products: manifest entries, paths of papers, and papers that could not be made."""

    entries: tuple[dict[str, Any], ...] = ()
    papers: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


def written(order: Order, kit: Kit, made: Sequence[Made], findings: tuple[Finding, ...], told: Sequence[_File]) -> Beside:
    """Write what belongs beside these files, and remove what an earlier run wrote there and nobody wants now."""
    entries: list[dict[str, Any]] = []
    names: list[str] = []
    failures: list[Failure] = []
    table = placements.table(kit.campaign, told)
    if table is not None:
        place.put(order.out / table[0], table[1])
        entries.append(entry(placements.FOLDER, *table))
    # Where nothing was made there is nothing to sign or to cut, but something to tell.
    some = any(one.entries for one in made)
    several = order.n_up and any(one.entries and not one.task.copies_of for one in made)
    asked = (("report", order.report), ("sign-off", order.sign_off and some), (f"{order.n_up}-up", several))
    for what in (name for name, wanted in asked if wanted):
        path = f"{papers.FOLDER}/{_stem(order, kit, what)}.pdf"
        try:
            with words.speaking(kit.campaign.languages):
                data, alt = _paper(what, order, kit, made, findings, told)
            place.put(order.out / path, data)
        except place.Full:
            raise
        except Exception as trouble:
            # The files themselves are there; a paper about them must not take their manifest away.
            log.exception("%s failed", path)
            sentence = f"The paper could not be made ({type(trouble).__name__}); the files are whole, the details are in the log"
            failures.append(Failure(path=path, sentence=sentence))
            continue
        names.append(path)
        entries.append(
            {
                **entry(papers.FOLDER, path, data),
                "stock": "a4",
                "lang": words.spoken(kit.campaign.languages),
                "page_size_mm": [210.0, 297.0],
                "alt": alt,
            }
        )
    _swept(order.out, {str(e["path"]) for e in entries})
    return Beside(entries=tuple(entries), papers=tuple(names), failures=tuple(failures))


def is_beside(file: _File) -> bool:
    """Tell whether a manifest's entry is of something that lies beside the products."""
    return file.get("product") in (placements.FOLDER, papers.FOLDER)


def entry(product: str, path: str, data: bytes) -> dict[str, Any]:
    """Make a file's place in the manifest."""
    told: dict[str, Any] = {"path": path, "product": product, "stock": "", "item": None, "family": "", "lang": ""}
    return told | {
        "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "link": None, "qr": [], "alt": "", "findings": [],
    }  # fmt: skip


def _swept(out: Path, kept: set[str]) -> None:
    for old in manifest.earlier(out):
        if is_beside(old) and str(old["path"]) not in kept:
            place.remove(out / str(old["path"]))


def _stem(order: Order, kit: Kit, what: str) -> str:
    return naming.stem(slug(kit.campaign.id), f"{what}-a4", order.out / papers.FOLDER, "pdf", numbered=False)


def _paper(
    what: str, order: Order, kit: Kit, made: Sequence[Made], findings: tuple[Finding, ...], told: Sequence[_File]
) -> tuple[bytes, str]:
    """Make one paper; give its bytes and a sentence that tells it."""
    from kiosk.export.papers import report, signoff
    from kiosk.export.papers.thumbs import Shelf

    if order.n_up and what == f"{order.n_up}-up":
        return _several(order.n_up, kit, made)
    entries, earlier = _shown(told)
    lay: Callable[[Any, Shelf], tuple[Page, ...]] = report.pages
    if what == "sign-off":
        items = {e.item for one in made for e in one.entries}
        entries, lay = tuple(e for e in entries if e.item in items), signoff.pages
    run = papers.Run(
        campaign=kit.campaign,
        at=kit.at,
        out=order.out,
        entries=entries,
        earlier=earlier,
        findings=findings,
        withheld=tuple(w for one in made for w in one.withheld),
        failures=tuple(f for one in made for f in one.failures),
        maps={path: data for one in made for path, data in one.maps},
        proof=order.proof,
    )
    import tempfile

    with tempfile.TemporaryDirectory(prefix="kiosk-") as folder:
        pages = lay(run, Shelf(Path(folder), {order.out / path: pages for one in made for path, pages in one.shown}))
        data = _bytes(pages, kit)
    if what == "report":
        return data, _("Report: {verdict}.", verdict=report.verdict(run))
    sentence = counted("{n} sheet that asks for a signature.", "{n} sheets that ask for a signature.", len(pages))
    return data, sentence


def _several(count: Literal[2, 4, 9], kit: Kit, made: Sequence[Made]) -> tuple[bytes, str]:
    """Compose the pages of a run once more and lay several of them on each sheet."""
    from kiosk.export.make import compose
    from kiosk.export.papers import made as told
    from kiosk.export.papers import nup

    cells: list[nup.Cell] = []
    for one in by_date([m for m in made if m.entries and not m.task.copies_of], kit):
        entry = one.entries[0]
        sheets = compose(one.task, kit)
        for n, sheet in enumerate(sheets):
            side = (_("front"), _("back"))[n] if len(sheets) == 2 else _("{n} of {count}", n=n + 1, count=len(sheets))
            cells.append(
                nup.Cell(
                    sheet.page,
                    told.title(kit.campaign, entry),
                    ", ".join((told.kind(entry), side)) if len(sheets) > 1 else told.kind(entry),
                )
            )
    pages = nup.pages(cells, count, _("{title}: {count} on a sheet", title=kit.campaign.title, count=count))
    return _bytes(pages, kit), counted("{n} page, {count} on a sheet.", "{n} pages, {count} on a sheet.", len(cells), count=count)


def by_date(made: Sequence[Made], kit: Kit) -> Sequence[Made]:
    """Order what was made by its date within its product: pages of the whole campaign first, what has no date yet last."""
    products = list(dict.fromkeys(m.entries[0].product for m in made))

    def key(one: Made) -> tuple[int, int, str]:
        entry = one.entries[0]
        starts = getattr(kit.campaign.item(entry.item or ""), "starts", None)
        return products.index(entry.product), 0 if not entry.item else 2 if starts is None else 1, str(starts or "")

    return sorted(made, key=key)


def _bytes(pages: Sequence[Page], kit: Kit) -> bytes:
    from kiosk.paint import pdf

    out = io.BytesIO()
    pdf.write(pages, out, pdf.Digital(pages[0].title, pages[0].lang, kit.campaign.organisation, kit.at))
    return out.getvalue()


def _shown(told: Iterable[_File]) -> tuple[tuple[Entry, ...], dict[str, str]]:
    """Choose what papers tell of: every product in the folder that is current; and of which moment those of earlier runs are."""
    shown: list[Entry] = []
    earlier: dict[str, str] = {}
    for file in told:
        known = None if is_beside(file) or "stale" in file or manifest.is_aside(str(file["path"])) else manifest.entry_of(file)
        if known is None or known.product not in PRODUCTS:
            continue
        shown.append(known)
        if "at" in file:
            earlier[known.path] = str(file["at"])
    shown.sort(key=lambda e: (PRODUCTS.index(e.product), e.path))  # pyright: ignore[reportArgumentType]
    return tuple(shown), earlier
