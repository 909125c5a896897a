"""An export in a process of its own, for a window that must not wait: `python -m kiosk.export.live`.

The first line of standard input is the order, as JSON. Later lines are wishes: `pause`, `resume`, `stop`; the end of the
input stops, too, so that no export outlives its window. Answers are JSON lines on standard output: `plan` (the names of all
files), `made` for each sheet that is done, `done` with what was left, or `bad` with a sentence.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from kiosk.export import job, place
from kiosk.export.manifest import entry_as_json, finding_as_json
from kiosk.export.order import Error, Order
from kiosk.store import files, templates

Say = Callable[[Mapping[str, Any]], None]


def main() -> int:
    """Carry out one order."""
    # Only answers may go to the real standard output.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)

    def say(answer: Mapping[str, Any]) -> None:
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")

    try:
        carry_out(as_order(json.loads(sys.stdin.readline())), Wishes(sys.stdin), say)
    except (BrokenPipeError, KeyboardInterrupt):
        return 0
    return 0


class Wishes:
    """What the window wishes of a running export."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._go = threading.Event()
        self._go.set()
        self._stop = False
        threading.Thread(target=self._listen, daemon=True).start()

    def stopped(self) -> bool:
        """Wait while the export is paused; tell whether it should stop."""
        self._go.wait()
        return self._stop

    def _listen(self) -> None:
        for line in self._source:
            match line.strip():
                case "pause":
                    self._go.clear()
                case "resume":
                    self._go.set()
                case _:
                    break
        self._stop = True
        self._go.set()


def carry_out(order: Order, wishes: Wishes, say: Say) -> None:
    """Export, and answer as it goes."""
    try:
        _, _, todo = job.prepared(order)
        say({"kind": "plan", "names": [f"{task.name}.{form}" for task in todo for form in task.formats]})
        result = job.run(order, lambda p: say(_made(p)), wishes.stopped)
    except (files.Error, Error, place.Error, templates.Error, OSError) as trouble:
        say({"kind": "bad", "sentence": str(trouble)})
        return
    say(
        {
            "kind": "done",
            "files": len(result.entries),
            "withheld": len(result.withheld),
            "failed": len(result.failures),
            "removed": len(result.removed),
            "stopped": result.stopped,
            "cancelled": result.cancelled,
            "out": str(result.out),
            "findings": [finding_as_json(f) for f in result.findings],
        }
    )


def as_order(raw: Mapping[str, Any]) -> Order:
    """Read an order from parsed JSON; what it does not name has its default."""
    known = {f.name for f in fields(Order)}
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items() if k in known}
    given["campaign"], given["out"] = Path(given["campaign"]), Path(given["out"])
    if given.get("profile"):
        given["profile"] = Path(given["profile"])
    if given.get("at"):
        given["at"] = datetime.fromisoformat(given["at"])
    return Order(**given)


def _made(progress: job.Progress) -> dict[str, Any]:
    withheld = progress.made.withheld if progress.made else ()
    return {
        "kind": "made",
        "done": progress.done,
        "total": progress.total,
        "name": progress.name,
        "files": [entry_as_json(e) for e in (progress.made.entries if progress.made else ())],
        "withheld": [{"path": w.path, "sentence": w.finding.sentence, "cure": w.finding.cure} for w in withheld],
        "failed": [{"path": f.path, "sentence": f.sentence} for f in (progress.made.failures if progress.made else ())],
    }


if __name__ == "__main__":
    sys.exit(main())
