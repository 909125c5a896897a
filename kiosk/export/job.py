"""A whole export: an order becomes files in a folder, many at once, and a manifest that names them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.export import besides, leftovers, manifest, naming, place, press, tasks
from kiosk.export.files import states
from kiosk.export.make import Kit, compose, findings, make
from kiosk.export.manifest import Entry
from kiosk.export.order import Error, Failure, Made, Order, Task, Withheld
from kiosk.export.sheets import greys
from kiosk.export.workers import made_by
from kiosk.page.stock import Product
from kiosk.record import record
from kiosk.store import templates
from kiosk.store.folder import files, telling
from kiosk.store.pictures import pictures

__all__ = ["Error", "Order", "Progress", "Result", "check", "run"]

log = logging.getLogger("kiosk.export")
_WORTH_A_WORKER = 4
"""Tasks that one more process must have before starting it pays off."""


@record(kw_only=True)
class Progress:
    """How far a run is, and what was finished last; `made` tells what became of it."""

    done: int
    total: int
    name: str
    made: Made | None = None


@record(kw_only=True)
class Result:
    """What a run did; `seconds` by product, `stopped` says in a sentence why it ended early, if it did.

    `papers` are the report and the sheets for a signature, where asked for. `removed` are files of an earlier run
    that are no longer wanted, `aside` those that could not be made anew and were moved.
    """

    campaign: str
    at: datetime
    out: Path
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    failures: tuple[Failure, ...] = ()
    removed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict[str, float])
    total: int = 0
    stopped: str = ""
    cancelled: bool = False

    @property
    def clean(self) -> bool:
        """Whether every file was written and no error was found."""
        wrong = any(f.severity == "error" for f in self.findings)
        return not (wrong or self.withheld or self.failures or self.stopped)


def run(
    order: Order, on_progress: Callable[[Progress], None] = lambda _: None, should_stop: Callable[[], bool] = lambda: False
) -> Result:
    """Carry out an order; once `should_stop` says so, finish the files that were begun and end.

    Raise files.Error when the campaign cannot be read, Error when the order names what is not there, place.Error when the
    folder cannot be written or is in use. Everything else is told in the result.
    """
    opened, kit, todo = prepared(order)
    _keep_apart(order, kit.campaign)
    place.folder(order.out)
    with place.held(order.out):
        place.sweep(order.out)
        return _carried_out(order, opened, kit, todo, on_progress, should_stop)


def _keep_apart(order: Order, campaign: Campaign) -> None:
    """Raise Error for a folder where files that are made would lie among those that the campaign is made of."""
    root, out = files.locate(order.campaign).resolve(), order.out.resolve()
    own = {"templates", "pictures", ".kiosk", *(Path(use.file).parts[0] for use in pictures.uses(campaign) if "/" in use.file)}
    if out == root:
        sentence = f"{order.out} is the campaign folder itself; choose a folder beside it or a new one in it, such as"
        raise Error(f"{sentence} -o {order.out / 'out'}")
    if out.is_relative_to(root) and out.relative_to(root).parts[0] in own:
        raise Error(f"{order.out} lies among the campaign's own files; choose a folder of its own, such as -o {root / 'out'}")


def check(order: Order, keep: Path | None = None, instead: Campaign | None = None) -> tuple[Finding, ...]:
    """Find what is wrong with a campaign and with every sheet the order asks for, without writing anything.

    `keep` is where normalised pictures may lie instead of beside the campaign; `instead` is looked at instead of what is saved.
    """
    from kiosk.campaign import rounds
    from kiosk.compose import reach
    from kiosk.compose.template import brand_findings

    opened, kit, todo = prepared(order, keep, instead)
    found = [*opened, *brand_findings.licences(kit.campaign.brand, kit.families), *rounds.findings(kit.campaign, kit.at)]
    found += reach.findings(kit.campaign)
    for task in todo:
        own = task.what if task.product == "slide" and not task.item else ""
        try:
            found += (replace(f, page=own) for f in findings(task, kit, compose(task, kit)))
        except Exception as trouble:
            sentence = f"{task.name} cannot be made: {trouble}"
            wrong = Finding(id="not-composed", severity="error", sentence=sentence, item=task.item, product=task.product)
            found.append(replace(wrong, page=own))
    return tuple(dict.fromkeys(found))


def moment(at: datetime | None, campaign: Campaign) -> datetime:
    """Read a moment in the campaign's time zone; None means now."""
    return naming.moment(at, campaign.zone)


def prepared(
    order: Order, keep: Path | None = None, instead: Campaign | None = None
) -> tuple[tuple[Finding, ...], Kit, tuple[Task, ...]]:
    """Read all that an order needs: what reading found, what every task shares, and the tasks. Raises as `run` does."""
    from kiosk.campaign import agenda, special
    from kiosk.campaign.slide import HOURS
    from kiosk.compose.compose import whats
    from kiosk.compose.template import brand_findings

    folder = files.locate(order.campaign)
    opened = files.read(folder, lenient=True)
    if instead is not None:
        from kiosk.campaign.check import check as judged

        opened = replace(opened, campaign=instead, findings=judged(instead))
    said = replace(opened.campaign, utm=opened.campaign.utm or order.utm)
    listed = tasks.published(said, order.items)
    campaign = tasks.published(tasks.joined(said, opened.partial), order.items)

    empty = "agenda-today" not in order.items and not agenda.of(listed, moment(order.at, campaign)).today

    def shown(_: Campaign, product: Product) -> tuple[str, ...]:
        # A picture set of the campaign is complete without an item that cannot be shown.
        pages = whats(listed if product == "screensaver" else campaign, product)
        if empty:
            pages = tuple(p for p in pages if p != "agenda-today")
        told = product == "slide" and special.ahead(moment(order.at, campaign), campaign.hours)
        return (*pages, HOURS) if told else pages

    todo = tasks.expand(order, campaign, shown, known=tuple(opened.spoilt))
    slides = any(task.what in tasks.AGENDAS or task.what == "cover" for task in todo if task.product == "slide")
    if empty and slides and (not order.items or "agenda-today" in order.items):
        opened = replace(opened, findings=(*opened.findings, _nothing_today(moment(order.at, campaign))))
    gathered, found = pictures.gather(campaign, folder, keep or cache(folder))
    if order.grey:
        gathered = greys.pictures(gathered)
    noticed = (*opened.findings, *found, *(pictures.untold(campaign, gathered) if order.press else ()))
    blamed = dict(opened.spoilt)
    for finding in noticed:
        if finding.severity == "error" and finding.item and finding.id != telling.UNREADABLE:
            blamed[finding.item] = tuple(dict.fromkeys((*blamed.get(finding.item, ()), finding)))
    families, unread = _families(order, folder, todo)
    noticed = (*noticed, *brand_findings.told(campaign.brand, families))
    kit = Kit(
        campaign=campaign,
        listed=listed,
        at=moment(order.at, campaign),
        out=order.out,
        families=families,
        unread=unread,
        pictures=gathered,
        blamed=blamed,
        neutral=dict(templates.load(templates.NEUTRAL, None)),
        force=order.force,
        proof=order.proof,
        printing=press.printing(order),
        compare=order.compare,
        papers=order.report or order.sign_off,
    )
    return noticed, kit, todo


def _nothing_today(at: datetime) -> Finding:
    """Say that there is no slide of today."""
    day = dates.full(at.date(), year=True).replace(dates.NBSP, " ")
    sentence = f"Nothing takes place on {day} any more, so there is no slide of that day."
    return Finding(id="nothing-today", severity="info", sentence=sentence, product="slide")


def _families(order: Order, folder: Path, todo: tuple[Task, ...]) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Read every family the tasks use; one that cannot be read gives way to the neutral one, unless it was asked for by name."""
    read: dict[str, dict[str, str]] = {}
    unread: dict[str, str] = {}
    for name in dict.fromkeys(task.family for task in todo):
        try:
            read[name] = dict(templates.load(name, folder))
        except templates.Error as trouble:
            if order.family:
                raise Error(str(trouble)) from None
            unread[name] = str(trouble)
    return read, unread


def _carried_out(
    order: Order,
    noticed: tuple[Finding, ...],
    kit: Kit,
    todo: tuple[Task, ...],
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> Result:
    made: list[Made] = []
    marks = states.States(order.campaign)
    stopped, cancelled = "", False
    seconds: dict[str, float] = {}

    def ended() -> bool:
        return should_stop() or any(one.full for one in made)

    try:
        for one in made_by(make, todo, kit, _workers(order, len(todo)), ended):
            made.append(one)
            seconds[one.task.product] = seconds.get(one.task.product, 0.0) + one.seconds
            for failure in one.failures:
                if failure.trace:
                    log.error("%s failed: %s", failure.path, failure.trace)
            on_progress(Progress(done=len(made), total=len(todo), name=one.task.name, made=one))
            stopped = stopped or one.full
    except KeyboardInterrupt:
        # Somebody who does not want to wait for the files that were begun.
        stopped, cancelled = "Cancelled", True
    if should_stop() and len(made) < len(todo):
        stopped, cancelled = "Cancelled", True
    order_of = {task.name: index for index, task in enumerate(todo)}
    made.sort(key=lambda m: order_of[m.task.name])
    settled = leftovers.settle(order, kit, todo, made, ended_early=bool(stopped))
    entries = tuple(entry for one in made for entry in one.entries)
    told = [*({**manifest.entry_as_json(entry), "state": marks.of(entry.item)} for entry in entries), *settled.kept]
    findings = tuple(dict.fromkeys((*noticed, *(f for one in made for f in one.findings))))
    beside = besides.Beside()
    try:
        beside = besides.written(order, kit, made, findings, told)
        told += beside.entries
        text = manifest.text(kit.campaign.id, kit.at.isoformat(), told)
        place.put(order.out / manifest.NAME, text.encode())
    except place.Full as full:
        stopped = stopped or str(full)
    return Result(
        campaign=kit.campaign.id,
        at=kit.at,
        out=order.out,
        entries=entries,
        findings=findings,
        withheld=tuple(w for one in made for w in one.withheld),
        failures=(*(f for one in made for f in one.failures), *beside.failures),
        papers=beside.papers,
        removed=settled.removed,
        aside=settled.aside,
        seconds=seconds,
        total=len(todo),
        stopped=stopped,
        cancelled=cancelled,
    )


def _workers(order: Order, count: int) -> int:
    if order.workers is not None:
        return max(1, min(order.workers, count))
    return max(1, min(cores(), count // _WORTH_A_WORKER))


def cores() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cache(folder: Path) -> Path:
    """Find where normalised pictures may lie: beside the campaign, or in the user's cache when that is read-only."""
    cache = folder / ".kiosk"
    if os.access(cache if cache.exists() else folder, os.W_OK):
        return cache
    import platformdirs

    return platformdirs.user_cache_path("kiosk", appauthor=False)
