"""The colours that stand on a page, each with its contrast as measured on the finished pixels; and the brand's kit."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.studio.look.still import Choice
from kiosk.studio.look.style import Badge, badge, label
from kiosk.studio.page.pages import Shown
from kiosk.studio.words import _

_ROLES: Final = {
    "title": _("Title"),
    "short": _("Short line"),
    "facts": _("Details"),
    "date": _("Date"),
    "weekday": _("Weekday"),
    "numeral": _("Date"),
    "name": _("Campaign"),
    "kicker": _("Kind of event"),
    "cta": _("Call to action"),
}
"""Boxes whose words are told apart, the most important first."""
_MOST: Final = 5
_WELL, _ENOUGH = 7.0, 4.5
KITS: Final = {
    "neutral": _("The template's own"),
    "nhs": "NHS",
    "high-contrast": _("High contrast"),
    "welsh": _("Bilingual Welsh"),
}


class Measured(NamedTuple):
    """What a colour is for, its value, and the worst contrast of its words with what lies behind them."""

    role: str
    hex: str
    ratio: float


def measured(shown: Shown) -> tuple[Measured, ...]:
    """Measure the words of a page that was made, for a worker thread; one line for each colour."""
    if shown.composed is None:
        return ()
    from kiosk.export.raster import contrast

    worst: dict[str, tuple[int, str, float]] = {}
    ranks = list(_ROLES)
    for reading in contrast.measured(shown.composed.page):
        name = reading.box.rpartition("-")[0] if reading.box.rpartition("-")[2].isdecimal() else reading.box
        if name not in _ROLES:
            continue
        rank, role, ratio = worst.get(reading.ink.hex, (99, "", 99.0))
        better = ranks.index(name)
        if better < rank:
            rank, role = better, _ROLES[name]
        worst[reading.ink.hex] = rank, role, min(ratio, reading.found)
    told = sorted((rank, role, hex, ratio) for hex, (rank, role, ratio) in worst.items())
    return tuple(Measured(role, hex, ratio) for _, role, hex, ratio in told[:_MOST])


class Inks(QWidget):
    """Brand colours: the kit, and what its inks come to on the page that is shown."""

    kit_chosen = Signal(str)

    def __init__(self, kits: tuple[str, ...]) -> None:
        super().__init__()
        self._shown: tuple[Measured, ...] | None = None
        self._widgets: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(_("Brand colours"), "head"))
        head.addStretch(1)
        self.kit = Choice()
        self.kit.setAccessibleName(_("Brand kit"))
        self.kit.setToolTip(_("Whose colours the pages wear"))
        for name in sorted(kits, key=lambda n: list(KITS).index(n) if n in KITS else 99):
            self.kit.addItem(KITS.get(name, name.replace("-", " ").capitalize()), name)
        self.kit.activated.connect(self._choose)
        head.addWidget(self.kit)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)

    def show_kit(self, name: str) -> None:
        """Mark the kit that the campaign uses."""
        self.kit.setCurrentIndex(self.kit.findData(name))

    @Slot(object)
    def show_inks(self, told: tuple[Measured, ...]) -> None:
        """List the colours of a page."""
        if told == self._shown:
            return
        self._shown = told
        for gone in self._widgets:
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._widgets = []
        for row, one in enumerate(told):
            swatch, ratio = QLabel(), QLabel()
            colour = QPixmap(QSize(20, 20))
            colour.fill(QColor(one.hex))
            swatch.setPixmap(colour)
            swatch.setProperty("kind", "swatch")
            swatch.setAccessibleName(_("Colour {hex}", hex=one.hex))
            badge(ratio, f"{one.ratio:.1f} : 1", graded(one.ratio))
            ratio.setToolTip(_("Contrast where the ground behind these words is worst, measured on the finished page"))
            hex = label(one.hex, "second")
            hex.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for place, widget in enumerate((swatch, label(one.role), hex, ratio)):
                self._grid.addWidget(widget, row, place)
                self._widgets.append(widget)
        # Families have more and fewer colours: what stands above must not move while somebody clicks through them.
        self.setMinimumHeight(max(self.minimumHeight(), self.sizeHint().height()))

    @Slot(int)
    def _choose(self, at: int) -> None:
        self.kit_chosen.emit(str(self.kit.itemData(at)))


def graded(ratio: float) -> Badge:
    """Judge a contrast as ART 8 does: 7 and more is well, under 4.5 is too little."""
    return "ok" if ratio >= _WELL else "warn" if ratio >= _ENOUGH else "error"
