"""A maker for worker processes that one task kills."""

import os

from kiosk.export.order import Made


def make(task, kit):
    """Make nothing, or die."""
    if task.what == "peer-assist":
        os._exit(9)
    return Made(task=task)
