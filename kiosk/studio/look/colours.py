"""The desk's colours, light and dark, and the palette that Qt's own widgets take from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from kiosk.record import record


@record(kw_only=True)
class Scheme:
    """One set of colours by what they are for, as hexadecimal sRGB."""

    dark: bool
    window: str
    panel: str
    base: str
    line: str
    border: str
    text: str
    second: str
    accent: str
    on_accent: str
    selection: str
    canvas: str
    disabled: str
    ok: str
    ok_ground: str
    warn: str
    warn_ground: str
    error: str
    error_ground: str
    none: str
    none_ground: str


LIGHT = Scheme(
    dark=False,
    window="#F3F3F1",
    panel="#FBFBFA",
    base="#FFFFFF",
    line="#D5D5D1",
    border="#8C8E8A",
    text="#1D1F21",
    second="#5A5F64",
    accent="#0F5C4A",
    on_accent="#FFFFFF",
    selection="#DDEBE6",
    canvas="#DEDEDA",
    disabled="#9A9D9F",
    ok="#1B6B3A",
    ok_ground="#DDF0E3",
    warn="#8A5A00",
    warn_ground="#FBEBC8",
    error="#A8261B",
    error_ground="#FADDD8",
    none="#5A5F64",
    none_ground="#E6E6E3",
)
DARK = Scheme(
    dark=True,
    window="#25282B",
    panel="#2C3033",
    base="#1E2123",
    line="#43484C",
    border="#7E868D",
    text="#ECEDEE",
    second="#A9B0B6",
    accent="#6CCBA9",
    on_accent="#10231C",
    selection="#2F4A42",
    canvas="#17191B",
    disabled="#6F767C",
    ok="#8EDBAA",
    ok_ground="#24402F",
    warn="#F2C76B",
    warn_ground="#4A3A17",
    error="#FFB0A6",
    error_ground="#54261F",
    none="#B7BDC2",
    none_ground="#3C4145",
)
HIGH = replace(
    LIGHT,
    window="#FFFFFF",
    panel="#FFFFFF",
    line="#000000",
    border="#000000",
    text="#000000",
    second="#000000",
    accent="#003C2E",
    selection="#C9F2E4",
    ok="#00401C",
    warn="#4A3000",
    error="#7A0000",
    none="#000000",
    disabled="#5F6265",
)
"""For people who ask their system for more contrast."""


CHOICES: Mapping[str, Scheme] = {"light": LIGHT, "dark": DARK, "contrast": HIGH}
"""What somebody may choose for the desk alone, by its name in desk.toml."""


def scheme(wanted: object = "") -> Scheme:
    """Choose the colours: those that somebody wants, else what the system asks for: dark, light, or more contrast."""
    if isinstance(wanted, str) and wanted in CHOICES:
        return CHOICES[wanted]
    hints = QGuiApplication.styleHints()
    asked = getattr(hints, "accessibility", None)
    if asked is not None and asked().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def palette(colours: Scheme) -> QPalette:
    """Make the palette for what Qt draws itself: menus, texts, selections."""
    made = QPalette(QColor(colours.window))
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, colours.window),
        (role.Base, colours.base),
        (role.AlternateBase, colours.panel),
        (role.Button, colours.panel),
        (role.ToolTipBase, colours.base),
        (role.Text, colours.text),
        (role.WindowText, colours.text),
        (role.ButtonText, colours.text),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.second),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
    ):
        made.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.disabled))
    return made
