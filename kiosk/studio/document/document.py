"""The open campaign: what it says now, what it said before each change, and whether the file on disk says the same."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.check import check
from kiosk.campaign.finding import Finding
from kiosk.store.folder import files
from kiosk.store.importing import ledger
from kiosk.store.importing.ledger import Ledger
from kiosk.studio.document import steps
from kiosk.studio.document.edits import UNNAMED, named
from kiosk.studio.document.journal import Journal
from kiosk.studio.document.together import together
from kiosk.studio.tasks import Tasks
from kiosk.studio.words import _

_State: TypeAlias = tuple[Campaign, Ledger]


class Document(QObject):
    """One campaign folder that is being worked on. Every change is one step that can be undone."""

    campaign_changed = Signal(object)
    """The campaign says something else now (Campaign)."""
    saved_changed = Signal(bool)
    """Whether the file says what the window says."""

    def __init__(self, folder: Path, opened: files.Opened, chores: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = files.locate(folder)
        self.campaign = opened.campaign
        self.faults = faults_of(opened)
        """What is wrong with the file itself: what stands there and could not be taken."""
        self.stamp = opened.stamp
        self._base = opened.campaign
        self._renamed: dict[str, str] = {}
        self._turn = 0
        self.chores = chores
        self.journal = Journal(self.folder, chores)
        self.imported = ledger.read(self.folder)
        self.undo = QUndoStack(self)
        self._newest: _Edit | None = None
        self.undo.cleanChanged.connect(self._tell_saved)

    @property
    def standing(self) -> tuple[Finding, ...]:
        """What is wrong with the file and will be when this is saved: not what was given anew since."""
        return tuple(f for f in self.faults if f.severity != "error" or self._as_read(f))

    def _as_read(self, found: Finding) -> bool:
        """Tell whether the field that could not be read says nothing else since."""
        now, before = ((c.item(found.item) if found.item else c) for c in (self.campaign, self._base))
        return now is not None and getattr(now, found.of, None) == getattr(before, found.of, None)

    @property
    def saved(self) -> bool:
        """Whether everything is on disk."""
        return self.undo.isClean()

    def edit(self, campaign: Campaign, words: str, merge: str = "", imported: Ledger | None = None) -> None:
        """Take on another state as one step called `words`; steps in a row with the same `merge` become one.

        `imported` is what imports.json says from this step on.
        """
        if campaign != self.campaign or imported is not None:
            before = (self.campaign, self.imported)
            after = (campaign, self.imported if imported is None else imported)
            count, step = self.undo.index(), _Edit(self, before, after, words, f"{merge} {self._turn}" if merge else "")
            self.undo.push(step)
            if self.undo.index() > count:
                if self._newest is not None:
                    self._newest.shorten()
                self._newest = step

    def pause(self) -> None:
        """Let what is typed from now on be a step of its own: somebody left the field, or came into another."""
        self._turn += 1

    def show(self, campaign: Campaign, imported: Ledger) -> None:
        """Say what a step says; only steps call this."""
        self.campaign, self.imported = campaign, imported
        self.journal.note(campaign, self.stamp)
        self.campaign_changed.emit(campaign)

    def is_fresh(self, id: str) -> bool:
        """Tell whether nobody outside of the desk can know an item by its id: it is not in the file, or has no name there."""
        item = self._base.item(id)
        return item is None or named(item) == UNNAMED

    def other(self, id: str) -> str:
        """Find the id that an item had before, or has since; empty when it has but one."""
        return self._renamed.get(id, "")

    def rename(self, campaign: Campaign, old: str, new: str, words: str, merge: str) -> None:
        """Take on a state in which an item has another id, as one step with the change that led to it."""
        self._renamed |= {old: new, new: old}
        self.edit(campaign, words, merge=merge)

    def save(self, choice: files.Choice = "refuse") -> None:
        """Write the campaign file; raise files.Conflict, files.Error, ledger.Error or writing.Error, and nothing is lost."""
        self.stamp = files.save(self.folder, self.campaign, self.stamp, choice)
        if self.faults:
            self.faults = faults_of(files.read(self.folder, mending=True))
        if self.imported != ledger.read(self.folder):
            ledger.write(self.folder, self.imported)
        self._base = self.campaign
        self.undo.setClean()
        self.journal.forget()

    def bring_together(self) -> tuple[str, ...]:
        """Bring what is on disk and what is in the window together as one step; names what both changed, where mine stays.

        Raise files.Error.
        """
        opened = files.read(self.folder, mending=True)
        made, both = together(self._base, self.campaign, opened.campaign)
        self.stamp, self._base, self.faults = opened.stamp, opened.campaign, faults_of(opened)
        self.edit(made, _("Bring both versions together"), imported=ledger.read(self.folder))
        return both

    def reload(self) -> None:
        """Take what is on disk, as a step that can be undone; raise files.Error."""
        opened = files.read(self.folder, mending=True)
        self.stamp, self._base, self.faults = opened.stamp, opened.campaign, faults_of(opened)
        self.edit(opened.campaign, _("Take what is on disk"))
        self.undo.setClean()

    def release(self) -> None:
        """Let the campaign go: others may open it, and nothing more is told."""
        self.undo.blockSignals(True)
        self.journal.release()

    @Slot(bool)
    def _tell_saved(self, clean: bool) -> None:
        if clean:
            self.journal.forget()
        self.saved_changed.emit(clean)


def faults_of(opened: files.Opened) -> tuple[Finding, ...]:
    """List what reading a file found, without what is wrong with what it says: that is looked at anew at every change."""
    said = check(opened.campaign)
    return tuple(f for f in opened.findings if f not in said)


class _Edit(QUndoCommand):
    """One step: a campaign before and after. Once another step follows it keeps what it changed alone."""

    def __init__(self, document: Document, before: _State, after: _State, words: str, merge: str) -> None:
        super().__init__(words)
        self._document, self._before, self._after = document, before, after
        self._changes: tuple[steps.Change, ...] | None = None
        self._id = zlib.crc32(merge.encode()) & 0x7FFFFFFF if merge else -1

    def id(self) -> int:
        """Tell which steps may become one with this."""
        return self._id

    def redo(self) -> None:
        """Say what it is after the step."""
        self._document.show(*self._state(self._after, steps.forth))

    def undo(self) -> None:
        """Say what it was before the step."""
        self._document.show(*self._state(self._before, steps.back))

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later step of the same kind in."""
        if not isinstance(other, _Edit) or other._id != self._id:
            return False
        if self._changes is not None:
            self._before = steps.back(self._changes, other._before[0]), self._before[1]
            self._changes = None
        self._after = other._after
        if self._after == self._before:
            self.setObsolete(True)
        return True

    def shorten(self) -> None:
        """Keep no more than what was changed: a day's work on a long list would fill the memory with lists."""
        if self._changes is None:
            self._changes = steps.between(self._before[0], self._after[0])
            self._before, self._after = (_NOTHING, self._before[1]), (_NOTHING, self._after[1])

    def _state(self, kept: _State, made: Callable[[Sequence[steps.Change], Campaign], Campaign]) -> _State:
        return kept if self._changes is None else (made(self._changes, self._document.campaign), kept[1])


_NOTHING = Campaign(title="", id="")
"""Stands for a campaign that is not kept."""
