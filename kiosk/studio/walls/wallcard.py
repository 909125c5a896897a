"""The list of players: how each screen is doing that follows what was published here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.spare import Area
from kiosk.studio.look.style import Badge, badge, button, label, rule
from kiosk.studio.walls.walls import Wall, Walls
from kiosk.studio.walls.wallsign import drawn
from kiosk.studio.words import _, straight

if TYPE_CHECKING:
    from kiosk.studio.window import Window

_BADGES: dict[str, Badge] = {"well": "ok", "look": "warn", "away": "none"}


class WallCard(Overlay):
    """Shows how players are, as long as it is open."""

    def __init__(self, window: Window, colours: Scheme, walls: Walls) -> None:
        super().__init__(window, colours, _("Screens"), width=680)
        self._desk, self._walls = window, walls
        self.told = label("", "second")
        self.told.setWordWrap(True)
        self.body.addWidget(self.told)
        self.how = label("", "second")
        self.how.setWordWrap(True)
        self.how.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.how)
        self.area = Area(_("How each screen is doing"))
        self.area.ask(240)
        self.body.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        again, publish = button(_("Look again")), button(_("Publish to kiosks"))
        again.clicked.connect(walls.look)
        publish.clicked.connect(self._publish)
        self.done = button(_("Close"), "main")
        self.done.clicked.connect(self.leave)
        for made in (again, publish, self.done):
            foot.addWidget(made)
        self.stand(foot)
        walls.changed.connect(self.refresh)
        self.refresh()
        walls.look()
        self.done.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Show what was seen last."""
        seen = self._walls.seen
        if not self._walls.place:
            self._say(
                _("This campaign was not published from here yet. Publish it, and screens that follow it are told of here.")
            )
        elif seen is None:
            self._say(_("Looking at {place} …", place=self._walls.place))
        elif seen.trouble:
            self._say(seen.trouble)
        else:
            self._say(f"{seen.summary}. {self._walls.place}")
        bare = seen is not None and not seen.trouble and not seen.walls
        self.how.setVisible(bare)
        self.how.setText(
            _(
                "A screen follows it once its computer plays it: kiosk play “{place}” there. "
                "docs/foyer.md tells how to set one up.",
                place=straight(self._walls.place),
            )
        )
        body = QWidget()
        body.setObjectName("panel_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, wall in enumerate(seen.walls if seen is not None else ()):
            if number:
                column.addWidget(rule())
            column.addWidget(self._row(wall))
        column.addStretch(1)
        self.area.setWidget(body)
        self.area.setVisible(bool(seen is not None and seen.walls))

    def _say(self, words: str) -> None:
        self.told.setText(words)

    def _row(self, wall: Wall) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(4, 10, 10, 10)
        line.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(drawn(self.colours, wall.sign).pixmap(QSize(20, 20)))
        sign.setAccessibleName(wall.head)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(wall.name, "head"))
        for said in wall.lines:
            told = label(said, "second")
            told.setWordWrap(True)
            words.addWidget(told)
        line.addLayout(words, 1)
        how = QLabel()
        badge(how, wall.head, _BADGES[wall.sign])
        line.addWidget(how, 0, Qt.AlignmentFlag.AlignTop)
        return row

    @Slot()
    def _publish(self) -> None:
        self.leave()
        self._desk.sending.publish()
