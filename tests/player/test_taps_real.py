"""Real fingers and keys on a real window: what a tap on a row of an agenda opens, and that keys alone do as much."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from kiosk.player import cache, cards, playlist
from tests.compose.families import FAMILIES
from tests.tooling.screen import Screen
from tests.tooling.waiting import PATIENCE, comes, lines, until

SIZE = (960, 540)
EVENTS = ("harvest", "cafe", "exchange")
TODAY = """
[[event]]
id = "{name}"
title = "The {name}"
starts = 2022-11-09T{hour}:00:00
ends = 2022-11-09T{end}:00:00
"""


class Wall:
    """A campaign with three events today on a screen that people may touch, played for real."""

    def __init__(self, folder: Path, family: str, screen: Screen) -> None:
        self.folder, self.metrics, self.screen = folder / "spring", folder / "metrics.jsonl", screen
        self.store = folder / "cache"
        self.folder.mkdir()
        head = f'title = "Spring"\ntimezone = "Europe/London"\nfamily = "{family}"\nwebsite = "https://example.org/spring"\n'
        head += '[[screen]]\nname = "Foyer"\ntouch = true\ntransition = "cut"\nshows = { kinds = ["event"] }\n'
        days = (TODAY.format(name=name, hour=14 + n, end=15 + n) for n, name in enumerate(EVENTS))
        (self.folder / "campaign.toml").write_text(head + "".join(days))

    @contextlib.contextmanager
    def play(self) -> Iterator[None]:
        command = [sys.executable, "-m", "kiosk", "play", str(self.folder), "--at", "2022-11-09T12:00"]
        env = self.screen.environment() | {"KIOSK_CACHE": str(self.store), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
        wall = subprocess.Popen([*command, "--metrics", str(self.metrics)], env=env, stderr=subprocess.PIPE, text=True)
        try:
            yield
        finally:
            wall.terminate()
            _, self.errors = wall.communicate(timeout=PATIENCE)

    def do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.screen.environment(), check=True, timeout=PATIENCE)

    def tap(self, x: float, y: float) -> None:
        self.do("mousemove", f"{x:.0f}", f"{y:.0f}", "click", "1")

    def find(self, what: str) -> None:
        """Go on from slide to slide by the key for it."""
        for _ in range(12):
            before = self.shown()
            if before == what:
                return
            self.do("key", "Right")
            until(lambda before=before: self.shown() != before)
        raise AssertionError(f"{what} did not come")

    def open(self, name: str, known: dict[str, str], act: Callable[[], None]) -> None:
        """Do something to today's agenda that opens a card; another slide may have come meanwhile, so again."""
        for patience in (5, 15, 25):  # a card that nobody touches goes after thirty seconds
            self.find("agenda-today")
            act()
            if comes(lambda: self.opened(known) == name, patience):
                return
            self.do("key", "Escape")
            until(lambda: self.opened(known) == "")
        raise AssertionError(f"{name} did not open")

    @property
    def root(self) -> Path:
        return next(iter((self.store / "slides").glob("*")), self.store)

    def shown(self) -> str:
        """Name the slide that came on last."""
        return next((told["slide"] for told in reversed(lines(self.metrics, "slide"))), "")

    def rows(self) -> dict[str, tuple[float, float, float, float]]:
        """Find the rows of today's agenda as it is now, with all events, by event."""
        made = (p.stem for p in self.root.glob("*.bgra") if cache.has(self.root, p.stem))
        agendas = [e for e in (cache.read(self.root, key) for key in made) if e.what == "agenda-today"]
        found = ({n.split("-")[2]: box for n, box in e.boxes.items() if n.startswith("entry-")} for e in agendas)
        return max(found, key=len)

    def cards(self) -> dict[str, str]:
        """Name the card of each event, once all are made."""
        known: dict[str, str] = {}

        def made() -> bool:
            for file in self.root.glob("playlist-*.json"):
                read = playlist.from_json(file.read_text())
                known.update({s.what: s.card for t in read.stretches for s in t.slides if s.what in EVENTS})
                known["list"] = f"{read.touch}-0"
            return len(known) == len(EVENTS) + 1 and all(cards.has(self.root, f"{key}-en-plain") for key in known.values())

        until(made)
        return known

    def opened(self, known: dict[str, str]) -> str:
        """Tell which card is on the screen, by its own pixels; nothing where none is like it."""
        seen = self.screen.picture().convert("RGB")

        def unlike(key: str) -> float:
            facts, pixels = cards.read(self.root, f"{key}-en-plain")
            x, y, w, h = map(int, facts.boxes["panel"])
            inside = (x + 8, y + 8, x + w - 8, y + h - 24)  # without the bar that empties
            card = Image.frombytes("RGBA", SIZE, pixels, "raw", "BGRA").convert("RGB").crop(inside)
            return max(ImageStat.Stat(ImageChops.difference(card, seen.crop(inside))).mean)

        best = min(known, key=lambda name: unlike(known[name]))
        return best if unlike(known[best]) < 5 else ""  # the ring of the keys counts for some


@pytest.fixture(params=FAMILIES)
def wall(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Wall]:
    with Screen(*SIZE) as screen:
        yield Wall(tmp_path, request.param, screen)


def test_a_tap_on_a_row_of_the_agenda_opens_that_event_and_keys_find_it_too(wall: Wall) -> None:
    def tap(name: str) -> None:
        x, y, w, h = wall.rows()[name]
        wall.tap(x + w / 2, y + h / 2)

    with wall.play():
        known = wall.cards()
        until(wall.shown)
        for name in EVENTS[::-1]:
            wall.open(name, known, lambda name=name: tap(name))
            wall.do("key", "Escape")
            until(lambda: wall.opened(known) == "")
        wall.open("list", known, lambda: wall.do("key", "Return"))
        wall.do("key", "Tab")
        wall.do("key", "Return")
        until(lambda: wall.opened(known) == EVENTS[1])
    assert wall.errors == ""
