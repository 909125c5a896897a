"""Arguments, settings, logging: where the program starts."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (the process's own by default) and return its exit code."""
    import sys

    if getattr(sys, "frozen", False):
        # In a program packed into one file, our worker processes start here, too.
        import multiprocessing

        multiprocessing.freeze_support()
    from kiosk.app.cli import run

    return run(argv)
