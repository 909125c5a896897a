"""The window in the colours that somebody chose or the system asks for, while it runs: light, dark, more contrast."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from kiosk.studio.look import style
from kiosk.studio.window import Window


class Following(QObject):
    """Furnishes a window anew when other colours are asked for; what is open, chosen and undone stays."""

    def __init__(self, app: QApplication, window: Window) -> None:
        super().__init__(window)
        self._app, self._window = app, window
        window.actions_.appearance.changed.connect(self.follow)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self.follow)
        asked = getattr(hints, "accessibility", None)  # since Qt 6.10
        if asked is not None:
            asked().contrastPreferenceChanged.connect(self.follow)

    @Slot()
    def follow(self) -> None:
        """Look what is asked for, and wear it."""
        window = self._window
        colours = style.chosen()
        if colours == window.colours:
            return
        window.colours = style.dress(self._app)
        what, tab, at = window.what, window.tabs.currentIndex(), window.schedule.at
        product, stock = window.preview.product, window.preview.stock
        window.actions_.recolour()
        window.banner.recolour(window.colours)
        window.furnish()
        if window.document is None:
            window.start.refresh()
            return
        window.what = ""
        window.schedule.at = at
        window.show_desk()
        window.choose(what)
        window.preview.show_product(product, stock)
        window.tabs.setCurrentIndex(tab)
