"""What an event costs stands among its facts, in every family and on every page that announces it."""

from dataclasses import replace

import pytest

from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.page.stock import STOCKS
from tests.compose.event_pages import STAGES, errors, first, pages
from tests.compose.families import FAMILIES, kit
from tests.compose.making import text_of


def plain(made: Composed) -> str:
    return text_of(made.page).replace("\u00a0", " ")


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), [*STAGES, ("postcard", "a6")])
@pytest.mark.parametrize("cost", ["Free", "£5, free for staff"])
def test_the_price_is_printed(family: str, product, stock: str, cost: str) -> None:
    made = pages(family, product, stock, cost=cost)
    if any(f.sentence.startswith("The price is left out") for f in made[0].findings):
        assert cost != "Free", "a single word has room everywhere"
    else:
        assert cost.replace(" ", "") in plain(made[0]).replace(" ", "")
    assert not errors(made)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), STAGES[:4])
def test_what_is_off_or_has_no_price_says_none(family: str, product, stock: str) -> None:
    assert "Free for all staff" not in plain(pages(family, product, stock, status="cancelled")[0])
    assert "Free for all staff" not in plain(pages(family, product, stock, cost="")[0])


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("stock", ["a3-landscape", "a4"])
def test_a_programme_says_one_price_once_and_different_ones_by_event(family: str, stock: str) -> None:
    k = kit()

    def programme(**changed: str) -> Composed:
        events = tuple(replace(e, cost=changed.get(e.id.partition("-")[0], "Free")) for e in k.campaign.events[:4])
        return compose.compose(
            Brief(
                campaign=replace(k.campaign, events=events), product="programme", stock=STOCKS["programme"][stock],
                what="programme", at=k.at, family_name=family, family=k.families[family],
            )
        )[0]  # fmt: skip

    assert plain(programme()).count("Free") == 1
    several = plain(programme(exchange="£5"))
    assert several.count("Free") == 3
    assert "£5" in several


def test_emoji_and_spaces_of_a_price_are_cleaned_as_those_of_a_title() -> None:
    assert "Free now" in plain(pages("leaf", "poster", "a4", cost=" Free\n now ")[0])
    assert first().cost == "Free for all staff"


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), STAGES)
def test_a_priced_event_in_two_languages_has_no_errors(family: str, product, stock: str) -> None:
    welsh = {
        "title": "Cyfnewid gwybodaeth",
        "summary": "Sut mae casglu'r hyn y mae nyrsys a bydwragedd yn ei wybod?",
        "cost": "Am ddim",
    }
    made = pages(family, product, stock, langs=("cy", "en"), translations={"cy": welsh})
    assert not errors(made)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("stock", ["1920x1080", "1080x1920"])
def test_a_long_price_in_another_script_gives_way(family: str, stock: str) -> None:
    assert not errors(pages(family, "slide", stock, langs=("el",), title="Ανταλλαγή γνώσης", cost="Δωρεάν για όλο το προσωπικό"))
