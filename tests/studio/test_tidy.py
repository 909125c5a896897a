import gc

from kiosk.studio.tidy import Tidy


def test_garbage_is_searched_in_the_windows_thread_while_a_window_is_open(window):
    assert not gc.isenabled()
    window.close()
    assert gc.isenabled()


def test_a_search_is_done_when_it_is_due(qapp):
    tidy = Tidy()
    try:
        rings = [[] for _ in range(800)]
        for ring in rings:
            ring.append(ring)
        before = gc.get_count()[0]
        del rings, ring
        assert before > 700
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
