"""What fingers, keys and switches do, on small cards with boxes at known places."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kiosk.player import cache, cards, pin, playlist
from kiosk.player.cards import Facts
from kiosk.player.playlist import Setting
from kiosk.player.wall import spots, touch
from kiosk.player.wall.metrics import Metrics
from kiosk.player.wall.rotation import Rotation
from kiosk.player.wall.stage import Stage
from kiosk.player.wall.supply import Supply, Wish
from kiosk.player.wall.touch import Touch
from tests.player.test_stage import seen
from tests.player.wall_kit import Hand, Listener, listed, put, stretch

SIZE = (320, 180)
BACK, NEXT, LIST, LARGE, LANG = ((40 * n, 140, 30, 16) for n in range(1, 6))
CLOSE, ROW = (270, 5, 16, 16), (40, 60, 90, 20)
BOXES = {"panel": (25, 10, 270, 160), "idle": (30, 166, 260, 2), "back": BACK, "next": NEXT, "list": LIST, "close": CLOSE}
SHADES = {"a": 40, "b": 80, "t-0": 120, "t-1": 160, "pin": 200, "pin-wrong": 210, "pin-wait": 220}


class Set:
    """A stage with slides a, b and c (which has no card), all its cards, and a clock by hand."""

    def __init__(self, folder: Path, setting: Setting, window: tuple[int, int] = SIZE) -> None:
        self.root, campaign = folder / "cache", folder / "campaign"
        self.root.mkdir()
        campaign.mkdir()
        (campaign / "campaign.toml").write_text("title = 'x'")
        self.hand, self.worker = Hand(), Listener()
        self.stage = Stage(windowed=True)
        self.stage.setGeometry(QRect(0, 0, *window))
        clock = self.hand.clock()
        self.supply = Supply(Wish(campaign, None, self.root, "p"), clock, self.worker, self.stage.pixels)  # type: ignore[arg-type]
        self.rotation = Rotation(self.stage, clock, self.supply, Metrics(None))
        self.file = folder / "pin.json"
        self.touch = Touch(self.stage, self.rotation, self.supply, self.hand, self.file)
        self.left: list[bool] = []
        self.touch.left.connect(lambda: self.left.append(True))
        slides = [replace(s, card=f"card-{s.what}" if s.what != "c" else "") for s in stretch(0, 1, "a", "b", "c").slides]
        whole = replace(stretch(0, 1000), slides=tuple(slides))
        made = listed(whole, size=SIZE, setting=setting, langs=("en", "cy"), touch="t", listed=("a", "b"))
        self.made = replace(made, stamps=playlist.stamps([str(campaign / "campaign.toml")]))
        for key in self.made.keys:
            put(self.root, key, (0, 90, 0), SIZE)
        cache.replace(cache.playlist_file(self.root, None, SIZE), playlist.to_json(self.made).encode())
        for lang in ("en", "cy"):
            for look in ("plain", "large"):
                for what in "ab":
                    self.card(f"card-{what}", lang, look, SHADES[what] + 5 * (lang == "cy") + 10 * (look == "large"), large=LARGE)
        for name in ("t-0", "t-1"):
            self.card(name, "en", "plain", SHADES[name], item=ROW)
        for name in cards.PIN:
            self.card(f"t-{name}", "en", "plain", SHADES[name], dots=(40, 30, 100, 10), **{"pin-1": ROW, "pin-erase": LARGE})
        self.rotation.start()

    def card(self, key: str, lang: str, look: str, red: int, **more: tuple[int, int, int, int]) -> None:
        boxes = {**BOXES, **{{"item": "item-b"}.get(k, k): v for k, v in more.items()}}
        if "large" in more:
            boxes["lang-cy" if lang == "en" else "lang-en"] = LANG
        facts = Facts(width=SIZE[0], height=SIZE[1], boxes=boxes, bar="#0000ff", ring="#00ffff")
        cards.write(self.root, cards.name(key, lang, look), facts, bytes((0, 0, red, 255)) * (SIZE[0] * SIZE[1]))

    def tap(self, box: tuple[int, int, int, int], seconds: float = 0.1) -> None:
        point = QPoint(box[0] + box[2] // 2, box[1] + box[3] // 2)
        self.touch.press(point)
        self.hand.seconds += seconds
        self.touch.release(point)

    def key(self, *keys: Qt.Key) -> None:
        for one in keys:
            self.touch.key(one)

    def wait(self, seconds: float) -> None:
        self.hand.seconds += seconds
        self.touch.tick()

    @property
    def shade(self) -> int:
        """What stands in the middle of the window, by its red."""
        return seen(self.stage).pixelColor(160, 100).red()


@pytest.fixture
def wall(tmp_path: Path, qtbot: QtBot) -> Iterator[Set]:
    made = Set(tmp_path, Setting(touch=True, reduced_motion=True))
    yield made
    made.stage.close()
    made.rotation.stop()


ANYWHERE = (150, 80, 20, 20)


def test_a_tap_opens_the_card_of_the_slide_and_holds_the_rotation(wall: Set) -> None:
    wall.tap(ANYWHERE)
    assert (wall.touch.place, wall.shade) == ("card", SHADES["a"])
    assert not wall.rotation._dwell.isActive()
    wall.rotation.poll()
    assert wall.rotation.current is not None
    assert wall.rotation.current.what == "a"


def test_back_close_and_beside_the_panel_all_let_the_slides_go_on(wall: Set) -> None:
    for number, box in enumerate((BACK, CLOSE, (2, 90, 10, 10))):
        wall.tap(ANYWHERE)
        assert wall.touch.place
        wall.tap(box)
        assert (wall.touch.place, wall.shade) == ("", 0), number
        assert wall.rotation._dwell.isActive()


def test_where_the_panel_has_no_button_a_tap_does_nothing(wall: Set) -> None:
    wall.tap(ANYWHERE)
    wall.tap(ANYWHERE)
    assert (wall.touch.place, wall.shade) == ("card", SHADES["a"])


def test_next_goes_round_the_cards(wall: Set) -> None:
    wall.tap(ANYWHERE)
    shades = []
    for _ in range(3):
        wall.tap(NEXT)
        shades.append(wall.shade)
    assert shades == [SHADES["b"], SHADES["a"], SHADES["b"]]


def test_the_list_has_pages_and_leads_to_cards_and_back(wall: Set) -> None:
    wall.tap(ANYWHERE)
    wall.tap(LIST)
    assert (wall.touch.place, wall.shade) == ("list", SHADES["t-0"])
    wall.tap(NEXT)
    assert wall.shade == SHADES["t-1"]
    wall.tap(NEXT)
    assert wall.shade == SHADES["t-0"], "after the last page the first"
    wall.tap(ROW)
    assert (wall.touch.place, wall.shade) == ("card", SHADES["b"])
    wall.tap(LIST)
    wall.tap(BACK)
    assert wall.shade == SHADES["b"]


def test_a_slide_of_several_things_opens_the_list(wall: Set) -> None:
    wall.rotation.advance()
    wall.rotation.advance()
    wall.tap(ANYWHERE)
    assert (wall.touch.place, wall.shade) == ("list", SHADES["t-0"])


def test_a_tap_on_a_row_of_an_agenda_opens_the_card_of_that_event(wall: Set) -> None:
    boxes = {"entry-0-a": (20, 20, 100, 30), "entry-1-b": (20, 60, 100, 30), "entry-2-gone": (20, 100, 100, 30)}
    put(wall.root, "key-c", (0, 90, 0), (640, 360), {name: tuple(2 * v for v in box) for name, box in boxes.items()})
    for row, seen_ in (
        ("entry-1-b", ("card", SHADES["b"])),
        ("entry-0-a", ("card", SHADES["a"])),
        ("entry-2-gone", ("list", SHADES["t-0"])),
    ):
        while wall.rotation.current is None or wall.rotation.current.what != "c":
            wall.rotation.advance()
        wall.tap(boxes[row])
        assert (wall.touch.place, wall.shade) == seen_, row
        wall.tap(BACK)
        assert wall.touch.place == "", "the way back is to the slides"
    while wall.rotation.current is None or wall.rotation.current.what != "c":
        wall.rotation.advance()
    wall.tap((200, 40, 60, 30))
    assert wall.touch.place == "list", "beside the rows everything is offered"


def test_larger_text_and_another_language_stay_until_the_next_person(wall: Set) -> None:
    wall.tap(ANYWHERE)
    wall.tap(LARGE)
    assert wall.shade == SHADES["a"] + 10
    wall.tap(LANG)
    assert wall.shade == SHADES["a"] + 15
    wall.tap(NEXT)
    assert wall.shade == SHADES["b"] + 15
    wall.tap(LARGE)
    assert wall.shade == SHADES["b"] + 5
    wall.wait(31)
    wall.rotation.advance()
    wall.rotation.advance()
    wall.tap(ANYWHERE)
    assert wall.shade == SHADES["a"]


def test_thirty_idle_seconds_empty_the_bar_and_bring_the_slides_back(wall: Set) -> None:
    wall.tap(ANYWHERE)
    widths = []
    for _ in range(3):
        wall.wait(10 - 0.01)
        widths.append(sum(seen(wall.stage).pixelColor(x, 167) == QColor("#0000ff") for x in range(320)))
    assert abs(widths[0] - 173) < 3
    assert abs(widths[1] - 87) < 3
    assert widths[2] <= 1
    wall.wait(0.1)
    assert (wall.touch.place, wall.shade) == ("", 0)
    assert wall.rotation.current is not None
    assert wall.rotation.current.what == "b", "with the next slide"


def test_any_touch_fills_the_bar_again(wall: Set) -> None:
    wall.tap(ANYWHERE)
    for _ in range(4):
        wall.wait(20)
        wall.tap(ANYWHERE)
    assert wall.touch.place == "card"


def test_a_finger_that_rests_holds_the_slide_and_opens_nothing(wall: Set) -> None:
    point = QPoint(160, 90)
    wall.touch.press(point)
    for _ in range(10):
        wall.wait(20)
        wall.rotation.poll()
    assert wall.rotation.current is not None
    assert wall.rotation.current.what == "a"
    wall.touch.release(point)
    assert wall.touch.place == ""
    assert wall.rotation.current.what == "b"
    assert wall.rotation._dwell.isActive()


def test_space_pauses_and_goes_on_and_a_forgotten_pause_ends_by_itself(wall: Set) -> None:
    wall.key(Qt.Key.Key_Space)
    assert not wall.rotation._dwell.isActive()
    wall.key(Qt.Key.Key_Space)
    assert wall.rotation._dwell.isActive()
    wall.key(Qt.Key.Key_Space)
    wall.wait(31)
    assert wall.rotation._dwell.isActive()


def test_keys_and_switches_do_all_that_fingers_do(wall: Set) -> None:
    wall.key(Qt.Key.Key_Return)
    assert wall.shade == SHADES["a"]
    order = wall.touch._names()
    assert order[-1] == "close"
    wall.key(*[Qt.Key.Key_Tab] * order.index("next"), Qt.Key.Key_Return)
    assert wall.shade == SHADES["b"]
    card = wall.touch._card
    assert card is not None
    ring = spots.area(card, wall.stage.area(), "next").toRect()
    left = [seen(wall.stage).pixelColor(ring.left() - n, ring.center().y()) for n in range(4)]
    assert any(c.green() > 100 and c.blue() > 100 for c in left), "it is seen where one is"
    wall.key(Qt.Key.Key_Return)
    assert wall.shade == SHADES["a"], "the choice stays where it was"
    wall.key(Qt.Key.Key_Backtab, Qt.Key.Key_Space)
    assert wall.touch.place == ""
    wall.key(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert wall.touch.place == ""
    before = wall.rotation.current
    wall.key(Qt.Key.Key_Right)
    assert wall.rotation.current != before


@pytest.mark.parametrize(("ring", "edge"), [("#0B1E1A", "#ffffff"), ("#FFE14D", "#000000")])
def test_the_ring_of_the_keys_is_seen_on_any_ground(ring: str, edge: str) -> None:
    facts = Facts(width=320, height=180, boxes={**BOXES}, bar="#0000ff", ring=ring)
    marks = spots.marks(facts, QRect(0, 0, 640, 360), 3.6, left=0.5, focus="close", typed=0)
    around = [m for m in marks if m.ring]
    assert [m.colour for m in around] == [edge, ring]
    assert around[0].ring > around[1].ring > 0
    assert all(m.rect.contains(QRect(540, 10, 32, 32)) for m in around), "round the button, not over its words"


def test_a_card_makes_way_when_its_slide_is_over(wall: Set) -> None:
    wall.tap(ANYWHERE)
    wall.hand.seconds = 2000
    wall.rotation.keep_time()
    assert (wall.touch.place, wall.shade) == ("", 0)


def test_a_screen_that_nobody_may_touch_takes_no_notice(tmp_path: Path, qtbot: QtBot) -> None:
    wall = Set(tmp_path, Setting())
    wall.tap(ANYWHERE)
    wall.key(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert wall.touch.place == ""
    assert wall.rotation._dwell.isActive()
    wall.rotation.stop()


def test_a_dimmed_screen_is_lit_for_whoever_touches_it(wall: Set) -> None:
    stretches = tuple(replace(t, light="dim") for t in wall.made.stretches)
    wall.supply._follow(replace(wall.made, stretches=stretches))
    assert wall.stage._scene.light == wall.made.setting.dim
    wall.tap(ANYWHERE)
    wall.rotation.keep_time()
    assert wall.stage._scene.light == 1.0
    wall.wait(31)
    assert wall.stage._scene.light == wall.made.setting.dim


def test_a_missing_card_is_asked_for_and_stops_nothing(wall: Set) -> None:
    for file in (wall.root / "cards").glob("*"):
        file.unlink()
    wall.tap(ANYWHERE)
    assert wall.touch.place == ""
    assert wall.rotation._dwell.isActive()
    wall.supply.poll()
    assert len(wall.worker.orders) == 1
    wall.worker.busy = False
    wall.supply._not_before = 0
    wall.supply.poll()
    assert len(wall.worker.orders) == 1, "once"


@pytest.mark.expect_log("damaged")
def test_a_damaged_card_gives_way_to_the_nearest_there_is(wall: Set) -> None:
    wall.tap(ANYWHERE)
    (wall.root / "cards" / "card-a-en-large.card").write_bytes(b"{}\nx")
    wall.tap(LARGE)
    assert wall.shade == SHADES["a"]


def test_only_a_long_gesture_and_the_pin_end_the_player(wall: Set, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touch, "LONG_MS", 30)
    pin.choose("1111", wall.file)
    corner = QPoint(3, 3)
    wall.touch.press(QPoint(300, 3))
    qtbot.wait(60)
    wall.touch.release(QPoint(300, 3))
    assert wall.touch.place != "pin", "another corner is just a corner"
    wall.touch.close()
    wall.touch.press(corner)
    qtbot.waitUntil(lambda: wall.touch.place == "pin")
    wall.hand.seconds += 1
    wall.touch.release(corner)
    assert (wall.touch.place, wall.shade) == ("pin", SHADES["pin"])
    wall.key(*[Qt.Key.Key_2] * 4)
    assert (wall.left, wall.shade) == ([], SHADES["pin-wrong"])
    for _ in range(4):
        wall.key(*[Qt.Key.Key_2] * 4)
    assert wall.shade == SHADES["pin-wait"]
    wall.key(*[Qt.Key.Key_1] * 4)
    assert wall.left == [], "one has to wait now"


def test_the_right_pin_typed_with_a_finger_leaves(wall: Set) -> None:
    pin.choose("1111", wall.file)
    wall.touch.ask_pin()
    wall.tap(ROW)
    assert seen(wall.stage).pixelColor(42, 31) == QColor("#00ffff"), "a dot for each digit"
    wall.tap(LARGE)
    assert wall.touch._typed == ""
    for _ in range(4):
        wall.tap(ROW)
    assert wall.left == [True]


def test_without_a_pin_the_long_gesture_leads_nowhere(wall: Set, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touch, "LONG_MS", 10)
    wall.touch.press(QPoint(3, 3))
    qtbot.wait(50)
    assert wall.touch.place == ""


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_fingers_hit_the_same_buttons_on_turned_panels(tmp_path: Path, qtbot: QtBot, turn: int) -> None:
    window = SIZE[::-1] if turn % 180 else SIZE
    wall = Set(tmp_path, Setting(touch=True, reduced_motion=True, rotate=turn), window)
    wall.stage.show()
    qtbot.waitUntil(wall.stage.isExposed)
    assert wall.stage.pixels() == SIZE

    def click(x: int, y: int) -> None:
        from PySide6.QtCore import QPointF

        from kiosk.player.wall import turned

        point = turned.to_window(wall.stage._scene.window, turn).map(QPointF(x, y)).toPoint()
        qtbot.mouseClick(wall.stage, Qt.MouseButton.LeftButton, pos=point)

    click(160, 90)
    assert wall.touch.place == "card"
    click(NEXT[0] + 15, NEXT[1] + 8)
    assert wall.touch._what == "b"
    click(BACK[0] + 15, BACK[1] + 8)
    assert wall.touch.place == ""
    wall.stage.close()
    wall.rotation.stop()
