import gc
import json
import subprocess
import sys
import weakref

import pytest
from pytestqt.qtbot import QtBot

from kiosk.player.wall import memory, metrics
from kiosk.player.wall.memory import Tidy

LARGE = """
from kiosk.player.wall import memory
memory.give_back()
before = memory.usage()["memory"]
for _ in range(4):
    picture = b"x" * 8_000_000
    del picture
print(memory.usage()["memory"] - before)
"""


def test_large_pictures_go_back_to_the_system_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", LARGE], capture_output=True, text=True, check=True)
    # Left to itself, glibc keeps the last one: eight million bytes.
    assert int(done.stdout) < 4_000_000


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_garbage_is_looked_for_while_nothing_moves_and_by_nobody_else(qtbot: QtBot) -> None:
    moving = True
    tidy = Tidy(lambda: moving)
    tidy.start()
    try:
        assert not gc.isenabled()
        gone = weakref.ref(Knot())
        tidy.look()
        assert gone() is not None, "in the middle of a fade nothing is looked for"
        moving = False
        tidy.look()
        assert gone() is None
        tidy.settle()
        assert gc.get_freeze_count() > 1000
    finally:
        tidy.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_what_the_process_takes_is_told() -> None:
    seen = memory.usage()
    assert seen["memory"] > 5_000_000
    assert seen["handles"] > 2
    assert seen["threads"] >= 1


def test_the_measure_counts_children_and_agrees_with_psutil() -> None:
    held = "x = bytearray(30_000_000); x[:] = b'1' * len(x); print('{}', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        json.loads(child.stdout.readline())
        seen = metrics.usage()
        psutil_own, psutil_children = metrics._by_psutil()
        assert seen["tree_pss"] > seen["pss"] + 30_000_000
        assert len(psutil_children) >= 1
        assert seen["rss"] == pytest.approx(psutil_own["rss"], rel=0.2)
        assert seen["cpu"] == pytest.approx(psutil_own["cpu"], abs=2)
        assert child.stdin is not None
        child.stdin.close()
