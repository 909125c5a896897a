import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from pytestqt.qtbot import QtBot

from kiosk.player.wall import errand as errand_module
from kiosk.player.wall.errand import Errand

ECHO = """
import json, sys
for line in sys.stdin:
    order = json.loads(line)
    print(json.dumps({"kind": "plan", "order": order}), flush=True)
    if order.get("sleep"): import time; time.sleep(600)
    if order["name"] in order["avoid"]: pass
    elif order.get("dies"):
        print(json.dumps({"kind": "begin", "key": order["name"]}), flush=True)
        import os; os.abort()
    print("not json", flush=True) if order.get("odd") else None
    print(json.dumps({"kind": "done"}), flush=True)
    if order.get("card", "") not in ["", *order["avoid"]]:
        print(json.dumps({"kind": "begin", "key": order["card"]}), flush=True)
        import os; os.abort()
    if order.get("cards"): continue
    print(json.dumps({"kind": "whole"}), flush=True)
"""


class Bench:
    def __init__(self) -> None:
        self.errand = Errand([sys.executable, "-I", "-c", ECHO])
        self.answers: list[dict[str, Any]] = []
        self.errand.answered.connect(self.answers.append)

    @property
    def kinds(self) -> list[str]:
        return [a["kind"] for a in self.answers]


@pytest.fixture
def bench(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setattr(errand_module, "_BACKOFF_MS", (10,))
    made = Bench()
    yield made
    made.errand.close()


def test_an_order_is_carried_out_and_answered(bench: Bench, qtbot: QtBot) -> None:
    bench.errand.order({"name": "one"})
    assert bench.errand.busy
    qtbot.waitUntil(lambda: not bench.errand.at_work)
    assert bench.kinds == ["plan", "done", "whole"]
    assert bench.answers[0]["order"]["name"] == "one"


def test_an_idle_worker_takes_the_next_order_too(bench: Bench, qtbot: QtBot) -> None:
    pids = set()
    for name in ("one", "two"):
        bench.errand.order({"name": name})
        qtbot.waitUntil(lambda: not bench.errand.at_work)
        pids.add(bench.errand.pid)
    assert len(pids) == 1
    assert bench.kinds == ["plan", "done", "whole"] * 2


def test_a_worker_is_not_let_go_before_the_last_card_and_hears_another_order_between_two(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errand_module, "LINGER_MS", 10)
    bench.errand.order({"name": "one", "cards": "being made"})
    qtbot.waitUntil(lambda: not bench.errand.busy)
    pid = bench.errand.pid
    assert bench.errand.at_work
    assert not bench.errand._linger.isActive()
    bench.errand.order({"name": "two"})
    assert (bench.errand.busy, bench.errand.pid) == (True, pid)
    qtbot.waitUntil(lambda: not bench.errand.at_work)
    assert bench.kinds == ["plan", "done", "plan", "done", "whole"]


@pytest.mark.expect_log("ended before it was done")
def test_a_worker_that_dies_among_the_cards_is_started_again_and_leaves_out_the_deadly_one(bench: Bench, qtbot: QtBot) -> None:
    bench.errand.order({"name": "one", "card": "deadly"})
    qtbot.waitUntil(lambda: not bench.errand.at_work)
    assert bench.answers[-3]["order"]["avoid"] == ["deadly"]
    assert bench.kinds == ["plan", "done", "plan", "done", "plan", "done", "whole"]


def test_an_idle_worker_is_let_go_with_its_memory(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errand_module, "LINGER_MS", 10)
    bench.errand.order({"name": "one"})
    qtbot.waitUntil(lambda: not bench.errand.at_work)
    qtbot.waitUntil(lambda: bench.errand.pid == 0)


@pytest.mark.expect_log("ended before it was done")
def test_a_killed_worker_is_started_again_with_its_order(bench: Bench, qtbot: QtBot) -> None:
    bench.errand.order({"name": "one", "sleep": 1})
    qtbot.waitUntil(lambda: bench.kinds == ["plan"])
    os.kill(bench.errand.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: bench.kinds == ["plan", "plan"])


@pytest.mark.expect_log("ended before it was done")
def test_a_slide_that_ends_the_worker_twice_is_left_out(bench: Bench, qtbot: QtBot) -> None:
    bench.errand.order({"name": "deadly", "dies": 1})
    qtbot.waitUntil(lambda: not bench.errand.at_work)
    assert bench.answers[-3]["order"]["avoid"] == ["deadly"]
    assert bench.kinds == ["plan", "plan", "plan", "done", "whole"]


@pytest.mark.expect_log("said nothing for|ended before")
def test_a_worker_that_hangs_is_ended_and_started_again(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.errand.order({"name": "one", "sleep": 1})
    qtbot.waitUntil(lambda: bench.kinds == ["plan"])
    bench.errand._patience.start(10)
    qtbot.waitUntil(lambda: bench.kinds == ["plan", "plan"])


def test_a_newer_order_replaces_the_one_being_carried_out(bench: Bench, qtbot: QtBot) -> None:
    bench.errand.order({"name": "slow", "sleep": 1})
    qtbot.waitUntil(lambda: bench.kinds == ["plan"])
    bench.errand.order({"name": "quick"})
    qtbot.waitUntil(lambda: not bench.errand.busy)
    assert [a["order"]["name"] for a in bench.answers if "order" in a] == ["slow", "quick"]


@pytest.mark.expect_log("said something unknown")
def test_chatter_on_the_line_is_passed_over(bench: Bench, qtbot: QtBot) -> None:
    bench.errand.order({"name": "one", "odd": 1})
    qtbot.waitUntil(lambda: not bench.errand.at_work)
    assert bench.kinds == ["plan", "done", "whole"]


@pytest.mark.expect_log("ended before it was done")
def test_a_worker_that_cannot_even_start_is_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    errand = Errand([str(tmp_path / "nothing here")])
    errand.order({"name": "one"})
    qtbot.waitUntil(lambda: errand.pid == 0)
    assert errand.busy
    errand.close()


def test_closing_ends_a_busy_worker(bench: Bench, qtbot: QtBot) -> None:
    bench.errand.order({"name": "slow", "sleep": 1})
    qtbot.waitUntil(lambda: bench.kinds == ["plan"])
    pid = bench.errand.pid
    bench.errand.close()
    qtbot.waitUntil(lambda: not psutil.pid_exists(pid))
