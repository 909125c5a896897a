"""Contact sheets: every family on every stock with a campaign's own words, and the same families put to the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, kind_of
from kiosk.campaign.opening import closings
from kiosk.compose.brief import Brief, Composed
from kiosk.export import place, press, tasks
from kiosk.export.contact import sheet, stress
from kiosk.export.contact.sheet import Band, Cell, Sheet
from kiosk.export.files import drawn
from kiosk.export.order import SHEETS, Error, Failure
from kiosk.export.sheets import imposition
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import STOCKS, Product, Stock
from kiosk.record import record
from kiosk.store import templates
from kiosk.store.folder import files
from kiosk.store.pictures import pictures

FORMATS = ("png", "pdf")
ALL = "families"
"""The name of the sheet that shows every family."""
_OVERVIEW: tuple[tuple[Product, str], ...] = (
    ("poster", "a4"), ("poster", "a3"), ("poster", "a5"), ("programme", "a3-landscape"), ("programme", "a4"),
    ("postcard", "a6"), ("slide", "1920x1080"), ("slide", "1080x1920"),
    ("social", "square"), ("social", "share"), ("social", "wide"), ("social", "tall"),
)  # fmt: skip
_TRIALS: tuple[tuple[Product, str], ...] = (
    ("poster", "a4"), ("postcard", "a6"), ("slide", "1920x1080"), ("slide", "1080x1920"),
    ("social", "square"), ("social", "share"),
)  # fmt: skip


@record(kw_only=True)
class Wish:
    """Which sheets of which campaign folder go where; no `families` means all, `at` None means now.

    `workers` None means one process for each processor.
    """

    campaign: Path
    out: Path
    families: tuple[str, ...] = ()
    stress: bool = False
    formats: tuple[str, ...] = FORMATS[:1]
    at: datetime | None = None
    workers: int | None = None


@record
class Task:
    """One sheet: the overview, all of a family, or a family put to the test."""

    kind: Literal["all", "family", "stress"]
    family: str

    @property
    def name(self) -> str:
        """The file's name without its extension."""
        return ALL if self.kind == "all" else f"family-{self.family}{'-stress' if self.kind == 'stress' else ''}"


@record(kw_only=True)
class Kit:
    """What every sheet shares; `unread` says of families whose files cannot be read why not.

    `noticed` are values of the campaign that cannot be read.
    """

    campaign: Campaign
    at: datetime
    out: Path
    families: Mapping[str, Mapping[str, str]]
    unread: Mapping[str, str]
    pictures: Mapping[str, PictureFacts | Artwork]
    formats: tuple[str, ...]
    noticed: tuple[Finding, ...]


@record(kw_only=True)
class Made:
    """What became of one sheet."""

    name: str
    paths: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()


@record(kw_only=True)
class Result:
    """What a run did: file names below `out`, faults of the campaign and of families, sheets that could not be written."""

    out: Path
    paths: tuple[str, ...]
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]
    cancelled: bool = False

    @property
    def clean(self) -> bool:
        """Whether every sheet was written and every family could be used."""
        return not (self.findings or self.failures or self.cancelled)


def run(
    wish: Wish, on_progress: Callable[[int, int, str], None] = lambda *_: None, should_stop: Callable[[], bool] = lambda: False
) -> Result:
    """Make the sheets; raise files.Error, templates.Error, Error or place.Error as an export does."""
    kit, todo = prepared(wish)
    place.folder(wish.out)
    with place.held(wish.out):
        place.sweep(wish.out)
        made: list[Made] = []
        for one in _made(todo, kit, wish, should_stop):
            made.append(one)
            on_progress(len(made), len(todo), one.name)
    order = {task.name: n for n, task in enumerate(todo)}
    made.sort(key=lambda m: order[m.name])
    return Result(
        out=wish.out,
        paths=tuple(p for m in made for p in m.paths),
        findings=tuple(dict.fromkeys((*kit.noticed, *(f for m in made for f in m.findings)))),
        failures=tuple(f for m in made for f in m.failures),
        cancelled=len(made) < len(todo),
    )


def prepared(wish: Wish) -> tuple[Kit, tuple[Task, ...]]:
    """Read all that the sheets need, and list them."""
    from kiosk.export.job import cache, moment

    if wrong := [f for f in wish.formats if f not in FORMATS]:
        raise Error(f"There is no format {', '.join(wrong)} for contact sheets; choose from {', '.join(FORMATS)}")
    folder = files.locate(wish.campaign)
    opened = files.read(folder, lenient=True)
    campaign = tasks.published(opened.campaign)
    gathered, _ = pictures.gather(campaign, folder, cache(folder))
    read: dict[str, Mapping[str, str]] = {}
    unread: dict[str, str] = {}
    known = templates.names(folder)
    if wrong := [name for name in wish.families if name not in known]:
        raise Error(f"There is no template family {', '.join(wrong)}; choose from {', '.join(known)}")
    names = wish.families or known
    for name in names:
        try:
            read[name] = templates.load(name, folder)
        except templates.Error as trouble:
            unread[name] = str(trouble)
    kit = Kit(
        campaign=campaign,
        at=moment(wish.at, campaign),
        out=wish.out,
        families=read,
        unread=unread,
        pictures=gathered,
        formats=wish.formats,
        noticed=tuple(f for f in opened.findings if f.severity == "error"),
    )
    todo = [Task("all", "")] if len(names) > 1 else []
    todo += [Task("family", name) for name in names]
    todo += [Task("stress", name) for name in names if wish.stress and name not in unread]
    return kit, tuple(todo)


def _made(todo: tuple[Task, ...], kit: Kit, wish: Wish, stop: Callable[[], bool]) -> Iterator[Made]:
    from kiosk.export import job, workers

    count = wish.workers or job.cores()
    if min(count, len(todo)) > 1:
        yield from workers.pooled(make, todo, kit, min(count, len(todo)), stop)
        return
    with workers.calm():
        for task in todo:
            if stop():
                return
            yield make(task, kit)


def make(task: Task, kit: Kit) -> Made:
    """Compose, paint and write one sheet."""
    found: dict[Finding, None] = {}
    shown = sheet.page(shown_on(task, kit, found))
    paths: list[str] = []
    failures: list[Failure] = []
    for form in kit.formats:
        path = f"{task.name}.{form}"
        composed = Composed(shown)
        try:
            if form == "pdf":
                intent = press.intent((composed,), kit.campaign, kit.at, press.Printing())
                file = drawn.as_pdf(path, (composed,), intent, proved=False)
            else:
                file = drawn.as_raster(path, composed, "png", proved=False)
            place.put(kit.out / path, file.data)
        except (place.Full, place.Error) as trouble:
            failures.append(Failure(path=path, sentence=str(trouble)))
        else:
            paths.append(path)
    return Made(name=task.name, paths=tuple(paths), findings=tuple(found), failures=tuple(failures))


def shown_on(task: Task, kit: Kit, found: dict[Finding, None]) -> Sheet:
    """Choose what a sheet shows; faults of the families go into `found`."""
    note = " · ".join(dict.fromkeys(p for p in (kit.campaign.organisation, kit.campaign.title) if p))
    if task.kind == "all":
        bands = [Band(title(kit, name), tuple(_overview(kit, name, found))) for name in (*kit.families, *kit.unread)]
        return Sheet(title="Families", note=note, bands=tuple(bands), width=3200, row=190)
    if task.kind == "stress":
        trials = [Band(case.label, tuple(_trial(kit, task.family, case))) for case in stress.cases(kit.campaign)]
        return Sheet(title=f"{title(kit, task.family)}, put to the test", note=note, bands=tuple(trials), row=330)
    whole = Band("", tuple(_stocks(kit, task.family, found)))
    slides = Band("Every slide", tuple(_slides(kit, task.family, found)))
    return Sheet(title=title(kit, task.family), note=note, bands=(whole, slides), row=340)


def title(kit: Kit, name: str) -> str:
    """Find the name that a family gives itself; the folder's when that cannot be read."""
    from kiosk.compose.template import family, template

    try:
        return family.read(name, kit.families[name], kit.campaign.brand).name
    except (template.Error, KeyError):
        return name


def _overview(kit: Kit, name: str, found: dict[Finding, None]) -> Iterator[Cell]:
    for product, stock in _OVERVIEW:
        if what := chosen(kit.campaign, product):
            yield from _cells(kit, name, product, stock, what, found, "upright" if stock == "1080x1920" else "")


def _stocks(kit: Kit, name: str, found: dict[Finding, None]) -> Iterator[Cell]:
    """Show every product on every stock that looks of its own: a slide of twice the pixels is the same picture."""
    for product, by_name in STOCKS.items():
        what = chosen(kit.campaign, product)
        if not what:
            continue
        alike: dict[object, list[str]] = {}
        for stock in by_name.values():
            own = any(f"{p}-{stock.name}.xml" in kit.families.get(name, ()) for p in (product, "slide"))
            look = stock.name if own or stock.kind == "print" else round(stock.width / stock.height, 3)
            alike.setdefault(look, []).append(stock.name)
        for names in alike.values():
            yield from _cells(kit, name, product, names[0], what, found, " and ".join(map(_said, names)))


def _slides(kit: Kit, name: str, found: dict[Finding, None]) -> Iterator[Cell]:
    """Show a slide of each kind that the campaign has, and its first event in every state."""
    from kiosk.compose.compose import whats

    seen: dict[str, tuple[str, Campaign]] = {}
    for what in whats(kit.campaign, "slide"):
        item = kit.campaign.item(what)
        kind = _PAGES.get(what, what) if item is None else str(kind_of(item))
        if isinstance(item, Event):
            kind = item.status if item.status != "scheduled" else "event" if item.starts else "date to be announced"
        elif kind == "notice" and getattr(item, "before_closing", None) is not None:
            kind = "closing time"
        seen.setdefault(kind, (what, kit.campaign))
    if (event := kit.campaign.item(seen.get("event", ("",))[0])) and isinstance(event, Event):
        for status in ("full", "postponed", "cancelled"):
            changed = tuple(replace(e, status=status) if e.id == event.id else e for e in kit.campaign.events)
            seen.setdefault(status, (event.id, replace(kit.campaign, events=changed)))
    for kind, (what, campaign) in seen.items():
        shut = closings(kit.at, campaign.hours) if kind == "closing time" else ()
        at = shut[0] - timedelta(minutes=10) if shut else kit.at
        told = "fully booked" if kind == "full" else kind
        yield from _cells(replace(kit, campaign=campaign, at=at), name, "slide", "1920x1080", what, found, told)


_PAGES = {"agenda-today": "today", "agenda-week": "this week", "default": "opening hours"}


def _trial(kit: Kit, name: str, case: stress.Case) -> Iterator[Cell]:
    tried = replace(kit, campaign=case.campaign)
    for product, stock in _TRIALS:
        yield from _cells(tried, name, product, stock, stress.EVENT, {}, langs=case.langs, judged=True)


def chosen(campaign: Campaign, product: Product) -> str:
    """Choose what a product shows on a contact sheet: an event with a date, else what it shows first."""
    from kiosk.compose.compose import whats

    pages = whats(campaign, product)
    if product in ("programme", "screensaver", "postcard"):
        return next(iter(pages), "")
    dated = {e.id for e in campaign.events if e.starts is not None and e.status == "scheduled"}
    return next((w for w in pages if w in dated), next(iter(pages), ""))


def _cells(
    kit: Kit,
    name: str,
    product: Product,
    stock: str,
    what: str,
    found: dict[Finding, None],
    detail: str = "",
    langs: tuple[str, ...] = (),
    *,
    judged: bool = False,
) -> Iterator[Cell]:
    """Compose one product; `judged` tells in the captions what is wrong with it."""
    from kiosk.compose import compose
    from kiosk.compose.template import template

    on = STOCKS[product][SHEETS.get(stock, stock)]
    caption, detail = product.capitalize(), detail or _said(stock)
    try:
        if name in kit.unread:
            raise compose.Error(kit.unread[name])
        pages = compose.compose(
            Brief(
                campaign=kit.campaign,
                product=product,
                stock=on,
                what=what,
                at=kit.at,
                family_name=name,
                family=kit.families[name],
                langs=langs or kit.campaign.languages,
                pictures=kit.pictures,
            )
        )
    except (compose.Error, template.Error) as trouble:
        sentence = f"{name}/{trouble}" if isinstance(trouble, template.Error) else str(trouble)
        found[Finding(id="family-broken", severity="error", sentence=sentence)] = None
        shape = STOCKS[product][stock]
        yield Cell(caption=caption, detail=detail, aspect=shape.width / shape.height, page=None, trouble=sentence)
        return
    shown = tuple(p.page for p in pages)
    if stock in SHEETS:
        shown = imposition.four_up(shown, STOCKS[product][stock])
    sides = ("front", "back") if product == "postcard" else tuple(f"{n + 1}" for n in range(len(shown)))
    for one, page, side in zip(pages, shown, sides if len(shown) > 1 else ("",), strict=False):
        wrong = "; ".join(dict.fromkeys(_WRONG.get(f.id, f.id) for f in one.findings if f.id in _WRONG)) if judged else ""
        words = ", ".join(w for w in (detail, side) if w)
        yield Cell(caption=caption, detail=words, aspect=_aspect(page.stock), page=page, trouble=wrong)


_WRONG = {
    "does-not-fit": "does not fit", "dropped-to-fit": "something left out", "missing-glyphs": "characters missing",
    "title-distance": "title small", "detail-distance": "details small", "near-distance": "small print small",
    "small-type": "type small", "qr-module": "code too fine", "qr-distance": "code small", "long-link": "link too long",
}  # fmt: skip


def _aspect(stock: Stock) -> float:
    return stock.width / stock.height


def _said(stock: str) -> str:
    """Say a stock's name as people do."""
    if stock in SHEETS:
        return "four on A4"
    head, _, tail = stock.partition("-")
    if head[:1] == "a" and head[1:].isdigit():
        return f"{head.upper()} {tail}".strip()
    return stock.replace("x", " × ") if "x" in stock and stock[0].isdigit() else stock
