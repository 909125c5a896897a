"""`kiosk play`: the slides on a screen."""

from __future__ import annotations

import gc
from argparse import Namespace

from kiosk.player import player


def run(chosen: Namespace) -> int:
    """Play until somebody leaves, or for the seconds asked for."""
    gc.set_threshold(700, 10, 10)
    return player.play(
        chosen.campaign,
        windowed=chosen.windowed,
        screen=chosen.screen,
        at=chosen.at,
        speed=chosen.speed,
        seconds=chosen.seconds,
        metrics=chosen.metrics,
    )
