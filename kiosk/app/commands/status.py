"""`kiosk status`: how the players of this user on this machine are doing."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from kiosk.player import report


def run(chosen: Namespace) -> int:
    """Say it in words, or as JSON; 1 when a player does not do what it should."""
    found = report.gather()
    if chosen.json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif not found:
        print("No player of yours runs on this machine.")
    else:
        for one in found:
            print(f"{one['plays']}: {'; '.join(one['sentences'])}.")
    return 0 if all(map(report.is_well, found)) else 1
