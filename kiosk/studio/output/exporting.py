"""Export: what should be made, then each file as it comes, with pause, cancel, and what was found in the files."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QImage, QKeySequence
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.studio import settings
from kiosk.studio.checks.preflight import Preflight
from kiosk.studio.document.document import Document
from kiosk.studio.document.standin import StandIn
from kiosk.studio.look.colours import Scheme
from kiosk.studio.look.overlay import Overlay
from kiosk.studio.look.style import button
from kiosk.studio.output import copying
from kiosk.studio.output.making import Making
from kiosk.studio.output.ordering import Choices
from kiosk.studio.output.running import Run, ended_words
from kiosk.studio.saving import documents
from kiosk.studio.words import _, counted

_ROOMY = 840
"""The height of a window that has room for the choices and the files at once."""


class Export(Overlay):
    """The export card."""

    finished = Signal(str)
    """An export is over (a sentence for the foot of the window)."""
    went_on = Signal(str)
    """How far an export is that goes on in the background (a sentence)."""
    place_wanted = Signal(str, str, str)
    """Somebody wants to see what a finding is about: item id, product, field; empty where there is none."""
    deed_wanted = Signal(object)
    """Somebody wants a finding mended that needs no decision."""

    def __init__(self, window: QWidget, colours: Scheme, document: Document, what: str, at: datetime) -> None:
        super().__init__(window, colours, _("Export"), width=700)
        self._document, self._campaign, self._folder, self._chores = document, document.campaign, document.folder, document.chores
        self._at = at
        self._stand: StandIn | None = None
        self.run: Run | None = None
        self._paused = False
        last = settings.of_campaign(document.folder).get("export", {})
        self.choices = Choices(colours, document.campaign, what, at, folder_for(document.campaign), last)
        self.making = Making(colours, document.chores)
        self.report = Preflight(colours, _("What was found in the files"))
        self.report.cure_wanted.connect(self._lead)
        self.report.deed_wanted.connect(self._do)
        self.body.addWidget(self.choices)
        self.body.addWidget(self.making, 1)
        self.body.addWidget(self.report)
        self.making.hide()
        self.report.hide()
        self.stand(self._foot())
        self.choices.changed.connect(self._count)
        self._count()
        self.go.setFocus()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.open_after = QCheckBox(_("Open the folder when finished"))
        self.copy = button(_("Copy"))
        self.copy.setToolTip(_("Copy the chosen file: as a picture for an e-mail, as a file for a folder"))
        self.background = button(_("Run in background"))
        self.pause = button(_("Pause"))
        self.again = button(_("Try again"))
        self.cancel = button(_("Cancel"))
        self.go = button(_("Export"), "main")
        self.show_folder = button(_("Open folder"), "main")
        self.go.setDefault(True)
        foot.addWidget(self.open_after)
        foot.addStretch(1)
        for made, slot in (
            (self.copy, self._copy),
            (self.background, self._away),
            (self.pause, self._pause),
            (self.again, self._start),
            (self.cancel, self._cancel),
            (self.go, self._start),
            (self.show_folder, self._open),
        ):
            made.clicked.connect(slot)
            foot.addWidget(made)
        for later in (self.copy, self.background, self.pause, self.again, self.show_folder):
            later.hide()
        keys = QAction(_("Copy"), self.making.list)
        keys.setShortcut(QKeySequence.StandardKey.Copy)
        keys.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        keys.triggered.connect(self._copy)
        self.making.list.addAction(keys)
        self.making.list.itemSelectionChanged.connect(self._allow_copy)
        return foot

    @Slot()
    def _count(self) -> None:
        total = self.choices.total
        self.go.setText(counted("Export {n} file", "Export {n} files", total))
        self.go.setEnabled(total > 0)

    # --- A run -----------------------------------------------------------------------------------------------------------

    @Slot()
    def _start(self) -> None:
        settings.note(self._folder, export=self.choices.remembered())
        self.choices.setEnabled(False)
        self.choices.setVisible(self._window.height() >= _ROOMY)
        self.report.hide()
        self.making.show()
        for gone in (self.go, self.again, self.copy, self.show_folder):
            gone.hide()
        self.pause.show()
        self.background.show()
        self.cancel.setText(_("Cancel"))
        self.pause.setFocus()
        self.making.begin(self.out)
        self.clear()
        self._stand = StandIn(self._document)
        self._stand.make(self._run, self._unmade)

    def _run(self, folder: Path) -> None:
        self.run = Run(self.choices.orders(folder, self._at), self._window)
        self.run.planned.connect(self.making.plan)
        self.run.made.connect(self.making.take)
        self.run.made.connect(self._on)
        self.run.ended.connect(self._end)

    def _unmade(self, trouble: Exception) -> None:
        self._end({"kind": "bad", "sentence": str(trouble)})

    @property
    def busy(self) -> bool:
        """Whether files are being made."""
        return self.run is not None or self._stand is not None

    @Slot()
    def _away(self) -> None:
        """Let the export go on in the background, and say so."""
        self.hide()
        self._on()

    @Slot()
    def _on(self) -> None:
        if not self.isVisible():
            self.went_on.emit(_("Exporting in the background: {told}. Ctrl+E shows it.", told=self.making.told.text()))

    def clear(self) -> None:
        """Take away what the files were made from, where that was not the campaign's own folder."""
        if self._stand is not None:
            self._stand.remove()
            self._stand = None

    @property
    def out(self) -> Path:
        """The folder that the files go to."""
        return Path(self.choices.out.text().strip())

    @Slot(dict)
    def _end(self, answer: dict[str, Any]) -> None:
        done = answer["kind"] == "done"
        self.run = None
        self.clear()
        self._paused = False
        self.pause.setText(_("Pause"))
        self.pause.hide()
        self.background.hide()
        self.cancel.setText(_("Close"))
        said = ended_words(answer)
        for path in answer.get("papers", ()):
            self.making.add(path)
        self.making.end(said)
        self.again.setVisible(not done or answer["cancelled"] or answer["withheld"] + answer["failed"] > 0)
        self.copy.setVisible(done)
        self._allow_copy()
        self.show_folder.setVisible(done)
        (self.show_folder if done else self.cancel).setFocus()
        if done:
            self._tell([Finding(**told) for told in answer["findings"]])
            if self.open_after.isChecked() and not answer["cancelled"]:
                self._open()
        self.finished.emit(said)
        if not self.isVisible():
            self.leave()

    def _tell(self, found: list[Finding]) -> None:
        """Put what was found beside the files, where the choices were."""
        self.choices.hide()
        self.open_after.hide()
        self.report.show_findings(self._campaign, found, busy=False)
        self.report.show()

    @Slot()
    def _pause(self) -> None:
        if self.run is not None:
            self._paused = not self._paused
            self.run.wish("pause" if self._paused else "resume")
            self.pause.setText(_("Go on") if self._paused else _("Pause"))
            self.making.rest(paused=self._paused)

    @Slot()
    def _cancel(self) -> None:
        if self.run is None:
            self.leave()
            return
        self.run.wish("stop")
        self.making.told.setText(_("Finishing the file that was begun …"))

    @Slot()
    def leave(self) -> None:
        """Close; a running export goes on in the background."""
        if self.run is not None:
            self._away()
        else:
            super().leave()

    # --- What was made ---------------------------------------------------------------------------------------------------

    @Slot()
    def _open(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.out))):
            self.making.told.setText(_("This system does not open folders; the files are in {out}", out=self.out))

    @Slot()
    def _allow_copy(self) -> None:
        self.copy.setEnabled(self.making.chosen() is not None)

    @Slot()
    def _copy(self) -> None:
        file = self.making.chosen()
        if file is not None:
            self._chores.ask("copy", partial(copying.drawn, file), partial(self._copied, file), urgency=1)

    def _copied(self, file: Path, image: QImage) -> None:
        copying.put(file, image)
        self.making.told.setText(_("{name} is on the clipboard: a picture for an e-mail, a file for a folder", name=file.name))

    @Slot(str, str, str)
    def _lead(self, item: str, product: str, field: str) -> None:
        self.leave()
        self.place_wanted.emit(item, product, field)

    @Slot(object)
    def _do(self, found: Finding) -> None:
        self.leave()
        self.deed_wanted.emit(found)


def folder_for(campaign: Campaign) -> Path:
    """Suggest where the files of a campaign go."""
    return documents() / _("{title} files", title=campaign.title)
