"""What is remembered from page to page never shows on another brand, stock or language."""

from dataclasses import replace

from bench.families import forget
from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.page.stock import STOCKS
from kiosk.store.folder import brands
from tests.compose.families import kit


def test_a_page_after_others_is_the_page_of_a_fresh_start():
    k = kit()
    plain = Brief(
        campaign=k.campaign, product="poster", stock=STOCKS["poster"]["a4"], what="exchange", at=k.at, family_name="leaf",
        family=k.families["leaf"], langs=("en",), pictures=k.pictures,
    )  # fmt: skip
    branded = replace(k.campaign, brand=replace(k.campaign.brand, use="nhs", base=brands.kit("nhs")))
    others = (
        replace(plain, campaign=branded),
        replace(plain, stock=STOCKS["poster"]["a5"]),
        replace(plain, langs=("cy", "en")),
        replace(plain, family_name="ink", family=k.families["ink"]),
    )
    asked = [step for other in others for step in (plain, other)]
    made = [compose.compose(brief) for brief in asked]
    assert len({page[0].page for page in made}) == 1 + len(others)
    for brief in (plain, *others):
        forget()
        fresh = compose.compose(brief)
        assert all(page == fresh for page, one in zip(made, asked, strict=True) if one == brief)
