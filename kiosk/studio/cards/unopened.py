"""What is said when a campaign cannot be opened: which folder, what is wrong and where, and the ways to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from kiosk.store.folder import files
from kiosk.studio.cards.banner import Answer, nothing
from kiosk.studio.words import _

_MOST = 3
"""Faults that are told at once; each is a sentence with its line."""


def unopened(folder: Path, trouble: Exception) -> tuple[str, list[Answer]]:
    """Write the message, and offer the file and the folder as far as they are there."""
    said = trouble.sentences if isinstance(trouble, files.Error) else (str(trouble),)
    lines = [_("“{name}” in {parent} could not be opened.", name=folder.name, parent=folder.parent), *said[:_MOST]]
    if len(said) > _MOST:
        lines.append(_("And {n} more in the same file.", n=len(said) - _MOST))
    file = folder / files.NAME
    answers: list[Answer] = [(_("All right"), nothing)]
    if file.is_file():
        lines.append(_("Mend the file with any text editor, save it, and open the campaign again."))
        answers.insert(0, (_("Open the file"), partial(_show, file)))
    if folder.is_dir():
        answers.insert(-1, (_("Show the folder"), partial(_show, folder)))
    return "\n".join(lines), answers


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
