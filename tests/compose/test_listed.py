"""Where the rows of an agenda stand, in every family: a finger must find the event it means."""

from dataclasses import replace

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.page.stock import STOCKS
from kiosk.store import templates
from tests.compose.families import FAMILIES
from tests.compose.making import at, event

SHAPES = ("1920x1080", "1080x1920")
NAMES = ("harvest", "cafe", "exchange", "fishbowl")
CAMPAIGN = Campaign(
    title="Spring",
    id="spring",
    timezone="Europe/London",
    events=tuple(
        event(id=name, title=f"The {name}", starts=at(f"2022-11-03T{10 + 2 * n}:30"), ends=at(f"2022-11-03T{11 + 2 * n}:30"))
        for n, name in enumerate(NAMES)
    ),
)


def agenda(family: str, shape: str, many: int, *langs: str) -> Composed:
    shown = replace(CAMPAIGN, events=CAMPAIGN.events[:many], languages=langs)
    brief = Brief(
        campaign=shown,
        product="slide",
        stock=STOCKS["slide"][shape],
        what="agenda-today",
        at=at("2022-11-03T10:45"),
        family_name=family,
        family=templates.load(family, None),
        langs=langs,
        living=True,
    )
    return compose.compose(brief)[0]


@pytest.mark.parametrize("many", [1, 2, 4])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("family", FAMILIES)
def test_each_row_has_its_own_place_that_tells_its_event(family: str, shape: str, many: int) -> None:
    made = agenda(family, shape, many, "en")
    rows = {name: rect for name, rect in made.boxes.items() if name.startswith("entry-")}
    assert list(rows) == [f"entry-{n}-{name}" for n, name in enumerate(NAMES[:many])]
    rects = list(rows.values())
    for n, rect in enumerate(rects):
        assert made.page.stock.trim.holds(rect)
        assert rect.h > 5 * made.page.stock.u, "high enough for a finger"
        assert not any(rect.inset(0.1).meets(other) for other in rects[n + 1 :]), "no finger means two"


def test_rows_of_two_languages_and_from_right_to_left_are_found_too() -> None:
    english, arabic = (agenda("leaf", SHAPES[0], 4, lang).boxes["entry-0-harvest"] for lang in ("en", "ar"))
    assert arabic.x == pytest.approx(english.mirrored(STOCKS["slide"][SHAPES[0]].width).x, abs=0.01)
    assert arabic.x > english.x + 1
    assert "entry-2-exchange" in agenda("leaf", SHAPES[0], 4, "cy", "en").boxes
