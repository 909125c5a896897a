"""An event's own picture has its place in every family, and without one nothing is missing."""

from datetime import timedelta

import pytest

from kiosk.campaign.item import PictureRef
from kiosk.page.items import Group, Picture
from kiosk.page.picture import PictureFacts
from kiosk.paint import qt
from tests.compose.event_pages import STAGES, errors, pages
from tests.compose.families import FAMILIES, kit
from tests.compose.making import placed, text_of
from tests.tooling.golden import Golden, as_picture

REF = PictureRef(file="pictures/shelves.jpg", alt="An aisle between tall bookshelves")
LONG = "How sharing knowledge between nurses, midwives and library staff breaks down old barriers"
LONGEST = f"{LONG}, and what every ward, clinic and community team can do about it from today"


def figures(made) -> list[Group]:
    return [i for _, i in placed(made.page) if isinstance(i, Group) and i.role == "figure" and i.alt == REF.alt]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), STAGES)
def test_the_picture_stands_once_and_says_what_it_shows(golden: Golden, family: str, product, stock: str) -> None:
    made = pages(family, product, stock, picture=REF)
    assert len(figures(made[0])) == 1
    assert not errors(made)
    assert not {"contrast-repaired", "picture-left-out"} & {f.id for f in made[0].findings}
    s = made[0].page.stock
    scale = 128 / max(s.width, s.height)
    small = as_picture(qt.raster(made[0].page, (round(s.width * scale), round(s.height * scale)))).convert("RGB")
    golden.png(f"pictured/{family}-{product}-{stock}.png", small.quantize(32).convert("RGB"))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), STAGES)
@pytest.mark.parametrize("status", ["full", "postponed", "cancelled"])
def test_every_state_goes_with_a_picture(family: str, product, stock: str, status: str) -> None:
    made = pages(family, product, stock, picture=REF, title=LONG, status=status)
    assert not errors(made)


@pytest.mark.parametrize("family", [f for f in FAMILIES if f != "photo"])
@pytest.mark.parametrize(("product", "stock"), STAGES)
def test_without_one_there_is_no_picture_and_nothing_is_said(family: str, product, stock: str) -> None:
    (made,) = pages(family, product, stock)
    assert not any(isinstance(i, Picture) for _, i in placed(made.page))
    assert not any("picture" in f.id for f in made.findings)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), STAGES)
@pytest.mark.parametrize("at", [0.05, 0.5])
def test_what_must_stay_visible_stands_clear_of_edges_and_corners(family: str, product, stock: str, at: float) -> None:
    facts = PictureFacts("p.jpg", "0", 4000, 3000, focal=(at + 0.15, at + 0.15), safe=(at, at, 0.3, 0.3))
    (made,) = pages(family, product, stock, facts, picture=REF)
    if "picture-cut" in {f.id for f in made.findings}:
        # Only what lies at the very edge of the picture may meet a round corner, and then it is said.
        assert at == 0.05
    (crop,) = {i.crop for _, i in placed(made.page) if isinstance(i, Picture)}
    assert crop.x <= at * 4000 + 1
    assert crop.right >= (at + 0.3) * 4000 - 1


@pytest.mark.parametrize("family", [f for f in FAMILIES if f != "photo"])
def test_a_picture_for_a_window_may_be_smaller_than_one_for_the_page(family: str) -> None:
    small = PictureFacts("p.jpg", "0", 420, 320)
    assert len(figures(pages(family, "slide", "1920x1080", small, picture=REF)[0])) == 1
    (whole,) = pages("photo", "slide", "1920x1080", PictureFacts("p.jpg", "0", 380, 260), picture=REF)
    assert figures(whole) == []


@pytest.mark.parametrize("family", ["leaf", "ink"])
def test_where_the_longest_titles_need_its_room_that_is_said(family: str) -> None:
    (made,) = pages(family, "poster", "a4", picture=REF, title=LONGEST)
    assert figures(made) == []
    assert "picture-left-out" in {f.id for f in made.findings}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), STAGES[1:3])
def test_a_running_event_says_so_on_its_picture(family: str, product, stock: str) -> None:
    now = kit().at
    made = pages(
        family, product, stock, picture=REF, living=True, starts=now - timedelta(minutes=5), ends=now + timedelta(hours=1)
    )
    assert "Happening now" in text_of(made[0].page).replace("Happening  now", "Happening now")
    assert not errors(made)
    assert "contrast-repaired" not in {f.id for f in made[0].findings}
