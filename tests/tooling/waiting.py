"""Waiting for what another process, thread or timer does: as long as a crowded machine may need, and not a moment longer."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pytestqt.qtbot import QtBot

PATIENCE = 120.0
"""Seconds after which what has not come counts as never coming; a test that goes well waits for none of them."""
_T = TypeVar("_T")


def until(true: Callable[[], _T], seconds: float = PATIENCE) -> _T:
    """Wait for something that must come, and give it."""
    last = time.monotonic() + seconds
    while not (seen := true()):
        assert time.monotonic() < last, "it did not come"
        time.sleep(0.03)
    return seen


def comes(true: Callable[[], object], seconds: float) -> bool:
    """Tell whether something comes within so many seconds, where a test can try again more slowly."""
    last = time.monotonic() + seconds
    while not true():
        if time.monotonic() >= last:
            return False
        time.sleep(0.03)
    return True


def lines(file: Path, kind: str = "") -> list[dict[str, Any]]:
    """Read the JSON lines of one kind, or all, that were written to the end so far."""
    text = file.read_text("utf-8") if file.exists() else ""
    read = [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]
    return [told for told in read if not kind or told["kind"] == kind]


class Patient(QtBot):
    """Qt's test robot, who waits as long as everybody else here."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: float = PATIENCE * 1000) -> None:
        super().waitUntil(callback, timeout=int(timeout))

    def waitSignal(self, signal: Any, *, timeout: float = PATIENCE * 1000, **wishes: Any) -> Any:
        return super().waitSignal(signal, timeout=int(timeout), **wishes)
