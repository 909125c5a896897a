"""Icons: Phosphor's, drawn as type in the colours of the moment."""

from __future__ import annotations

from typing import Literal

from PySide6.QtGui import QIcon

from kiosk.studio.colours import Scheme

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


def icon(name: Name, colours: Scheme, *, colour: str | None = None) -> QIcon:
    """Draw an icon in the colour of words, or in `colour`; paler where it cannot be used."""
    import qtawesome

    return qtawesome.icon(f"ph.{_PHOSPHOR[name]}", color=colour or colours.text, color_disabled=colours.disabled)
