"""The toolbar: the few things that are done most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.actions import Actions


class Tools(QToolBar):
    """What comes in at the leading side, what goes out at the other."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(_("Tools"), window)
        self.setMovable(False)
        self.setIconSize(QSize(17, 17))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        new, bring = self._button(actions.new_event), self._button(actions.bring)
        self.addSeparator()
        for action in (actions.undo, actions.redo):
            self.addAction(action)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        play, publish = self._button(actions.play, "quiet"), self._button(actions.publish)
        self._button(actions.export, "main")
        self.folding = (play, bring, publish, new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words where there is no room for all, of what is known best by its picture first."""
        super().resizeEvent(event)
        for made in self.folding:
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for made in self.folding:
            if self.sizeHint().width() <= event.size().width():
                break
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _button(self, action: QAction, kind: str = "") -> QToolButton:
        made = QToolButton()
        made.setDefaultAction(action)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setProperty("words", "true")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if kind:
            made.setProperty("kind", kind)
        self.addWidget(made)
        return made
