from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign, Hours, SpecialDay
from kiosk.campaign.plan import DEFAULT
from kiosk.compose import brief, compose
from kiosk.page.geometry import Rect
from kiosk.page.stock import STOCKS
from kiosk.paint import qt
from kiosk.player import cache, playlist
from kiosk.player.playlist import Setting
from kiosk.player.wall import turned
from kiosk.player.wall.dial import Dial
from kiosk.player.wall.metrics import Metrics
from kiosk.player.wall.rotation import Rotation
from kiosk.player.wall.scene import Scene, frame
from kiosk.player.wall.stage import Stage
from kiosk.player.wall.supply import Supply, Wish
from kiosk.player.wall.transition import CUT
from kiosk.player.worker import clockwork
from kiosk.store import templates
from tests.player.wall_kit import SIZE, Hand, Listener, listed, stretch

FAMILIES = ("leaf", "ink", "photo", "civic", "table")
GROUND = QColor(10, 20, 30)
WIDE, HIGH, LEFT, TOP = 3, 4, 5, 6
CORNER, STEP = QPoint(LEFT, TOP), QPoint(WIDE, 0)


def colour(figure: int) -> QColor:
    return QColor(20 + 20 * figure, 250 - 20 * figure, 200)


def clocked(root: Path, key: str, size: tuple[int, int] = SIZE) -> cache.Dial:
    """A slide of one colour whose figures are squares, each of its own colour."""
    strip = QImage(10 * WIDE, HIGH, QImage.Format.Format_ARGB32_Premultiplied)
    for figure in range(10):
        for x in range(WIDE):
            for y in range(HIGH):
                strip.setPixelColor(figure * WIDE + x, y, colour(figure))
    dial = cache.Dial(
        x=LEFT, y=TOP, wide=6 * WIDE, share=0.0, width=strip.width(), height=HIGH,
        cells={str(n): (n * WIDE, WIDE) for n in range(10)},
        hours=[[*f"{hour:02}", cache.TENS, cache.ONES] for hour in range(24)],
    )  # fmt: skip
    pixels = bytes((GROUND.blue(), GROUND.green(), GROUND.red(), 255)) * (size[0] * size[1]) + bytes(strip.constBits())
    cache.write(root, cache.Entry(key=key, width=size[0], height=size[1], digest=cache.digest(pixels), dial=dial), pixels)
    return dial


def grabbed(stage: Stage) -> QImage:
    """What stands on the screen in the window's place; the screen is the application's own, which no window takes along."""
    area = stage.geometry()
    return QGuiApplication.primaryScreen().grabWindow(0, area.x(), area.y(), area.width(), area.height()).toImage()


def shown(stage: Stage, at: QPoint = CORNER, step: QPoint = STEP) -> list[QColor]:
    """What really stands on the window where the four figures belong."""
    picture = grabbed(stage)
    return [picture.pixelColor(at + QPoint(1, 1) + step * n) for n in range(4)]


def figures(text: str) -> list[QColor]:
    return [colour(int(figure)) for figure in text]


class Wall:
    """A real window with a rotation that has nothing but the default slide, a clock by hand, and a doubt by hand."""

    def __init__(self, folder: Path, qtbot: QtBot, doubt: str = "", setting: Setting | None = None, size: tuple[int, int] = SIZE):
        self.qtbot, self.doubt_ = qtbot, doubt
        root, campaign = folder / "cache", folder / "campaign"
        campaign.mkdir()
        file = campaign / "campaign.toml"
        file.write_text("title = 'x'")
        self.hand, self.worker = Hand(), Listener()
        self.stage = Stage(windowed=True)
        self.stage.setGeometry(QRect(0, 0, *size))
        clock = self.hand.clock()
        wish = Wish(campaign, None, root, "p")
        self.supply = Supply(wish, clock, self.worker, self.stage.pixels, self)  # type: ignore[arg-type]
        self.rotation = Rotation(self.stage, clock, self.supply, Metrics(None))
        clocked(root, "key-default")
        made = listed(stretch(0, 100_000), stamps=playlist.stamps([str(file)]), setting=setting or Setting())
        cache.replace(cache.playlist_file(root, None, SIZE), playlist.to_json(made).encode())
        self.rotation.start()
        assert self.stage.slide is not None
        self.first = self.stage.slide.image.pixelColor(CORNER)
        self.stage.show()
        qtbot.waitUntil(self.stage.isExposed)

    def doubt(self) -> str:
        return self.doubt_

    def at(self, hours: int, minutes: int, seconds: float = 0) -> None:
        self.hand.seconds = timedelta(hours=hours, minutes=minutes).total_seconds() + seconds
        self.rotation.poll()

    def close(self) -> None:
        self.rotation.stop()
        self.rotation.deleteLater()
        self.stage.close()


@pytest.fixture
def wall(tmp_path: Path, qtbot: QtBot) -> Iterator[Wall]:
    made = Wall(tmp_path, qtbot)
    yield made
    made.close()


def test_the_idle_wall_shows_the_time_on_a_real_window_and_keeps_it(wall: Wall) -> None:
    wall.qtbot.waitUntil(lambda: shown(wall.stage) == figures("1200"))
    wall.at(0, 0, 59.9)
    wall.at(0, 1)
    wall.qtbot.waitUntil(lambda: shown(wall.stage) == figures("1201"))
    wall.at(7, 58)
    wall.qtbot.waitUntil(lambda: shown(wall.stage) == figures("1958"))
    assert grabbed(wall.stage).pixelColor(LEFT + 4 * WIDE + 1, TOP + 1) == GROUND, "nothing beside it is touched"


def test_only_the_clock_is_painted_again_and_only_when_the_minute_is_another(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    wall.qtbot.waitUntil(lambda: shown(wall.stage) == figures("1200"))
    asked: list[tuple[QRect, ...]] = []
    update = wall.stage.update
    monkeypatch.setattr(wall.stage, "update", lambda *area: (asked.append(area), update(*area)))
    wall.at(0, 0, 30)
    assert asked == [], "nobody sees half a minute"
    wall.at(0, 1)
    wall.qtbot.waitUntil(lambda: shown(wall.stage) == figures("1201"))
    assert asked == [(QRect(LEFT - 2, TOP - 2, 6 * WIDE + 4, HIGH + 4),)]


def test_the_timer_is_set_for_the_next_minute(wall: Wall) -> None:
    wall.at(0, 3, 45)
    assert wall.rotation._boundary.isActive()
    assert 14_990 <= wall.rotation._boundary.interval() <= 15_001


@pytest.mark.expect_log("only what has no date is shown|the clock is believed again")
def test_a_clock_that_is_not_believed_is_not_shown_from_the_first_picture_on(tmp_path: Path, qtbot: QtBot) -> None:
    wall = Wall(tmp_path, qtbot, doubt="it is 1970")
    assert wall.first == GROUND
    qtbot.waitUntil(lambda: shown(wall.stage) == [GROUND] * 4)
    wall.doubt_ = ""
    wall.at(0, 2)
    qtbot.waitUntil(lambda: shown(wall.stage) == figures("1202"))
    wall.doubt_ = "it is 1970"
    wall.at(0, 3)
    qtbot.waitUntil(lambda: shown(wall.stage) == [GROUND] * 4)
    wall.close()


def test_a_panel_that_hangs_turned_has_the_clock_too(tmp_path: Path, qtbot: QtBot) -> None:
    wall = Wall(tmp_path, qtbot, setting=Setting(rotate=90), size=(SIZE[1], SIZE[0]))
    up = QPoint(TOP, SIZE[0] - 1 - LEFT - 2)
    qtbot.waitUntil(lambda: shown(wall.stage, up, QPoint(0, -WIDE)) == figures("1200"))
    wall.at(0, 1)
    qtbot.waitUntil(lambda: shown(wall.stage, up, QPoint(0, -WIDE)) == figures("1201"))
    wall.close()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_on_a_turned_panel_the_clock_alone_is_turned_again(tmp_path: Path, turn: int) -> None:
    clocked(tmp_path, "k")
    scene = Scene()
    scene.window, scene.turn = turned.upright(QSize(*SIZE), turn), turn
    scene.put(frame(tmp_path, "k"), CUT)
    assert scene.new
    assert scene.new.dial
    before = scene.fit()
    for minute in (7, 48):
        part = scene.new.dial.tell(datetime(2022, 11, 9, 13, minute))
        assert part
        scene.renew(part)
        assert scene.fit() is before
        assert before == turned.picture(scene.new.image, turn)


def test_a_shift_against_burning_in_takes_the_clock_along(wall: Wall) -> None:
    wall.stage._scene.shift = QPoint(1, 1)
    wall.stage._put(wall.stage.slide, wall.stage._scene.change)  # type: ignore[arg-type]
    wall.stage.tell(datetime(2022, 11, 9, 13, 7))
    wall.qtbot.waitUntil(lambda: shown(wall.stage, QPoint(LEFT + 1, TOP + 1)) == figures("1307"))


def test_the_clock_of_a_slide_survives_the_cache_and_damage_to_it_is_noticed(tmp_path: Path) -> None:
    dial = clocked(tmp_path, "k")
    kept = cache.read(tmp_path, "k").dial
    assert kept is not None
    assert (kept.x, kept.y, kept.wide, kept.cells["7"], list(kept.hours[9])) == (
        dial.x, dial.y, dial.wide, [21, 3], ["0", "9", cache.TENS, cache.ONES],
    )  # fmt: skip
    path = tmp_path / "k.bgra"
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(cache.Error, match="cut short"):
        frame(tmp_path, "k")


# --- What the render worker makes ---------------------------------------------------------------------------------------


def library(**more: object) -> Campaign:
    made = Campaign(
        title="Sharing 22: a month of knowledge", id="c", organisation="North Valley Hospital Library", theme="We share",
        website="https://library.example.org", short="library.example.org", summary="Talks", timezone="Europe/London",
        hours=Hours(week=((time(8), time(18)),) * 7),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def order(family: str, stock: str, moment: str, campaign: Campaign, **more: object) -> brief.Brief:
    made = brief.Brief(
        campaign=campaign, product="slide", stock=STOCKS["slide"][stock], what=DEFAULT, family_name=family,
        at=datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(campaign.timezone)), family=templates.load(family, None),
        langs=campaign.languages, living=True,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def cover(picture: QImage, bare: QImage) -> list[list[float]]:
    """How much of each pixel is covered by what stands on a ground, 0 to 1, in rows."""
    rows = [
        [abs(picture.pixelColor(x, y).lightness() - bare.pixelColor(x, y).lightness()) for x in range(picture.width())]
        for y in range(picture.height())
    ]
    most = max(max(row) for row in rows)
    return [[value / most for value in row] for row in rows]


def apart(cell: list[list[float]], seen: list[list[float]], left: int) -> float:
    """How far a cell is from what is seen, at the place near `left` where it fits best: kerning moves it a little."""
    wide = len(cell[0])
    shifts = [x for x in range(left - wide // 2, left + wide // 2) if 0 <= x <= len(seen[0]) - wide]
    return min(
        sum(abs(a - b) for row, other in zip(cell, seen, strict=True) for a, b in zip(row, other[x : x + wide], strict=True))
        for x in shifts
    )


@pytest.mark.parametrize("stock", ["1920x1080", "1080x1920"])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_figures_of_a_cell_are_those_that_the_family_would_set(family: str, stock: str) -> None:
    now = "2022-11-09T14:05"
    for campaign in (library(), library(hours=Hours())):
        composed = compose.compose(ordered := order(family, stock, now, campaign))[0]
        assert not any(f.severity == "error" for f in composed.findings)
        w, h = ordered.stock.size_px[0] // 3, ordered.stock.size_px[1] // 3
        page, told = clockwork.parted(composed.page, composed.boxes)
        assert told is not None
        facts, strip = clockwork.cells(told, page, w / page.stock.width, ordered)
        whole, bare = (qt.raster(p, (w, h)).convertToFormat(QImage.Format.Format_RGB32) for p in (composed.page, page))
        place = QRect(facts.x, facts.y, 5 * facts.cells["0"][1], facts.height)
        seen = cover(whole.copy(place), bare.copy(place))
        x, found = 0, ""
        for name in facts.hours[14][:4]:
            if name in "0123456789" or name in (cache.TENS, cache.ONES):
                cells = {str(n): alphas(strip, facts, str(n)) for n in range(10)}
                found += min(cells, key=lambda figure: apart(cells[figure], seen, x))
                x += facts.cells["0"][1]
            else:
                x += facts.cells[name][1]
        assert found == "205"
        dial = Dial(bare, memoryview(strip), facts)
        dial.tell(datetime.fromisoformat(now))
        assert dial.image != bare
        dial.tell(None)
        assert dial.image == bare, "without the time nothing stands there"


def alphas(strip: bytes, facts: cache.Dial, name: str) -> list[list[float]]:
    """How much a cell covers of each of its pixels."""
    begins, wide = facts.cells[name]
    return [[strip[4 * (y * facts.width + begins + x) + 3] / 255 for x in range(wide)] for y in range(facts.height)]


@pytest.mark.parametrize(
    ("languages", "seen"),
    [
        (("en",), ["2", ".", "tens", "ones", "\u00a0pm"]),
        (("cy", "en"), ["1", "4", ":", "tens", "ones"]),
        (("ar",), ["\u00a0م", "2", ":", "tens", "ones"]),
        (("ko",), ["PM\u00a0", "2", ":", "tens", "ones"]),
        (("fi",), ["1", "4", ".", "tens", "ones"]),
    ],
)
def test_a_clock_writes_times_as_the_slide_does_and_in_the_order_in_which_they_are_seen(
    languages: tuple[str, ...], seen: list[str]
) -> None:
    ordered = order("leaf", "1920x1080", "2022-11-09T14:05", library(languages=languages))
    composed = compose.compose(ordered)[0]
    page, told = clockwork.parted(composed.page, composed.boxes)
    assert told is not None
    facts, _ = clockwork.cells(told, page, 0.2, ordered)
    assert facts.hours[14] == seen


def test_every_hour_has_room_even_where_the_box_was_fitted_to_a_short_one() -> None:
    ordered = order("ink", "1920x1080", "2022-11-09T01:05", library())
    composed = compose.compose(ordered)[0]
    page, told = clockwork.parted(composed.page, composed.boxes)
    assert told is not None
    narrow = replace(told, room=replace_width(told.room, told.run.width))
    facts, _ = clockwork.cells(narrow, page, 1.0, ordered)
    widths = [sum(facts.cells[{"tens": "5", "ones": "9"}.get(name, name)][1] for name in hour) for hour in facts.hours]
    assert max(widths) <= facts.wide
    assert min(widths) < max(widths), "ten o'clock takes more than one o'clock"


def replace_width(room: Rect, width: float) -> Rect:
    return Rect(room.x, room.y, width, room.h)


@pytest.mark.parametrize("family", FAMILIES)
def test_only_the_default_slide_of_a_wall_has_a_clock(family: str) -> None:
    campaign = library()
    wall_ = order(family, "1920x1080", "2022-11-09T14:05", campaign)
    others = [
        replace(wall_, living=False),
        replace(wall_, what="cover"),
        replace(wall_, what="cover", product="screensaver", stock=next(iter(STOCKS["screensaver"].values()))),
    ]
    assert "clock" in compose.compose(wall_)[0].boxes
    assert not any("clock" in compose.compose(other)[0].boxes for other in others)


def test_a_clock_says_noon_in_figures() -> None:
    assert [dates.dial(time(h), "en") for h in (0, 12, 9)] == ["12.00\u00a0am", "12.00\u00a0pm", "9.00\u00a0am"]


def test_where_the_words_need_the_room_the_clock_gives_way_first() -> None:
    special = SpecialDay(date=date(2022, 11, 9), hours=(time(8), time(13)), label="Staff training in the afternoon")
    hours = replace(library().hours, special=(special,))
    tight = compose.compose(order("ink", "1920x1080", "2022-11-09T10:05", library(hours=hours, languages=("cy", "en"))))[0]
    assert [f.sentence for f in tight.findings if f.id == "dropped-to-fit"] == [
        "The clock is left out, because the words do not all fit."
    ]
    assert clockwork.parted(tight.page, tight.boxes) == (tight.page, None)
