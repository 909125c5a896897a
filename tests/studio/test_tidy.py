import gc
import resource
import subprocess
import sys
from pathlib import Path

from kiosk.studio import tidy as tidy_module
from kiosk.studio.tidy import Tidy
from tests.tooling.checkout import ROOT


def test_garbage_is_searched_in_the_windows_thread_while_a_window_is_open(window):
    assert not gc.isenabled()
    window.close()
    assert gc.isenabled()


def waste() -> int:
    """Make garbage enough for a search, and count what Python knows of."""
    rings: list[list[object]] = [[] for _ in range(800)]
    for ring in rings:
        ring.append(ring)
    return gc.get_count()[0]


def test_a_search_is_done_when_it_is_due_and_nobody_waits_for_anything(qapp):
    busy = [True]
    tidy = Tidy(busy=lambda: busy[0])
    try:
        before = waste()
        assert before > 700
        tidy.rested()  # nothing was put off
        tidy.look()
        tidy.rested()
        assert gc.get_count()[0] >= before
        busy[0] = False
        tidy.rested()
        assert gc.get_count()[0] < before
        # Somebody who never rests must not fill the memory.
        busy[0] = True
        before = waste()
        for _ in range(tidy_module._LONGEST):
            tidy.look()
        assert gc.get_count()[0] >= before
        tidy.look()
        assert gc.get_count()[0] < before
    finally:
        tidy.close()
    assert gc.isenabled()


def test_two_windows_share_it(qapp):
    one, two = Tidy(), Tidy()
    one.close()
    assert not gc.isenabled()
    two.close()
    two.close()
    assert gc.isenabled()


def test_memory_that_is_free_is_given_back_after_some_searches(qapp, monkeypatch):
    given = []
    monkeypatch.setattr(tidy_module, "give_back", lambda: given.append(True))
    tidy = Tidy()
    try:
        for _ in range(tidy_module.SEARCHES - 1):
            waste()
            tidy.look()
        assert not given
        waste()
        tidy.look()
        assert given == [True]
    finally:
        tidy.close()


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def test_memory_that_is_free_goes_back_to_the_system():
    blocks = [b"x" * (2000 + number % 2) for number in range(20_000)]
    last = blocks.pop()
    blocks.clear()  # all but what lies on top of it, which alone would go back by itself
    before = resident()
    tidy_module.give_back()
    assert resident() < before - 20_000_000
    assert last


HOLES = """
from kiosk.studio import tidy
from tests.studio.test_tidy import resident
tidy.frugal()
large = b"x" * 20_000_000
del large  # whatever was large and is gone makes glibc take the next ones from the heap, unless it was told
blocks = [b"x" * (2_000_000 + number) for number in range(15)]
last = blocks.pop()
before = resident()
blocks.clear()
print(before - resident())
"""


def test_pictures_leave_no_holes():
    """In a process of its own: the heap of one that has run tests for minutes has holes enough already."""
    done = subprocess.run([sys.executable, "-c", HOLES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 20_000_000
