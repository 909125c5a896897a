"""The property panel: what one item says, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QMenu, QScrollArea, QVBoxLayout, QWidget, QWidgetAction

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Item, Kind, kind_of
from kiosk.studio import icons, when
from kiosk.studio.clock import now
from kiosk.studio.colours import Scheme
from kiosk.studio.crops import Crops
from kiosk.studio.picturing import PictureSpot
from kiosk.studio.spots import ChoiceSpot, LineSpot, LinesSpot, PeopleSpot, Spot, TextSpot
from kiosk.studio.style import label

_STATES = (("scheduled", "Scheduled"), ("full", "Full"), ("postponed", "Postponed"), ("cancelled", "Cancelled"))
_PRIORITIES = (("filler", "Between others"), ("event", "Like an event"), ("notice", "Before others"), ("emergency", "Alone"))


class WhenSpot(Spot):
    """Date and time of an event, typed as people write them or picked in a calendar; two fields, one value."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__("starts", "Date")
        self._zone: Any = None
        self._value: tuple[Any, Any] = (None, None)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.day, self.clock = QLineEdit(), QLineEdit()
        self.day.setPlaceholderText("To be announced")
        self.clock.setPlaceholderText("All day")
        self.clock.setAccessibleName("Time")
        pick = self.day.addAction(icons.icon("calendar", colours), QLineEdit.ActionPosition.TrailingPosition)
        pick.setText("Pick a date")
        pick.triggered.connect(self._pick)
        box = QWidget()
        box.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day, 1)
        row.addWidget(self.clock, 1)
        self.place(box)
        self.caption.setText("Date and time")
        self.caption.setBuddy(self.day)
        self.setFocusProxy(self.day)
        self.day.setAccessibleName("Date")
        for line in (self.day, self.clock):
            line.installEventFilter(self)
            line.editingFinished.connect(self._read)

    def show_zone(self, zone: Any) -> None:
        """Read local times in this zone."""
        self._zone = zone

    def _show(self, value: Any) -> None:
        starts, ends = value
        self._value = (starts, ends)
        if not self.day.hasFocus() and not self.clock.hasFocus():
            for line, words in ((self.day, when.day_words(starts, ends)), (self.clock, when.clock_words(starts, ends))):
                line.setText(words)
                line.setCursorPosition(0)
            self._mark("")

    @Slot()
    def _read(self) -> None:
        if self._filling or self._zone is None:
            return
        typed = (self.day.text(), self.clock.text())
        if typed == (when.day_words(*self._value), when.clock_words(*self._value)):
            self._mark("")
            return
        try:
            starts, ends, guessed = when.read(*typed, now(self._zone).date(), self._zone)
        except when.Error as trouble:
            self._mark(str(trouble), wrong=True)
            return
        self._mark(guessed)
        self._value = (starts, ends)
        self._tell((starts, ends))
        self.day.setText(when.day_words(starts, ends))
        self.clock.setText(when.clock_words(starts, ends))

    def _mark(self, words: str, *, wrong: bool = False) -> None:
        self.advise(words)
        for line in (self.day, self.clock):
            if bool(line.property("wrong")) != wrong:
                line.setProperty("wrong", wrong)
                line.style().unpolish(line)
                line.style().polish(line)

    @Slot()
    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        first = self._value[0]
        day = dates.day_of(first) if first is not None else now(self._zone).date()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(self._picked)
        calendar.clicked.connect(menu.close)
        menu.popup(self.day.mapToGlobal(QPoint(0, self.day.height())))

    @Slot(QDate)
    def _picked(self, day: QDate) -> None:
        self.day.setText(day.toString("yyyy-MM-dd"))
        self._read()


class Fields(QScrollArea):
    """The fields of the item that is chosen; each change is told with the item's id."""

    edited = Signal(str, dict, str)
    """An item should say something else: id, values by field, and which field it was."""
    entered = Signal(str)
    """Somebody works in this field now (its name)."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self.setObjectName("panel")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._item: Item | None = None
        self._folder = Path()
        self._kind: Kind | None = None
        self.spots: dict[str, Spot] = {}
        self._body = QWidget()
        self.show_item(None, None)

    def show_item(self, campaign: Campaign | None, item: Item | None, folder: Path | None = None) -> None:
        """Show an item; its fields are made anew only when it is of another kind."""
        before, self._item = self._item, item
        self._folder = folder or Path()
        kind = kind_of(item) if item is not None else None
        if kind != self._kind or before is None:
            self._kind = kind
            self._build(kind)
        if item is None or campaign is None:
            return
        for name, spot in self.spots.items():
            if isinstance(spot, WhenSpot):
                spot.show_zone(campaign.zone)
                spot.fill((getattr(item, "starts", None), getattr(item, "ends", None)))
                continue
            if name == "venue" and isinstance(spot, ChoiceSpot):
                spot.offer(
                    [("", "No place"), *((v.id, ", ".join(p for p in (v.room, v.name) if p) or v.id) for v in campaign.venues)]
                )
            if isinstance(spot, PictureSpot):
                spot.show_item(self._folder, item)
            spot.fill(getattr(item, name))

    @property
    def crops(self) -> Crops | None:
        """Where small pages show how the item's picture is cut; None without a picture."""
        spot = self.spots.get("picture")
        return spot.crops if isinstance(spot, PictureSpot) and self._item is not None and self._item.picture else None

    def take_picture(self, file: Path) -> None:
        """Give the item a picture that was dropped on the window."""
        spot = self.spots.get("picture")
        if isinstance(spot, PictureSpot):
            spot.take(file)
            self.ensureWidgetVisible(spot)

    def focus(self, name: str) -> None:
        """Bring the pointer of the keyboard into a field."""
        spot = self.spots.get("starts" if name in ("date", "ends") else name)
        if spot is not None:
            spot.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(spot)
            line = spot.focusProxy()
            if isinstance(line, QLineEdit):
                line.selectAll()

    def _build(self, kind: Kind | None) -> None:
        body = QWidget()
        body.setObjectName("panel_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        self.spots = {}
        if kind is None:
            words = label("Choose an item on the left to change what it says.", "second")
            words.setWordWrap(True)
            column.addWidget(words)
        for part in self._spots(kind) if kind else ():
            parts = part if isinstance(part, tuple) else (part,)
            row = QHBoxLayout()
            row.setSpacing(8)
            for spot in parts:
                self.spots[spot.name] = spot
                spot.edited.connect(self._take)
                spot.entered.connect(self.entered)
                row.addWidget(spot, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addStretch(1)
        self._body = body
        self.setWidget(body)

    def _spots(self, kind: Kind) -> tuple[Spot | tuple[Spot, ...], ...]:
        title = LineSpot("title", "Title", limit=60)
        summary = LineSpot("summary", "Short line", limit=90, hint="One line below the title")
        link = LineSpot("link", "Link", hint="https://")
        short = LineSpot("short", "Short link, printed and coded instead", hint="https://")
        match kind:
            case "event":
                return (
                    title,
                    summary,
                    WhenSpot(self.colours),
                    ChoiceSpot("venue", "Place", (), free=True),
                    LineSpot("booking", "Booking link", hint="https://, mailto: or tel:"),
                    short,
                    (ChoiceSpot("status", "State", _STATES), LineSpot("cost", "Cost", hint="Free")),
                    TextSpot("description", "Description", lines=4),
                    PictureSpot(self.colours),
                    PeopleSpot("speakers", "Speakers, one a line", lines=2, hint="Name HONOURS, post"),
                    LinesSpot("questions", "Questions to discuss, one a line", lines=3),
                    (LineSpot("online", "Joining link", hint="https://"), LineSpot("audience", "For whom", hint="All staff")),
                )
            case "article":
                return title, summary, LineSpot("author", "Author"), link, short, PictureSpot(self.colours)
            case "technique":
                return title, summary, LineSpot("people", "How many people"), link, short, PictureSpot(self.colours)
            case "prompt":
                return TextSpot("question", "Question", lines=3), LineSpot("note", "Note")
            case "notice":
                return (
                    title,
                    TextSpot("text", "Text", lines=3),
                    WhenSpot(self.colours),
                    ChoiceSpot("priority", "On the screen", _PRIORITIES),
                )

    @Slot(str, object)
    def _take(self, name: str, value: Any) -> None:
        if self._item is None:
            return
        values = {"starts": value[0], "ends": value[1]} if name == "starts" else {name: value}
        self.edited.emit(self._item.id, values, name)
