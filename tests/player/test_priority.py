import os

import pytest

from kiosk.player import priority


@pytest.mark.parametrize(("now", "step"), [(-5, 10), (0, 5), (12, 0)])
def test_what_may_wait_steps_back_from_whatever_its_session_has(now: int, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []
    monkeypatch.setattr(os, "nice", lambda more: (steps.append(more), now)[1])
    priority.give_way()
    assert steps == [0, step]
