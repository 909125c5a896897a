"""Gradients of spot inks: a space of the press's inks and the spots together, so that each stays on its own plate."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.page.ink import Cmyk
from kiosk.record import record

_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@record
class Spot:
    """A spot ink in a gradient: its name as a PDF words it, what it looks like in the press's inks, and its separation."""

    name: str
    values: Cmyk
    separation: str


def space(spots: Sequence[Spot], function: str) -> str:
    """Word the colour space (8.6.6.5) of the press's inks and the spots; `function` is for where there is no such plate."""
    names = " ".join(f"/{name}" for name in (*_PROCESS, *(s.name for s in spots)))
    known = "".join(f"/{s.name} {s.separation}" for s in spots)
    return f"[/DeviceN[{names}]/DeviceCMYK {function}<</Colorants<<{known}>>>>]"


def stand_in(spots: Sequence[Spot]) -> tuple[str, bytes]:
    """Word the function that mixes the spots into the press's inks (7.10.5): its entries and its program.

    On the stack lie four amounts of ink and those of the spots; each ink is its own and that of every spot, one at most.
    """
    count = 4 + len(spots)
    program: list[str] = []
    for n in range(4):
        program.append(f"{count - 1} index")
        for i, spot in enumerate(spots):
            program.append(f"{count - 4 - i + n} index {spot.values[n]:.4f} mul add")
        program.append("dup 1 gt {pop 1} if")
    program.append(f"{count + 4} 4 roll" + " pop" * count)
    domain, out = " ".join(["0 1"] * count), " ".join(["0 1"] * 4)
    return f"/FunctionType 4/Domain[{domain}]/Range[{out}]", ("{" + " ".join(program) + "}").encode()
