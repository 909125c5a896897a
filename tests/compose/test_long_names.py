"""A campaign's name of ordinary length withholds no page, and stays clear of what stands below it."""

from dataclasses import replace

import pytest

from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.page.stock import STOCKS
from tests.compose import making
from tests.compose.event_pages import STAGES, errors, first
from tests.compose.families import FAMILIES, kit

NAME = "Evidence in January - what is on in the library"


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), [*STAGES, ("postcard", "a6")])
def test_a_name_of_47_letters_fits_every_page(family: str, product, stock: str) -> None:
    k = kit()
    event = replace(first(), title="Lunch & learn: reading a forest plot", summary="Fifteen minutes of theory.")
    brief = Brief(
        campaign=replace(k.campaign, title=NAME, events=(event,)), product=product, stock=STOCKS[product][stock], what=event.id,
        at=k.at, family_name=family, family=k.families[family],
    )  # fmt: skip
    made = compose.compose(brief)
    assert not errors(made)
    assert "campaign's name is left out" not in " ".join(f.sentence for one in made for f in one.findings)


@pytest.mark.parametrize(("what", "of"), [("campaign.title", "campaign's name"), ("place.short", "place"), ("when.time", "time")])
def test_findings_name_what_does_not_fit_in_words_people_know(what: str, of: str) -> None:
    page = f'<page kind="event"><text role="small" fit="9-9" box="0,0,10,9" lines="1">{{{what}}}</text></page>'
    found = [f for f in making.compose(page).findings if f.id == "does-not-fit"]
    assert [f.sentence.split(" does not")[0] for f in found] == [f"The {of}"]
