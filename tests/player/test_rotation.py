import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from kiosk.player import cache, playlist
from kiosk.player.playlist import Playlist, Setting, Showing
from kiosk.player.wall import supply
from kiosk.player.wall.metrics import Metrics
from kiosk.player.wall.rotation import Rotation
from kiosk.player.wall.stage import Stage
from kiosk.player.wall.supply import Supply, Wish
from kiosk.player.wall.transition import SECONDS, Change
from tests.player.wall_kit import SIZE, Hand, Listener, listed, put, showing, stretch


class Set:
    """A stage with its rotation, a clock by hand, and a listener for a worker."""

    def __init__(self, folder: Path, speed: float = 1.0) -> None:
        self.root, self.folder = folder / "cache", folder / "campaign"
        self.root.mkdir()
        self.folder.mkdir()
        self.file = self.folder / "campaign.toml"
        self.file.write_text("title = 'x'")
        self.hand, self.worker = Hand(), Listener()
        self.stage = Stage(windowed=True)
        self.stage.setGeometry(QRect(0, 0, *SIZE))
        wish = Wish(self.folder, None, self.root, "p")
        clock = self.hand.clock(speed=speed)
        self.supply = Supply(wish, clock, self.worker, self.stage.pixels)  # type: ignore[arg-type]
        self.rotation = Rotation(self.stage, clock, self.supply, Metrics(None))
        self.changes: list[str] = []
        self.rotation.slide_changed.connect(self.changes.append)

    def keep(self, made: Playlist, *missing: str) -> Playlist:
        """Leave a playlist and its slides in the cache, as an earlier run would."""
        made = replace(made, stamps=playlist.stamps([str(self.file)]))
        for key in made.keys - {f"key-{m}" for m in missing}:
            put(self.root, key, (len(key) * 7 % 250, 40, 90))
        cache.replace(cache.playlist_file(self.root, None, SIZE), playlist.to_json(made).encode())
        return made

    def at(self, seconds: float) -> str:
        self.hand.seconds = seconds
        self.rotation.keep_time()
        return self.rotation.current.what if self.rotation.current else ""


@pytest.fixture
def wall(tmp_path: Path, qtbot: QtBot) -> Iterator[Set]:
    made = Set(tmp_path)
    yield made
    made.stage.close()
    made.rotation.deleteLater()


def test_the_first_slide_stands_before_the_first_turn_of_the_event_loop(wall: Set) -> None:
    wall.keep(listed(stretch(0, 100, "a", "b")))
    wall.rotation.start()
    assert wall.changes == ["a"]
    assert wall.stage.slide is not None


def test_slides_take_turns(wall: Set) -> None:
    wall.keep(listed(stretch(0, 100, "a", "b", "c")))
    wall.rotation.start()
    for _ in range(5):
        wall.rotation.advance()
    assert wall.changes == ["a", "b", "c", "a", "b", "c"]


def test_an_expired_slide_leaves_at_the_instant_with_no_worker_alive(wall: Set) -> None:
    wall.keep(listed(stretch(0, 7, "a"), stretch(7, 100, "b")))
    wall.rotation.start()
    assert wall.at(6.999) == "a"
    assert wall.at(7) == "b"


def test_the_timer_is_set_for_the_instant_not_for_the_next_poll(wall: Set, qtbot: QtBot) -> None:
    wall.keep(listed(stretch(0, 7.25, "a"), stretch(7.25, 100, "b")))
    wall.rotation.start()
    assert wall.rotation._boundary.isActive()
    assert 7240 <= wall.rotation._boundary.interval() <= 7251


def test_a_slide_that_comes_on_at_an_instant_waits_for_its_turn(wall: Set) -> None:
    wall.keep(listed(stretch(0, 7, "a", "b"), stretch(7, 100, "a", "b", "c")))
    wall.rotation.start()
    assert wall.at(7) == "a", "the slide on the stage is still good"
    wall.rotation.advance()
    wall.rotation.advance()
    assert wall.changes == ["a", "b", "c"]


def test_the_default_slide_is_shown_when_nothing_is_live_and_when_the_playlist_has_run_out(wall: Set) -> None:
    wall.keep(listed(stretch(0, 7, "a"), stretch(7, 9), stretch(9, 12, "b")))
    wall.rotation.start()
    assert [wall.at(t) for t in (6, 7, 8, 9, 11.9, 12, 90000)] == ["a", "default", "default", "b", "b", "default", "default"]


def test_another_picture_of_the_slide_on_the_stage_replaces_it_without_taking_a_turn(wall: Set) -> None:
    made = listed(stretch(0, 7, "a", "b"), stretch(7, 100, "a", "b"))
    later = replace(made.stretches[1], slides=(replace(made.stretches[1].slides[0], key="key-a2"), made.stretches[1].slides[1]))
    wall.keep(replace(made, stretches=(made.stretches[0], later)))
    wall.rotation.start()
    before = wall.stage.slide
    assert wall.at(7) == "a"
    assert wall.stage.slide is not before
    assert wall.changes == ["a"]
    wall.rotation.advance()
    assert wall.changes == ["a", "b"]


@pytest.mark.expect_log("b is rendered again: .*altered")
def test_damaged_pixels_are_passed_over_and_made_again(wall: Set) -> None:
    wall.keep(listed(stretch(0, 100, "a", "b", "c")))
    (wall.root / "key-b.bgra").write_bytes(b"\x09" * SIZE[0] * SIZE[1] * 4)
    wall.rotation.start()
    wall.rotation.advance()
    assert wall.changes == ["a", "c"]
    wall.rotation.poll()
    assert wall.worker.orders[0]["broken"] == ["key-b"]
    put(wall.root, "key-b")
    wall.worker.answer("slide", what="b", key="key-b")
    wall.rotation.advance()
    wall.rotation.advance()
    assert "b" in wall.changes


@pytest.mark.expect_log("no slide can be shown")
def test_a_slide_that_is_over_is_not_kept_even_when_there_is_nothing_else(wall: Set) -> None:
    wall.keep(listed(stretch(0, 7, "a")), "default")
    wall.rotation.start()
    assert wall.at(7) == ""
    assert wall.stage.slide is None


def test_a_good_cache_needs_no_worker(wall: Set) -> None:
    wall.keep(listed(stretch(0, 1000, "a")))
    wall.rotation.start()
    wall.rotation.poll()
    assert wall.worker.orders == []


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda m: replace(m, program="older"), "another program"),
        (lambda m: replace(m, size=(64, 36)), "another size"),
        (lambda m: replace(m, stretches=(replace(m.stretches[0], ends=m.stretches[0].starts),)), "run out"),
    ],
)
def test_a_playlist_that_no_longer_fits_is_shown_and_made_again(
    wall: Set, spoil: Callable[[Playlist], Playlist], why: str
) -> None:
    wall.keep(spoil(listed(stretch(0, 1000, "a"))))
    wall.rotation.start()
    wall.rotation.poll()
    assert wall.changes, f"{why}: the last good state is shown meanwhile"
    assert len(wall.worker.orders) == 1


def test_where_not_all_slides_fit_the_worker_is_called_before_those_that_come_next_are_used_up(wall: Set) -> None:
    names = [f"s{n}" for n in range(10)]
    made = listed(stretch(0, 10_000, *names))
    wall.keep(replace(made, near=made.stretches[0].slides[:6]), *names[6:])
    wall.rotation.start()
    wall.rotation.poll()
    assert not wall.worker.orders, "three of the six that come next are enough"
    for _ in range(3):
        wall.rotation.advance()
    wall.rotation.poll()
    assert not wall.worker.orders
    wall.rotation.advance()
    wall.rotation.poll()
    assert wall.changes == names[:5]
    assert len(wall.worker.orders) == 1
    assert wall.worker.orders[0]["turns"] == {"round": 0, "last": "s4", "seen": names[:5]}


def test_with_a_dead_worker_the_slides_that_are_there_go_on_and_the_others_have_their_turn_later(wall: Set) -> None:
    names = [f"s{n}" for n in range(6)]
    made = listed(stretch(0, 10_000, *names))
    wall.keep(replace(made, near=made.stretches[0].slides[:3]), *names[3:])
    wall.rotation.start()
    for _ in range(5):
        wall.rotation.advance()
    assert wall.changes == ["s0", "s1", "s2", "s0", "s1", "s2"]
    for name in names[3:]:
        put(wall.root, f"key-{name}")
    wall.rotation.poll()
    for _ in range(4):
        wall.rotation.advance()
    assert wall.changes[6:] == ["s3", "s4", "s5", "s0"]


def test_a_playlist_half_over_is_made_anew_in_time(wall: Set) -> None:
    wall.keep(listed(stretch(0, 1000, "a")))
    wall.rotation.start()
    wall.hand.seconds = 499
    wall.rotation.poll()
    assert wall.worker.orders == []
    wall.hand.seconds = 501
    wall.rotation.poll()
    assert len(wall.worker.orders) == 1


def test_a_changed_campaign_is_read_once_it_rests_and_the_old_slides_stay_until_the_new_ones_are_there(wall: Set) -> None:
    made = wall.keep(listed(stretch(0, 1000, "a")))
    wall.rotation.start()
    wall.file.write_text("title = 'half'")
    wall.rotation.poll()
    wall.file.write_text("title = 'whole now'")
    wall.rotation.poll()
    assert wall.worker.orders == [], "an editor may still be writing"
    wall.rotation.poll()
    assert len(wall.worker.orders) == 1
    new = replace(listed(stretch(0, 1000, "n")), stamps=playlist.stamps([str(wall.file)]))
    assert made != new
    wall.worker.answer("plan", playlist=_data(new))
    assert wall.at(1) == "a"
    put(wall.root, "key-n")
    wall.worker.answer("slide", what="n", key="key-n")
    wall.worker.answer("ready")
    assert wall.at(2) == "n"
    wall.worker.answer("done", playlist=_data(new))
    wall.rotation.poll()
    assert len(wall.worker.orders) == 1


@pytest.mark.expect_log("the last good state stays: campaign.toml line 3")
def test_a_bad_new_state_keeps_the_last_good_one_with_one_line_in_the_log(wall: Set, caplog: pytest.LogCaptureFixture) -> None:
    wall.keep(listed(stretch(0, 1000, "a")))
    wall.rotation.start()
    wall.file.write_text("title = ")
    for _ in range(2):
        wall.rotation.poll()
    wall.worker.answer("bad", sentence="campaign.toml line 3: no value")
    for seconds in range(5):
        wall.hand.seconds = seconds
        wall.rotation.poll()
    assert wall.at(5) == "a"
    assert len(wall.worker.orders) == 1
    assert caplog.text.count("line 3") == 1
    wall.file.write_text("title = 'mended'")
    for _ in range(2):
        wall.rotation.poll()
    assert len(wall.worker.orders) == 2


def test_without_a_cache_the_first_slide_made_comes_on_at_once(wall: Set) -> None:
    wall.rotation.start()
    wall.rotation.poll()
    assert len(wall.worker.orders) == 1
    made = listed(stretch(0, 1000, "a", "b"))
    wall.worker.answer("plan", playlist=_data(made))
    assert wall.changes == []
    put(wall.root, "key-a")
    wall.worker.answer("slide", what="a", key="key-a")
    assert wall.changes == ["a"]


def test_an_unreadable_campaign_with_nothing_to_show_is_told(wall: Set) -> None:
    told: list[str] = []
    wall.supply.failed.connect(told.append)
    wall.rotation.start()
    wall.rotation.poll()
    wall.worker.answer("bad", sentence="campaign.toml line 1: no title")
    assert told == ["campaign.toml line 1: no title"]


@pytest.mark.expect_log("odd is set aside: its picture is broken")
def test_a_bad_item_is_set_aside_while_the_rotation_goes_on(wall: Set) -> None:
    made = listed(stretch(0, 1000, "a", "odd", "b"))
    wall.rotation.start()
    wall.rotation.poll()
    wall.worker.answer("plan", playlist=_data(made))
    for what in ("a", "b", "default"):
        put(wall.root, f"key-{what}")
        wall.worker.answer("slide", what=what, key=f"key-{what}")
    wall.worker.answer("aside", what="odd", key="key-odd", sentence="its picture is broken")
    wall.worker.answer("ready")
    for _ in range(3):
        wall.rotation.advance()
    assert wall.changes == ["a", "b", "a", "b"]


@pytest.mark.expect_log("default is set aside")
def test_a_default_slide_that_cannot_be_made_does_not_keep_the_worker_busy_for_ever(
    wall: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supply, "_PAUSE", 0.0)
    made = wall.keep(listed(stretch(0, 1000, "a")), "default")
    wall.rotation.start()
    wall.rotation.poll()
    wall.worker.answer("plan", playlist=_data(made))
    wall.worker.answer("aside", what="default", key="key-default", sentence="no")
    wall.worker.answer("done", playlist=_data(made))
    for _ in range(3):
        wall.rotation.poll()
    assert len(wall.worker.orders) == 1


def test_what_a_killed_player_left_half_made_is_ordered_at_the_next_start_and_once(
    wall: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supply, "_PAUSE", 0.0)
    made = wall.keep(listed(stretch(0, 1000, "a"), whole=False))
    wall.rotation.start()
    for answers in ((), ("done",), ("whole",)):
        for kind in answers:
            wall.worker.answer(kind, playlist=_data(made))
        for _ in range(2):
            wall.rotation.poll()
        assert len(wall.worker.orders) == 1, answers


@pytest.mark.expect_log("an answer of the render worker is ignored")
def test_a_senseless_answer_changes_nothing(wall: Set) -> None:
    wall.keep(listed(stretch(0, 1000, "a")))
    wall.rotation.start()
    wall.worker.answer("plan", playlist={"schema": 1})
    wall.worker.answer("done")
    wall.worker.answer("a kind of later days")
    assert wall.at(1) == "a"


def test_a_change_that_fails_for_an_unknown_reason_is_tried_again(wall: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    wall.keep(listed(stretch(0, 1000, "a", "b")))
    wall.rotation.start()
    wall.rotation._dwell.stop()  # as when its slot has just run
    present = wall.stage.present
    monkeypatch.setattr(wall.stage, "present", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        wall.rotation.advance()
    monkeypatch.setattr(wall.stage, "present", present)
    wall.rotation.poll()
    assert wall.changes == ["a", "b"]
    assert wall.rotation._dwell.isActive()


@pytest.mark.parametrize(
    ("setting", "fades"), [(Setting(transition="cut"), False), (Setting(transition="slide", reduced_motion=True), True)]
)
def test_slides_change_as_their_screen_wants_it(wall: Set, qtbot: QtBot, setting: Setting, fades: bool) -> None:
    wall.keep(listed(stretch(0, 1000, "a", "b"), setting=setting))
    wall.rotation.start()
    wall.stage.show()
    qtbot.waitUntil(wall.stage.isExposed)
    wall.rotation.advance()
    assert wall.changes == ["a", "b"]
    assert wall.stage.fading == fades
    assert wall.stage._scene.change.kind == ("fade" if fades else "cut")


def test_outside_opening_hours_the_screen_is_dimmed_or_black_and_comes_back_with_a_slide(wall: Set) -> None:
    lights = (("on", 0), ("dim", 7), ("dark", 9), ("on", 12))
    stretches = [replace(stretch(start, start + 5, "a", "b"), light=light) for light, start in lights]
    stretches = [replace(a, ends=b.starts) for a, b in itertools.pairwise(stretches)] + stretches[-1:]
    wall.keep(listed(*stretches, setting=Setting(dim=0.25)))
    wall.rotation.start()
    seen = []
    for second in (1, 8, 10, 13):
        wall.at(second)
        wall.rotation.poll()
        seen.append((wall.stage._scene.light, wall.rotation.current is not None))
    assert seen == [(1.0, True), (0.25, True), (0.0, False), (1.0, True)]


def test_the_boundary_timer_wakes_a_black_screen(wall: Set) -> None:
    wall.keep(listed(replace(stretch(0, 7.25, "a"), light="dark"), stretch(7.25, 100, "a")))
    wall.rotation.start()
    assert wall.changes == []
    assert wall.rotation._boundary.isActive()
    assert 7240 <= wall.rotation._boundary.interval() <= 7251


def test_a_held_slide_stays_until_it_is_let_go_but_not_past_its_time(wall: Set) -> None:
    wall.keep(listed(stretch(0, 7, "a", "b"), stretch(7, 100, "b", "c")))
    wall.rotation.start()
    wall.rotation.hold()
    wall.rotation.poll()
    assert (wall.changes, wall.rotation._dwell.isActive()) == (["a"], False)
    assert wall.at(7) == "b"
    wall.rotation.go_on()
    assert wall.changes == ["a", "b", "c"]
    assert wall.rotation._dwell.isActive()


def test_a_turned_panel_turns_the_stage_before_its_first_slide(wall: Set) -> None:
    wall.keep(listed(stretch(0, 1000, "a"), setting=Setting(rotate=90)))
    wall.rotation.start()
    assert wall.stage.pixels() == SIZE[::-1]
    wall.supply.poll()
    assert (wall.worker.orders[0]["size"], wall.worker.orders[0]["turn"]) == (SIZE[::-1], 90)


def test_slides_change_by_themselves_with_a_fade_at_any_speed(tmp_path: Path, qtbot: QtBot) -> None:
    wall = Set(tmp_path, speed=100)
    wall.keep(listed(stretch(0, 100_000, "a", "b", "c")))
    wall.rotation.start()
    wall.stage.show()
    qtbot.waitUntil(lambda: len(wall.changes) >= 7)
    assert wall.changes[:7] == ["a", "b", "c", "a", "b", "c", "a"]
    wall.stage.close()


def test_another_window_size_takes_that_sizes_playlist(wall: Set, qtbot: QtBot) -> None:
    wall.keep(listed(stretch(0, 1000, "a")))
    wall.rotation.start()
    wall.stage.show()
    qtbot.waitUntil(wall.stage.isExposed)
    big = replace(listed(stretch(0, 1000, "wide"), size=(64, 36)), stamps=playlist.stamps([str(wall.file)]))
    put(wall.root, "key-wide", size=(64, 36))
    cache.replace(cache.playlist_file(wall.root, None, (64, 36)), playlist.to_json(big).encode())
    wall.stage.resize(64, 36)
    qtbot.waitUntil(lambda: wall.changes == ["a", "wide"])
    assert wall.worker.orders == []


def test_a_screen_of_a_new_size_shows_the_last_slides_scaled_until_its_own_are_there(wall: Set) -> None:
    wall.keep(listed(stretch(0, 1000, "a")))
    wall.stage.resize(64, 36)
    wall.rotation.start()
    assert wall.changes == ["a"]
    wall.rotation.poll()
    assert wall.worker.orders[0]["size"] == (64, 36)


def _data(made: Playlist) -> object:
    import json

    return json.loads(playlist.to_json(made))


def test_the_files_times_are_kept_exactly(wall: Set) -> None:
    os.utime(wall.file, ns=(1, 1_700_000_000_123_456_789))
    made = wall.keep(listed(stretch(0, 1, "a")))
    assert playlist.from_json(playlist.to_json(made)).stamps[str(wall.file)][0] == 1_700_000_000_123_456_789


def test_a_notice_comes_before_everything_and_leaves_for_the_slide_whose_turn_it_was(wall: Set) -> None:
    wall.keep(listed(stretch(0, 100, "a", "b")))
    wall.rotation.start()
    put(wall.root, "key-notice")
    wall.supply.interrupt(Showing("notice", "key-notice", 30))
    assert wall.changes == ["a", "notice"]
    wall.rotation.advance()
    assert wall.changes == ["a", "notice"]
    wall.supply.interrupt(None)
    assert wall.changes == ["a", "notice", "b"]


@pytest.mark.expect_log("only what has no date is shown|the clock is believed again")
def test_with_a_clock_in_doubt_only_what_has_no_date_is_shown(wall: Set) -> None:
    doubts = [""]
    wall.supply._guard = type("G", (), {"doubt": lambda self: doubts[0]})()  # type: ignore[assignment]
    wall.keep(listed(stretch(0, 100, "a", "b"), undated=showing("x", "y")))
    wall.rotation.start()
    doubts[0] = "the clock says 1970"
    wall.rotation.poll()
    for _ in range(4):
        wall.rotation.advance()
    assert wall.changes == ["a", "x", "y", "x", "y", "x"]
    doubts[0] = ""
    wall.rotation.poll()
    assert wall.changes[-1] in ("a", "b")


@pytest.mark.expect_log("only what has no date is shown")
def test_with_a_clock_in_doubt_and_nothing_without_a_date_the_default_slide_is_shown(wall: Set) -> None:
    wall.supply._guard = type("G", (), {"doubt": lambda self: "it is 1970"})()  # type: ignore[assignment]
    wall.keep(listed(stretch(0, 100, "a", "b")))
    wall.rotation.start()
    wall.rotation.poll()
    assert wall.changes[-1] == "default"


@pytest.mark.parametrize(("langs", "rtl"), [(("ar", "en"), True), (("en", "ar"), False)])
def test_slides_come_on_in_the_direction_of_the_first_language(wall: Set, langs: tuple[str, ...], rtl: bool) -> None:
    wall.keep(listed(stretch(0, 100, "a", "b"), langs=langs, setting=Setting(transition="slide")))
    wall.rotation.start()
    assert wall.rotation._transition(showing("b")[0]) == Change("slide", SECONDS["slide"], rtl)
