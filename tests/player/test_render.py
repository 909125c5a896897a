import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.compose import compose
from kiosk.player import cache, cards, playlist
from kiosk.player.playlist import Playlist
from kiosk.player.turns import Turns
from kiosk.player.worker import ahead, decks, render, workshop
from kiosk.store.release import publishing
from tests.player.wall_kit import NOON, SIZE, listed, stretch
from tests.tooling.waiting import PATIENCE

CAMPAIGN = """
title = "Spring reading"
timezone = "Europe/London"
[[event]]
id = "cafe"
title = "Knowledge cafe"
starts = 2022-11-09T12:00:00
ends = 2022-11-09T13:00:00
[[prompt]]
id = "ask"
question = "Whom did you ask last?"
[[screen]]
name = "Foyer"
connector = "HDMI-1"
reduced_motion = true
shows = { kinds = ["event"] }
[[screen]]
name = "Stairs"
"""


class Shop:
    """A campaign folder, a cache, and what the worker said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder / "spring", folder / "cache"
        self.folder.mkdir()
        self.file = self.folder / "campaign.toml"
        self.file.write_text(CAMPAIGN)
        self.said: list[Mapping[str, Any]] = []

    def order(self, **more: Any) -> dict[str, Any]:
        plain = {"folder": str(self.folder), "root": str(self.root), "size": SIZE, "now": "2022-11-09T11:59:30", "program": "p"}
        return plain | more

    def make(self, **more: Any) -> None:
        self.said.clear()
        render.carry_out(self.order(**more), self.said.append)

    def kinds(self, kind: str) -> list[Any]:
        return [a.get("what") for a in self.said if a["kind"] == kind]

    @property
    def playlist(self) -> Playlist:
        return playlist.from_data(next(a for a in self.said[::-1] if "playlist" in a)["playlist"])

    @property
    def kept(self) -> Playlist:
        """What the touch screen starts with the next time."""
        return playlist.from_json(cache.playlist_file(self.root, "Stairs", SIZE).read_text())

    def what_at(self, clock: str) -> list[str]:
        moment = datetime.fromisoformat(f"2022-11-{clock}").replace(tzinfo=UTC)
        found = playlist.at(self.playlist, moment)
        return [s.what for s in found.slides] if found else []


@pytest.fixture
def shop(tmp_path: Path, qapp: object) -> Shop:
    return Shop(tmp_path)


def test_slides_are_made_ahead_with_their_pixels_and_what_they_say(shop: Shop) -> None:
    shop.make()
    assert [a["kind"] for a in shop.said if a["kind"] in ("plan", "ready", "done")] == ["plan", "ready", "done"]
    made = shop.playlist
    assert made.zone == "Europe/London"
    for key in made.keys:
        entry = cache.read(shop.root, key)
        assert cache.open_pixels(shop.root, entry)
    cafe = next(s.key for t in made.stretches for s in t.slides if s.what == "cafe")
    assert "Knowledge cafe" in cache.read(shop.root, cafe).alt
    assert playlist.from_json(cache.playlist_file(shop.root, None, SIZE).read_text()) == made


def test_the_event_leaves_at_its_end_and_the_agenda_changes_when_it_begins(shop: Shop) -> None:
    shop.make()
    assert "cafe" in shop.what_at("09T12:59:59.9")
    assert "cafe" not in shop.what_at("09T13:00:00")
    keys = {
        next(s.key for s in t.slides if s.what == "agenda-today")
        for t in shop.playlist.stretches
        if any(s.what == "agenda-today" for s in t.slides)
    }
    assert len(keys) == 2, "one picture before it begins, another while it runs"


WRONG = """
[[event]]
id = "back"
title = "Back to front"
starts = 2022-11-09T15:00:00
ends = 2022-11-09T14:00:00
[[event]]
id = "wide"
title = "{title}"
[[notice]]
id = "fire"
title = "{title}"
priority = "{priority}"
"""
ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzen " * 30


def test_a_preview_keeps_off_the_wall_what_check_calls_an_error(shop: Shop) -> None:
    shop.file.write_text(CAMPAIGN + WRONG.format(title=ENDLESS, priority="notice"))
    shop.make()
    told = {a["what"]: (a["title"], a["sentence"]) for a in shop.said if a["kind"] == "aside"}
    assert told["back"] == ("Back to front", '"Back to front" ends before it starts.')
    assert set(told) == {"back", "wide", "fire"}
    assert "does not fit" in told["wide"][1]
    assert not {"back", "wide", "fire"} & {s.what for t in shop.playlist.stretches for s in t.slides}
    agendas = [cache.read(shop.root, s.key) for t in shop.playlist.stretches for s in t.slides if s.what.startswith("agenda")]
    assert agendas
    assert not any("Back to front" in a.alt for a in agendas), "nor does an agenda name it"
    shop.file.write_text(CAMPAIGN + WRONG.format(title="Fits", priority="notice").replace("14:00", "16:00"))
    shop.make()
    assert shop.kinds("aside") == []
    assert {"back", "wide", "fire"} <= {s.what for t in shop.playlist.stretches for s in t.slides}, "mended, it is back at once"


def test_what_a_source_brings_is_judged_like_what_staff_write(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def overlay(campaign: Campaign, folder: Path, shelf: Path) -> tuple[Campaign, tuple[str, ...]]:
        back = replace(campaign.events[0], id="back", title="Back", starts=NOON, ends=NOON - timedelta(hours=1))
        return replace(campaign, events=(*campaign.events, back)), ()

    monkeypatch.setattr(render.living, "overlay", overlay)
    shop.make(sources=str(shop.folder))
    assert shop.kinds("aside") == ["back"]
    assert "back" not in {s.what for t in shop.playlist.stretches for s in t.slides}


def test_an_emergency_is_shown_whatever_is_wrong_with_it(shop: Shop) -> None:
    shop.file.write_text(CAMPAIGN + WRONG.format(title=ENDLESS, priority="emergency"))
    shop.make()
    assert shop.what_at("09T12:30") == ["fire"]


def test_words_that_do_not_stand_out_stay_off_the_wall(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.campaign.finding import Finding
    from kiosk.export.raster import contrast

    faint = Finding(id="contrast-low", severity="error", sentence="It is faint.")
    monkeypatch.setattr(contrast, "doubtful", lambda page, least: {"some"} if "Whom" in page.title else frozenset())
    monkeypatch.setattr(contrast, "findings", lambda page, least, only: (faint,) if only else ())
    shop.make()
    assert [(a["what"], a["sentence"]) for a in shop.said if a["kind"] == "aside"] == [("ask", "It is faint.")]


def test_a_screen_that_hangs_too_far_away_is_not_dark_for_it(shop: Shop) -> None:
    shop.file.write_text(CAMPAIGN.replace('name = "Stairs"', 'name = "Stairs"\ndistance = 80\ndiagonal = 24'))
    shop.make(screen="Stairs")
    assert shop.kinds("aside") == []
    assert "cafe" in shop.what_at("09T12:30")


def test_what_was_published_was_judged_then_and_is_shown(shop: Shop, tmp_path: Path) -> None:
    shop.file.write_text(CAMPAIGN + WRONG.format(title=ENDLESS, priority="filler").replace("14:00", "16:00"))
    done = publishing.publish(shop.folder, tmp_path / "place")
    shop.make(folder=str(done.folder))
    assert shop.kinds("aside") == []


def test_nothing_is_made_twice_and_an_edit_makes_only_what_shows_it(shop: Shop) -> None:
    shop.make()
    first = shop.kinds("slide")
    assert "cafe" in first
    shop.make()
    assert shop.kinds("slide") == []
    shop.file.write_text(CAMPAIGN.replace("Whom did you ask last?", "Who taught you that?"))
    shop.make()
    assert "ask" in shop.kinds("slide")
    assert "cafe" not in shop.kinds("slide")


def test_broken_pixels_are_made_again(shop: Shop) -> None:
    shop.make()
    key = shop.playlist.default
    (shop.root / f"{key}.bgra").write_bytes(b"")
    shop.make(broken=[key])
    assert shop.kinds("slide") == ["default"]


def test_a_slide_that_cannot_be_made_is_set_aside_and_the_others_come(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    real = compose.compose

    def odd(brief: Any) -> Any:
        if brief.what == "ask":
            raise ZeroDivisionError("no such thing")
        return real(brief)

    monkeypatch.setattr(render.fallback.composer, "compose", odd)
    shop.make()
    assert shop.kinds("aside") == ["ask"]
    assert "cafe" in shop.kinds("slide")
    assert all(s.what != "ask" for t in shop.playlist.stretches for s in t.slides)


def test_a_state_of_which_nothing_can_be_made_does_not_replace_the_last_good_one(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.make()
    kept = cache.playlist_file(shop.root, None, SIZE).read_text()
    shop.file.write_text(CAMPAIGN.replace("Spring", "Summer"))
    monkeypatch.setattr(render.fallback.composer, "compose", lambda brief: 1 / 0)
    shop.make()
    assert "ready" not in [a["kind"] for a in shop.said]
    assert shop.said[-1]["kind"] == "bad"
    assert "division by zero" in shop.said[-1]["sentence"]
    assert cache.playlist_file(shop.root, None, SIZE).read_text() == kept


def test_a_slide_to_avoid_is_not_begun(shop: Shop) -> None:
    shop.make()
    key = next(s.key for t in shop.playlist.stretches for s in t.slides if s.what == "ask")
    shutil.rmtree(shop.root)
    shop.make(avoid=[key])
    assert "ask" not in shop.kinds("begin")
    assert shop.kinds("aside") == ["ask"]


@pytest.mark.parametrize("text", ["title = ", "", "schema = 99\ntitle = 'x'", "title = 3"])
def test_a_campaign_that_cannot_be_read_is_told_and_nothing_in_the_cache_is_touched(shop: Shop, text: str) -> None:
    shop.make()
    before = sorted(shop.root.iterdir())
    shop.file.write_text(text)
    shop.make()
    assert [a["kind"] for a in shop.said] == ["bad"]
    assert shop.said[0]["sentence"]
    assert sorted(shop.root.iterdir()) == before


def test_one_bad_item_does_not_keep_the_others_off_the_wall(shop: Shop) -> None:
    shop.file.write_text(CAMPAIGN.replace('title = "Knowledge cafe"', "title = 7"))
    shop.make()
    assert shop.said[-1]["kind"] == "whole"
    assert "ask" in shop.kinds("slide")


@pytest.mark.expect_log("nowhere")
def test_a_family_that_is_not_there_gives_way_to_the_built_in_one(shop: Shop) -> None:
    shop.file.write_text('family = "nowhere"\n' + CAMPAIGN)
    shop.make()
    assert "cafe" in shop.kinds("slide")


@pytest.mark.expect_log("slide.xml")
def test_a_broken_template_of_the_campaigns_own_gives_way_to_the_built_in_one(shop: Shop) -> None:
    own = shop.folder / "templates" / "mine"
    shutil.copytree(render.templates.templates_dir() / "leaf", own)
    (own / "slide.xml").write_text("<slide><nonsense/>")
    shop.file.write_text('family = "mine"\n' + CAMPAIGN)
    shop.make()
    assert "cafe" in shop.kinds("slide")


def test_the_only_screen_of_a_campaign_needs_no_name(shop: Shop) -> None:
    shop.file.write_text(CAMPAIGN.partition('[[screen]]\nname = "Stairs')[0])
    shop.make()
    assert "ask" not in shop.kinds("slide")
    assert shop.playlist.setting.reduced_motion


def test_a_screen_gets_its_own_slides(shop: Shop) -> None:
    shop.make(screen="Foyer")
    assert "ask" not in shop.kinds("slide")
    assert shop.playlist.setting.reduced_motion
    assert dict(shop.playlist.connectors) == {"Foyer": "HDMI-1", "Stairs": ""}
    assert "cafe" in shop.what_at("09T12:30:00")


def test_outside_opening_hours_a_screen_is_as_dark_as_it_should_be(shop: Shop) -> None:
    hours = '[hours]\nwed = "08:00-12:30"\n'
    shop.file.write_text(CAMPAIGN.replace('connector = "HDMI-1"', "dim = 0").replace("[[event]]", f"{hours}[[event]]"))
    shop.make(screen="Foyer")
    lights = [playlist.at(shop.playlist, datetime(2022, 11, 9, 12, minute, tzinfo=UTC)) for minute in (29, 31)]
    assert [s and s.light for s in lights] == ["on", "dark"]


def test_a_touch_screen_gets_detail_cards_after_its_slides_and_nothing_twice(shop: Shop) -> None:
    shop.file.write_text(CAMPAIGN + "touch = true\n")
    shop.make(screen="Stairs")
    made = shop.playlist
    assert shop.kinds("done") == [None], "the slides are told to be ready before the first card is begun"
    assert set(made.listed) == {"cafe", "ask"}
    shown = {s.what: s.card for t in made.stretches for s in t.slides}
    assert [bool(shown[w]) for w in ("cafe", "ask", "cover")] == [True, True, False]
    looks = ("plain", "large", "contrast", "both")
    names = [*(made.cards - {made.touch}), f"{made.touch}-0"]
    wanted = {cards.name(n, "en", look) for n in names for look in looks}
    wanted |= {cards.name(f"{made.touch}-{n}", "en", "plain") for n in cards.PIN}
    assert {p.stem for p in (shop.root / "cards").iterdir()} == wanted
    facts, pixels = cards.read(shop.root, cards.name(shown["cafe"], "en", "plain"))
    assert (facts.width, facts.height) == SIZE
    assert {"back", "next", "list", "idle", "panel"} <= set(facts.boxes)
    assert 0.7 < pixels[3] / 255 < 0.85, "the slide shines through beside the panel"
    shop.make(screen="Stairs")
    assert shop.kinds("begin") == []
    assert shop.kept.whole


def test_cards_give_way_to_another_order_but_each_order_brings_one_and_the_playlist_says_that_some_lack(shop: Shop) -> None:
    shop.file.write_text(CAMPAIGN + "touch = true\n")
    for number in (1, 2):
        shop.said.clear()
        render.carry_out(shop.order(screen="Stairs"), shop.said.append, hurried=lambda: True)
        assert shop.kinds("whole") == []
        assert len(list((shop.root / "cards").iterdir())) == number
        assert not shop.kept.whole


def test_a_card_that_ended_the_worker_twice_is_not_begun(shop: Shop) -> None:
    shop.file.write_text(CAMPAIGN + "touch = true\n")
    shop.said.clear()
    render.carry_out(shop.order(screen="Stairs"), shop.said.append, hurried=lambda: True)
    deadly = shop.said[-1]["key"]
    (shop.root / "cards" / f"{deadly}.card").unlink()
    shop.make(screen="Stairs", avoid=[deadly])
    assert shop.kept.whole
    assert not cards.has(shop.root, deadly)


@pytest.mark.expect_log("a detail card cannot be made: no ink")
def test_a_card_that_cannot_be_made_stops_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_ink(*_: object) -> None:
        raise ValueError("no ink")

    monkeypatch.setattr(decks.card, "card", no_ink)
    shop.file.write_text(CAMPAIGN + "touch = true\n")
    shop.make(screen="Stairs")
    assert any("-pin-" in p.stem for p in (shop.root / "cards").iterdir())


@pytest.mark.parametrize(("turn", "made"), [(0, SIZE[::-1]), (90, SIZE), (180, SIZE[::-1]), (270, SIZE)])
def test_slides_of_a_turned_screen_are_made_for_the_window_as_it_will_be(shop: Shop, turn: int, made: tuple[int, int]) -> None:
    shop.file.write_text(CAMPAIGN.replace('connector = "HDMI-1"', "rotate = 270"))
    shop.make(screen="Foyer", turn=turn)
    assert shop.playlist.size == made
    assert shop.playlist.setting.rotate == 270


@pytest.mark.parametrize(
    ("size", "name"), [((1920, 1080), "1920x1080"), ((3840, 2160), "3840x2160"), ((64, 36), "1920x1080"), ((36, 64), "1080x1920")]
)
def test_the_stock_follows_the_shape_of_the_screen(size: tuple[int, int], name: str) -> None:
    assert workshop.stock(size).name == name


def test_a_plan_that_does_not_move_on_does_not_hang_the_worker(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2022, 11, 9, 12, tzinfo=UTC)
    campaign = render.files.read(shop.folder).campaign
    for step, count in ((timedelta(0), 0), (timedelta(seconds=1), 1)):
        monkeypatch.setattr(ahead, "plan", lambda at, *_, step=step: ahead_plan((), at + step))
        assert len(ahead.stretches(now, campaign, None, lambda s: s.key)) == count


def test_no_more_is_made_ahead_than_the_cache_holds_and_what_comes_next_is_made_first() -> None:
    made = listed(stretch(0, 25, "a", "b", "c"), stretch(25, 60, "b", "d"))
    assert ahead.near(made, Turns(), NOON, 4) == made
    assert [s.what for s, _ in ahead.making(made)] == ["a", "b", "c", "d"]
    turns = Turns()
    turns.note("a", made.stretches[0].slides)
    few = ahead.near(made, turns, NOON, 3)
    assert [s.what for s in few.near] == ["a", "b", "c"]
    assert few.stretches == made.stretches, "all of them are shown in their turn"
    assert few.held == {"key-default", "key-a", "key-b", "key-c"}
    late = ahead.near(made, turns, NOON + timedelta(seconds=20), 3)
    assert [s.what for s in late.near] == ["a", "b", "d"], "c has no turn before its time is over"
    assert [(s.what, t.starts) for s, t in ahead.making(late)] == [
        ("a", NOON),
        ("b", NOON),
        ("d", NOON + timedelta(seconds=25)),
    ]


def test_with_more_slides_than_the_cache_holds_each_is_shown_once_a_round(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"p{n:02d}" for n in range(30)]
    prompts = "".join(f'[[prompt]]\nid = "{n}"\nquestion = "{n}?"\nshow = {{ dwell = 10 }}\n' for n in names)
    shop.file.write_text(f'title = "Many"\ntimezone = "Europe/London"\n{prompts}')
    each = SIZE[0] * SIZE[1] * 4
    monkeypatch.setattr(cache, "budget", lambda _: each * (ahead.UNDATED + 1 + 10))
    now, turns, shown, orders = datetime(2022, 11, 9, 12, tzinfo=UTC), Turns(), list[str](), 0
    known: Playlist | None = None
    while len(shown) < 62:
        coming = [s.key for s, _ in islice(turns.coming(known, now), len(known.near) // 2)] if known else []
        if known is None or not all(cache.has(shop.root, key) for key in coming):
            shop.make(now=now.isoformat(), turns=turns.facts())
            known, orders = shop.playlist, orders + 1
            assert len(known.near) == 10
        live = known.stretches[0].slides
        chosen = turns.next(live, lambda key: cache.has(shop.root, key), known.seed, turns.last)
        assert chosen is not None
        turns.note(chosen.what, live)
        shown.append(chosen.what)
        now += timedelta(seconds=10)
        assert len(list(shop.root.glob("*.bgra"))) <= 10 + ahead.UNDATED + 1
    assert sorted(shown[:31]) == sorted(["cover", *names])
    assert sorted(shown[31:62]) == sorted(["cover", *names])
    assert 5 <= orders < 16, "the worker is called now and then, not for each slide"


def ahead_plan(slides: tuple[Any, ...], boundary: datetime) -> Any:
    from kiosk.campaign.plan import Plan

    return Plan(slides, boundary)


def test_a_release_is_rendered_like_its_campaign_and_another_one_makes_only_what_changed(shop: Shop, tmp_path: Path) -> None:
    place = tmp_path / "share"
    first = publishing.publish(shop.folder, place)
    shop.make(folder=str(first.folder))
    made = shop.kinds("slide")
    assert {"cafe", "ask", "default"} <= set(made)
    assert list(shop.playlist.stamps) == [str(first.folder / "release.json")]
    shop.file.write_text(CAMPAIGN.replace("Whom did you ask last?", "Who taught you that?"))
    second = publishing.publish(shop.folder, place)
    shop.make(folder=str(second.folder))
    assert "ask" in shop.kinds("slide")
    assert "cafe" not in shop.kinds("slide")
    (second.folder / "release.json").write_text("{}")
    shop.make(folder=str(second.folder))
    assert [a["kind"] for a in shop.said] == ["bad"]


def test_slides_without_a_date_are_ready_for_a_clock_in_doubt(shop: Shop) -> None:
    later = '[[prompt]]\nid = "later"\nquestion = "Later?"\nshow = { from = 2022-12-01 }\n'
    shop.file.write_text(CAMPAIGN + later + '[[notice]]\nid = "note"\ntitle = "Ring the bell"\n')
    shop.make()
    assert [s.what for s in shop.playlist.undated] == ["note", "cover", "ask"]
    assert all(cache.has(shop.root, s.key) for s in shop.playlist.undated)


def test_a_slide_that_was_set_aside_is_not_tried_again_and_says_why(shop: Shop) -> None:
    shop.make()
    key = next(s.key for t in shop.playlist.stretches for s in t.slides if s.what == "ask")
    shutil.rmtree(shop.root)
    shop.make(aside={key: "its picture cannot be read"})
    assert "ask" not in shop.kinds("begin")
    assert [a["sentence"] for a in shop.said if a["kind"] == "aside"] == ["its picture cannot be read"]
    assert "ask" not in [s.what for s in shop.playlist.undated]


def test_the_worker_speaks_one_json_object_a_line_and_ends_with_its_input(shop: Shop) -> None:
    orders = json.dumps(shop.order()) + "\n" + json.dumps(shop.order()) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.player.worker.render"],
        input=orders,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    kinds = [json.loads(line)["kind"] for line in done.stdout.splitlines()]
    assert kinds.count("done") == 2
    assert kinds[-4:] == ["plan", "ready", "done", "whole"], "the second order found everything made"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("slide.xml", "<template><page><text role='title'>{event.nothing}</text></page></template>"),
        ("slide.xml", "<template><page kind='cover'><motif name='nosuch'/></page></template>"),
        ("slide.xml", "<template>" + "<page>" * 40),
        ("family.toml", 'name = "Mine"\n[inks]\nink = "blue-ish"\n'),
        ("family.toml", 'name = "Mine"\n[faces]\ntext = "No Such Face"\n[type.title]\nface = "text"\nink = "#000000"\n'),
        ("family.toml", "name = \x00"),
    ],
)
@pytest.mark.expect_log("family civic makes the page")
def test_no_broken_template_takes_a_slide_off_the_wall(shop: Shop, file: str, text: str) -> None:
    own = shop.folder / "templates" / "mine"
    shutil.copytree(render.templates.templates_dir() / "leaf", own)
    (own / file).write_text(text)
    shop.file.write_text('family = "mine"\n' + CAMPAIGN)
    shop.make()
    assert {"cafe", "ask", "default"} <= set(shop.kinds("slide"))
    assert shop.kinds("aside") == []
    assert shop.said[-1]["kind"] == "whole"
    (own / file).write_text((render.templates.templates_dir() / "leaf" / file).read_text())
    before = shop.kinds("slide")
    shop.make()
    assert set(shop.kinds("slide")) == set(before), "mended, every slide is made anew"
