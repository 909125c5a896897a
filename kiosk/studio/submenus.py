"""Menus in menus, made anew each time they are opened: campaigns that were open last, screens that are plugged."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from kiosk.studio import settings
from kiosk.studio.words import _, plain

if TYPE_CHECKING:
    from kiosk.studio.window import Window


class Recent(QMenu):
    """The campaigns that were open last, the newest first."""

    def __init__(self, window: Window, parent: QMenu) -> None:
        super().__init__(_("Open &recent"), parent)
        self._window = window
        self.aboutToShow.connect(self.offer)

    @Slot()
    def offer(self) -> None:
        """List those that are still there, without the one that is open."""
        self.clear()
        document = self._window.document
        here = document.folder.resolve() if document is not None else None
        folders = [folder for folder in settings.recent() if folder != here]
        for folder in folders:
            words = _("{name}, in {place}", name=folder.name, place=folder.parent)
            self.addAction(plain(words)).triggered.connect(partial(self._open, folder))
        if not folders:
            self.addAction(_("None yet")).setEnabled(False)

    def _open(self, folder: Path, _checked: bool = False) -> None:
        self._window.file.open(folder)


class PlayOn(QMenu):
    """The screens that are plugged just now."""

    def __init__(self, window: Window, parent: QMenu) -> None:
        super().__init__(_("Play on a s&creen"), parent)
        self._window = window
        self.aboutToShow.connect(self.offer)

    @Slot()
    def offer(self) -> None:
        """List them by name and size."""
        self.clear()
        for screen in QGuiApplication.screens():
            size = screen.size() * screen.devicePixelRatio()
            words = f"{screen.name()}, {size.width()} × {size.height()}"
            self.addAction(plain(words)).triggered.connect(partial(self._play, screen.name()))

    def _play(self, screen: str, _checked: bool = False) -> None:
        self._window.play(screen)
