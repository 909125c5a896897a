"""A long programme takes as many pages as it needs, and loses neither an event nor its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event
from kiosk.compose import compose as composer
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.compose import compose
from kiosk.page.items import Group, Page, TextRun
from kiosk.page.items import Item as PageItem
from kiosk.page.stock import STOCKS
from kiosk.store import templates
from tests.tooling.choice import chessboard

SHORT = "Stories and rhymes for the under fives and whoever brings them along"


def brief(count: int, family: str, stock: str) -> Brief:
    """Ask for a programme of so many events, a day apart."""
    start = datetime(2022, 11, 1, 10, 30)
    campaign = Campaign(title="Autumn at the library", id="autumn", website="https://example.org/a", organisation="Town Library")
    zone = campaign.zone
    events = tuple(
        Event(id=f"e{i}", title=f"Story time number {i}", summary=SHORT, starts=(start + timedelta(days=i)).replace(tzinfo=zone))
        for i in range(count)
    )
    return Brief(
        campaign=Campaign(
            title=campaign.title, id="autumn", website=campaign.website, organisation="Town Library", events=events, family=family
        ),
        product="programme",
        stock=STOCKS["programme"][stock],
        what="programme",
        at=start.replace(tzinfo=zone),
        family_name=family,
        family=templates.load(family, None),
    )


def words(item: PageItem) -> str:
    """Read all text of an item."""
    match item:
        case TextRun():
            return item.text
        case Group():
            return "".join(words(i) for _, i in item.items) + " "
        case _:
            return ""


@pytest.mark.parametrize(("family", "stock"), chessboard(["leaf", "civic", "ink", "table", "photo"], ["a3-landscape", "a4"]))
def test_a_long_programme_keeps_every_event_and_its_time(family: str, stock: str) -> None:
    pages = compose(brief(26, family, stock))
    assert len(pages) > 1
    assert [f for p in pages for f in p.findings if f.severity == "error"] == []
    told = " ".join(" ".join(words(i) for _, i in p.page.items).replace("\xa0", " ") for p in pages)
    for n in range(26):
        assert f"Story time number {n} " in f"{told} ".replace("  ", " ")
    assert told.count("10.30 am") == 26


def test_a_short_programme_stays_on_one_page() -> None:
    assert len(compose(brief(6, "leaf", "a3-landscape"))) == 1


@pytest.mark.parametrize(("count", "room", "pages"), [(6, 10, 1), (24, 10, 3), (200, 10, 20), (200, 250, 1), (200, 5, 1)])
def test_few_pages_are_tried_for_a_very_long_programme(
    count: int, room: int, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each crowded page costs a second, so few are made; where even the most pages do not do, one is given with its errors."""
    tried: list[int] = []

    def page(brief: Brief, _family: object, scope: composer.Scope, *_: object) -> Composed:
        tried.append(len(scope.rows("programme.rows")))
        return Composed(Page(brief.stock, (), "en", ""))

    monkeypatch.setattr(composer, "_page", page)
    monkeypatch.setattr(composer, "_crowded", lambda _page: tried[-1] > room)
    made = compose(brief(count, "leaf", "a3-landscape"))
    assert len(made) == pages
    assert len(tried) - len(made) <= 6


def test_making_a_page_pauses_between_its_steps_and_can_be_given_up() -> None:
    class Enough(BaseException):
        pass

    pauses: list[int] = []

    def pause() -> None:
        pauses.append(1)
        if len(pauses) == 3:
            raise Enough

    with pytest.raises(Enough):
        compose(replace(brief(60, "civic", "a4"), pause=pause))
