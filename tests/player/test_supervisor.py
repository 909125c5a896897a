from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kiosk.player import state
from kiosk.player.supervisor import supervisor
from kiosk.player.supervisor.supervisor import Order, Supervisor


class Recorded(Supervisor):
    """A supervisor that starts nothing, and notes what it would have."""

    def __init__(self, order: Order) -> None:
        super().__init__(order)
        self.started: list[str] = []

    def _start(self, name: str, module: str, wish: Mapping[str, Any], env: Mapping[str, str] | None = None) -> None:
        self.started.append(name)


@pytest.mark.parametrize(
    ("published", "there", "started"),
    [
        (True, True, ["player", "sync"]),
        (True, False, ["sync"]),
        (False, True, ["player", "sync"]),
    ],
)
def test_the_first_slide_comes_before_the_look_for_something_new_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: bool, there: bool, started: list[str]
) -> None:
    monkeypatch.setattr(supervisor, "_SYNC_LATER", 0.2)
    if there:
        place = tmp_path / state.LOCAL
        (place / state.RELEASES / ("a" * 20)).mkdir(parents=True)
        (place / state.CURRENT).write_text("a" * 20)
    made = Recorded(Order(home=tmp_path, plays="x", player={"published": published}, sync={}, seconds=0.1))
    assert made.run() == 0
    assert made.started[:1] == started[:1], "what comes first does not wait for anybody's word"
    made = Recorded(Order(home=tmp_path, plays="x", player={"published": published}, sync={}, seconds=0.6))
    made.run()
    assert made.started == started
