"""One task made whole: compose, impose, paint, prove, write. Runs in this process or in a worker of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter

from kiosk.campaign.brand import rules, whole
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Brief, Composed
from kiosk.export import place, posting, press
from kiosk.export.files import drawn, judging
from kiosk.export.files.drawn import File
from kiosk.export.manifest import Entry
from kiosk.export.order import Failure, Made, Task, Withheld
from kiosk.export.press import Printing
from kiosk.export.sheets import greys, office, placements, reaching
from kiosk.page.geometry import MM
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.record import record
from kiosk.store.folder import spoilt, telling
from kiosk.store.templates import NEUTRAL


@record(kw_only=True)
class Kit:
    """What every task of a run shares; `blamed` are the errors that reading the campaign found, by item (and spoilt's names).

    `listed` is the campaign as its own pages list it: without items that could be read only in part.
    `families` are the files of each template family by name, `unread` says of those that cannot be read why not; `neutral`
    are the files of the family that makes a page where another one cannot. `papers`: some will show what was made.
    """

    campaign: Campaign
    listed: Campaign
    at: datetime
    out: Path
    families: Mapping[str, Mapping[str, str]]
    unread: Mapping[str, str]
    pictures: Mapping[str, PictureFacts | Artwork]
    blamed: Mapping[str, tuple[Finding, ...]]
    neutral: Mapping[str, str]
    force: bool = False
    proof: bool = True
    printing: Printing = Printing()
    compare: bool = False
    papers: bool = False

    @property
    def branded(self) -> bool:
        """Whether a brand changes what pages look like."""
        return bool(whole(self.campaign.brand).inks)

    @property
    def contrast(self) -> float:
        """The least contrast of words that the brand asks for, 0 for the usual."""
        return rules(whole(self.campaign.brand)).contrast


def make(task: Task, kit: Kit) -> Made:
    """Make the files of one task; what fails is told in the answer and never stops the others."""
    begun = perf_counter()
    try:
        sheets = compose(task, kit)
        made = _made(task, kit, sheets)
    except Exception as trouble:
        # Whatever goes wrong with one sheet, a library's bug included, the other sheets are wanted all the same.
        made = Made(task=task, failures=(_failure(_path(task, task.formats[0]), trouble),))
    return replace(made, seconds=perf_counter() - begun)


def compose(task: Task, kit: Kit) -> tuple[Composed, ...]:
    """Compose the pages of a task, imposed when its stock carries several copies."""
    from kiosk.compose import fallback

    stocks = office.stocks(task.product)
    stock = press.stocked(stocks[task.copies_of or task.stock], kit.printing)
    pages = fallback.compose(
        Brief(
            campaign=kit.campaign if kit.campaign.item(task.what) else kit.listed,
            product=task.product,
            stock=stock,
            what=task.what,
            at=kit.at,
            kept=True,
            family_name=task.family,
            family=kit.families.get(task.family, {}),
            langs=task.langs,
            pictures=kit.pictures,
            placement=task.placement,
            printed=office.printed(task.product, task.stock),
        ),
        NEUTRAL,
        kit.neutral,
        kit.unread.get(task.family, ""),
    )
    if task.placement:
        # On the last page: of a postcard that is the side with the code.
        item = kit.campaign.item(task.what)
        pages = (*pages[:-1], placements.labelled(pages[-1], task.placement, item, task.langs[0]))
    if task.saver:
        from kiosk.export.sheets import saver

        pages = tuple(replace(one, page=saver.page(one.page, kit.pictures)) for one in pages)
    if task.grey:
        pages = tuple(replace(one, page=greys.page(one.page)) for one in pages)
    if task.press:
        pages = tuple(reaching.reached(one) for one in pages)
    if not task.copies_of:
        return tuple(pages)
    return office.laid(pages, stock, press.stocked(stocks[task.stock], kit.printing), task.duplex)


def findings(task: Task, kit: Kit, sheets: tuple[Composed, ...]) -> tuple[Finding, ...]:
    """Collect what is known of a sheet before it is written, each finding with its item and product.

    The contrast of words is measured on the painted page where a brand, a picture or a motif may change it, whatever the file;
    a PDF that nobody wants proved is written without painting anything.
    """
    found = [replace(f, item=f.item or task.item, product=f.product or task.product) for sheet in sheets for f in sheet.findings]
    painted = kit.proof or any(form != "pdf" for form in task.formats)
    for sheet in sheets if painted else ():
        from kiosk.export.raster import contrast

        only = None if kit.branded else contrast.doubtful(sheet.page, kit.contrast)
        if only is None or only:
            seen = contrast.findings(sheet.page, kit.contrast, only)
            found += [replace(f, item=task.item, product=task.product) for f in seen]
    if "pdf" in task.formats:
        found += [replace(f, item=task.item, product=task.product) for f in press.findings(sheets, kit.printing)]
    foreseen = judging.foreseen(task, kit.campaign, sheets) if painted else ()
    found += [replace(f, item=task.item, product=task.product) for f in foreseen]
    subject = task.what if kit.campaign.item(task.what) else spoilt.OWN
    blamed = kit.blamed.get(subject, ())
    told = (f for f in found if not _same_mistake(f, {b.id for b in blamed}))
    return tuple(dict.fromkeys((*kit.blamed.get(spoilt.EVERY, ()), *blamed, *told)))


def _same_mistake(found: Finding, blamed: set[str]) -> bool:
    """Tell whether a page only lacks what is told already as a value that cannot be used."""
    unread = telling.UNREADABLE in blamed and found.severity != "error"
    return unread or (found.id == "no-link" and "link-refused" in blamed)


def _made(task: Task, kit: Kit, sheets: tuple[Composed, ...]) -> Made:
    known = findings(task, kit, sheets)
    stopped = _first_error(known)
    if stopped and not kit.force:
        paths = [path for form in task.formats for path in _paths(task, form, len(sheets))]
        return Made(task=task, findings=known, withheld=tuple(Withheld(path=p, finding=stopped) for p in paths))
    entries: list[Entry] = []
    withheld: list[Withheld] = []
    failures: list[Failure] = []
    maps: list[tuple[str, bytes]] = []
    shown: list[tuple[str, tuple[bytes, ...]]] = []
    all_found = list(known)
    for form in task.formats:
        try:
            for file in _files(task, kit, sheets, form):
                misread = judging.findings(task, file, proved=kit.proof)
                all_found += misread
                stopped = _first_error(misread)
                if stopped and not kit.force:
                    withheld.append(Withheld(path=file.path, finding=stopped))
                    continue
                place.put(kit.out / file.path, file.data)
                if file.map:
                    maps.append((file.path, file.map))
                if file.shown and kit.papers:
                    shown.append((file.path, file.shown))
                entries.append(_entry(task, kit, file, (*known, *misread)))
        except place.Full as full:
            return Made(task=task, entries=tuple(entries), findings=tuple(all_found), full=str(full))
        except Exception as trouble:
            failures.append(_failure(_path(task, form), trouble))
    return Made(
        task=task,
        entries=tuple(entries),
        findings=tuple(dict.fromkeys(all_found)),
        withheld=tuple(withheld),
        failures=tuple(failures),
        maps=tuple(maps),
        shown=tuple(shown),
    )


def _files(task: Task, kit: Kit, sheets: tuple[Composed, ...], form: str) -> Iterator[File]:
    if form == "pdf":
        intent = press.intent(sheets, kit.campaign, kit.at, kit.printing)
        yield drawn.as_pdf(_path(task, form), sheets, intent, proved=kit.proof, compared=kit.compare)
        return
    for sheet, path in zip(sheets, _paths(task, form, len(sheets)), strict=True):
        yield drawn.as_raster(path, sheet, form, proved=kit.proof, shown=kit.papers)


def _entry(task: Task, kit: Kit, file: File, found: tuple[Finding, ...]) -> Entry:
    stock = file.pages[0].page.stock
    on_paper = file.pixels is None or stock.kind == "print"
    return Entry(
        path=file.path,
        product=task.product,
        stock=task.stock,
        item=task.item,
        family=NEUTRAL if any(f.id == "family-broken" for f in found) else task.family,
        lang="+".join(task.langs),
        bytes=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(),
        page_size_mm=(round(stock.width / MM, 2), round(stock.height / MM, 2)) if on_paper else None,
        pixels=file.pixels,
        link=_link(task, kit, file),
        qr=file.codes,
        alt="\n".join(page.alt for page in file.pages if page.alt),
        post=posting.words(task, kit.campaign),
        findings=found,
        press=task.press,
        difference=file.difference,
        placement=task.placement,
        until=placements.until(task.placement, kit.campaign.item(task.what)) if task.placement else None,
    )


def _link(task: Task, kit: Kit, file: File) -> str | None:
    """Find where the file leads: its code's text, else its item's own link, else the campaign's."""
    if file.codes:
        return file.codes[0].text
    item = kit.campaign.item(task.what)
    names = ("booking", "link", "short") if item else ()
    links = [str(getattr(item, name, "")) for name in names]
    return next((link for link in (*links, kit.campaign.short, kit.campaign.website) if link), None)


def _first_error(found: tuple[Finding, ...]) -> Finding | None:
    return next((f for f in found if f.severity == "error"), None)


def _paths(task: Task, form: str, pages: int) -> tuple[str, ...]:
    if form == "pdf" or pages == 1:
        return (_path(task, form),)
    return tuple(_path(task, form, f"-{n + 1}") for n in range(pages))


def _path(task: Task, form: str, number: str = "") -> str:
    return f"{task.name}{number}.{form}"


def _failure(path: str, trouble: Exception) -> Failure:
    text = " ".join(str(trouble).split())
    if type(trouble).__module__.startswith("kiosk.") and text:
        return Failure(path=path, sentence=text)
    from traceback import format_exception

    sentence = f"Something unexpected happened ({type(trouble).__name__}: {text[:200]}); the details are in the log"
    return Failure(path=path, sentence=sentence, trace="".join(format_exception(trouble)))
