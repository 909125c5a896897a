"""What a rule of preflight is, and the list that the rules enter themselves into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from kiosk.export.preflight.preflight_read import Read
from kiosk.record import record

WRITTEN = "This is a fault of the program: please report it with the campaign."
"""The cure of what nobody but us can mend."""


@record(kw_only=True)
class Rule:
    """One rule; `press` says whether it concerns press files (True), files for screens (False) or both (None)."""

    id: str
    severity: Literal["error", "warning"]
    press: bool | None
    cure: str
    fix: str | None
    broken: Callable[[Read], Iterator[str]]


RULES: list[Rule] = []
_Test = Callable[[Read], Iterator[str]]


def rule(
    id: str,
    press: bool | None,
    cure: str = WRITTEN,
    severity: Literal["error", "warning"] = "error",
    fix: str | None = None,
) -> Callable[[_Test], _Test]:
    """Enter a function, which tells in sentences what is wrong, as a rule."""

    def enter(test: _Test) -> _Test:
        RULES.append(Rule(id=id, severity=severity, press=press, cure=cure, fix=fix, broken=test))
        return test

    return enter


def box(page: Any, name: str) -> tuple[float, float, float, float]:
    """Read a box of a page, in points: left, bottom, right, top."""
    found = page.obj.get(name, page.obj.get("/MediaBox"))
    x0, y0, x1, y1 = (float(v) for v in found)
    return x0, y0, x1, y1
