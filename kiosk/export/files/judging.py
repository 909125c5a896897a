"""What is found in a file once it is drawn: its codes read back, the rules of preflight, its likeness to the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Composed
from kiosk.export import margins, posting
from kiosk.export.files import drawn
from kiosk.export.files.drawn import File
from kiosk.export.manifest import Code
from kiosk.export.order import Task

CONTRAST = 7.0
"""Least contrast of a code's dark modules to its light ones."""
TOLERANCE = 0.96
"""Share of it that still counts: eight bits of luminance are four per cent coarse in the darks."""
MODULE = 0.4
"""Smallest module of a printed code, in mm."""
LEVELS = ("M", "Q", "H")
"""Levels of error correction that stand a scratch."""


def findings(task: Task, file: File, *, proved: bool) -> tuple[Finding, ...]:
    """Judge a file that was drawn; one that nobody wants `proved` only by its likeness to the screen, if that was measured."""
    found = [*_apart(task, file)]
    if proved:
        found += [*codes(file.codes), *_judged(task, file)]
    return tuple(dict.fromkeys(replace(f, item=task.item, product=task.product) for f in found))


def foreseen(task: Task, campaign: Campaign, sheets: Sequence[Composed]) -> Iterator[Finding]:
    """Judge composed pages before they are drawn: distance to the cut, links that are nowhere in words, room on networks."""
    for sheet in sheets:
        if task.press:
            yield from margins.findings(sheet)
        if not task.copies_of:
            yield from margins.alone(sheet)
    yield from posting.findings(task, campaign, sheets)


def codes(read: Iterable[Code]) -> Iterator[Finding]:
    """Judge codes by what the final pixels said of them."""
    shorter = "Use a shorter link, or a larger stock."
    for code in read:
        named = f"The QR code of {code.text}"
        if code.decoded != code.text:
            what = f"says {code.decoded}" if code.decoded else "cannot be read"
            yield Finding(id="qr-unreadable", severity="error", sentence=f"{named} {what} in the finished file.", cure=shorter)
            continue
        if not (code.half and code.blurred):
            when = " and ".join(w for w, read in (("at half its size", code.half), ("out of focus", code.blurred)) if not read)
            sentence = f"{named} is read in the finished file, but not {when}, so an old telephone may fail."
            yield Finding(id="qr-fragile", severity="error", sentence=sentence, cure=shorter)
        if code.contrast < CONTRAST * TOLERANCE:
            sentence = f"{named} has a contrast of {code.contrast:g} : 1 in the finished file, under {CONTRAST:g} : 1."
            yield Finding(id="qr-contrast", severity="error", sentence=sentence, cure="Print it dark on a light panel.")
        if not code.quiet:
            sentence = f"Something stands in the light zone round the QR code of {code.text}, or that zone is not light."
            cure = "Leave four modules free on every side."
            yield Finding(id="qr-quiet", severity="error", sentence=sentence, cure=cure)
        if code.level not in LEVELS:
            sentence = f"{named} has error correction {code.level or 'unknown'}; a scratch would stop it."
            yield Finding(id="qr-level", severity="warning", sentence=sentence, cure="Use error correction M or better.")


def _judged(task: Task, file: File) -> tuple[Finding, ...]:
    """Read a written PDF back and find which rules it breaks."""
    if file.pixels is not None:
        return ()
    from kiosk.export.preflight import preflight

    return preflight.judge(file.data, file.pages[0].page.stock, press=task.press)


def _apart(task: Task, file: File) -> Iterator[Finding]:
    """Warn of a file that does not look like the picture on screens; a press file has other colours."""
    if file.difference is None or task.press or file.difference.worst <= drawn.APART:
        return
    sentence = f"{file.path} differs from the picture on screens, by {file.difference.worst:.0f} of 255 at the worst place."
    cure = "Look at the file before you send it, and tell us which page it is."
    yield Finding(id="proof-differs", severity="warning", sentence=sentence, cure=cure)
