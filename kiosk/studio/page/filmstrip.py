"""The strip below the page: the slides before and after this one, or the sides and pages that it has, as small pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.compose.compose import whats
from kiosk.page.stock import Stock
from kiosk.record import record
from kiosk.studio.document.edits import named
from kiosk.studio.items.itemlist import PAGES
from kiosk.studio.look.colours import Scheme
from kiosk.studio.page.pages import Shown
from kiosk.studio.words import _, plain

HEIGHT = 57
"""A picture's height, in device-independent pixels."""
MOST = 7
"""Pictures that are shown at once."""
_WIDEST, _GAP = 102, 2
_T = TypeVar("_T")


@record
class Frame:
    """One picture: what it shows, which side of that, and what it is called."""

    what: str
    side: int
    words: str


class Filmstrip(QWidget):
    """Shows frames and lets one be chosen."""

    chosen = Signal(str, int)
    """Another frame should be shown: what, and which side of it."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Slides and sides"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row.addStretch(1)
        self._row.addStretch(1)
        self.faces: dict[Frame, QToolButton] = {}
        self._states: dict[Frame, object] = {}
        self.hide()

    def show_frames(self, frames: Sequence[Frame], what: str, side: int, stock: Stock) -> None:
        """Show these frames, and which of them is looked at; one frame alone needs no strip."""
        self.setVisible(len(frames) > 1)
        if tuple(frames) != tuple(self.faces):
            kept = {frame: face.icon() for frame, face in self.faces.items()}
            for face in self.faces.values():
                face.deleteLater()
            self.faces = {frame: self._face(frame, kept.get(frame)) for frame in frames}
            self._states = {frame: state for frame, state in self._states.items() if frame in self.faces}
        size = QSize(min(round(HEIGHT * stock.width / stock.height), _WIDEST), HEIGHT)
        for frame, face in self.faces.items():
            face.setIconSize(size)
            face.setFixedWidth(max(size.width() + 4, 60))
            face.setText(plain(face.fontMetrics().elidedText(frame.words, Qt.TextElideMode.ElideRight, face.width() - 10)))
            face.setChecked((frame.what, frame.side) == (what, side))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as there is room for."""
        self._fit()

    def _fit(self) -> None:
        faces = list(self.faces.values())
        if not faces:
            return
        room = max((self.width() - 16 + _GAP) // (faces[0].width() + _GAP), 1)
        at = next((n for n, face in enumerate(faces) if face.isChecked()), 0)
        shown = around(faces, at, room)
        for face in faces:
            face.setVisible(face in shown)

    def is_new(self, frame: Frame, state: object) -> bool:
        """Tell whether a frame looks otherwise now than when this was asked last; what it shows is compared, not how."""
        if self._states.get(frame) == state:
            return False
        self._states[frame] = state
        return True

    @Slot(object)
    def show_page(self, shown: Shown) -> None:
        """Show a page as the picture of its frame."""
        frame = next((f for f in self.faces if (f.what, f.side) == (shown.wanted.what, shown.wanted.side)), None)
        if frame is not None and shown.image is not None:
            pixmap = QPixmap.fromImage(shown.image)
            pixmap.setDevicePixelRatio(max(shown.image.height() / HEIGHT, 0.1))
            self.faces[frame].setIcon(QIcon(pixmap))

    def _face(self, frame: Frame, icon: QIcon | None) -> QToolButton:
        face = QToolButton()
        face.setCheckable(True)
        face.setAutoExclusive(True)
        face.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        face.setProperty("kind", "face")
        face.setAccessibleName(frame.words)
        face.setToolTip(frame.words)
        if icon is not None:
            face.setIcon(icon)
        face.clicked.connect(partial(self._choose, frame))
        self._row.insertWidget(self._row.count() - 1, face)
        return face

    def _choose(self, frame: Frame, _checked: bool = False) -> None:
        self.chosen.emit(frame.what, frame.side)


def frames(campaign: Campaign, shown: Shown) -> tuple[Frame, ...]:
    """List what stands on the strip: the sides where there are several, around a slide its neighbours, else nothing."""
    wanted = shown.wanted
    if shown.sides > 1:
        names = (_("Front"), _("Back")) if wanted.product == "postcard" and shown.sides == 2 else ()
        sides = [Frame(wanted.what, n, names[n] if names else f"{_('Page')} {n + 1}") for n in range(shown.sides)]
        return around(sides, min(wanted.side, shown.sides - 1))
    if wanted.product != "slide":
        return ()
    pages = dict(PAGES)
    known = [what for what in whats(campaign, "slide") if what in pages or campaign.item(what) is not None]
    if wanted.what not in known:
        return ()
    near = around(known, known.index(wanted.what))
    return tuple(Frame(what, 0, _title(campaign, what, pages)) for what in near)


def around(all_: Sequence[_T], at: int, most: int = MOST) -> tuple[_T, ...]:
    """Take as many as the strip holds, with one of them in the middle as far as that goes."""
    first = max(min(at - most // 2, len(all_) - most), 0)
    return tuple(all_[first : first + most])


def _title(campaign: Campaign, what: str, pages: dict[str, str]) -> str:
    item = campaign.item(what)
    return named(item) if item is not None else pages[what]
