"""An item's own picture: taken in by a drop or a dialog, described, and turned to its most important point."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QImageReader, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.fixes import drafted
from kiosk.campaign.item import Item, PictureRef
from kiosk.campaign.slug import slug
from kiosk.studio.fields.spot import Spot
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.style import button
from kiosk.studio.page.crops import Crops
from kiosk.studio.words import _

FOLDER = "pictures"
"""Where pictures lie in a campaign folder."""
_STEP = 0.02


class Focal(QWidget):
    """Shows a picture with its focal point, which can be dragged or moved with the arrow keys."""

    moved = Signal(float, float)

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self._colours = colours
        self._image = QImage()
        self._at = (0.5, 0.5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Most important point of the picture"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumHeight(130)

    def show_picture(self, file: Path, at: tuple[float, float] | None) -> None:
        """Show a picture file; what cannot be read leaves the place empty."""
        reader = QImageReader(str(file))
        reader.setAutoTransform(True)
        reader.setScaledSize(reader.size().scaled(QSize(640, 260), Qt.AspectRatioMode.KeepAspectRatio))
        self._image = reader.read()
        self._at = at or (0.5, 0.5)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture and a cross on its focal point."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = self._box()
        painter.fillRect(self.rect(), QColor(self._colours.canvas))
        painter.drawImage(box, self._image)
        if self._image.isNull():
            return
        point = QPointF(box.x() + self._at[0] * box.width(), box.y() + self._at[1] * box.height())
        for colour, width in ((QColor("#000000"), 4.0), (QColor("#FFFFFF"), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(point, 11, 11)
            painter.drawPoint(point)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._colours.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the point."""
        self._set(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the point."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._set(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point with the arrow keys."""
        steps = {
            Qt.Key.Key_Left: (-_STEP, 0.0),
            Qt.Key.Key_Right: (_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -_STEP),
            Qt.Key.Key_Down: (0.0, _STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._move(self._at[0] + step[0], self._at[1] + step[1])

    def _set(self, at: QPointF) -> None:
        box = self._box()
        if not box.isEmpty():
            self._move((at.x() - box.x()) / box.width(), (at.y() - box.y()) / box.height())

    def _move(self, x: float, y: float) -> None:
        self._at = (round(min(max(x, 0.0), 1.0), 2), round(min(max(y, 0.0), 1.0), 2))
        self.moved.emit(*self._at)
        self.update()

    def _box(self) -> QRectF:
        if self._image.isNull():
            return QRectF()
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height())


class PictureSpot(Spot):
    """The picture of an item: choose or drop one, say what it shows, drag its point; nothing else is needed."""

    def __init__(self, colours: Scheme) -> None:
        super().__init__("picture", _("Picture"))
        self._folder = Path()
        self._item: Item | None = None
        self._value: PictureRef | None = None
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self.choose = button(_("Choose a picture …"))
        self.choose.clicked.connect(self._browse)
        self.remove = button(_("Remove"), "quiet")
        self.remove.clicked.connect(self._drop)
        line.addWidget(self.choose)
        line.addWidget(self.remove)
        line.addStretch(1)
        self.place(row)
        self.leader = self.choose
        self.focal = Focal(colours)
        self.focal.moved.connect(self._aim)
        self.alt = QLineEdit()
        self.alt.setAccessibleName(_("What the picture shows, for people who cannot see it"))
        self.alt.setPlaceholderText(_("What does it show? (read out by screen readers)"))
        self.alt.textEdited.connect(self._describe)
        self.draft = button(_("Draft it from the fields"), "small")
        self.draft.clicked.connect(self._draft)
        self.crops = Crops()
        for widget in (self.focal, self.crops, self.alt, self.draft):
            self._column.addWidget(widget)

    def know(self, campaign: Campaign, folder: Path, subject: Any) -> None:
        """Know whose picture it is, and where its files lie."""
        self._folder, self._item = folder, subject

    def take(self, file: Path) -> None:
        """Copy a picture into the campaign folder and show it; a file that is there already is used as it is."""
        home = self._folder / FOLDER
        target = (
            file if file.resolve().is_relative_to(self._folder.resolve()) else home / f"{slug(file.stem)}{file.suffix.lower()}"
        )
        try:
            if target != file:
                home.mkdir(exist_ok=True)
                count = 1
                while target.exists() and target.read_bytes() != file.read_bytes():
                    count += 1
                    target = home / f"{slug(file.stem)}-{count}{file.suffix.lower()}"
                if not target.exists():
                    shutil.copyfile(file, target)
            name = target.resolve().relative_to(self._folder.resolve()).as_posix()
        except OSError as trouble:
            self.advise(_("{name} cannot be copied into the campaign: {it}.", name=file.name, it=trouble.strerror or trouble))
            return
        self._change(PictureRef(file=name))

    def _show(self, value: Any) -> None:
        self._value = value
        shown = value is not None
        for widget in (self.remove, self.focal, self.crops, self.alt):
            widget.setVisible(shown)
        self.draft.setVisible(shown and not value.alt)
        self.choose.setText(_("Another picture …") if shown else _("Choose a picture …"))
        if shown:
            file = self._folder / value.file
            self.focal.show_picture(file, value.focal)
            if self.alt.text() != value.alt:
                self.alt.setText(value.alt)
            self.advise("" if file.is_file() else _("{file} is not there any more; choose it again.", file=value.file))
        else:
            self.advise("")

    def _change(self, value: PictureRef | None) -> None:
        self.fill(value)
        self._tell(value)

    @Slot()
    def _browse(self) -> None:
        found, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", "Pictures (*.jpg *.jpeg *.png *.webp)")
        if found:
            self.take(Path(found))

    @Slot()
    def _drop(self) -> None:
        self._change(None)

    @Slot(float, float)
    def _aim(self, x: float, y: float) -> None:
        if self._value is not None:
            self._value = replace(self._value, focal=(x, y))
            self._tell(self._value)

    @Slot(str)
    def _describe(self, text: str) -> None:
        if self._value is not None:
            self._value = replace(self._value, alt=text)
            self._tell(self._value)

    @Slot()
    def _draft(self) -> None:
        """Write a first description from what the item says; people put it right."""
        if self._value is not None and self._item is not None:
            self._change(replace(self._value, alt=drafted(self._item)))
            self.alt.setFocus()
            self.alt.selectAll()
