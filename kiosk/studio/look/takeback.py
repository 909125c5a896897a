"""Ctrl+Z while somebody types: first what was typed in that field since they came to it, then the document's last change."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from kiosk.studio.look.overlay import Overlay

Edit = QLineEdit | QPlainTextEdit
_AGAIN = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
_OF_THE_WINDOW = tuple(QKeyCombination(Qt.KeyboardModifier.ControlModifier, key) for key in (Qt.Key.Key_E, Qt.Key.Key_K))
"""Export and "Do or go to": on Linux Qt's fields would take them for keys of their own."""
_PRESSED = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class TakeBack(QObject):
    """Leaves the key to the field that has the keyboard as long as it has something to take back; else the window gets it.

    Qt's own fields keep the key for themselves, even when they have nothing.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._widget: QWidget | None = None
        self._edit: Edit | None = None
        self._came = ""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Listen to the field that has the keyboard, and to it alone; what a card asks is its own affair."""
        if self._widget is not None:
            self._widget.removeEventFilter(self)
            self._widget.destroyed.disconnect(self._forget)
        self._forget()
        edit = edit_of(now)
        if now is None or edit is None or not self._window.isAncestorOf(now) or _on_card(now):
            return
        self._widget, self._edit, self._came = now, edit, _text(edit)
        now.installEventFilter(self)
        now.destroyed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._widget = self._edit = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window have the key that its field has no use for, and the field the one that Qt would not give it."""
        if not isinstance(event, QKeyEvent) or self._edit is None or event.type() not in _PRESSED:
            return False
        again = event.keyCombination() == _AGAIN
        if event.type() == QEvent.Type.KeyPress:
            if not again or event.matches(QKeySequence.StandardKey.Redo):
                return False
            self._edit.redo()
            return True
        if event.keyCombination() in _OF_THE_WINDOW:
            event.ignore()
            return True
        if event.matches(QKeySequence.StandardKey.Undo):
            own = _text(self._edit) != self._came and _history(self._edit).isUndoAvailable()
        elif again or event.matches(QKeySequence.StandardKey.Redo):
            own = _history(self._edit).isRedoAvailable()
        else:
            return False
        if own:
            event.accept()
            return again
        event.ignore()
        return True


def edit_of(widget: QWidget | None) -> Edit | None:
    """Find what is typed into: the widget itself, or the line inside of it."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return widget
    if isinstance(widget, QComboBox | QAbstractSpinBox):
        return widget.findChild(QLineEdit)
    return None


def _text(edit: Edit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def _history(edit: Edit) -> QLineEdit | QTextDocument:
    return edit if isinstance(edit, QLineEdit) else edit.document()


def _on_card(widget: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Overlay):
        above = above.parentWidget()
    return above is not None
