"""Everything that can be done, as actions: in menus, on the toolbar, by keys, in the palette and on the help page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from kiosk.studio import deeds
from kiosk.studio.cards.helping import words_of
from kiosk.studio.cards.palette import Command
from kiosk.studio.document.document import Document
from kiosk.studio.items.itemlist import PAGES
from kiosk.studio.look import icons
from kiosk.studio.look.appearance import Appearance
from kiosk.studio.page.preview import PRODUCTS
from kiosk.studio.submenus import PlayOn, Recent
from kiosk.studio.toolbar import Tools
from kiosk.studio.words import _, plain

if TYPE_CHECKING:
    from kiosk.studio.window import Window

AGAIN = (QKeySequence("Ctrl+Y"),)
"""What many people press to redo, whatever their system calls it."""
_ANYWHERE = Qt.ShortcutContext.WindowShortcut


class Actions(QObject):
    """Makes the actions of a window, its menus and its toolbar."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.groups: dict[str, list[QAction]] = {}
        """Every action once, by the menu it stands in."""
        self._with_document: list[QAction] = []
        self._icons: list[tuple[QAction, icons.Name, bool]] = []
        self.undo, self.redo = self._plain(_("Undo"), "Ctrl+Z", "undo"), self._plain(_("Redo"), "Ctrl+Shift+Z", "redo")
        self.redo.setShortcuts([self.redo.shortcut(), *AGAIN])
        self.undo.triggered.connect(partial(_call, partial(deeds.undo, window)))
        self.redo.triggered.connect(partial(_call, partial(deeds.redo, window)))
        self._file()
        self._edit()
        self._event()
        self._view()
        self._kiosk()
        self._help()
        self.toolbar = Tools(window, self)
        window.addToolBar(self.toolbar)

    def follow(self, document: Document | None) -> None:
        """Allow what can be done with this document."""
        for action in self._with_document:
            action.setEnabled(document is not None)
        self.play_on.setEnabled(document is not None)  # by the menu: Qt's own action of it may not be kept in Python
        for action in (self.undo, self.redo):
            action.setEnabled(False)
        if document is None:
            return
        stack = document.undo
        stack.canUndoChanged.connect(self.undo.setEnabled)
        stack.canRedoChanged.connect(self.redo.setEnabled)
        stack.undoTextChanged.connect(partial(self._name, self.undo, _("Undo")))
        stack.redoTextChanged.connect(partial(self._name, self.redo, _("Redo")))

    def recolour(self) -> None:
        """Draw the icons in the window's colours."""
        colours = self._window.colours
        for action, name, light in self._icons:
            action.setIcon(icons.icon(name, colours, colour=colours.on_accent if light else None))

    def commands(self) -> list[Command]:
        """List what the palette offers: what can be done now, every item, every page of the campaign."""
        made = [
            Command(words_of(a), a.shortcut().toString(QKeySequence.SequenceFormat.NativeText), a.trigger)
            for actions in self.groups.values()
            for a in actions
            if a.isEnabled() and a is not self.palette
        ]
        window = self._window
        if window.document is not None:
            made += [Command(r.title, r.spoken_date, partial(window.choose, r.id)) for r in window.list.items.rows]
            made += [Command(words, _("Page of the campaign"), partial(window.choose, name)) for name, words in PAGES]
        return made

    def _name(self, action: QAction, word: str, step: str) -> None:
        action.setText(f"{word} {plain(step[:1].lower() + step[1:])}" if step else word)

    def _menu(self, words: str, *parts: QAction | None) -> QMenu:
        """Make a menu; None is a line across."""
        menu = self._window.menuBar().addMenu(words)
        for part in parts:
            if part is None:
                menu.addSeparator()
            else:
                menu.addAction(part)
        self.groups[words.replace("&", "")] = [part for part in parts if part is not None]
        return menu

    def _file(self) -> None:
        w, make = self._window, self._make
        self.bring = make(_("Import"), "Ctrl+I", w.file.bring, icon="import", always=True)
        self.settings = make(_("Campaign se&ttings"), "Alt+Return", partial(deeds.settings, w))
        self.export = make(_("Export"), "Ctrl+E", w.sending.export, icon="export", light=True)
        menu = self._menu(
            _("&File"),
            make(_("&New campaign …"), "Ctrl+N", w.file.new, always=True),
            make(_("&Open …"), "Ctrl+O", w.file.browse, icon="folder", always=True),
            self.bring,
            None,
            self.settings,
            make(_("&Save"), "Ctrl+S", w.saving.save, icon="save"),
            make(_("Save a &copy …"), "Ctrl+Shift+S", w.saving.copy),
            self.export,
            make(_("&Print …"), "Ctrl+P", w.sending.print, icon="print"),
            None,
            make(_("&Quit"), "Ctrl+Q", w.leaving.quit, always=True),
        )
        self.recent = Recent(w, menu)
        menu.insertMenu(self.bring, self.recent)

    def _edit(self) -> None:
        w, make = self._window, self._make
        self.palette = make(_("&Do or go to …"), "Ctrl+K", w.asking.palette, always=True)
        self._menu(
            _("&Edit"),
            self.undo,
            self.redo,
            None,
            make(_("Paste an e-mail, a link or a &file"), "Ctrl+V", w.dropped.paste, always=True),
            make(_("Copy &picture"), "Ctrl+Shift+C", w.copying.picture, icon="copy"),
            make(_("Copy &words for an e-mail"), "Ctrl+Shift+W", w.copying.words),
            None,
            make(_("&Find"), "Ctrl+F", partial(deeds.focus, w)),
            self.palette,
        )

    def _event(self) -> None:
        w, make = self._window, self._make
        self.new_event = make(_("New event"), "Ctrl+Shift+N", w.changes.new_event, icon="add")
        # Del belongs to the list alone: in a field it takes a letter out.
        self.remove = make(_("&Remove"), "Del", w.changes.remove, icon="delete", context=Qt.ShortcutContext.WidgetShortcut)
        self._menu(
            _("E&vent"),
            self.new_event,
            make(_("&Duplicate"), "Ctrl+D", w.changes.duplicate),
            self.remove,
            make(_("&Translations …"), "Ctrl+T", w.asking.translations, icon="translate"),
            None,
            make(_("&Previous"), "Alt+Up", partial(deeds.step, w, -1)),
            make(_("&Next"), "Alt+Down", partial(deeds.step, w, 1)),
            make(_("Move &up"), "Alt+Shift+Up", partial(w.changes.step, -1)),
            make(_("Move d&own"), "Alt+Shift+Down", partial(w.changes.step, 1)),
        )

    def _view(self) -> None:
        w, make = self._window, self._make
        products = [
            make(words, f"Ctrl+{number + 1}", partial(deeds.product, w, name))
            for number, (name, words) in enumerate(PRODUCTS.items())
        ]
        schedule = make(_("S&chedule"), "Alt+2", partial(deeds.tab, w, 1))
        schedule.setProperty("words", _("Schedule, as on a day or at a time"))
        menu = self._menu(
            _("V&iew"),
            *products,
            None,
            make(_("&Whole page"), "Ctrl+0", partial(deeds.zoom, w, "fit")),
            make(_("&Larger"), "Ctrl+=", partial(deeds.zoom, w, "in")),
            make(_("S&maller"), "Ctrl+-", partial(deeds.zoom, w, "out")),
            None,
            make(_("Shuffle the motif"), "Ctrl+Shift+R", w.changes.shuffle, icon="shuffle"),
            make(_("Next finding"), "F8", partial(deeds.finding, w, 1)),
            make(_("Previous finding"), "Shift+F8", partial(deeds.finding, w, -1)),
            None,
            make(_("&Fields"), "Alt+1", partial(deeds.tab, w, 0)),
            schedule,
        )
        self.appearance = Appearance(self, partial(make, always=True))
        menu.addSeparator()
        menu.addMenu(self.appearance.menu(menu))
        self.groups[menu.title().replace("&", "")] += self.appearance.all

    def _kiosk(self) -> None:
        w, make = self._window, self._make
        self.play = make(_("Play slides"), "F5", w.play, icon="play")
        self.publish = make(_("Publish to kiosks"), "Ctrl+Shift+P", w.sending.publish, icon="publish")
        screens = make(_("&Screens …"), "Ctrl+Shift+K", w.sending.screens, icon="screen")
        menu = self._menu(_("&Kiosk"), self.play, self.publish, screens)
        self.play_on = PlayOn(w, menu)
        menu.insertMenu(self.publish, self.play_on)

    def _help(self) -> None:
        asking, make = self._window.asking, self._make
        self._menu(
            _("&Help"),
            make(_("&Help and keys"), "F1", asking.help, icon="help", always=True),
            make(_("&About Kiosk"), "", asking.about, always=True),
        )

    def _make(
        self,
        words: str,
        keys: str,
        do: Callable[[], object],
        *,
        icon: icons.Name | None = None,
        always: bool = False,
        light: bool = False,
        context: Qt.ShortcutContext = _ANYWHERE,
    ) -> QAction:
        action = self._plain(words, keys, icon, context, light=light)
        action.triggered.connect(partial(_call, do))
        if not always:
            self._with_document.append(action)
        return action

    def _plain(
        self,
        words: str,
        keys: str,
        icon: icons.Name | None = None,
        context: Qt.ShortcutContext = _ANYWHERE,
        *,
        light: bool = False,
    ) -> QAction:
        action = QAction(words, self._window)
        action.setProperty("words", words)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(context)
        plain = words.replace("&", "")
        action.setToolTip(f"{plain} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})" if keys else plain)
        if icon:  # a light one stands on the accent colour
            self._icons.append((action, icon, light))
            colours = self._window.colours
            action.setIcon(icons.icon(icon, colours, colour=colours.on_accent if light else None))
            action.setIconVisibleInMenu(not light)  # on the ground of a menu nobody would see it
        self._window.addAction(action)
        return action


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()
