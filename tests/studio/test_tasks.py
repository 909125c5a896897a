import threading
import weakref

import pytest

from kiosk.studio.tasks import Tasks
from tests.tooling.waiting import PATIENCE


@pytest.fixture
def tasks(qtbot):
    made = Tasks("test")
    yield made
    made.close()


def test_work_is_done_elsewhere_and_answered_here(qtbot, tasks):
    answers = []
    tasks.ask("one", threading.get_ident, lambda ident: answers.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0][0] != threading.get_ident()
    assert answers[0][1] == threading.get_ident()


def test_of_each_slot_only_the_newest_is_done_and_the_urgent_first(qtbot, tasks):
    gate, done = threading.Event(), []
    tasks.ask("gate", gate.wait, lambda _: None)
    for number in range(50):
        tasks.ask("typing", lambda n=number: n, done.append)
    tasks.ask("check", lambda: "check", done.append, urgency=9)
    tasks.ask("page", lambda: "page", done.append, urgency=0)
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == ["page", 49, "check"]


def test_what_fails_is_told_and_the_next_goes_on(qtbot, tasks):
    told, done = [], []
    tasks.ask("bad", lambda: 1 / 0, done.append, failed=told.append)
    tasks.ask("good", lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
    assert isinstance(told[0], ZeroDivisionError)


def test_finishing_does_what_still_waits(tasks):
    done = []
    for name in "abc":
        tasks.ask(name, lambda n=name: done.append(n), lambda _: None)
    tasks.finish()
    assert done == ["a", "b", "c"]


def test_long_work_lets_what_is_urgent_go_first_and_then_goes_on(qtbot, tasks):
    begun, asked, done = threading.Event(), threading.Event(), []

    def long():
        begun.set()
        asked.wait(PATIENCE)
        tasks.breathe()
        return "long"

    tasks.ask("check", long, done.append, urgency=9)
    begun.wait(PATIENCE)
    tasks.ask("page", lambda: threading.get_ident(), lambda ident: done.append(ident != threading.get_ident()), urgency=0)
    tasks.ask("other", lambda: "other", done.append, urgency=9)
    assert tasks.asked("page")
    asked.set()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == [True, "long", "other"]
    qtbot.waitUntil(lambda: not tasks.busy)


def test_long_work_that_is_asked_for_anew_is_given_up(qtbot, tasks):
    begun, asked, done = threading.Event(), threading.Event(), []

    def long():
        begun.set()
        asked.wait(PATIENCE)
        try:
            tasks.breathe()
        except Exception:
            done.append("caught")
        return "old"

    tasks.ask("check", long, done.append)
    begun.wait(PATIENCE)
    tasks.ask("check", lambda: "new", done.append)
    asked.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert done == ["new"]


def test_what_is_done_is_let_go_however_quickly_one_follows_the_other(qtbot, tasks):
    done = []

    class Page:
        """What a job is about."""

    def next_(_answer=None):
        if len(done) < 200:
            page = Page()
            done.append(weakref.ref(page))
            tasks.ask("qr", lambda: page, next_)

    next_()
    qtbot.waitUntil(lambda: len(done) == 200 and not tasks.busy)
    qtbot.waitUntil(lambda: not any(page() for page in done))
