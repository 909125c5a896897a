"""Many tasks at once: processes of our own, spawned on every system, that end with us."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

from kiosk.export.make import Kit
from kiosk.export.order import Failure, Made, Task

Maker: TypeAlias = Callable[[Task, Kit], Made]
_Task = TypeVar("_Task")
_Kit = TypeVar("_Kit")
_Made = TypeVar("_Made")
_DEATHS = 3
"""Worker processes that may die in a row before the rest is given up."""
_shared: list[tuple[Callable[[Any, Any], Any], Any]] = []


def made_by(
    make: Maker, todo: Sequence[Task], kit: Kit, workers: int, stop: Callable[[], bool] = lambda: False
) -> Iterator[Made]:
    """Make every task and yield each as it is done, in this process or in `workers` others.

    Once `stop` says so no further task is begun; what has begun is finished and yielded, so that no file goes untold.
    """
    if workers <= 1:
        with calm():
            for task in todo:
                if stop():
                    return
                yield make(task, kit)
        return
    from concurrent.futures.process import BrokenProcessPool

    left = {task.name: task for task in todo}
    deaths = 0
    while left and not stop():
        try:
            for made in pooled(make, list(left.values()), kit, workers, stop):
                del left[made.task.name]
                deaths = 0
                yield made
        except BrokenProcessPool:
            # One task took the process down; alone in a pool, the first that is not done is the one to blame.
            if workers > 1:
                workers = 1
                continue
            deaths += 1
            for task in [*left.values()][: 1 if deaths < _DEATHS else None]:
                del left[task.name]
                yield Made(task=task, failures=(Failure(path=f"{task.name}.{task.formats[0]}", sentence=_DIED),))


_DIED = "The process that made it ended unexpectedly (out of memory?); try again with --jobs 1"


@contextmanager
def calm() -> Generator[None]:
    """Let Python look for reference cycles less often: pages are trees without any, and looking costs a tenth of a poster."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def pooled(
    make: Callable[[_Task, _Kit], _Made], todo: Sequence[_Task], kit: _Kit, workers: int, stop: Callable[[], bool]
) -> Iterator[_Made]:
    """Make every task in processes of our own and yield each as it is done; raise BrokenProcessPool when one dies."""
    # Half of what a single poster costs would go into importing these.
    import multiprocessing
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _equip, (make, kit))
    waiting = iter(todo)
    begun: dict[Future[_Made], int] = {}
    try:
        while True:
            # Only as many as keep every worker busy are handed out, so that stopping never waits for a long queue.
            while len(begun) <= workers and not stop():
                try:
                    task = next(waiting)
                except StopIteration:
                    break
                with _deaf_children():
                    begun[pool.submit(_work, task)] = len(begun)
            if not begun:
                return
            done, _ = wait(begun, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=begun.__getitem__):
                del begun[future]
                yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf_children() -> Generator[None]:
    """Let processes started here be deaf to Ctrl-C from their first instant: we answer it for them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # A child inherits the mask; what reaches us meanwhile waits until it is lifted.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _equip(make: Callable[[Any, Any], Any], kit: object) -> None:
    import multiprocessing

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _shared[:] = [(make, kit)]
    # For as long as this process lives.
    calm().__enter__()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    from multiprocessing.connection import wait

    # A parent that was killed cannot tell us to stop.
    wait([sentinel])
    os._exit(1)


def _work(task: Any) -> Any:
    make, kit = _shared[0]
    return make(task, kit)
