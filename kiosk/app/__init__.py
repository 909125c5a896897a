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
        words = list(sys.argv[1:] if argv is None else argv)
        if words[:1] == ["-m"] and words[1:2] and words[1] in WORKERS:
            return _work(words[1], words[2:])
    from kiosk.app.cli import run

    return run(argv)


WORKERS = ("kiosk", "kiosk.export.live", "kiosk.player.worker.render", "kiosk.player.wall.supervised", "kiosk.player.sync.sync")
"""Modules that our own processes run, as `python -m` would; a packed program has no Python beside it to do so."""


def _work(module: str, words: list[str]) -> int:
    """Run one of our own modules as the program."""
    import runpy
    import sys

    sys.argv = [sys.argv[0], *words]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=False)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return 0
