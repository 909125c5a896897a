import gc

from kiosk.studio import tidy as tidy_module
from kiosk.studio.tidy import Tidy


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
