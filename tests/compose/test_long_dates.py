"""Long dates and hashtags withhold no page, in Welsh, in two languages and in English: dates are said in fewer words."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.page.stock import STOCKS, Product
from tests.compose import making
from tests.compose.families import kit
from tests.compose.making import text_of
from tests.compose.translated import sample

BOTH, WELSH, ENGLISH = ("cy", "en"), ("cy",), ("en",)
MONTHS: dict[str, Any] = {"starts": datetime(2022, 11, 28, 9, 30), "ends": datetime(2022, 12, 9, 17)}
DAYS: dict[str, Any] = {"starts": date(2022, 9, 28), "ends": date(2022, 12, 14)}
OFF: dict[str, Any] = {"status": "cancelled", "starts": datetime(2022, 11, 23, 12, 30), "ends": datetime(2022, 11, 23, 13, 30)}
WORST: list[tuple[str, Product, str, tuple[str, ...], dict[str, Any]]] = [
    ("leaf", "social", "square", BOTH, MONTHS), ("leaf", "social", "tall", BOTH, OFF), ("leaf", "postcard", "a6", BOTH, MONTHS),
    ("leaf", "slide", "1920x1080", WELSH, MONTHS), ("leaf", "social", "share", BOTH, DAYS),
    ("civic", "postcard", "a6", ENGLISH, MONTHS), ("civic", "slide", "1080x1920", WELSH, MONTHS),
    ("civic", "social", "square", BOTH, MONTHS), ("civic", "poster", "a4", ENGLISH, MONTHS),
    ("ink", "slide", "1080x1920", BOTH, DAYS),
    ("table", "poster", "a4", WELSH, MONTHS), ("table", "slide", "1080x1920", BOTH, DAYS), ("table", "postcard", "a6", BOTH, OFF),
    ("table", "slide", "1920x1080", WELSH, OFF), ("table", "social", "wide", ENGLISH, MONTHS),
    ("photo", "social", "share", BOTH, DAYS), ("photo", "slide", "1080x1920", BOTH, MONTHS | {"status": "cancelled"}),
    ("photo", "postcard", "a6", ENGLISH, MONTHS),
]  # fmt: skip


def told(languages: tuple[str, ...], **changes: Any) -> Campaign:
    c = sample(*languages)
    event = replace(next(e for e in c.events if e.id == "exchange"), **changes)
    return replace(c, sample=False, hashtag="#GwybodaethIBawb2022", events=(event,))


def made(family: str, product: Product, stock: str, c: Campaign, what: str = "exchange") -> tuple[Composed, ...]:
    k = kit()
    order = Brief(
        campaign=c, product=product, stock=STOCKS[product][stock], what=what, at=datetime(2022, 11, 9, 10, 15, tzinfo=c.zone),
        family_name=family, family=k.families[family], langs=c.languages, pictures=k.pictures,
    )  # fmt: skip
    return compose.compose(order)


@pytest.mark.parametrize(("family", "product", "stock", "languages", "changes"), WORST)
def test_no_page_is_withheld(
    family: str, product: Product, stock: str, languages: tuple[str, ...], changes: dict[str, Any]
) -> None:
    pages = made(family, product, stock, told(languages, **changes))
    assert [f.sentence for one in pages for f in one.findings if f.severity == "error"] == []


@pytest.mark.parametrize(("family", "stock"), [("civic", "a4-landscape"), ("table", "a4")])
def test_a_programme_of_long_dates_takes_more_pages(family: str, stock: str) -> None:
    c = told(BOTH, **MONTHS)
    (event,) = c.events
    weekly = replace(event, id="weekly", repeat="RRULE:FREQ=WEEKLY;COUNT=10", ends=datetime(2022, 11, 28, 10, 30))
    many = replace(c, events=(event, weekly, *(replace(event, id=f"off-{n}", status="cancelled") for n in range(4))))
    pages = made(family, "programme", stock, many, "programme")
    assert [f.sentence for one in pages for f in one.findings if f.severity == "error"] == []
    said = text_of(pages[0].page)
    assert "28\u20139" in said
    assert "28 to 9" not in said, "figures stand once"


@pytest.mark.parametrize(("product", "stock"), [("poster", "a4"), ("social", "square"), ("social", "tall")])
@pytest.mark.parametrize("picture", [False, True])
def test_captions_in_two_languages_stand_clear_of_the_large_date(product: Product, stock: str, picture: bool) -> None:
    c = told(BOTH, **(OFF | ({"picture": sample().events[3].picture} if picture else {})))
    (done,) = made("ink", product, stock, c)
    assert "contrast-repaired" not in making.ids(done)
    assert "Cancelled" in text_of(done.page)


def test_the_month_stays_on_its_bubble() -> None:
    (done,) = made("table", "slide", "1080x1920", told(BOTH, **MONTHS))
    assert "contrast-repaired" not in making.ids(done)
    assert "Tach\u2013Rhag" in text_of(done.page)


def short(text: str, width: float, languages: tuple[str, ...] = ENGLISH, **changes: Any) -> str:
    body = f'<text fit="4-5" lines="1" box="7,7,{width},20">{text}</text>'
    c = making.campaign(making.event(**(MONTHS | changes)), languages=languages)
    return text_of(making.compose(body, campaign=c, langs=languages).page).replace("\u00a0", " ").replace("\u2009", " ")


def test_a_date_is_said_in_as_many_words_as_there_is_room_for() -> None:
    widths = (90.0, 56.0, 36.0, 26.0)
    assert [short("{when.full}", w) for w in widths] == [
        "Monday 28 November to Friday 9 December", "Mon 28 Nov to Fri 9 Dec", "28 Nov to 9 Dec", "28/11 – 9/12",
    ]  # fmt: skip


def test_in_two_languages_figures_are_said_once() -> None:
    assert short("{when.full}", 26, BOTH) == "28/11 – 9/12"


def test_a_date_is_said_in_short_before_anything_is_left_out() -> None:
    body = '<column box="7,7,56,12"><text fit="4-5" lines="1">{when.full}</text><text size="4" drop="1">{place.short}</text>'
    body += "</column>"
    done = making.compose(body, campaign=making.campaign(making.event(**MONTHS)))
    assert text_of(done.page).replace("\u00a0", " ") == "Mon 28 Nov to Fri 9 Dec Learning Hub, Level 2"
    assert "dropped-to-fit" not in making.ids(done)


def test_one_who_cannot_see_the_page_is_told_the_whole_date() -> None:
    (done,) = made("civic", "social", "square", told(BOTH, **MONTHS))
    assert "Dydd Llun 28 Tachwedd – Dydd Gwener 9 Rhagfyr" in done.alt.replace("\u00a0", " ")
