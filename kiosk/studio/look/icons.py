"""Icons: Phosphor's, drawn as type in the colours of the moment.

The typeface comes with the package qtawesome, of which nothing else is used: its own module reads twelve typefaces and takes
40 MB for it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from kiosk.page import face as faces
from kiosk.page.face import Face
from kiosk.paint import qt_paths
from kiosk.studio.look.colours import Scheme
from kiosk.studio.words import _

Name = Literal[
    "add", "import", "undo", "redo", "play", "publish", "export", "search", "calendar", "link", "warning", "error", "ok",
    "folder", "close", "shuffle", "picture", "delete", "help", "minus", "plus", "more", "waiting", "info", "pause", "copy",
    "print", "open", "save", "clock", "screen", "drag", "translate", "settings", "caret", "up", "before", "after",
]  # fmt: skip
_PHOSPHOR: dict[Name, str] = {
    "add": "plus",
    "import": "download-simple",
    "undo": "arrow-counter-clockwise",
    "redo": "arrow-clockwise",
    "play": "play",
    "publish": "monitor",
    "export": "export",
    "search": "magnifying-glass",
    "calendar": "calendar-blank",
    "link": "link-simple",
    "warning": "warning",
    "error": "warning-circle",
    "ok": "check",
    "folder": "folder-simple",
    "close": "x",
    "shuffle": "shuffle",
    "picture": "image",
    "delete": "trash",
    "help": "question",
    "minus": "minus",
    "plus": "plus",
    "more": "dots-three",
    "waiting": "circle",
    "info": "info",
    "pause": "pause",
    "copy": "copy",
    "print": "printer",
    "open": "arrow-square-out",
    "save": "floppy-disk",
    "clock": "clock",
    "screen": "monitor-play",
    "drag": "dots-six-vertical",
    "translate": "translate",
    "settings": "gear-six",
    "caret": "caret-down",
    "up": "caret-up",
    "before": "caret-left",
    "after": "caret-right",
}


class Error(Exception):
    """The typeface of the icons is not installed."""


def icon(name: Name, colours: Scheme, *, colour: str | None = None) -> QIcon:
    """Draw an icon in the colour of words, or in `colour`; paler where it cannot be used, unless its ground gets paler."""
    return _icon(name, colour or colours.text, colour if colour == colours.on_accent else colours.disabled)


@lru_cache(maxsize=256)
def _icon(name: Name, colour: str, disabled: str) -> QIcon:
    return QIcon(_Sign(_PHOSPHOR[name], colour, disabled))


class _Sign(QIconEngine):
    """One sign in two colours, painted at whatever size is asked for."""

    def __init__(self, sign: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._sign, self._colours = sign, (colour, disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the sign in the middle of a rectangle, with a little room round it."""
        face, signs = _typeface()
        glyph = faces.font_of(face).get_nominal_glyph(signs[self._sign])
        outline = qt_paths.glyph(face, glyph) if glyph is not None else None
        if outline is None:
            return
        size = round(_SHARE * min(rect.width(), rect.height()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() + size) / 2)
        painter.scale(size, size)
        painter.fillPath(outline, QColor(self._colours[mode == QIcon.Mode.Disabled]))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Paint the sign alone."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made


_SHARE = 0.875
"""How much of its room a sign takes: 14 of 16 pixels."""


@lru_cache(maxsize=1)
def _typeface() -> tuple[Face, dict[str, int]]:
    """Find Phosphor and the characters of its signs, without importing the package."""
    spec = find_spec("qtawesome")
    for root in spec.submodule_search_locations or () if spec else ():
        for file in sorted(Path(root, "fonts").glob("phosphor-[0-9]*.ttf")):
            signs = json.loads(next(file.parent.glob("phosphor-charmap-*.json")).read_text("utf-8"))
            return Face("Phosphor", 400, False, str(file)), {name: int(code, 16) for name, code in signs.items()}
    raise Error(_("The desk's icons are not installed; install them with: pip install qtawesome"))
