"""What leaves the desk: files, slides on a screen, releases for the wall. Each runs in a process of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QProcess, Slot

from kiosk.studio import settings
from kiosk.studio.cards.banner import nothing
from kiosk.studio.clock import now
from kiosk.studio.document.standin import StandIn
from kiosk.studio.output.exporting import Export
from kiosk.studio.output.printcard import Print
from kiosk.studio.output.publishcard import Publish
from kiosk.studio.output.published import Published, words
from kiosk.studio.output.running import Run, surroundings
from kiosk.studio.walls.wallcard import WallCard
from kiosk.studio.walls.walls import Walls
from kiosk.studio.words import _

if TYPE_CHECKING:
    from kiosk.studio.window import Window

COMMAND = (sys.executable, "-m", "kiosk")


class Sending(QObject):
    """Sends the open campaign on its way."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.card: Export | None = None
        self._running: list[QProcess] = []
        self._publishing = False
        self._stands: list[StandIn] = []
        """What the slides play from that play just now."""
        self.walls = Walls(self)

    @Slot()
    def export(self) -> None:
        """Ask what should be made and make it, of what is on the desk; the campaign file stays as it is."""
        window = self._window
        if window.document is None:
            return
        self._settle()
        if self.card is not None:
            self.card.show()
            self.card.raise_()
            return
        self.card = Export(window, window.colours, window.document, window.what, now(window.document.campaign.zone))
        self.card.finished.connect(window.say)
        self.card.went_on.connect(window.say)
        self.card.closed.connect(self._exported)
        self.card.place_wanted.connect(window.changes.mend)
        self.card.deed_wanted.connect(window.changes.cure)

    @Slot()
    def _exported(self) -> None:
        self.card = None

    @Slot()
    def print(self) -> None:
        """Ask how the page that is shown should be printed."""
        window = self._window
        self._settle()
        wanted = window.showing.wanted(10)
        if wanted is not None:
            Print(window, window.colours, wanted)

    @Slot()
    def play(self, at: datetime | None = None, screen: str = "") -> None:
        """Play the slides as at a moment of the campaign, in a window of their own or on the monitor of that name."""
        window = self._window
        if window.document is None:
            return
        self._settle()
        order = ["--monitor", screen] if screen else ["--windowed"]
        if at is not None:
            order += ["--at", at.replace(tzinfo=None).isoformat()]
        stand = StandIn(window.document)
        self._stands.append(stand)
        stand.make(partial(self._play, stand, order), partial(self._unplayed, stand))
        where = _("The slides play on {screen}", screen=screen) if screen else _("The slides play in a window of their own")
        window.say(f"{where}; {_('Esc closes it.')}")

    def _play(self, stand: StandIn, order: Sequence[str], folder: Path) -> None:
        self._start(["play", str(folder), *order], partial(self._played, stand))

    def _unplayed(self, stand: StandIn, trouble: Exception) -> None:
        self._lay_down(stand)
        self._window.say(str(trouble), wrong=True)

    def _lay_down(self, stand: StandIn) -> None:
        self._stands.remove(stand)
        stand.remove()

    def follow_saved(self) -> None:
        """Let slides that play follow what was just saved, as they do where they play from the campaign's own folder."""
        for stand in self._stands:
            stand.make(_nothing_more, _nothing_more)

    @property
    def unfinished(self) -> str:
        """What would be broken off if the desk closed now, in a sentence; empty when nothing would."""
        if self.card is not None and self.card.busy:
            return _("Files are being made. What is finished is whole and stays; the rest would not be made.")
        if self._publishing:
            return _("The campaign is being published just now; wait until that is said to be done.")
        return ""

    def _settle(self) -> None:
        """Take what is half typed; what cannot be understood is left out, and that is said."""
        half = self._window.settle()
        if half:
            self._window.say(_("Not taken: {half}", half=half), wrong=True)

    def _played(self, stand: StandIn, code: int, _out: str, error: str) -> None:
        self._lay_down(stand)
        self._window.say(error.strip().removeprefix("kiosk: ") if code else _("The slides were closed."), wrong=bool(code))

    @Slot()
    def screens(self) -> None:
        """Show how the screens are doing that follow what was published."""
        self.follow()
        WallCard(self._window, self._window.colours, self.walls)

    def follow(self) -> None:
        """Look after the place that the open campaign was published to last."""
        document = self._window.document
        self.walls.follow(str(settings.of_campaign(document.folder).get("publish", "")) if document is not None else "")

    @Slot()
    def publish(self) -> None:
        """Ask what should go where, at first where this campaign, or another, went last; nothing happens before the answer."""
        window, document = self._window, self._window.document
        if document is None:
            return
        self._settle()
        # Next month's campaign goes where this month's went.
        last = str(settings.of_campaign(document.folder).get("publish") or settings.read().get("publish", ""))
        card = Publish(window, document.campaign, last, window.checks.all, saved=document.saved)
        card.accepted.connect(self._publish)

    @Slot(str)
    def _publish(self, place: str) -> None:
        document = self._window.document
        if document is None or not self._window.saving.save():
            return
        self._window.say(_("Publishing …"))
        self._publishing = True
        self._start(["publish", str(document.folder), place, "--json"], partial(self._published, place))

    def _published(self, place: str, code: int, out: str, error: str) -> None:
        window = self._window
        self._publishing = False
        if code == 3 or not out.strip():
            window.banner.ask(
                error.strip().removeprefix("kiosk: ") or _("It could not be published."), [(_("All right"), nothing)]
            )
            return
        try:
            told = cast(dict[str, Any], json.loads(out))
        except ValueError:
            told = {}
        window.say(_("Published to {place}. {words}", place=place, words=words(told)))
        if told:
            Published(window, window.colours, place, told)
        if window.document is not None:
            settings.note(window.document.folder, publish=place)
            settings.change(publish=place)
            self.follow()
        self.walls.look()

    def _start(self, order: Sequence[str], done: Any) -> None:
        process = QProcess(self)
        process.setProcessEnvironment(surroundings())
        process.finished.connect(partial(self._ended, process, done))
        self._running.append(process)
        process.start(COMMAND[0], [*COMMAND[1:], *order])

    def _ended(self, process: QProcess, done: Any, code: int, _status: Any = None) -> None:
        self._running.remove(process)
        out = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
        error = bytes(process.readAllStandardError().data()).decode("utf-8", "replace")
        process.deleteLater()
        done(code, out, error)

    def close(self) -> None:
        """End what was started here; a window that plays goes with the desk."""
        self.walls.close()
        for run in self._window.findChildren(Run):
            run.kill()
        for process in list(self._running):
            process.blockSignals(True)
            process.terminate()
            if not process.waitForFinished(2000):
                process.kill()
                process.waitForFinished(1000)
        for stand in self._stands:
            stand.remove()
        if self.card is not None:
            self.card.clear()


def _nothing_more(_answer: object) -> None:
    """Take an answer after which nothing is left to do."""
