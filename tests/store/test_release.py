import dataclasses
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from kiosk.campaign import campaign as ground
from kiosk.campaign import item
from kiosk.campaign.brand import Brand
from kiosk.resources import assets_dir, templates_dir
from kiosk.store.folder import files
from kiosk.store.release import packed, publishing, release
from tests.tooling.waiting import PATIENCE

CAMPAIGN = """
title = "Spring reading"
timezone = "Europe/London"
[hours]
mon = "08:00-20:00"
[[event]]
id = "cafe"
title = "Knowledge cafe"
starts = 2022-11-09T12:00:00
ends = 2022-11-09T13:00:00
picture = { file = "cup.png", alt = "A cup" }
[[prompt]]
id = "ask"
question = "Whom did you ask last?"
[[prompt]]
id = "secret"
question = "Half a thought"
draft = true
[[source]]
id = "open"
kind = "ics"
location = "https://example.org/calendar.ics"
[[source]]
id = "shut"
kind = "ics"
location = "https://example.org/calendar.ics?token=hush"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "spring"
    made.mkdir()
    (made / "campaign.toml").write_text(CAMPAIGN)
    Image.new("RGB", (40, 30), "teal").save(made / "cup.png")
    return made


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "campaign.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Apia"])
def test_a_campaign_comes_back_from_json_as_it_was(tmp_path: Path, zone: str) -> None:
    campaign = files.read(assets_dir() / "samples" / "knowvember-22").campaign
    night = datetime(2022, 10, 30, 1, 30, tzinfo=ZoneInfo("Europe/London"))
    series = item.Event(
        id="series",
        title="Series",
        starts=night,
        ends=night.replace(fold=1),
        repeat="FREQ=DAILY;COUNT=3",
        changes=(
            item.Change(on=date(2022, 10, 31), cancelled=True),
            item.Change(
                on=date(2022, 11, 1),
                changed={"starts": night, "speakers": (item.Speaker(name="Ada"),), "tags": ("a",), "title": "Once"},
            ),
        ),
    )
    notice = item.Notice(id="n", title="Closing", before_closing=15, show=item.Show(days=(0, 6), dwell=7.5))
    screen = ground.Screen(name="Foyer", rotate=90, shows=ground.Shows(kinds=("event",)))
    more = dataclasses.replace(
        campaign, timezone="Europe/London", events=(*campaign.events, series), notices=(notice,), screens=(screen,)
    )
    back = packed.unpack(json.loads(json.dumps(packed.pack(more))))
    assert back == more
    assert back.brand.base == more.brand.base
    found = back.item("series")
    assert isinstance(found, item.Event)
    assert isinstance(found.ends, datetime)
    assert found.ends.fold == 1


def test_every_field_of_a_campaign_can_be_carried() -> None:
    for kind in (ground.Campaign, ground.Screen, Brand, item.Event, item.Article, item.Technique, item.Prompt, item.Notice):
        assert packed._record(kind)


@pytest.mark.parametrize("raw", [[], {"title": 3, "id": "x"}, {"title": "x", "id": "x", "nonsense": 1}, {"id": "x"}, None])
def test_what_is_no_campaign_is_told(raw: object) -> None:
    with pytest.raises(packed.Error):
        packed.unpack(raw)


def test_a_release_holds_what_is_shown_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    done = publishing.publish(folder, tmp_path / "share")
    assert release.current(tmp_path / "share") == done.release.id == done.folder.name
    assert sorted(p.name for p in done.folder.iterdir()) == ["cup.png", "release.json"]
    text = (done.folder / "release.json").read_text()
    for hidden in ("Half a thought", "hush", str(tmp_path)):
        assert hidden not in text
    again = release.read(done.folder)
    release.verify(done.folder, again)
    assert [i.id for i in again.campaign.items] == ["cafe", "ask"]
    assert [s.id for s in again.campaign.sources] == ["open"]
    assert done.drafts == ("Half a thought",)
    assert any("shut" in note for note in done.notes)


def test_the_same_campaign_is_the_same_release(folder: Path, tmp_path: Path) -> None:
    first = publishing.publish(folder, tmp_path / "share", datetime(2022, 11, 1, tzinfo=UTC))
    kept = (first.folder / "release.json").stat().st_mtime_ns
    again = publishing.publish(folder, tmp_path / "share", datetime(2022, 11, 2, tzinfo=UTC))
    elsewhere = publishing.publish(folder, tmp_path / "stick", datetime(2022, 11, 3, tzinfo=UTC))
    assert {first.release.id, again.release.id} == {elsewhere.release.id}
    assert (first.fresh, again.fresh) == (True, False)
    assert (first.folder / "release.json").stat().st_mtime_ns == kept
    assert again.release.made == first.release.made


def test_what_changed_is_told_and_the_last_three_stay(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "share"
    start = datetime(2022, 11, 1, tzinfo=UTC)
    publishing.publish(folder, place, start)
    change(folder, "Knowledge cafe", "Knowledge bar")
    change(folder, 'id = "ask"', 'id = "tell"')
    second = publishing.publish(folder, place, start + timedelta(days=1))
    assert (second.added, second.changed, second.removed) == (
        ("Whom did you ask last?",),
        ("Knowledge bar",),
        ("Whom did you ask last?",),
    )
    for day in range(2, 6):
        change(folder, "Spring", "Spring new")
        last = publishing.publish(folder, place, start + timedelta(days=day))
    assert last.settings
    assert len(list((place / "releases").iterdir())) == 3
    assert release.listed(place)[0] == last.folder


def test_an_item_with_an_error_stays_out_and_the_rest_is_published(folder: Path, tmp_path: Path) -> None:
    change(folder, "ends = 2022-11-09T13:00:00", "ends = 2022-11-09T11:00:00")
    done = publishing.publish(folder, tmp_path / "share")
    assert [i.id for i in done.release.campaign.items] == ["ask"]
    assert [f.item for f in done.withheld] == ["cafe"]
    change(folder, 'title = "Knowledge cafe"', "title = 7")
    assert [f.item for f in publishing.publish(folder, tmp_path / "share").withheld] == ["cafe"] * 1


def test_a_broken_picture_stays_out_and_its_event_does_not(folder: Path, tmp_path: Path) -> None:
    (folder / "cup.png").write_bytes(b"\x89PNG broken")
    done = publishing.publish(folder, tmp_path / "share")
    assert [p.name for p in done.folder.iterdir()] == ["release.json"]
    assert any("cup.png" in note for note in done.notes)
    assert done.release.campaign.item("cafe")


@pytest.mark.parametrize("text", ["title = ", "theme = 'no title'", "title = 'x'\n[brand]\nlogos = [{file = 'none.svg'}]"])
def test_a_campaign_with_a_fault_of_its_own_is_not_published(folder: Path, tmp_path: Path, text: str) -> None:
    place = tmp_path / "share"
    before = publishing.publish(folder, place)
    (folder / "campaign.toml").write_text(text)
    with pytest.raises((publishing.Error, files.Error)):
        publishing.publish(folder, place)
    assert release.current(place) == before.release.id


def test_a_campaign_is_not_published_into_itself(folder: Path) -> None:
    with pytest.raises(publishing.Error, match="outside of it"):
        publishing.publish(folder, folder / "share")


def test_own_families_and_the_typefaces_they_use_come_along(folder: Path, tmp_path: Path) -> None:
    import fontpkg_barlow

    shutil.copytree(templates_dir() / "leaf", folder / "templates" / "mine")
    shutil.copytree(templates_dir() / "leaf", folder / "templates" / "unused")
    fonts = sorted(Path(fontpkg_barlow.__file__).parent.rglob("*-Regular.ttf"))
    (folder / "fonts").mkdir()
    shutil.copy(fonts[0], folder / "fonts" / "one.ttf")
    change(folder, 'title = "Spring reading"', 'title = "Spring reading"\nfamily = "mine"\nbrand.faces = {text = "Barlow"}')
    done = publishing.publish(folder, tmp_path / "share")
    names = {f.path for f in done.release.files}
    assert {"fonts/one.ttf", "templates/mine/family.toml", "templates/mine/slide.xml"} <= names
    assert not any("unused" in n for n in names)
    assert done.release.campaign.brand.fonts == (str((done.folder / "fonts").resolve()),)


def altered(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
@pytest.mark.parametrize("name", ["release.json", "cup.png"])
def test_one_altered_bit_is_noticed(folder: Path, tmp_path: Path, name: str, share: float) -> None:
    done = publishing.publish(folder, tmp_path / "share")
    path = done.folder / name
    altered(path, int(path.stat().st_size * share))
    with pytest.raises(release.Error):
        release.verify(done.folder, release.read(done.folder))


@pytest.mark.parametrize("left", [0, 10, 500])
def test_a_release_cut_short_is_noticed(folder: Path, tmp_path: Path, left: int) -> None:
    done = publishing.publish(folder, tmp_path / "share")
    whole = (done.folder / "release.json").read_bytes()
    (done.folder / "release.json").write_bytes(whole[:left])
    with pytest.raises(release.Error):
        release.read(done.folder)
    again = publishing.publish(folder, tmp_path / "share")
    assert again.fresh
    release.verify(again.folder, release.read(again.folder))


def test_a_missing_file_a_link_and_a_path_that_leads_out_are_noticed(folder: Path, tmp_path: Path) -> None:
    done = publishing.publish(folder, tmp_path / "share")
    (done.folder / "cup.png").unlink()
    with pytest.raises(release.Error, match="cannot be read"):
        release.verify(done.folder, done.release)
    (done.folder / "cup.png").symlink_to(folder / "cup.png")
    with pytest.raises(release.Error, match="not as it was published"):
        release.verify(done.folder, done.release)
    campaign = done.release.campaign
    _, text = release.text(campaign, (release.File("../../etc/passwd", 1, "0"),), done.release.made)
    (done.folder / "release.json").write_text(text)
    with pytest.raises(release.Error, match="does not list its own files"):
        release.read(done.folder)


def test_a_release_of_a_newer_program_is_told_apart(folder: Path, tmp_path: Path) -> None:
    done = publishing.publish(folder, tmp_path / "share")
    raw = json.loads((done.folder / "release.json").read_text())
    (done.folder / "release.json").write_text(json.dumps({**raw, "schema": 2}))
    with pytest.raises(release.Newer, match="install the newest Kiosk"):
        release.read(done.folder)


@pytest.mark.parametrize("text", ["", "nonsense", "../../etc", "é", "0" * 5000])
def test_a_current_that_names_no_release_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "current").write_text(text, encoding="utf-8")
    with pytest.raises(release.Error) as told:
        release.current(tmp_path)
    assert str(told.value).count("\n") == 0


def test_a_full_stick_leaves_the_release_before(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "kiosk", stick], check=False, capture_output=True).returncode:
        # Where nothing may be mounted, a limit on the size of files stands for the full disk.
        limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
        limit += "; resource.setrlimit(resource.RLIMIT_FSIZE, (200000,) * 2)"
        full = ""
    else:
        limit, full = "", "mounted"
    try:
        before = publishing.publish(folder, stick)
        Image.effect_noise((900, 700), 90).save(folder / "cup.png")
        command = f"{limit}\nfrom kiosk.app import main; raise SystemExit(main(['publish', {str(folder)!r}, {str(stick)!r}]))"
        done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "Screens go on with the release before" in done.stderr
        assert release.current(stick) == before.release.id
        release.verify(before.folder, before.release)
        assert [p.name for p in (stick / "releases").iterdir()] == [before.release.id]
    finally:
        if full:
            subprocess.run(["umount", stick], check=True)


def test_five_thousand_items_are_read_quickly_from_a_release(tmp_path: Path) -> None:
    rows = "".join(
        f'[[event]]\nid = "e{n}"\ntitle = "Event {n}"\nstarts = 2022-11-{1 + n % 28:02d}T12:00:00\n' for n in range(5000)
    )
    (tmp_path / "big").mkdir()
    (tmp_path / "big" / "campaign.toml").write_text('title = "Big"\ntimezone = "Europe/London"\n' + rows)
    done = publishing.publish(tmp_path / "big", tmp_path / "share")

    def quickest(read: Callable[[], Any]) -> tuple[Any, float]:
        """Read some times; what came, and the least time of the processor: other tests' garbage is not to be counted."""
        taken: list[float] = []
        for _ in range(3):
            begun = time.process_time()
            made = read()
            taken.append(time.process_time() - begun)
        return made.campaign, min(taken)

    plain, by_text = quickest(lambda: files.read(tmp_path / "big"))
    again, compiled = quickest(lambda: release.read(done.folder))
    assert again == plain
    assert compiled < by_text, "compiled, it is quicker than its text"
