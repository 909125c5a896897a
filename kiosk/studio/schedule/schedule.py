"""The schedule: what a screen shows over a month, looked at from any moment, with its gaps and clashes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.diary import named
from kiosk.campaign.plan import plan
from kiosk.campaign.slide import Slide
from kiosk.studio import clock
from kiosk.studio.fields.spot import Spot
from kiosk.studio.fields.whenspot import WhenSpot
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.still import Choice, Slider
from kiosk.studio.look.style import badge, button, label, rule
from kiosk.studio.look.whole import Sentence
from kiosk.studio.schedule.legend import Legend
from kiosk.studio.schedule.month import Laid, Month, laid_out, month_of
from kiosk.studio.schedule.notes import Notes, explained
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _, counted

_STEP = 15
"""Minutes that the slider goes in."""


class Schedule(QScrollArea):
    """Shows one screen's month, the slides of one moment, and what to look at."""

    moved = Signal()
    """Another moment or screen is looked at."""
    slide_chosen = Signal(str)
    play_wanted = Signal()

    def __init__(self, colours: Scheme, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Schedule"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tasks = tasks
        self._campaign: Campaign | None = None
        self.at: datetime | None = None
        self.month = Month(colours)
        self.month.picked.connect(self._pick)
        page = QWidget()
        page.setObjectName("panel_body")
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        column.addLayout(self._head(colours))
        self.when: Spot = WhenSpot(colours, _("As on"))
        self.when.edited.connect(self._typed)
        column.addWidget(self.when)
        column.addLayout(self._hours())
        self.told = label("", "head")
        self.told.setWordWrap(True)
        column.addWidget(self.told)
        self.verdict = QLabel()
        column.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignLeading)
        self.why = Sentence()
        self.why.hide()
        column.addWidget(self.why)
        column.addWidget(rule())
        self.legend = Legend()
        column.addWidget(self.legend)
        column.addWidget(self.month)
        self.slides = QTreeWidget()
        self.slides.setColumnCount(2)
        self.slides.setHeaderHidden(True)
        self.slides.setRootIsDecorated(False)
        self.slides.setAccessibleName(_("Slides at this moment, in their order"))
        self.slides.setMinimumHeight(150)
        self.slides.header().setStretchLastSection(False)
        self.slides.header().setSectionResizeMode(0, self.slides.header().ResizeMode.Stretch)
        self.slides.header().setSectionResizeMode(1, self.slides.header().ResizeMode.ResizeToContents)
        self.slides.itemClicked.connect(self._chosen)
        self.slides.itemActivated.connect(self._chosen)
        column.addWidget(self.slides)
        self.notes = Notes()
        self.notes.wanted.connect(self._pick)
        column.addWidget(self.notes)
        column.addStretch(1)
        self.setWidget(page)

    def _head(self, colours: Scheme) -> QHBoxLayout:
        row = QHBoxLayout()
        self.screens = Choice()
        self.screens.setAccessibleName(_("Screen"))
        self.screens.activated.connect(self._look)
        row.addWidget(self.screens, 1)
        self.title = label("", "head")
        signs: tuple[tuple[icons.Name, int, str], ...] = (
            ("before", -1, _("The month before")),
            ("after", 1, _("The month after")),
        )
        for sign, by, said in signs:
            step = QToolButton()
            step.setIcon(icons.icon(sign, colours))
            step.setAccessibleName(said)
            step.setToolTip(said)
            step.clicked.connect(partial(self._turn, by))
            row.addWidget(step)
            if by < 0:
                row.addWidget(self.title)
        return row

    def _hours(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.hour = Slider(Qt.Orientation.Horizontal)
        self.hour.setRange(0, 24 * 60 // _STEP - 1)
        self.hour.setAccessibleName(_("Time of day"))
        self.hour.valueChanged.connect(self._slid)
        row.addWidget(self.hour, 1)
        self.now = button(_("Now"), "small")
        self.now.clicked.connect(self._now)
        self.play = button(_("Play from here"), "small")
        self.play.setToolTip(_("Play the slides in a window, as at this moment (F5)"))
        self.play.clicked.connect(self.play_wanted)
        row.addWidget(self.now)
        row.addWidget(self.play)
        return row

    @property
    def screen_of(self) -> Screen | None:
        """The screen that is looked at; None stands for any."""
        known = self._campaign.screens if self._campaign is not None else ()
        at = self.screens.currentIndex()
        return known[at] if 0 <= at < len(known) else None

    @property
    def moment(self) -> datetime:
        """The moment that is looked at."""
        assert self._campaign is not None
        return self.at or clock.now(self._campaign.zone)

    def show_campaign(self, campaign: Campaign) -> None:
        """Take on what the campaign says; it is laid out when somebody looks."""
        self._campaign = campaign
        names = [s.name for s in campaign.screens] or [_("Any screen")]
        if [self.screens.itemText(n) for n in range(self.screens.count())] != names:
            self.screens.clear()
            self.screens.addItems(names)
        if self.isVisible():
            self._look()

    def refresh(self) -> None:
        """Show the month when somebody comes to look at it."""
        if self._campaign is not None:
            self._look()

    @Slot()
    def _look(self) -> None:
        campaign = self._campaign
        if campaign is None:
            return
        at, screen = self.moment, self.screen_of
        first = month_of(at)
        self.title.setText(f"{dates.month(first)} {first.year}")
        self.month.show_moment(at)
        self.when.know(campaign, Path(), None)
        self.when.fill((at, None))
        self.hour.blockSignals(True)
        self.hour.setValue((at.hour * 60 + at.minute) // _STEP)
        self.hour.blockSignals(False)
        if not self.month.shows(campaign, screen, first):
            self._tasks.ask("month", partial(laid_out, campaign, screen, first), self._laid, urgency=6)
        self._tasks.ask("moment", partial(_slides, campaign, screen, at), self._list, urgency=3)
        self.moved.emit()

    def _laid(self, laid: Laid) -> None:
        if laid.campaign is self._campaign:
            self.month.show_laid(laid)
            self.legend.show_laid(laid)
            gaps, clashes = len(laid.gaps), len(laid.clashes)
            found = [
                f"{n} {one if n == 1 else many}" for n, one, many in ((gaps, "gap", "gaps"), (clashes, "clash", "clashes")) if n
            ]
            badge(self.verdict, ", ".join(found) or _("No gaps, no clashes"), "warn" if found else "ok")
            self.why.setText(explained(laid))
            self.why.setVisible(bool(self.why.text()))
            self.notes.show_laid(laid)

    def _list(self, slides: tuple[Slide, ...]) -> None:
        campaign = self._campaign
        if campaign is None:
            return
        items = {i.id: i for i in campaign.items}
        self.slides.clear()
        for slide in slides:
            row = QTreeWidgetItem([named(slide.what, items), f"{slide.dwell:g} s"])
            row.setData(0, Qt.ItemDataRole.UserRole, slide.what)
            self.slides.addTopLevelItem(row)
        at = self.moment
        count = counted("{n} slide", "{n} slides", len(slides))
        said = _(
            "{weekday} {day} {month} at {clock}",
            weekday=dates.weekday(at.date()),
            day=at.day,
            month=dates.month(at.date()),
            clock=dates.clock(at.timetz()),
        ).replace(dates.NBSP, " ")
        round_ = round(sum(s.dwell for s in slides))
        self.told.setText(
            _(
                "{said}: {count}, a round of {count2} min {count3} s",
                said=said,
                count=count,
                count2=round_ // 60,
                count3=round_ % 60,
            )
        )

    @Slot()
    def _chosen(self) -> None:
        item = self.slides.currentItem()
        if item is not None:
            self.slide_chosen.emit(str(item.data(0, Qt.ItemDataRole.UserRole)))

    @Slot(object)
    def _pick(self, at: datetime, _checked: bool = False) -> None:
        self.at = at
        self._look()

    def _turn(self, by: int, _checked: bool = False) -> None:
        at = self.moment
        first = month_of(at)
        other = month_of(first + timedelta(days=40)) if by > 0 else month_of(first - timedelta(days=1))
        self._pick(datetime.combine(other, at.timetz()))

    @Slot(int)
    def _slid(self, quarter: int) -> None:
        at = self.moment
        self._pick(datetime.combine(at.date(), time(quarter * _STEP // 60, quarter * _STEP % 60), at.tzinfo))

    @Slot()
    def _now(self) -> None:
        self.at = None
        self._look()

    @Slot(str, object)
    def _typed(self, _name: str, value: tuple[date | datetime | None, object]) -> None:
        if value[0] is not None:
            self.look_at(value[0])

    def look_at(self, at: date | datetime) -> None:
        """Look at a moment, or at the morning of a day."""
        if self._campaign is not None:
            self._pick(at if isinstance(at, datetime) else datetime.combine(at, time(9), self._campaign.zone))


def _slides(campaign: Campaign, screen: Screen | None, at: datetime) -> tuple[Slide, ...]:
    return plan(at, campaign, screen).slides
