"""An export in a process of its own, for a window that must not wait: `python -m kiosk.export.live`.

The first line of standard input is a list of orders, as JSON, which are carried out one after the other: posters for the
print shop, say, and slides as usual. Later lines are wishes: `pause`, `resume`, `stop`; the end of the input stops, too, so that
no export outlives its window. Answers are JSON lines on standard output: `plan` (the names of all files), `made` for each sheet
that is done, `done` with what was left, or `bad` with a sentence.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from kiosk.export import job, place
from kiosk.export.manifest import entry_as_json, finding_as_json
from kiosk.export.order import Error, Order
from kiosk.store import templates
from kiosk.store.folder import files

Say = Callable[[Mapping[str, Any]], None]


def main() -> int:
    """Carry out what the first line asks for."""
    # Only answers may go to the real standard output.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)

    def say(answer: Mapping[str, Any]) -> None:
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")

    try:
        carry_out([as_order(one) for one in json.loads(sys.stdin.readline())], Wishes(sys.stdin), say)
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


def carry_out(orders: Sequence[Order], wishes: Wishes, say: Say) -> None:
    """Export, and answer as it goes."""
    results: list[job.Result] = []
    try:
        todo = [job.prepared(order)[2] for order in orders]
        total = sum(map(len, todo))
        say({"kind": "plan", "names": [f"{task.name}.{form}" for tasks in todo for task in tasks for form in task.formats]})
        for order, tasks in zip(orders, todo, strict=True):
            before = sum(one.total for one in results)
            # A run in which everything was stopped before it began would only write the manifest once more.
            if tasks and not wishes.stopped():
                results.append(job.run(order, partial(_tell, say, before, total), wishes.stopped))
            if results and results[-1].stopped:
                break
        skipped = wishes.stopped() and len(results) < sum(map(bool, todo))
    except (files.Error, Error, place.Error, templates.Error, OSError) as trouble:
        say({"kind": "bad", "sentence": str(trouble)})
        return
    say(
        {
            "kind": "done",
            "files": sum(len(one.entries) for one in results),
            "withheld": sum(len(one.withheld) for one in results),
            "failed": sum(len(one.failures) for one in results),
            "removed": sum(len(one.removed) for one in results),
            "stopped": next((one.stopped for one in results if one.stopped), ""),
            "cancelled": skipped or any(one.cancelled for one in results),
            "out": str(orders[0].out) if orders else "",
            "papers": [path for one in results for path in one.papers],
            "findings": [finding_as_json(f) for f in dict.fromkeys(f for one in results for f in one.findings)],
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


def _tell(say: Say, before: int, total: int, progress: job.Progress) -> None:
    """Tell of one sheet; `before` are those of the orders that are done."""
    say(_made(progress, before, total))


def _made(progress: job.Progress, before: int, total: int) -> dict[str, Any]:
    withheld = progress.made.withheld if progress.made else ()
    return {
        "kind": "made",
        "done": before + progress.done,
        "total": total,
        "name": progress.name,
        "files": [entry_as_json(e) for e in (progress.made.entries if progress.made else ())],
        "withheld": [{"path": w.path, "sentence": w.finding.sentence, "cure": w.finding.cure} for w in withheld],
        "failed": [{"path": f.path, "sentence": f.sentence} for f in (progress.made.failures if progress.made else ())],
    }


if __name__ == "__main__":
    sys.exit(main())
