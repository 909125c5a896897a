"""`kiosk check`: what is wrong with a campaign and with the pages it makes."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from kiosk.app.commands.telling import count, tell
from kiosk.export import job
from kiosk.export.manifest import finding_as_json


def run(chosen: Namespace) -> int:
    """Compose every product on its first stock, measure the contrast of its words, list what was found, write nothing."""
    found = job.check(job.Order(campaign=chosen.campaign, out=Path("."), at=chosen.at))
    grouped = {f"{s}s": [finding_as_json(f) for f in found if f.severity == s] for s in ("error", "warning", "info")}
    if chosen.json:
        json.dump(grouped, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        tell(found, sys.stdout)
        print(", ".join(count(len(rows), name[:-1]) for name, rows in grouped.items()) + ".")
    return 1 if grouped["errors"] or (chosen.strict and grouped["warnings"]) else 0
