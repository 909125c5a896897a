"""The card that asks what a new campaign is called and how it should look."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from kiosk.campaign.slug import slug
from kiosk.studio.cards.sampling import poster
from kiosk.studio.look import icons
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import button, label
from kiosk.studio.page.gallery import WORDS
from kiosk.studio.page.pages import Press, Shown
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _

_PICTURE = QSize(100, 141)
"""A picture of a template, in device-independent pixels."""


class New(Overlay):
    """Asks; `accepted` gives folder (Path), title and family."""

    accepted = Signal(object, str, str)

    def __init__(self, window: QWidget, colours: Scheme, parent: Path, press: Press, tasks: Tasks) -> None:
        super().__init__(window, colours, _("New campaign"), width=660)
        self._parent = parent
        self._touched = False
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Health Information Week"))
        self.name.setAccessibleName(_("What is it called?"))
        self.folder = QLineEdit()
        self.folder.setAccessibleName(_("Folder"))
        browse = self.folder.addAction(icons.icon("folder", colours), QLineEdit.ActionPosition.TrailingPosition)
        browse.setText(_("Choose a folder"))
        browse.triggered.connect(self._browse)
        self.folder.textEdited.connect(self._touch)
        self.name.textChanged.connect(self._named)
        self.body.addWidget(label(_("What is it called?"), "label"))
        self.body.addWidget(self.name)
        self.body.addWidget(label(_("How should it look? You can change this at any time."), "label"))
        row = QHBoxLayout()
        self.families = QButtonGroup(self)
        row.setSpacing(4)
        for number, (name, words) in enumerate(WORDS.items()):
            face = QToolButton()
            face.setCheckable(True)
            face.setText(words)
            face.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            face.setProperty("kind", "face")
            face.setIconSize(_PICTURE)
            face.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            face.setAccessibleName(_("Template {words}", words=words))
            face.setChecked(number == 0)
            self.families.addButton(face, number)
            row.addWidget(face)
            work = partial(poster, press, name, round(_PICTURE.height() * self.devicePixelRatioF()))
            tasks.ask(f"sample:{name}", work, partial(self._show, face), urgency=4)
        self.body.addLayout(row)
        self.body.addWidget(label(_("Folder"), "label"))
        self.body.addWidget(self.folder)
        self.wrong = label("", "second")
        self.wrong.setWordWrap(True)
        self.body.addWidget(self.wrong)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.leave)
        self.go = button(_("Make the campaign"), "main")
        self.go.setEnabled(False)
        self.go.clicked.connect(self._accept)
        for line in (self.name, self.folder):
            line.returnPressed.connect(self._accept)
        foot.addWidget(cancel)
        foot.addWidget(self.go)
        self.stand(foot)
        self.name.setFocus()

    def _show(self, face: QToolButton, shown: Shown) -> None:
        if shown.image is not None:
            pixmap = QPixmap.fromImage(shown.image)
            pixmap.setDevicePixelRatio(shown.image.height() / _PICTURE.height())
            face.setIcon(QIcon(pixmap))

    @Slot(str)
    def _named(self, title: str) -> None:
        if not self._touched:
            self.folder.setText(str(self._parent / slug(title, "campaign")) if title.strip() else "")
        self._judge()

    @Slot()
    def _touch(self) -> None:
        self._touched = True
        self._judge()

    def _judge(self) -> None:
        folder = Path(self.folder.text().strip() or ".")
        taken = (folder / "campaign.toml").exists()
        self.wrong.setText(_("There is a campaign in this folder already; choose another name or folder.") if taken else "")
        self.go.setEnabled(bool(self.name.text().strip()) and bool(self.folder.text().strip()) and not taken)

    @Slot()
    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Where the campaign goes"), str(self._parent))
        if found:
            self._parent = Path(found)
            self._touched = False
            self._named(self.name.text())

    @Slot()
    def _accept(self) -> None:
        if self.go.isEnabled():
            family = list(WORDS)[self.families.checkedId()]
            self.leave()
            self.accepted.emit(Path(self.folder.text().strip()), self.name.text().strip(), family)
