"""Sources that live: asked politely, never trusted, their last good state shown for a year."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.campaign.campaign import Source
from kiosk.player.sync.living import Living
from kiosk.store.folder import files
from kiosk.store.importing import imports, living
from kiosk.store.sources import fetch
from tests.store.imports.test_fetch import no_proxy, plain, server

__all__ = ["no_proxy"]


def calendar(*titles: str) -> bytes:
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN"]
    for n, title in enumerate(titles):
        rows += ["BEGIN:VEVENT", f"UID:{n}@example.org", f"SUMMARY:{title}", "DTSTART:20221109T120000Z", "END:VEVENT"]
    return "\r\n".join([*rows, "END:VCALENDAR", ""]).encode()


class Feed:
    """A calendar on a server that does what it is told, and a campaign that follows it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder, self.shelf = folder / "spring", folder / "home" / "sources"
        self.folder.mkdir()
        self.url = url
        self.write(f"{url}/calendar.ics")
        self.body, self.marks = calendar("Knowledge cafe"), 'ETag: "one"\r\n'
        self.behave: Any = None
        self.now = 0.0
        self.living = Living(self.folder, folder / "home", frozenset({"feed"}), tick=lambda: self.now, chance=lambda: 0.5)

    def write(self, location: str) -> None:
        text = f'title = "Spring"\ntimezone = "Europe/London"\n[[source]]\nid = "feed"\nkind = "ics"\nlocation = "{location}"\n'
        text += 'refresh = "15m"\n'
        (self.folder / "campaign.toml").write_text(text)

    def answer(self, peer: Any, path: str) -> None:
        if self.behave is not None:
            self.behave(peer, path)
            return
        peer.sendall(plain(self.body, self.marks))

    @property
    def source(self) -> Source:
        return files.read(self.folder).campaign.sources[0]

    @property
    def titles(self) -> list[str]:
        campaign = files.read(self.folder).campaign
        return [e.title for e in living.overlay(campaign, self.folder, self.shelf)[0].events]

    def look(self, seconds: float = 8 * 3600) -> bool:
        self.now += seconds
        return self.living.look()

    @property
    def why(self) -> str:
        return self.living.facts["sources"][0]["why"]


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[Feed]:
    made: list[Feed] = []
    with server(lambda peer, path: made[0].answer(peer, path)) as (url, asked):
        made.append(Feed(url, tmp_path))
        made[0].asked = asked  # type: ignore[attr-defined]
        yield made[0]


def test_what_a_source_says_is_laid_over_the_campaign_and_never_written_into_it(feed: Feed) -> None:
    before = (feed.folder / "campaign.toml").read_bytes()
    assert feed.titles == []
    assert feed.look()
    assert feed.titles == ["Knowledge cafe"]
    feed.body, feed.marks = calendar("Knowledge cafe", "Reading round"), 'ETag: "two"\r\n'
    assert feed.look()
    assert feed.titles == ["Knowledge cafe", "Reading round"]
    assert (feed.folder / "campaign.toml").read_bytes() == before
    assert [p.name for p in feed.folder.iterdir()] == ["campaign.toml"]


def test_a_server_is_asked_only_for_what_is_new(feed: Feed) -> None:
    feed.marks = 'ETag: "one"\r\nLast-Modified: Tue, 01 Nov 2022 09:00:00 GMT\r\n'
    assert feed.look()
    feed.behave = lambda peer, path: peer.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert not feed.look()
    request = feed.asked[-1]  # type: ignore[attr-defined]
    assert 'If-None-Match: "one"' in request
    assert "If-Modified-Since: Tue, 01 Nov 2022 09:00:00 GMT" in request
    assert feed.why == ""
    assert feed.titles == ["Knowledge cafe"]


def huge(peer: Any, path: str) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\nBEGIN:VCALENDAR")


def cut(peer: Any, path: str) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + calendar("Cut")[:60])


def slow(peer: Any, path: str) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
    for _ in range(40):
        peer.sendall(b"B")
        time.sleep(0.05)


def loop(peer: Any, path: str) -> None:
    peer.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")


def inside(peer: Any, path: str) -> None:
    peer.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n")


def wrong_type(peer: Any, path: str) -> None:
    peer.sendall(plain(b"<html><title>Log in</title>Please log in to the Wi-Fi</html>"))


def broken(peer: Any, path: str) -> None:
    peer.sendall(plain(b"", status="500 Oops"))


@pytest.mark.parametrize("behave", [huge, cut, slow, loop, inside, wrong_type, broken])
def test_whatever_a_server_does_the_last_good_state_stays_and_it_is_said_why(
    feed: Feed, behave: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fetch.fetch
    assert feed.look()
    feed.behave = behave
    with monkeypatch.context() as hurried:
        if behave is slow:
            hurried.setattr(fetch, "fetch", lambda *a, **k: real(*a, **{**k, "in_all": 0.8}))
        assert not feed.look()
    assert feed.why
    assert "\n" not in feed.why
    assert feed.titles == ["Knowledge cafe"]
    feed.behave = None
    feed.look()
    assert feed.why == ""


def test_a_source_in_the_own_network_is_asked_only_when_that_is_allowed(feed: Feed, tmp_path: Path) -> None:
    strict = Living(feed.folder, tmp_path / "home", tick=lambda: feed.now)
    assert not strict.look()
    assert "inside this network" in strict.facts["sources"][0]["why"]
    assert feed.asked == []  # type: ignore[attr-defined]


def test_a_source_that_fails_is_asked_ever_less_often_and_not_by_all_at_once(feed: Feed) -> None:
    source = feed.source
    pauses = [feed.living.pause(source, n) for n in range(1, 14)]
    assert pauses[:3] == [30, 60, 120]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 6 * 3600
    assert feed.living.pause(source, 0) == 15 * 60
    spread = {Living(feed.folder, feed.folder).pause(source, 0) for _ in range(20)}
    assert len(spread) > 10
    assert all(0.8 * 900 <= p <= 1.2 * 900 for p in spread)


def test_a_source_is_not_asked_before_it_is_due(feed: Feed) -> None:
    feed.look()
    for _ in range(10):
        feed.look(60)
    assert len(feed.asked) == 1  # type: ignore[attr-defined]


def test_the_last_good_state_is_kept_a_year_and_no_longer(feed: Feed) -> None:
    assert living.refresh(feed.source, feed.folder, feed.shelf, private=True, now=1e9)
    campaign = files.read(feed.folder).campaign
    day = 86_400.0
    for later, count in ((300 * day, 1), (364 * day, 1), (366 * day, 0)):
        assert len(living.overlay(campaign, feed.folder, feed.shelf, 1e9 + later)[0].events) == count


def test_damaged_and_foreign_states_count_for_nothing(feed: Feed) -> None:
    feed.look()
    data = next(feed.shelf.glob("*.data"))
    data.write_bytes(calendar("Somebody else's"))
    assert feed.titles == []
    feed.marks = 'ETag: "one"\r\n'
    assert feed.look(), "taken anew"
    assert feed.titles == ["Knowledge cafe"]
    feed.write(f"{feed.url}/other.ics")
    assert feed.titles == [], "another address is another source"


def test_what_no_source_keeps_any_more_is_removed(feed: Feed) -> None:
    for n in range(4):
        feed.body, feed.marks = calendar(f"Number {n}"), f'ETag: "{n}"\r\n'
        feed.look()
    living.sweep(files.read(feed.folder).campaign, feed.shelf)
    assert len(list(feed.shelf.iterdir())) == 3
    assert feed.titles == ["Number 3"]


def test_what_staff_changed_by_hand_wins_over_the_source(feed: Feed) -> None:
    feed.look()
    imports.import_into("feed", feed.folder, allow_private=True)
    file = feed.folder / "campaign.toml"
    file.write_text(file.read_text().replace("Knowledge cafe", "Knowledge bar"))
    feed.body, feed.marks = calendar("Knowledge cafe, moved"), 'ETag: "two"\r\n'
    feed.look()
    assert feed.titles == ["Knowledge bar"]


def test_a_campaign_that_cannot_be_read_keeps_its_sources(feed: Feed) -> None:
    feed.look()
    (feed.folder / "campaign.toml").write_text("title = ")
    assert not feed.look()
    assert "campaign.toml" in feed.living.facts["trouble"]
    assert feed.living.facts["sources"][0]["when"]
