"""`kiosk check`: what is wrong with a campaign and with the pages it makes."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from kiosk.app.commands.telling import count, tell
from kiosk.campaign.item import title_of
from kiosk.export import job
from kiosk.export.manifest import finding_as_json
from kiosk.store import files


def run(chosen: Namespace) -> int:
    """Compose every product on its first stock, measure the contrast of its words, list what was found, write nothing."""
    found = job.check(job.Order(campaign=chosen.campaign, out=Path("."), at=chosen.at))
    grouped = {f"{s}s": [finding_as_json(f) for f in found if f.severity == s] for s in ("error", "warning", "info")}
    if chosen.json:
        json.dump(grouped, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        items = files.read(chosen.campaign, lenient=True)
        tell(found, sys.stdout, {i.id: title_of(i) for i in (*items.partial, *items.campaign.items)})
        # Counted as they were told: a sentence about ten slides is one.
        said = {s: len({(f.sentence, f.cure) for f in found if f.severity == s}) for s in ("error", "warning", "info")}
        print(", ".join(count(number, severity) for severity, number in said.items()) + ".")
    return 1 if grouped["errors"] or (chosen.strict and grouped["warnings"]) else 0
