"""Arguments, settings, logging: where the program starts."""

from __future__ import annotations

from collections.abc import Sequence


def start() -> int:
    """Run the process's own command line, for what starts the program; whoever calls from Python wants `main`.

    A command is over before Python's search for reference cycles pays, and its last one, on the way out, finds only what ends
    with the process. `kiosk play`, which runs for weeks, goes back to Python's own pace.
    """
    import gc

    gc.set_threshold(100_000, 20, 50)
    try:
        return main()
    finally:
        gc.freeze()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (the process's own by default) and return its exit code."""
    import sys

    if getattr(sys, "frozen", False):
        # In a program packed into one file, our worker processes start here, too.
        import multiprocessing

        multiprocessing.freeze_support()
    from kiosk.app.cli import run

    return run(argv)
