"""A card over the window: what would be a dialog, without stopping anything that goes on behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.spare import Spare
from kiosk.studio.look.style import SMALLEST_PX, label
from kiosk.studio.words import _


class Overlay(QWidget):
    """Covers a window with a card in the middle. Esc and the cross close it; the Tab key stays inside.

    What does not fit into the window scrolls, all but its buttons.
    """

    closed = Signal()

    def __init__(self, window: QWidget, colours: Scheme, title: str, width: int = 660) -> None:
        super().__init__(window)
        self._window = window
        self.colours = colours
        self._width = width
        self._before = QApplication.focusWidget()
        self.card = QFrame(self)
        self.card.setProperty("kind", "sheet")
        self.card.setAccessibleName(title)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(18, 10, 10, 10)
        self.title = label(title, "big")
        head.addWidget(self.title)
        head.addStretch(1)
        cross = QToolButton()
        cross.setIcon(icons.icon("close", colours))
        cross.setAccessibleName(_("Close"))
        cross.setToolTip(_("Close (Esc)"))
        cross.clicked.connect(self.leave)
        head.addWidget(cross)
        column.addLayout(head)
        line = QFrame()
        line.setProperty("kind", "rule")
        line.setFixedHeight(1)
        column.addWidget(line)
        inside = QWidget()
        inside.setObjectName("panel_body")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(18, 14, 18, 18)
        self.body.setSpacing(12)
        self._spare = Spare(inside)
        self._column = column
        column.addWidget(self._spare, 1)
        window.installEventFilter(self)
        self.card.installEventFilter(self)
        self._fit()
        # What a card holds is laid out in the next turn of the event loop: nobody should see it jump until then.
        self.setUpdatesEnabled(False)
        self._laid = QTimer(self)
        self._laid.setSingleShot(True)
        self._laid.timeout.connect(self._appear)
        self._laid.start(0)
        self.show()
        self.raise_()

    @Slot()
    def _appear(self) -> None:
        self._fit()
        self.setUpdatesEnabled(True)
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):  # what lies behind may have kept the keyboard
            (self.focusWidget() or self).setFocus()

    def stand(self, foot: QBoxLayout) -> None:
        """Let buttons stand below all else, where they stay in sight."""
        self.body.setContentsMargins(18, 14, 18, 0)
        foot.setContentsMargins(18, 12, 18, 18)
        foot.setSpacing(12)
        self._column.addLayout(foot)

    @Slot()
    def leave(self) -> None:
        """Close the card and give the keyboard back."""
        self.closed.emit()
        self.hide()
        if self._before is not None and isValid(self._before):  # it may have gone meanwhile, with the item it belonged to
            self._before.setFocus()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and what the card has to say."""
        wanted = QEvent.Type.Resize if watched is self._window else QEvent.Type.LayoutRequest
        if event.type() == wanted:
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies behind."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 90))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the Tab key inside the card."""
        chain = [w for w in self._chain() if w.isVisibleTo(self) and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if not chain:
            return True
        now = QApplication.focusWidget()
        at = chain.index(now) if now in chain else -1 if next else 0
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        chain[(at + (1 if next else -1)) % len(chain)].setFocus(reason)
        return True

    def _chain(self) -> list[QWidget]:
        """List what lies inside, in the order of the Tab key."""
        found: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if self.isAncestorOf(widget):
                found.append(widget)
            widget = widget.nextInFocusChain()
        return found

    def _fit(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        larger = max(self.fontInfo().pixelSize() / SMALLEST_PX, 1.0)
        wide = max(self._spare.wide(), self.card.minimumSizeHint().width())
        width = min(max(round(self._width * larger), wide), window.width() - 40)
        room = window.height() - 60
        # Words that wrap need as much height as the card's width asks for.
        wanted = self.card.heightForWidth(width) if self.card.hasHeightForWidth() else self.card.sizeHint().height()
        height = min(max(wanted, 120), room)
        self.card.setGeometry(QRect((window.width() - width) // 2, max((room - height) // 2, 0) + 30, width, height))
