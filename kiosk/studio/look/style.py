"""The look of the desk's widgets: a style sheet with the colours of the moment, a readable type size, and small helpers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QSize, QTemporaryDir
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget

from kiosk.studio import settings
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme, palette, scheme

Badge = Literal["ok", "warn", "error", "none"]
SMALLEST_PX = 13
"""The least size of words, and the one that the desk's measures are made for."""
_HIGH = {"door": 188, "row": 58}
"""Buttons that hold several lines: their heights, in pixels at the least size of words."""
_DRAWN: tuple[icons.Name, ...] = ("caret", "up")
"""Icons that the style sheet uses in the colour of words."""


def dress(app: QApplication) -> Scheme:
    """Give the application the look that somebody chose, else the one that the system asks for, and return its colours."""
    colours = chosen()
    app.setStyle("Fusion")
    app.setPalette(palette(colours))
    font = app.font()
    if font.pointSizeF() * app.primaryScreen().logicalDotsPerInchY() / 72 < SMALLEST_PX:
        font.setPixelSize(SMALLEST_PX)
        app.setFont(font)
    size = max(SMALLEST_PX, round(app.font().pointSizeF() * app.primaryScreen().logicalDotsPerInchY() / 72))
    drawn = {name: _drawn_as(name, colours, colours.text) for name in _DRAWN} | {
        "tick": _drawn_as("ok", colours, colours.on_accent)
    }
    app.setStyleSheet(sheet(colours, drawn, size / SMALLEST_PX))
    return colours


def chosen() -> Scheme:
    """Find the colours that the desk should wear."""
    return scheme(settings.read().get("appearance"))


def sheet(colours: Scheme, drawn: Mapping[str, str] | None = None, larger: float = 1.0) -> str:
    """Fill the style sheet with colours and the files of what is drawn; type follows the size that the system asks for."""
    high = {name: f"{round(px * larger)}px" for name, px in _HIGH.items()}
    names = {**asdict(colours), "caret": "", "up": "", "tick": "", **high, **(drawn or {})}
    filled = re.sub(r"@(\w+)", lambda m: str(names[m[1]]), _text())
    return re.sub(r"font-size: (\d+)px", lambda m: f"font-size: {round(int(m[1]) * larger)}px", filled)


def _drawn_as(name: icons.Name, colours: Scheme, colour: str) -> str:
    """Draw an icon into a file: a style sheet takes pictures from nowhere else."""
    file = Path(_drawn.path()) / f"{name}-{colour.lstrip('#')}.png"
    if not file.exists():
        icons.icon(name, colours, colour=colour).pixmap(QSize(14, 14), 2.0).save(str(file))
    return file.as_posix()


_drawn = QTemporaryDir()
"""A folder for what is drawn for the style sheet; it goes with the process."""


@cache
def _text() -> str:
    return Path(__file__).with_name("style.qss").read_text("utf-8")


def restyle(widget: QWidget) -> None:
    """Let the style sheet look anew at a widget's properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def kind(widget: QWidget, name: str) -> None:
    """Give a widget one of the style sheet's kinds."""
    widget.setProperty("kind", name)
    restyle(widget)


def flag(widget: QWidget, name: str, on: bool) -> None:
    """Set or clear a property that the style sheet looks at."""
    if (widget.property(name) == "true") != on:
        widget.setProperty(name, "true" if on else None)
        restyle(widget)


def label(text: str, name: str = "", parent: QWidget | None = None) -> QLabel:
    """Make a label of one of the style sheet's kinds."""
    made = QLabel(text, parent)
    if name:
        made.setProperty("kind", name)
    return made


def badge(widget: QLabel, words: str, state: Badge) -> None:
    """Say a state on a badge, in words and colour; without words it goes."""
    if widget.parentWidget() is not None or not words:  # shown alone it would be a window, and take the keyboard away
        widget.setVisible(bool(words))
    if widget.text() == words and widget.property("badge") == state:
        return
    widget.setText(words)
    widget.setProperty("badge", state)
    restyle(widget)
    # A label learns of its padding by this event alone.
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def button(words: str, name: str = "") -> QPushButton:
    """Make a push button of one of the style sheet's kinds."""
    made = QPushButton(words)
    if name:
        made.setProperty("kind", name)
    return made


def rule() -> QFrame:
    """Make a thin line across."""
    made = QFrame()
    made.setProperty("kind", "rule")
    made.setFixedHeight(1)
    return made
