"""Releases come to the machine: whole, unaltered, and never instead of something good."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.player import state
from kiosk.player.sync import taking
from kiosk.player.sync.taking import Taking
from kiosk.store.release import publishing, release
from tests.store.test_release import altered, folder

__all__ = ["folder"]
START = datetime(2022, 11, 1, tzinfo=UTC)


class Machine:
    """A share with releases, and a machine that follows it."""

    def __init__(self, campaign: Path, root: Path) -> None:
        self.campaign, self.share, self.local = campaign, root / "share", root / "home" / "local"
        self.now = 0.0
        self.days = 0
        self.taking = self.start()

    def start(self, only: str = "") -> Taking:
        self.taking = Taking(self.share, self.local, only=only, tick=lambda: self.now)
        return self.taking

    def publish(self, word: str = "") -> release.Release:
        if word:
            file = self.campaign / "campaign.toml"
            rows = file.read_text().splitlines()
            file.write_text("\n".join([rows[0], f'title = "{word}"', *rows[2:]]))
        self.days += 1
        return publishing.publish(self.campaign, self.share, START + timedelta(days=self.days)).release

    def look(self, seconds: float = 61) -> bool:
        self.now += seconds
        return self.taking.look()

    @property
    def shown(self) -> str:
        home = state.current(self.local)
        if home is None:
            return ""
        found = release.read(home)
        release.verify(home, found)
        return found.campaign.title

    @property
    def out(self) -> list[str]:
        return [o["why"] for o in self.taking.facts["kept_out"]]


@pytest.fixture
def machine(folder: Path, tmp_path: Path) -> Machine:
    return Machine(folder, tmp_path)


def test_a_release_is_copied_checked_and_shown_and_so_is_the_next(machine: Machine) -> None:
    machine.publish("One")
    assert machine.look()
    assert machine.shown == "One"
    facts = machine.taking.facts["release"]
    assert (facts["files"], facts["verified"]) == (1, 1)
    assert not machine.look()
    machine.publish("Two")
    assert machine.look()
    assert machine.shown == "Two"
    machine.publish("Three")
    assert machine.look()
    assert len(list((machine.local / "releases").iterdir())) == 2, "the one before stays, no more"


def test_a_share_that_vanishes_changes_nothing(machine: Machine) -> None:
    machine.publish("One")
    machine.look()
    shutil.move(machine.share, machine.share.with_name("away"))
    assert not machine.look()
    assert machine.shown == "One"
    assert "share" in machine.taking.facts["trouble"]
    assert not machine.start().look(), "nor does a restart without it"
    assert machine.shown == "One"
    assert machine.taking.facts["release"]["verified"] == 1
    shutil.move(machine.share.with_name("away"), machine.share)
    machine.publish("Two")
    assert machine.look()
    assert machine.taking.facts["trouble"] == ""


@pytest.mark.parametrize("harm", ["cut", "altered", "missing", "longer", "newer", "no list", "list cut", "another's", "link"])
def test_a_release_that_is_not_whole_is_kept_out_until_it_is(machine: Machine, harm: str, tmp_path: Path) -> None:
    machine.publish("One")
    machine.look()
    second = machine.publish("Two")
    there = release.folder_of(machine.share, second.id)
    shutil.copytree(there, tmp_path / "good")
    cup, listing = there / "cup.png", there / "release.json"
    match harm:
        case "cut":
            cup.write_bytes(cup.read_bytes()[:20])
        case "altered":
            altered(cup, 30)
        case "missing":
            cup.unlink()
        case "longer":
            cup.write_bytes(cup.read_bytes() + b"more")
        case "newer":
            listing.write_text(json.dumps({**json.loads(listing.read_text()), "schema": 9}))
        case "no list":
            listing.unlink()
        case "list cut":
            listing.write_bytes(listing.read_bytes()[:-40])
        case "another's":
            first = next(p for p in (machine.share / "releases").iterdir() if p != there)
            shutil.copy(first / "release.json", listing)
        case _:
            cup.unlink()
            cup.symlink_to("/dev/zero")
    for _ in range(3):
        assert not machine.look()
    assert machine.shown == "One"
    assert len(machine.out) == 1
    assert machine.out[0].endswith(".")
    assert not list((machine.local / "releases").glob(".*")), "nothing half-copied stays"
    shutil.rmtree(there)
    shutil.copytree(tmp_path / "good", there)
    assert machine.look()
    assert machine.shown == "Two"
    assert machine.out == []


def test_a_bad_release_is_not_read_again_at_every_look(machine: Machine) -> None:
    machine.publish("One")
    machine.look()
    second = machine.publish("Two")
    cup = release.folder_of(machine.share, second.id) / "cup.png"
    good = cup.read_bytes()
    cup.write_bytes(b"")
    assert not machine.look(1)
    cup.write_bytes(good)
    assert not machine.look(1)
    assert machine.look(2.5), "three seconds after the first try"


@pytest.mark.parametrize("text", ["", "nonsense", "0" * 20])
def test_a_current_that_leads_nowhere_keeps_the_last_good_one(machine: Machine, text: str) -> None:
    machine.publish("One")
    machine.look()
    (machine.share / "current").write_text(text)
    assert not machine.look()
    assert machine.shown == "One"
    assert machine.taking.facts["trouble"] or machine.out


def test_what_is_damaged_on_the_machine_itself_is_taken_anew_or_the_one_before_is_shown(machine: Machine) -> None:
    machine.publish("One")
    machine.look()
    machine.publish("Two")
    machine.look()
    home = state.current(machine.local)
    assert home is not None
    altered(home / "cup.png", 30)
    assert not machine.look(60), "the disk is trusted for a day"
    machine.now += 90_000
    shutil.move(machine.share, machine.share.with_name("away"))
    machine.look()
    assert machine.shown == "One"
    shutil.move(machine.share.with_name("away"), machine.share)
    assert machine.look()
    assert machine.shown == "Two"


def test_one_release_can_be_followed_alone(machine: Machine) -> None:
    first = machine.publish("One")
    machine.publish("Two")
    machine.start(only=first.id)
    assert machine.look()
    assert machine.shown == "One"


def test_a_machine_without_room_says_so_and_keeps_what_it_has(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.publish("One")
    machine.look()
    machine.publish("Two")
    usage = shutil.disk_usage(machine.local)
    monkeypatch.setattr(taking.shutil, "disk_usage", lambda _: usage._replace(free=3))
    assert not machine.look()
    assert "make room" in machine.out[0]
    assert machine.shown == "One"
