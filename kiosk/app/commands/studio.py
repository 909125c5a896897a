"""`kiosk studio`: the desk for staff."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace

from kiosk.player.wall.player import no_display
from kiosk.store.folder import files


def run(chosen: Namespace) -> int:
    """Open the desk until somebody closes it; 1 without a screen. Raise files.Error when what is named is no campaign."""
    missing = no_display()
    if missing:
        print(f"kiosk: {missing.replace('to play on', 'for the desk')}; the other commands work without one", file=sys.stderr)
        return 1
    if chosen.campaign is not None:
        files.locate(chosen.campaign)
    gc.set_threshold(700, 10, 10)
    from kiosk.studio import studio

    return studio.run(chosen.campaign)
