"""`kiosk export`: the files, a progress bar, and what became of them."""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from kiosk.app import log, settings
from kiosk.app.arguments import Usage
from kiosk.app.commands.telling import count, tell
from kiosk.export import job, manifest
from kiosk.export.manifest import entry_as_json, finding_as_json

_MOST = 12
"""Withheld files that are named one by one."""
_STOPPING = b"\r\x1b[KStopping once the files that were begun are whole; Ctrl-C again stops at once.\n"


def run(chosen: Namespace) -> int:
    """Export what was ordered; 1 when a file was withheld or failed, 130 when somebody stopped it."""
    if chosen.profile and not chosen.press:
        raise Usage("A profile is for files for the print shop; write --press as well, or leave out --profile")
    if chosen.ink_saver and chosen.press:
        raise Usage("Saving ink is for the office printer, not for the print shop; leave out --ink-saver or --press")
    order = job.Order(
        campaign=chosen.campaign,
        out=chosen.out,
        products=chosen.product,
        items=tuple(chosen.item),
        stocks=chosen.stock,
        formats=chosen.format,
        family=chosen.family,
        langs=chosen.lang,
        at=chosen.at,
        workers=chosen.jobs,
        duplex=chosen.duplex,
        grey=chosen.grey,
        saver=chosen.ink_saver,
        placements=tuple(chosen.placement),
        utm=chosen.utm,
        force=chosen.force,
        proof=chosen.proof,
        press=chosen.press,
        bleed=chosen.bleed,
        marks=chosen.marks,
        profile=chosen.profile,
        # A report has the difference as a number; files for the press have other colours than screens.
        compare=chosen.compare or bool(chosen.report and not chosen.press),
        report=chosen.press if chosen.report is None else chosen.report,
        sign_off=chosen.sign_off,
        n_up=chosen.n_up,
    )
    with stoppable() as should_stop, progress_bar() as on_progress:
        result = job.run(order, on_progress, should_stop)
    if chosen.json:
        json.dump(as_json(result), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(summary(result))
    return told(result)


def told(result: job.Result) -> int:
    """Say on stderr what went wrong, and give the exit code."""
    tell(result.findings, sys.stderr)
    for held in result.withheld[:_MOST]:
        print(f"withheld: {held.path} (--force writes it all the same)", file=sys.stderr)
    if len(result.withheld) > _MOST:
        more = count(len(result.withheld) - _MOST, "more file")
        print(f"withheld: {more} (--json names them all)", file=sys.stderr)
    for failure in result.failures:
        print(f"failed: {failure.path}: {failure.sentence}", file=sys.stderr)
    if result.aside:
        it = "it shows" if len(result.aside) == 1 else "they show"
        where = f"{result.out / manifest.ASIDE}; {it} what is no longer true"
        print(f"kiosk: {count(len(result.aside), 'file')} of an earlier run moved to {where}", file=sys.stderr)
    if any(failure.trace for failure in result.failures):
        print(f"kiosk: the log is {settings.log_folder() / log.FILE}", file=sys.stderr)
    if result.stopped:
        was = "was written and is whole" if len(result.entries) == 1 else "were written and are whole"
        written = f"{count(len(result.entries), 'file')} {was}, earlier files are as they were"
        cure = "run it again for the rest" if result.cancelled else "make room and run it again"
        print(f"kiosk: {result.stopped}; {written}; {cure}", file=sys.stderr)
    if result.cancelled:
        return 130
    return 0 if result.clean else 1


def summary(result: job.Result) -> str:
    """Count the files, then product by product with the time each took and where it lies."""
    lines = [f"{count(len(result.entries), 'file')} in {result.out}, as of {result.at:%A %d %B %Y, %H:%M}:"]
    for product, seconds in result.seconds.items():
        made = count(sum(e.product == product for e in result.entries), "file")
        lines.append(f"  {product:<12} {made:>9}  {seconds:6.2f} s   {result.out / product}")
    for path in result.papers:
        what = "to read" if path.endswith("-report-a4.pdf") else "to sign" if path.endswith("-sign-off-a4.pdf") else "to cut"
        lines.append(f"  {what:<12} {result.out / path}")
    if result.removed:
        was = "that is no longer wanted was" if len(result.removed) == 1 else "that are no longer wanted were"
        lines.append(f"{count(len(result.removed), 'file')} of an earlier run {was} removed.")
    return "\n".join(lines)


def as_json(result: job.Result) -> dict[str, Any]:
    """Lay the outcome out: the manifest's fields for what this run wrote, and what it did not write."""
    return {
        "campaign": result.campaign,
        "at": result.at.isoformat(),
        "out": str(result.out),
        "files": [entry_as_json(e) for e in result.entries],
        "withheld": [{"path": w.path, "finding": finding_as_json(w.finding)} for w in result.withheld],
        "failed": [{"path": f.path, "sentence": f.sentence} for f in result.failures],
        "papers": list(result.papers),
        "removed": list(result.removed),
        "earlier": list(result.aside),
        "findings": [finding_as_json(f) for f in result.findings],
        "stopped": result.stopped,
    }


@contextmanager
def stoppable() -> Generator[Callable[[], bool]]:
    """Take Ctrl-C and a polite kill as a wish: the first ends the run after the files that were begun, the second at once."""
    wishes: list[int] = []

    def wish(number: int, _frame: FrameType | None) -> None:
        wishes.append(number)
        if len(wishes) == 1 and sys.stderr.isatty():
            # Written past the progress bar, which a signal may have caught in the middle of a line.
            os.write(sys.stderr.fileno(), _STOPPING)
        if len(wishes) > 1:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, wish) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(wishes)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def progress_bar() -> Generator[Callable[[job.Progress], None]]:
    """Draw a progress bar where somebody looks: on a terminal, and nowhere else."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("", total=None)

        def show(progress: job.Progress) -> None:
            bar.update(line, total=progress.total, completed=progress.done, description=progress.name)

        yield show
