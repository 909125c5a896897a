"""What the window shows while no campaign is open: three doors, recent campaigns, the sample."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from kiosk.store.folder import files
from kiosk.studio import settings
from kiosk.studio.cards.sampling import poster
from kiosk.studio.clock import now
from kiosk.studio.document import journal
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import button, label, rule
from kiosk.studio.page.gallery import WORDS
from kiosk.studio.page.pages import Press, Shown, Wanted
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _, counted

_WIDTH = 924
_SMALL, _LARGE = 48, 118
"""Heights of thumbnails, in device-independent pixels."""


class Start(QScrollArea):
    """The empty state."""

    open_wanted = Signal(object)
    """A campaign folder should be opened (Path)."""
    new_wanted = Signal()
    browse_wanted = Signal()
    import_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, colours: Scheme, press: Press, tasks: Tasks) -> None:
        super().__init__()
        self.colours, self._press, self._tasks = colours, press, tasks
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QWidget()
        self.setWidget(whole)
        outer = QHBoxLayout(whole)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        outer.addStretch(1)
        outer.addWidget(inside, 100)
        outer.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 44, 0, 20)
        column.setSpacing(8)
        column.addWidget(label(_("Start a campaign"), "title"))
        column.addWidget(
            label(_("Posters, postcards, slides and the library screens all come from one list of events."), "second")
        )
        column.addSpacing(16)
        doors = QHBoxLayout()
        doors.setSpacing(24)
        self.new = self._door("add", _("New campaign"), _("Name it, pick a template, add your first event."), "Ctrl N")
        self.browse = self._door(
            "folder", _("Open a campaign"), _("A campaign folder on this computer or the network."), "Ctrl O"
        )
        self.bring = self._door(
            "import", _("Import events"), _("From a calendar file, a spreadsheet, a link, or the text of an e-mail."), "Ctrl I"
        )
        for door, signal in ((self.new, self.new_wanted), (self.browse, self.browse_wanted), (self.bring, self.import_wanted)):
            door.clicked.connect(signal)
            doors.addWidget(door, 1)
        column.addLayout(doors)
        column.addSpacing(24)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(8)
        column.addLayout(self._recent)
        column.addSpacing(24)
        column.addLayout(self._sample())
        column.addStretch(1)

    @Slot()
    def refresh(self) -> None:
        """Show what is recent now."""
        while self._recent.count():
            taken = self._recent.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.deleteLater()
        folders = settings.recent()
        before = self.bring
        if folders:
            self._recent.addWidget(label(_("Recent"), "head"))
            box = QFrame()
            box.setProperty("kind", "card")
            rows = QVBoxLayout(box)
            rows.setContentsMargins(1, 1, 1, 1)
            rows.setSpacing(0)
            for number, folder in enumerate(folders):
                if number:
                    rows.addWidget(rule())
                rows.addWidget(self._row(folder))
            self._recent.addWidget(box)
            for row in box.findChildren(QPushButton):
                QWidget.setTabOrder(before, row)
                before = row
        self._show_sample()

    def _row(self, folder: Path) -> QPushButton:
        """Make the row of a recent campaign; its title and picture come as soon as they are read."""
        row = QPushButton()
        row.setProperty("kind", "row")
        row.setAccessibleName(_("Open {name}", name=folder.name))
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 5, 14, 5)
        line.setSpacing(12)
        picture, title, where, facts = QLabel(), label(folder.name, "head"), label(_short(folder), "second"), label("", "second")
        picture.setFixedSize(36, _SMALL)
        for widget, stretch in ((picture, 0), (title, 2), (where, 3), (facts, 0)):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(widget, stretch)
        row.clicked.connect(partial(self._open, folder))

        def show(found: tuple[str, str, Shown | None]) -> None:
            if not isValid(picture):
                return
            title.setText(found[0])
            row.setAccessibleName(_("Open {found}", found=found[0]))
            facts.setText(found[1])
            if found[2] is not None and found[2].image is not None:
                picture.setPixmap(_pixmap(found[2], _SMALL))

        work = partial(_glance, self._press, folder, round(_SMALL * self.devicePixelRatioF()))
        self._tasks.ask(f"recent:{folder}", work, show, urgency=6)
        return row

    def _open(self, folder: Path, _checked: bool = False) -> None:
        self.open_wanted.emit(folder)

    def _sample(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._faces: dict[str, QLabel] = {}
        for name, words in WORDS.items():
            face = QLabel()
            face.setFixedSize(84, _LARGE)
            face.setAccessibleName(_("A poster in the template {words}", words=words))
            self._faces[name] = face
            row.addWidget(face)
        row.addSpacing(14)
        side = QVBoxLayout()
        side.addStretch(1)
        side.addWidget(label(_("Or try the sample"), "head"))
        about = label(_("A month of events in five templates. Nothing is published until you say so."), "second")
        about.setWordWrap(True)
        side.addWidget(about)
        self.sample = button(_("Open the sample campaign"))
        self.sample.clicked.connect(self.sample_wanted)
        side.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        side.addStretch(1)
        row.addLayout(side, 1)
        return row

    def _show_sample(self) -> None:
        high = round(_LARGE * self.devicePixelRatioF())
        for name, face in self._faces.items():
            if face.pixmap().isNull():
                self._tasks.ask(f"sample:{name}", partial(poster, self._press, name, high), partial(_put, face), urgency=7)

    def _door(self, icon: icons.Name, words: str, about: str, keys: str) -> QPushButton:
        door = QPushButton()
        door.setProperty("kind", "card")
        door.setAccessibleName(words)
        door.setAccessibleDescription(about)
        column = QVBoxLayout(door)
        column.setContentsMargins(22, 22, 22, 18)
        column.setSpacing(6)
        sign = QLabel()
        sign.setFixedSize(40, 40)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setStyleSheet(f"background: {self.colours.selection}; border-radius: 4px;")
        sign.setPixmap(icons.icon(icon, self.colours, colour=self.colours.accent).pixmap(QSize(22, 22)))
        column.addWidget(sign)
        column.addSpacing(8)
        column.addWidget(label(words, "big"))
        text = label(about, "second")
        text.setWordWrap(True)
        column.addWidget(text)
        column.addStretch(1)
        column.addWidget(label(keys, "label"))
        for child in door.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return door


def _glance(press: Press, folder: Path, height: int) -> tuple[str, str, Shown | None]:
    """Read what a recent campaign is called, when it was changed, and how it looks."""
    try:
        campaign = files.read(folder, lenient=True).campaign
        when = datetime.fromtimestamp((folder / files.NAME).stat().st_mtime).strftime("%d %b %Y").lstrip("0")
    except (files.Error, OSError):
        return folder.name, _("cannot be read just now"), None
    facts = f"{when}, {counted('{n} item', '{n} items', len(campaign.items))}"
    if journal.waits(folder):
        facts = _("{facts}, with changes that wait to be saved", facts=facts)
    what, product = (campaign.events[0].id, "poster") if campaign.events else ("programme", "programme")
    wanted = Wanted(
        campaign=campaign,
        folder=folder,
        product="poster" if product == "poster" else "programme",
        stock="a4",
        what=what,
        at=now(campaign.zone),
        height=height,
    )
    return campaign.title, facts, press.show(wanted)


def _put(face: QLabel, shown: Shown) -> None:
    if shown.image is not None:
        face.setPixmap(_pixmap(shown, _LARGE))


def _pixmap(shown: Shown, height: int) -> QPixmap:
    assert shown.image is not None
    made = QPixmap.fromImage(shown.image)
    made.setDevicePixelRatio(shown.image.height() / height)
    return made


def _short(folder: Path) -> str:
    """Name a folder as people know it, from their home on; its own name tells two campaigns of one title apart."""
    try:
        return str(folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)
