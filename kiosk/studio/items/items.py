"""The campaign's items as Qt's views see them: in the order of their dates, each with its state in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from kiosk.campaign import dates, series
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, kind_of
from kiosk.campaign.moment import begin
from kiosk.record import record
from kiosk.studio.checks import counting
from kiosk.studio.clock import now
from kiosk.studio.document.edits import named
from kiosk.studio.look.style import Badge
from kiosk.studio.words import _

Index = QModelIndex | QPersistentModelIndex
Filter = Literal["all", "week", "undated", "issues"]
ROW = Qt.ItemDataRole.UserRole + 1
"""The role under which a view finds a Row."""
_KINDS = {
    "event": _("Event"),
    "article": _("Blog post"),
    "technique": _("Technique"),
    "prompt": _("Question"),
    "notice": _("Notice"),
}


@record(kw_only=True)
class Row:
    """What one line of the list says."""

    id: str
    kind: str
    title: str
    meta: str
    numeral: str
    weekday: str
    badge: str
    state: Badge
    struck: bool = False
    draft: bool = False
    when: float | None = None
    group: str = ""
    issues: int = 0

    @property
    def spoken_date(self) -> str:
        """The day and the line below the title."""
        date = f"{self.weekday} {self.numeral}".strip(" –")
        return ", ".join(part for part in (date, self.meta) if part)

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader."""
        return ", ".join(part for part in (self.title, self.spoken_date, self.badge) if part)


class Items(QAbstractListModel):
    """Every item of the campaign, events first and by date."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._made: dict[str, tuple[Any, ...]] = {}

    def _row(self, item: Item, campaign: Campaign, findings: Sequence[Finding]) -> Row:
        """Say an item in one line, anew only when something that the line tells has changed: this runs at every key."""
        today = now(campaign.zone).date()
        kept = self._made.get(item.id)
        if kept is None or kept[0] is not item or kept[1:5] != (campaign.venues, campaign.timezone, today, tuple(findings)):
            kept = (item, campaign.venues, campaign.timezone, today, tuple(findings), row(item, campaign, findings))
            self._made[item.id] = kept
        return kept[5]

    def show(self, campaign: Campaign, findings: Mapping[str, Sequence[Finding]]) -> None:
        """Say what the campaign says; rows that stay keep their place and selection."""
        rows = [self._row(item, campaign, findings.get(item.id, ())) for item in _sorted(campaign)]
        if [r.id for r in rows] != [r.id for r in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(self.rows, rows, strict=True)):
            if old != new:
                self.rows[place] = new
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the items."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Tell a row, in words or whole."""
        if not index.isValid():
            return None
        found = self.rows[index.row()]
        if role == ROW:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return found.spoken
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return found.group
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows without a date be dragged; dated ones stand in the order of their dates."""
        usual = super().flags(index)
        free = index.isValid() and self.rows[index.row()].when is None
        return usual | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled if free else usual

    def supportedDragActions(self) -> Qt.DropAction:
        """Say that rows are moved, never copied: a view takes back only what it may move."""
        return Qt.DropAction.MoveAction

    def supportedDropActions(self) -> Qt.DropAction:
        """Say the same of what is let go."""
        return Qt.DropAction.MoveAction

    def beyond(self, id: str, by: int) -> str | None:
        """Name the item that another comes to stand before when it moves one place ("" = last); None when it cannot move."""
        peers = self.peers(id)
        if id not in peers:
            return None
        at = peers.index(id) + (by if by < 0 else by + 1)
        return (*peers, "")[max(0, min(at, len(peers)))]

    def peers(self, id: str) -> list[str]:
        """List the items that one can change places with: of its kind, without dates."""
        place = self.place(id)
        kind = self.rows[place].kind if place >= 0 else ""
        return [r.id for r in self.rows if r.kind == kind and r.when is None]

    def place(self, id: str) -> int:
        """Find where an item stands; -1 when it is not there."""
        return next((n for n, r in enumerate(self.rows) if r.id == id), -1)


class Sieve(QSortFilterProxyModel):
    """The rows that a search and a chip let through."""

    def __init__(self, items: Items, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSourceModel(items)
        self._items = items
        self._words: tuple[str, ...] = ()
        self._filter: Filter = "all"
        self._week = (0.0, 0.0)

    def headed(self, row: int) -> bool:
        """Tell whether a row is the first of its group among those that are let through."""
        return row == 0 or self._group(row) != self._group(row - 1)

    def _group(self, row: int) -> str:
        return self._items.rows[self.mapToSource(self.index(row, 0)).row()].group

    def search(self, words: str) -> None:
        """Let through what has all of these words."""
        self.beginFilterChange()
        self._words = tuple(words.casefold().split())
        self.endFilterChange()

    def choose(self, chosen: Filter, at: datetime) -> None:
        """Let through what a chip stands for."""
        self.beginFilterChange()
        self._filter, self._week = chosen, week(at)
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a row is let through."""
        found = self._items.rows[source_row]
        text = found.spoken.casefold()
        return belongs(found, self._filter, self._week) and all(word in text for word in self._words)


def belongs(row: Row, chosen: Filter, span: tuple[float, float]) -> bool:
    """Tell whether a row is one that a chip stands for."""
    match chosen:
        case "all":
            return True
        case "week":
            return row.when is not None and span[0] <= row.when < span[1]
        case "undated":
            return row.kind == "event" and row.when is None
        case "issues":
            return row.issues > 0


def week(at: datetime) -> tuple[float, float]:
    """Give the seven days from a day's midnight, in seconds since 1970."""
    today = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return today.timestamp(), (today + timedelta(days=7)).timestamp()


def row(item: Item, campaign: Campaign, findings: Sequence[Finding]) -> Row:
    """Say an item in one line."""
    wrong, count = any(f.severity == "error" for f in findings), counting.count(findings)
    cancelled = isinstance(item, Event) and item.status == "cancelled"
    numeral, weekday, meta, when = _dated(item, campaign)
    words, state = _badge(item, count, wrong=wrong, dated=when is not None)
    return Row(
        id=item.id,
        kind=kind_of(item),
        title=named(item),
        meta=meta,
        numeral=numeral,
        weekday=weekday,
        badge=words,
        state=state,
        struck=cancelled,
        draft=item.draft,
        when=when,
        group=_group(item, campaign),
        issues=count,
    )


def _badge(item: Item, count: int, *, wrong: bool, dated: bool) -> tuple[str, Badge]:
    if isinstance(item, Event) and item.status != "scheduled":
        return item.status.capitalize(), "error" if item.status == "cancelled" else "warn"
    if wrong:
        return counting.issues(count), "error"
    if item.draft:
        return _("Draft"), "none"
    if count:
        return counting.issues(count), "warn"
    if isinstance(item, Event) and not dated:
        return _("No date"), "none"
    return _("Ready"), "ok"


def _dated(item: Item, campaign: Campaign) -> tuple[str, str, str, float | None]:
    """Give numeral, weekday, the line below the title, and the moment."""
    if not isinstance(item, Event):
        return "", "", _KINDS[kind_of(item)], None
    if item.starts is None:
        return "–", "", _("Date to be announced"), None
    said = dates.words(item.starts, item.ends)
    day = dates.day_of(item.starts)
    venue = campaign.venue(item.venue)
    place = (venue.room or venue.name) if venue else item.venue
    meta = ", ".join(
        part
        for part in (
            series.briefly(item, campaign.zone),
            said.begins or _("All day"),
            place or (_("Online") if item.online else ""),
        )
        if part
    )
    return str(day.day), dates.weekday(day, short=True), meta, begin(item.starts, campaign.zone).timestamp()


def _group(item: Item, campaign: Campaign) -> str:
    """Name the heading that an item stands under: its week, or its kind."""
    if not isinstance(item, Event):
        return _GROUPS[kind_of(item)]
    if item.starts is None:
        return _("No date yet")
    day, today = dates.day_of(item.starts), now(campaign.zone).date()
    monday = day - timedelta(days=day.weekday())
    ahead = (monday - (today - timedelta(days=today.weekday()))).days
    if ahead in _NEAR:
        return _NEAR[ahead]
    sunday = monday + timedelta(days=6)
    month = f" {dates.month(monday)}" if monday.month != sunday.month else ""
    year = f" {sunday.year}" if sunday.year != today.year else ""
    return _(
        "{day}{month} to {day2} {month2}{year}",
        day=monday.day,
        month=month,
        day2=sunday.day,
        month2=dates.month(sunday),
        year=year,
    )


_NEAR = {-7: _("Last week"), 0: _("This week"), 7: _("Next week")}
_GROUPS = {"article": _("Blog posts"), "technique": _("Techniques"), "prompt": _("Questions"), "notice": _("Notices")}


def _sorted(campaign: Campaign) -> list[Item]:
    """Put events in the order of their dates, those without one after them, then the rest as the file has them."""

    def turn(event: Event) -> tuple[bool, float]:
        return event.starts is None, begin(event.starts, campaign.zone).timestamp() if event.starts else 0.0

    return [*sorted(campaign.events, key=turn), *(i for i in campaign.items if not isinstance(i, Event))]
