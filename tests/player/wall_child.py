"""A wall as a process of its own, with slides of one colour that are ready in its cache."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.player import cache, fingerprint, playlist
from kiosk.player.playlist import Setting
from tests.player.wall_kit import NOON, listed, put, stretch
from tests.tooling.waiting import PATIENCE, lines

PLAY = """
import sys, json, logging
from datetime import datetime
from pathlib import Path
logging.basicConfig(format="log: %(message)s")
from kiosk.player.wall import display, errand
from kiosk.player.wall.plays import preview
from kiosk.player.wall.wall import Wall
# A worker that never answers: what is in the cache is all there is.
display.Errand = lambda parent: errand.Errand([sys.executable, "-c", "import sys; sys.stdin.read()"], parent)
wishes = json.loads(sys.argv[2])
at = datetime.fromisoformat(wishes.pop("at"))
seconds = wishes.pop("seconds")
metrics = Path(sys.argv[3])
wall = Wall(preview(Path(sys.argv[1])), windowed=False, at=at, metrics=metrics, **wishes)
sys.exit(wall.run(seconds))
"""
RED, BLUE, GREEN = (200, 30, 10), (10, 30, 200), (10, 160, 60)


class Hall:
    """A campaign whose slides are in the cache, as an earlier run left them, and walls that show them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.metrics = folder / "spring", folder / "metrics.jsonl"
        self.cache = folder / "cache"
        self.folder.mkdir()
        (self.folder / "campaign.toml").write_text("title = 'x'")

    def keep(
        self,
        slides: Mapping[str, tuple[int, int, int]],
        size: tuple[int, int],
        screen: str | None = None,
        dwell: float = 30,
        **more: Any,
    ) -> None:
        """Leave a playlist with slides of these colours for a screen."""
        os.environ["KIOSK_CACHE"] = str(self.cache)
        try:
            root = cache.folder(self.folder)
        finally:
            del os.environ["KIOSK_CACHE"]
        made = replace(
            listed(stretch(0, 86400, *slides, dwell=dwell), size=size, **{"setting": Setting(transition="cut"), **more}),
            program=fingerprint.of_program(),
            stamps=playlist.stamps([str(self.folder / "campaign.toml")]),
        )
        for what, colour in {"default": GREEN, **slides}.items():
            put(root, f"key-{what}", colour, size)
        cache.replace(cache.playlist_file(root, screen, size), playlist.to_json(made).encode())

    @contextlib.contextmanager
    def play(self, env: Mapping[str, str], **wishes: Any) -> Iterator[subprocess.Popen[str]]:
        """Play until the block is over; afterwards `errors` and `code` tell how it went."""
        plain = {"at": NOON.isoformat(), "seconds": None, "screen": None, "speed": 1.0}
        command = [sys.executable, "-c", PLAY, str(self.folder), json.dumps({**plain, **wishes}), str(self.metrics)]
        surroundings = {**env, "KIOSK_CACHE": str(self.cache), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
        wall = subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True)
        try:
            yield wall
        finally:
            wall.terminate()
            _, self.errors = wall.communicate(timeout=PATIENCE)
            self.code = wall.returncode

    def lines(self, kind: str) -> list[dict[str, Any]]:
        """Read what the wall measured."""
        return lines(self.metrics, kind)
