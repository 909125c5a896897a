"""Everything that can be done, as actions: in menus, on the toolbar, by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from kiosk.studio import icons
from kiosk.studio.document import Document

if TYPE_CHECKING:
    from kiosk.studio.window import Window


class Actions(QObject):
    """Makes the actions of a window, its menus and its toolbar."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.all: list[QAction] = []
        self._with_document: list[QAction] = []
        self.undo, self.redo = self._plain("Undo", "Ctrl+Z", "undo"), self._plain("Redo", "Ctrl+Shift+Z", "redo")
        self._menus()
        self._toolbar()

    def follow(self, document: Document | None) -> None:
        """Allow what can be done with this document."""
        for action in self._with_document:
            action.setEnabled(document is not None)
        for action in (self.undo, self.redo):
            action.setEnabled(False)
        if document is None:
            return
        stack = document.undo
        stack.canUndoChanged.connect(self.undo.setEnabled)
        stack.canRedoChanged.connect(self.redo.setEnabled)
        stack.undoTextChanged.connect(partial(self._name, self.undo, "Undo"))
        stack.redoTextChanged.connect(partial(self._name, self.redo, "Redo"))
        for action, slot in ((self.undo, stack.undo), (self.redo, stack.redo)):
            action.triggered.disconnect() if action.receivers("2triggered(bool)") else None
            action.triggered.connect(slot)

    def _name(self, action: QAction, word: str, step: str) -> None:
        action.setText(f"{word} {step[:1].lower()}{step[1:]}" if step else word)

    def _menus(self) -> None:
        w = self._window
        make = self._make
        bar = w.menuBar()
        file, edit = bar.addMenu("&File"), bar.addMenu("&Edit")
        event, view = bar.addMenu("E&vent"), bar.addMenu("V&iew")
        file.addAction(make("&New campaign …", "Ctrl+N", w.file.new, always=True))
        file.addAction(make("&Open …", "Ctrl+O", w.file.browse, icon="folder", always=True))
        self.bring = make("Import", "Ctrl+I", w.file.bring, icon="import", always=True)
        file.addAction(self.bring)
        file.addSeparator()
        file.addAction(make("&Save", "Ctrl+S", w.file.save, icon="save"))
        file.addAction(make("Save a &copy …", "Ctrl+Shift+S", w.file.copy))
        self.play = make("Play slides", "F5", w.sending.play, icon="play")
        self.publish = make("Publish to kiosks", "Ctrl+Shift+P", w.sending.publish, icon="publish")
        self.export = make("Export", "Ctrl+E", w.sending.export, icon="export", light=True)
        file.addAction(self.export)
        file.addSeparator()
        file.addAction(make("&Quit", "Ctrl+Q", w.close, always=True))
        edit.addActions([self.undo, self.redo])
        edit.addSeparator()
        edit.addAction(make("&Find", "Ctrl+F", partial(w_focus, w)))
        self.new_event = make("New event", "Ctrl+Shift+N", w.new_event, icon="add")
        event.addAction(self.new_event)
        event.addAction(make("&Duplicate", "Ctrl+D", w.duplicate))
        event.addAction(make("&Remove", "Del", w.remove, icon="delete", context=Qt.ShortcutContext.WidgetShortcut))
        event.addSeparator()
        event.addAction(make("&Previous", "Alt+Up", partial(w_step, w, -1)))
        event.addAction(make("&Next", "Alt+Down", partial(w_step, w, 1)))
        kiosk = bar.addMenu("&Kiosk")
        kiosk.addActions([self.play, self.publish])
        view.addAction(make("&Whole page", "Ctrl+0", partial(w_zoom, w, "fit")))
        view.addAction(make("&Larger", "Ctrl+=", partial(w_zoom, w, "in")))
        view.addAction(make("S&maller", "Ctrl+-", partial(w_zoom, w, "out")))
        view.addSeparator()
        view.addAction(make("Shuffle the motif", "Ctrl+Shift+R", w.shuffle, icon="shuffle"))
        view.addAction(make("Next finding", "F8", partial(w_finding, w, 1)))
        view.addAction(make("Previous finding", "Shift+F8", partial(w_finding, w, -1)))

    def _toolbar(self) -> None:
        bar = QToolBar("Tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(17, 17))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._button(bar, self.new_event)
        self._button(bar, self.bring)
        bar.addSeparator()
        for action in (self.undo, self.redo):
            bar.addAction(action)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(gap)
        self._button(bar, self.play, "quiet")
        self._button(bar, self.publish)
        self._button(bar, self.export, "main")
        self._window.addToolBar(bar)
        self.toolbar = bar

    def _button(self, bar: QToolBar, action: QAction, kind: str = "") -> None:
        made = QToolButton()
        made.setDefaultAction(action)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setProperty("words", "true")
        if kind:
            made.setProperty("kind", kind)
        bar.addWidget(made)

    def _make(
        self,
        words: str,
        keys: str,
        do: Callable[[], object],
        *,
        icon: icons.Name | None = None,
        always: bool = False,
        light: bool = False,
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> QAction:
        action = self._plain(words, keys, icon, context)
        if icon and light:  # it stands on the accent colour
            action.setIcon(icons.icon(icon, self._window.colours, colour=self._window.colours.on_accent))
        action.triggered.connect(partial(_call, do))
        if not always:
            self._with_document.append(action)
        return action

    def _plain(
        self,
        words: str,
        keys: str,
        icon: icons.Name | None = None,
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> QAction:
        action = QAction(words, self._window)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(context)
        plain = words.replace("&", "")
        action.setToolTip(f"{plain} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})" if keys else plain)
        if icon:
            action.setIcon(icons.icon(icon, self._window.colours))
        self._window.addAction(action)
        self.all.append(action)
        return action


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()


def w_focus(window: Window) -> None:
    """Go to the search field."""
    window.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    window.list.search.selectAll()


def w_step(window: Window, by: int) -> None:
    """Go to the item before or after."""
    window.list.step(by)


def w_zoom(window: Window, how: str) -> None:
    """Show the page larger, smaller or whole."""
    {"fit": window.preview.fit, "in": window.preview.zoom_in, "out": window.preview.zoom_out}[how]()


def w_finding(window: Window, by: int) -> None:
    """Go to the next or previous finding."""
    window.preflight.step(by)
