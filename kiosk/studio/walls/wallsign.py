"""The sign at the foot of the window: how the screens are doing, in a few words; it opens the list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton

from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.walls.walls import Walls
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window

ICONS: dict[str, icons.Name] = {"well": "ok", "look": "warning", "away": "waiting"}
"""The icon of each sign; its colour is never all that tells it."""


def drawn(colours: Scheme, sign: str) -> QIcon:
    """Draw a sign in its colour."""
    return icons.icon(ICONS[sign], colours, colour={"well": colours.ok, "look": colours.warn}.get(sign, colours.second))


class WallSign(QToolButton):
    """Shown as soon as a campaign was published somewhere."""

    def __init__(self, window: Window, walls: Walls) -> None:
        super().__init__(window)
        self._window, self._walls = window, walls
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(15, 15))
        self.setProperty("kind", "foot")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        walls.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say what was seen last."""
        seen = self._walls.seen
        self.setVisible(bool(self._walls.place))
        self.setIcon(drawn(self._window.colours, seen.sign if seen is not None else "away"))
        words = _("Looking for screens …") if seen is None else _("The screens cannot be seen") if seen.trouble else seen.summary
        self.setText(words)
        self.setAccessibleName(f"{_('Screens')}: {words}")
        self.setToolTip(seen.trouble if seen is not None and seen.trouble else self._walls.place)
