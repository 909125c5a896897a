"""Who goes first on a machine that has much to do: the fade on the wall."""

import os

LOW = 5
"""The nice value of what may wait."""


def give_way() -> None:
    """Let the wall go first, whatever priority the session was started with."""
    if hasattr(os, "nice"):
        os.nice(max(LOW - os.nice(0), 0))
