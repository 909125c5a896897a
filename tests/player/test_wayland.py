"""The wall under a Wayland compositor, as a kiosk session runs it."""

from pathlib import Path

import pytest

from kiosk.player.playlist import Setting
from tests.player.wall_child import BLUE, RED, Hall
from tests.tooling.compositor import Compositor
from tests.tooling.waiting import until


@pytest.mark.parametrize("scale", [1, 2])
def test_slides_fill_a_wayland_screen_and_change(tmp_path: Path, scale: int) -> None:
    hall = Hall(tmp_path)
    w, h = 800 * scale, 450 * scale
    hall.keep({"a": RED, "b": BLUE}, (w, h), dwell=3, setting=Setting())
    with Compositor(800, 450, f"--scale={scale}") as way, hall.play(way.environment()) as wall:
        for colour in (RED, BLUE, RED):
            until(lambda colour=colour: way.picture().getcolors() == [(w * h, colour)])
        until(lambda: any(m["frames"] > 5 for m in hall.lines("fade")))
        assert wall.poll() is None
    assert (hall.code, hall.errors) == (0, "")


def test_a_screen_turned_by_the_compositor_shows_upright_slides(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    hall.keep({"a": RED}, (450, 800))
    with Compositor(800, 450, "--transform=rotate-90") as way, hall.play(way.environment()):
        until(lambda: way.picture().getcolors() == [(800 * 450, RED)])
    assert (hall.code, hall.errors) == (0, "")
