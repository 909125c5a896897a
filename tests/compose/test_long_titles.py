"""Titles of 160 letters find room on every page of every family, at sizes that can be read."""

from dataclasses import replace

import pytest

from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.export.contact.stress import of_length
from kiosk.page.stock import STOCKS
from tests.compose.event_pages import STAGES, errors, first, pages
from tests.compose.families import FAMILIES, kit
from tests.compose.making import text_of
from tests.tooling.choice import chessboard

LONG = of_length(kit().campaign, first(), 160)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), [*STAGES, ("postcard", "a6"), ("poster", "a3"), ("poster", "a5")])
def test_a_title_of_160_letters_fits(family: str, product, stock: str) -> None:
    assert len(LONG) == 160
    made = pages(family, product, stock, title=LONG)
    assert not errors(made)
    assert "Assessment" in text_of(made[0].page)


@pytest.mark.parametrize(("family", "stock"), chessboard(FAMILIES, ["a3-landscape", "a4-landscape", "a4"]))
@pytest.mark.parametrize("how_many", [1, 6])
def test_programmes_hold_them_too(family: str, stock: str, how_many: int) -> None:
    k = kit()
    events = tuple(replace(e, title=LONG) if n < how_many else e for n, e in enumerate(k.campaign.events))
    made = compose.compose(
        Brief(
            campaign=replace(k.campaign, events=events), product="programme", stock=STOCKS["programme"][stock], what="programme",
            at=k.at, family_name=family, family=k.families[family],
        )
    )  # fmt: skip
    assert not errors(made)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("stock", ["1920x1080", "1080x1920"])
@pytest.mark.parametrize("rows", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("what", ["agenda-today", "agenda-week"])
def test_agendas_hold_titles_of_43_letters(family: str, stock: str, rows: int, what: str) -> None:
    k = kit()
    title = "Why the handover list keeps the reasons too"
    day = k.at.replace(day=3, tzinfo=k.campaign.zone)
    events = tuple(
        replace(first(), id=f"e{n}", title=title, starts=day.replace(hour=9 + 2 * n), ends=day.replace(hour=10 + 2 * n))
        for n in range(rows)
    )
    (made,) = compose.compose(
        Brief(
            campaign=replace(k.campaign, events=events), product="slide", stock=STOCKS["slide"][stock], what=what,
            at=day.replace(hour=9, minute=30), family_name=family, family=k.families[family],
        )
    )  # fmt: skip
    assert not errors((made,))
    assert not [f for f in made.findings if f.id == "contrast-repaired"]
    assert text_of(made.page).count("handover") == min(rows, 4)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("product", "stock"), [*STAGES, ("postcard", "a6")])
@pytest.mark.parametrize("letters", [41, 89, 100, 101])
def test_titles_of_any_length_up_to_that_fit_too(family: str, product, stock: str, letters: int) -> None:
    assert not errors(pages(family, product, stock, title=of_length(kit().campaign, first(), letters)))


@pytest.mark.parametrize("family", sorted({*FAMILIES} - {"photo"}))
def test_a_week_holds_a_title_of_58_letters_among_four(family: str) -> None:
    k = kit()
    titles = ("Barriers with nurses midwives and 1", "Midwives and librarians across every ward 2")
    titles += ("Across every ward and reading room sharing 3", "And reading room sharing knowledge breaking barriers with 4")
    day = k.at.replace(day=1, hour=10, tzinfo=k.campaign.zone)
    events = tuple(
        replace(first(), id=f"e{n}", title=title, starts=day.replace(day=2 + n), ends=day.replace(day=2 + n, hour=11))
        for n, title in enumerate(titles)
    )
    (made,) = compose.compose(
        Brief(
            campaign=replace(k.campaign, events=events), product="slide", stock=STOCKS["slide"]["1920x1080"], what="agenda-week",
            at=day, family_name=family, family=k.families[family],
        )
    )  # fmt: skip
    assert not errors((made,))
    assert "barriers with 4" in text_of(made.page)
