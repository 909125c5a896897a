"""What the window shows while no campaign is open: three doors, recent campaigns, the sample."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.studio import icons
from kiosk.studio.colours import Scheme
from kiosk.studio.style import label

_WIDTH = 924


class Start(QWidget):
    """The empty state."""

    open_wanted = Signal(object)
    """A campaign folder should be opened (Path)."""
    new_wanted = Signal()
    browse_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, colours: Scheme) -> None:
        super().__init__()
        self.colours = colours
        outer = QHBoxLayout(self)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        outer.addStretch(1)
        outer.addWidget(inside, 100)
        outer.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 52, 0, 20)
        column.setSpacing(8)
        column.addWidget(label("Start a campaign", "title"))
        column.addWidget(label("Posters, postcards, slides and the library screens all come from one list of events.", "second"))
        column.addSpacing(16)
        doors = QHBoxLayout()
        doors.setSpacing(24)
        self.new = self._door("add", "New campaign", "Name it, pick a template, add your first event.", "Ctrl N")
        self.browse = self._door("folder", "Open a campaign", "A campaign folder on this computer or the network.", "Ctrl O")
        self.bring = self._door(
            "import", "Import events", "From a calendar file, a spreadsheet, a newsletter, a link or pasted text.", "Ctrl I"
        )
        for door, signal in ((self.new, self.new_wanted), (self.browse, self.browse_wanted), (self.bring, self.import_wanted)):
            door.clicked.connect(signal)
            doors.addWidget(door, 1)
        column.addLayout(doors)
        column.addSpacing(24)
        self.below = QVBoxLayout()
        column.addLayout(self.below)
        column.addStretch(1)

    def _door(self, icon: icons.Name, words: str, about: str, keys: str) -> QPushButton:
        door = QPushButton()
        door.setProperty("kind", "card")
        door.setAccessibleName(words)
        door.setAccessibleDescription(about)
        column = QVBoxLayout(door)
        column.setContentsMargins(22, 22, 22, 18)
        column.setSpacing(6)
        sign = QLabel()
        sign.setFixedSize(40, 40)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setStyleSheet(f"background: {self.colours.selection}; border-radius: 4px;")
        sign.setPixmap(icons.icon(icon, self.colours, colour=self.colours.accent).pixmap(QSize(22, 22)))
        column.addWidget(sign)
        column.addSpacing(8)
        column.addWidget(label(words, "big"))
        text = label(about, "second")
        text.setWordWrap(True)
        column.addWidget(text)
        column.addStretch(1)
        column.addWidget(label(keys, "label"))
        for child in door.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return door

    @Slot()
    def refresh(self) -> None:
        """Show what is recent now."""
