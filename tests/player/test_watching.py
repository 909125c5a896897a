"""The player watches itself: pixels, memory, what was shown, what it tells, and what is logged."""

import csv
import os
import socket
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage, QRasterWindow
from pytestqt.qtbot import QtBot

from kiosk.player import report, state
from kiosk.player.playlist import Showing
from kiosk.player.supervisor import health, notify
from kiosk.player.supervisor.health import Health
from kiosk.player.supervisor.part import Event, Part
from kiosk.player.sync import sync
from kiosk.player.wall import eyes, watch
from kiosk.player.wall.eyes import Eyes
from kiosk.player.wall.shown import Shown
from tests.player.wall_kit import put
from tests.tooling.waiting import PATIENCE

NOON = datetime(2022, 11, 9, 12, tzinfo=UTC)


def picture(*colours: str) -> QImage:
    image = QImage(96, 54, QImage.Format.Format_RGB32)
    for n, name in enumerate(colours):
        for x in range(n * 96 // len(colours), (n + 1) * 96 // len(colours)):
            for y in range(54):
                image.setPixelColor(x, y, QColor(name))
    return image


SLIDES = [picture("red", "blue", "white", "black", "green"), picture("blue", "white", "green", "red", "black")]


class Screen:
    """A screen that shows what it is told to, whatever the player paints."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shows = QImage()
        self.eyes = Eyes()
        self.window = type("W", (), {"isExposed": lambda self: True})()
        monkeypatch.setattr(eyes, "grabbed", lambda _: self.shows)

    def turn(self, slide: QImage, shows: QImage) -> str:
        self.shows = shows
        return self.eyes.look(self.window, slide)  # type: ignore[arg-type]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    return Screen(monkeypatch)


def test_a_screen_that_changes_with_the_slides_is_well(screen: Screen) -> None:
    assert [screen.turn(SLIDES[n % 2], SLIDES[n % 2]) for n in range(8)] == [""] * 8
    assert screen.eyes.state == "changes"


def test_a_screen_that_stands_still_while_slides_change_is_noticed_after_three(screen: Screen) -> None:
    said = [screen.turn(SLIDES[n % 2], SLIDES[0]) for n in range(4)]
    assert said[:3] == ["", "", ""]
    assert said[3] == "the screen does not change, though slides do"
    assert screen.eyes.state == "still"


def test_a_blank_screen_is_noticed_even_if_it_flickers(screen: Screen) -> None:
    blanks = [picture("black"), picture("white")]
    assert [screen.turn(SLIDES[n % 2], blanks[n % 2]) for n in range(4)][3].startswith("the screen is blank")


def test_the_same_slide_for_long_is_no_fault_and_neither_is_a_system_that_lets_nobody_look(screen: Screen) -> None:
    assert [screen.turn(SLIDES[0], SLIDES[0]) for _ in range(9)] == [""] * 9
    assert [screen.turn(SLIDES[n % 2], QImage()) for n in range(9)] == [""] * 9
    assert screen.eyes.state == "unknown"


def test_what_stands_on_a_window_is_seen(qtbot: QtBot) -> None:
    window = QRasterWindow()
    window.setGeometry(0, 0, 64, 36)
    window.show()
    qtbot.waitUntil(window.isExposed)
    assert len(eyes.small(eyes.grabbed(window))) == 48 * 27 * 4
    window.close()


class Coming(QObject):
    """Stands for a display whose slide is still coming on."""

    slide_changed = Signal(str)

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.fading, self.looked, self.windowed, self.name = True, 0, False, ""
        self.rotation = self.stage = self.supply = self
        self.root, self.current = root, Showing("a", "key-a", 10)


def test_a_slow_fade_is_waited_for_before_the_screen_is_looked_at(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_LOOK_MS", 30)
    put(tmp_path, "key-a")
    display, looks = Coming(tmp_path), list[QImage]()
    seen = watch.Seen(display, lambda *_: None)  # type: ignore[arg-type]
    monkeypatch.setattr(seen.eyes, "look", lambda _, slide: looks.append(slide) or "")
    qtbot.wait(120)
    assert not looks
    display.fading = False
    qtbot.waitUntil(lambda: len(looks) == 1)


def test_a_fade_delays_what_is_told_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    self = watch.Watch(tmp_path, "spring", list, published=False)
    monkeypatch.setattr(self, "_displays", lambda: [type("D", (), {"stage": type("S", (), {"fading": True})})])
    monkeypatch.setattr(self, "_seen", {})
    monkeypatch.setattr(watch, "Seen", lambda *_: type("Z", (), {"count": 0, "trouble": "", "late": False}))
    monkeypatch.setattr(self, "_urge", lambda _: None)
    monkeypatch.setattr(self, "_tell", lambda _: told.append(1))
    monkeypatch.setattr(self, "_told_at", time.monotonic())
    self.beat()
    assert not told
    monkeypatch.setattr(self, "_told_at", time.monotonic() - 11)
    self.beat()
    assert told == [1]


def test_a_player_that_grows_starts_afresh_and_so_does_an_old_one_at_night() -> None:
    now, night = [0.0], datetime(2022, 11, 9, 3, 59)
    looks = Health(tick=lambda: now[0], today=lambda: night, memory=1)
    assert looks.restart_wanted(os.getpid(), 10) == "", "not at once"
    now[0] += 31
    assert "MB of memory" in looks.restart_wanted(os.getpid(), 10)
    calm = Health(tick=lambda: now[0], today=lambda: night, memory=10**12)
    now[0] += 31
    assert calm.restart_wanted(os.getpid(), 10) == ""
    now[0] += 31
    assert calm.restart_wanted(os.getpid(), health.OLD + 1) == "it starts afresh once a night"
    day = Health(tick=lambda: now[0], today=lambda: night.replace(hour=14), memory=10**12)
    now[0] += 31
    assert day.restart_wanted(os.getpid(), health.OLD + 1) == ""


def test_handles_that_pile_up_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    looks = Health(tick=lambda: now[0], today=lambda: datetime(2022, 11, 9, 12), memory=10**12)
    monkeypatch.setattr(health, "HANDLES", 1)
    now[0] += 31
    assert "files open" in looks.restart_wanted(os.getpid(), 10)
    assert looks.restart_wanted(2**22 - 5, 10) == ""


def test_what_was_shown_is_listed_within_a_cap(tmp_path: Path) -> None:
    shown = Shown(tmp_path, largest=2000)
    for n in range(200):
        assert shown.add(NOON, "Foyer", f"slide-{n}", "abc")
    files = sorted(p.name for p in tmp_path.iterdir())
    assert files == ["shown.csv", "shown.older.csv"]
    assert all(p.stat().st_size < 2200 for p in tmp_path.iterdir())
    rows = list(csv.reader((tmp_path / "shown.csv").read_text().splitlines()))
    assert rows[0] == ["from", "screen", "slide", "release"]
    assert rows[-1] == ["2022-11-09T12:00:00+00:00", "Foyer", "slide-199", "abc"]


def test_nothing_in_the_list_is_a_formula_and_a_full_disk_stops_nothing(tmp_path: Path) -> None:
    Shown(tmp_path).add(NOON, "=1+1", "@sum", "-2")
    assert list(csv.reader((tmp_path / "shown.csv").read_text().splitlines()))[1][1:] == ["'=1+1", "'@sum", "'-2"]
    (tmp_path / "file").write_text("")
    assert not Shown(tmp_path / "file" / "x").add(NOON, "a", "b", "c")


@pytest.mark.expect_log("share|cut short|all is well")
def test_an_idle_hour_of_a_vanished_share_is_two_lines_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    facts = {"trouble": "/mnt/share holds no release", "kept_out": [{"id": "a", "why": "it is cut short"}]}
    before: object = None
    for _ in range(3600):
        sync._log_edges(before, facts)
        before = dict(facts)
    assert len(caplog.records) == 2
    sync._log_edges(before, {"trouble": "", "kept_out": []})
    assert len(caplog.records) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="the service manager of Linux")
def test_the_service_manager_hears_when_it_is_ready_and_that_it_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ear.bind(str(tmp_path / "notify"))
    ear.settimeout(5)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    monkeypatch.setenv("WATCHDOG_USEC", "60000000")
    manager = notify.Manager()
    assert "NOTIFY_SOCKET" not in os.environ, "children do not speak for us"
    manager.ready("playing")
    for _ in range(50):
        manager.alive()
    manager.stopping()
    heard = [ear.recv(4096).decode() for _ in range(3)]
    assert heard == ["READY=1\nSTATUS=playing", "WATCHDOG=1", "STOPPING=1"]
    ear.close()
    (tmp_path / "notify").unlink()
    manager.stopping()


def test_the_end_of_a_part_is_told_even_when_it_comes_before_all_ears_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    start = threading.Thread.start

    def slowly(ear: threading.Thread) -> None:
        start(ear)
        time.sleep(0.5)

    monkeypatch.setattr(threading.Thread, "start", slowly)
    events: SimpleQueue[Event] = SimpleQueue()
    part = Part("short", ("no_such_module",), events)
    while events.get(timeout=PATIENCE).said is not None:
        pass
    part.wait()
    assert "no_such_module" in part.last


def test_a_part_is_heard_and_its_end_too_with_the_last_words_of_its_fault() -> None:
    events: SimpleQueue[Event] = SimpleQueue()
    part = Part("odd", ("this",), events)  # prints prose, which is no JSON
    while events.get(timeout=PATIENCE).said is not None:
        continue
    assert part.code is not None
    failing = Part("no such", ("kiosk.no_such_module",), events)
    while (event := events.get(timeout=PATIENCE)).said is not None:
        continue
    assert event.part is failing
    assert "no_such_module" in failing.last


def told(**more: object) -> dict[str, object]:
    one: dict[str, object] = {
        "state": "playing", "beat": "2022-11-09T11:59:00+00:00", "safe": "", "notice": None, "trouble": "", "kept_out": [],
        "sources": [], "set_aside": [], "clock": {"trusted": True, "why": ""}, "restarts": 0, "last": {},
        "screens": [{"name": "", "slide": "cafe", "since": "2022-11-09T11:59:48+00:00", "screen": "changes"}],
        "release": {"id": "x", "made": "2022-11-07T09:12:00+00:00", "files": 24, "verified": 24},
    }  # fmt: skip
    return one | more


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ["changed slide 12 s ago (now cafe)", "release of Monday 09:12", "24 of 24 files verified"]),
        (
            {"release": {"id": "x", "made": "2022-11-07T09:12:00+00:00", "files": 0, "verified": 0}},
            [
                "changed slide 12 s ago (now cafe)",
                "release of Monday 09:12",
            ],
        ),
        ({"state": "safe", "safe": "no release"}, ["safe mode, only the default slide is shown: no release"]),
        ({"state": "hung"}, ["hangs: its last word was 60 s ago"]),
        ({"state": "stopped", "beat": "2022-11-09T08:00:00+00:00"}, ["does not run any more: its last word was 4 hours ago"]),
        (
            {"set_aside": [{"what": "cafe", "why": "picture cannot be read."}]},
            ["1 item set aside: picture cannot be read (cafe)"],
        ),
        (
            {"set_aside": [{"what": "cafe", "title": "Knowledge cafe", "why": '"Knowledge cafe" ends before it starts.'}] * 5},
            ["5 items set aside: " + '"Knowledge cafe" ends before it starts; ' * 3 + "and 2 more"],
        ),
        (
            {"kept_out": [{"since": "2022-11-09T10:00:00+00:00", "why": "It is cut short."}]},
            ["a newer release is kept out since today 10:00: It is cut short"],
        ),
        ({"clock": {"trusted": False, "why": "it is 1970"}}, ["only what has no date is shown: it is 1970"]),
        (
            {"sources": [{"id": "cal", "when": "2022-11-08T10:00:00+00:00", "why": "It did not answer."}]},
            ["source cal of Tuesday 10:00 is kept: It did not answer"],
        ),
        ({"restarts": 2, "last": {"why": "it was killed"}}, ["started again 2 times, last because it was killed"]),
        ({"screens": [{"name": "A", "slide": "", "since": "2022-11-09T07:00:00+00:00"}]}, ["dark since 5 hours ago"]),
    ],
)
def test_status_is_said_in_words(more: dict[str, object], words: list[str]) -> None:
    said = report.sentences(told(**more), NOON)
    for sentence in words:
        assert sentence in said


def test_a_slide_is_named_as_people_know_it() -> None:
    assert "changed slide 12 s ago (now “Knowledge cafe”)" in report.sentences(told(), NOON, {"cafe": "Knowledge cafe"})
    week = {"name": "", "slide": "agenda-week", "since": "2022-11-09T11:59:48+00:00", "screen": "changes"}
    assert "changed slide 12 s ago (now what is on this week)" in report.sentences(told(screens=[week]), NOON)


def test_a_player_that_was_killed_is_still_told_of_for_a_month_and_a_preview_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_STATE", str(tmp_path))
    home = state.root() / "share-1"
    state.write(home, state.PLAYER, {"plays": "/mnt/share", "kind": "release"})
    assert report.gather()[0]["state"] == "playing"
    file = home / state.PLAYER
    file.write_text(file.read_text().replace(f'"pid": {os.getpid()}', '"pid": 4194299'))
    assert report.gather() == [], "nobody was to look after it"
    file.rename(home / state.SUPERVISOR)
    (one,) = report.gather()
    assert one["state"] == "stopped"
    assert not report.is_well(one)
    monkeypatch.setattr(report, "FORGOTTEN", 0.0)
    assert report.gather() == []


def test_letters_of_a_notice_are_large_and_their_contrast_is_high() -> None:
    from kiosk.page.ink import contrast
    from kiosk.player.safe import plain

    assert contrast(plain.WORDS, plain.GROUND) >= 7
    for text, size in (("Closing in 15 minutes", (1920, 1080)), ("Please leave. " * 12, (1080, 1920)), ("Now", (320, 180))):
        page = plain.notice(text, size)
        group = page.items[-1][1]
        sizes = {run.size for _, run in group.items}  # type: ignore[union-attr]
        assert min(sizes) >= 6 * page.stock.u * 0.999
    for text in ("word " * 300, "x" * 400):
        with pytest.raises(plain.Error):
            plain.notice(text, (1920, 1080))


def test_a_hidden_pointer_stays_hidden(qtbot: QtBot) -> None:
    from kiosk.player.safe.safe import Plate

    plate = Plate(SLIDES[0])
    assert plate.cursor().shape() == Qt.CursorShape.BlankCursor


def test_seconds_since_are_counted_from_the_beat() -> None:
    now = time.time()
    assert report.ago(datetime.fromtimestamp(now - 90, UTC).isoformat(), datetime.fromtimestamp(now, UTC)) == "90 s ago"
    assert report.ago(None, NOON) == "at an unknown time"
