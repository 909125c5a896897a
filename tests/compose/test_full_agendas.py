"""A week of long titles: every family has room for them, and what is left out is counted."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.fields import facts
from kiosk.page.stock import STOCKS
from tests.compose.families import FAMILIES, kit
from tests.compose.making import ids, runs, size_of, text_of
from tests.compose.translated import sample

TITLES = (
    "Searching for evidence on pressure ulcers: a first lesson",
    "Reading systematic reviews quickly and knowing what counts",
    "Journal club for the emergency department and paediatrics",
    "Critical appraisal over lunch: qualitative research papers",
    "Health literacy drop-in",
)
WELSH = (
    "Chwilio am dystiolaeth ar friwiau pwyso: y wers gyntaf",
    "Darllen adolygiadau systematig yn gyflym ac yn ofalus iawn",
    "Clwb cyfnodolion i'r adran achosion brys a phediatreg",
    "Gwerthuso beirniadol dros ginio: papurau ymchwil ansoddol",
    "Galw heibio llythrennedd iechyd",
)


def week(count: int, *languages: str) -> Campaign:
    c = sample(*languages)
    first = datetime(2022, 11, 10, 12, 30)
    events = tuple(
        replace(
            c.events[0], id=f"e{n}", title=TITLES[n], translations={"cy": {"title": WELSH[n]}} if "cy" in languages else {},
            starts=first + timedelta(days=n), ends=first + timedelta(days=n, hours=1),
        )
        for n in range(count)
    )  # fmt: skip
    return replace(c, sample=False, events=events)


def order(family: str, stock: str, c: Campaign) -> Brief:
    k, at = kit(), datetime(2022, 11, 9, 10, tzinfo=c.zone)
    return Brief(
        campaign=c, product="slide", stock=STOCKS["slide"][stock], what="agenda-week", at=at, family_name=family,
        family=k.families[family], langs=c.languages, pictures=k.pictures,
    )  # fmt: skip


def made(family: str, stock: str, c: Campaign) -> Composed:
    return compose.compose(order(family, stock, c))[0]


@pytest.mark.parametrize("languages", [("en",), ("cy", "en")], ids="+".join)
@pytest.mark.parametrize("stock", ["1920x1080", "1080x1920"])
@pytest.mark.parametrize("family", FAMILIES)
def test_four_long_titles_withhold_no_agenda(family: str, stock: str, languages: tuple[str, ...]) -> None:
    done = made(family, stock, week(4, *languages))
    assert [f.sentence for f in done.findings if f.severity == "error"] == []


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_title_on_a_ticket_is_no_smaller_than_its_day(count: int) -> None:
    done = made("photo", "1920x1080", week(count, "en"))
    assert size_of(done, "evidence") >= 4.9
    assert "detail-distance" not in ids(done)


def test_a_day_on_the_only_ticket_stands_beside_its_next() -> None:
    page = made("photo", "1920x1080", week(1, "en")).page
    assert any(run.text.strip() == "Next, Thu" for _, run in runs(page))


@pytest.mark.parametrize(("count", "call"), [(4, "Scan for the programme"), (5, "Scan for one more")])
def test_one_more_is_said_in_words(count: int, call: str) -> None:
    scope = facts.bind(order("leaf", "1920x1080", week(count, "en")))
    assert scope.text("link.cta") == call


@pytest.mark.parametrize("family", ["civic", "ink"])
def test_no_row_is_shown_that_is_counted_as_left_out(family: str) -> None:
    said = text_of(made(family, "1920x1080", week(4, "cy", "en")).page).replace("\u00a0", " ")
    assert "un arall" in said
    assert "Critical appraisal" not in said
