"""A campaign's name of ordinary length withholds no page, and stays clear of what stands below it."""

from dataclasses import replace

import pytest

from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.page.items import TextRun
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


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), [*STAGES, ("slide", "cover"), ("slide", "cover-portrait")])
def test_a_trusts_long_address_and_room_and_three_sentences_withhold_no_page_and_the_place_stays(
    family: str, product, stock: str
) -> None:
    """What stands in the e-mails of real services: a site of 30 letters, a room with its building, a summary nobody cut."""
    k = kit()
    event = replace(
        first(), title="Knowledge cafe: What we wish we had known", venue="Training Room 2, Education Centre",
        booking="https://library.stannes.example.nhs.uk/book/cafe-1", short="", cost="",
        summary="An informal conversation over coffee about the things nobody told you when you started on the wards. "
        "No slides, no minutes, bring your lunch.",
    )  # fmt: skip
    campaign = replace(k.campaign, title="Knowledge January 2027: learning from each other", events=(event,), sample=False)
    what = "cover" if stock.startswith("cover") else event.id
    stock = {"cover": "1920x1080", "cover-portrait": "1080x1920"}.get(stock, stock)
    brief = Brief(
        campaign=campaign, product=product, stock=STOCKS[product][stock], what=what,
        at=k.at, family_name=family, family=k.families[family],
    )  # fmt: skip
    made = compose.compose(brief)
    assert not errors(made)
    said = " ".join(f.sentence for one in made for f in one.findings)
    assert "place is left out" not in said
    assert "time or place is left out" not in said


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("product", "stock"), [("poster", "a4"), ("postcard", "a6"), ("programme", "a4"), ("programme", "a3-landscape")]
)
def test_the_name_of_a_trusts_library_stands_in_letters_that_print(family: str, product, stock: str) -> None:
    k = kit()
    name = "St Anne's University Hospitals, Library and Knowledge Service"
    brief = Brief(
        campaign=replace(k.campaign, organisation=name, brand=replace(k.campaign.brand, logos=())), product=product,
        stock=STOCKS[product][stock], what="programme" if product == "programme" else first().id,
        at=k.at, family_name=family, family=k.families[family],
    )  # fmt: skip
    made = compose.compose(brief)
    assert not errors(made)
    plates = [group for one in made for group in making.groups(one.page, "organisation")]
    assert min((run.size for plate in plates for _, run in plate.items if isinstance(run, TextRun)), default=6) >= 6


def test_a_name_that_could_not_be_read_is_left_out_and_told() -> None:
    done = making.compose("<logos box='7,80,14,3'/>", campaign=making.campaign(organisation="Knowledge " * 8))
    assert making.groups(done.page, "organisation") == []
    assert [f.cure for f in done.findings if "would be too small" in f.sentence] == [
        "Add your logo to [brand], or shorten the organisation's name."
    ]


def test_a_hashtag_that_does_not_fit_is_not_cured_by_the_title() -> None:
    page = '<page kind="event"><text role="small" fit="9-9" box="0,0,10,9" lines="1">{campaign.hashtag}</text></page>'
    found = [f for f in making.compose(page).findings if f.id == "does-not-fit"]
    assert [(f.cure, f.fix) for f in found] == [("Shorten the hashtag.", None)]


@pytest.mark.parametrize(("what", "of"), [("campaign.title", "campaign's name"), ("place.short", "place"), ("when.time", "time")])
def test_findings_name_what_does_not_fit_in_words_people_know(what: str, of: str) -> None:
    page = f'<page kind="event"><text role="small" fit="9-9" box="0,0,10,9" lines="1">{{{what}}}</text></page>'
    found = [f for f in making.compose(page).findings if f.id == "does-not-fit"]
    assert [f.sentence.split(" does not")[0] for f in found] == [f"The {of}"]
