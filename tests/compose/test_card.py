"""Detail cards in every family: all that can be touched is there, within reach, and nothing is cut off."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import zxingcpp
from PIL import Image

from kiosk.campaign.brand import Brand, BrandInk
from kiosk.campaign.campaign import Campaign, Screen
from kiosk.campaign.item import Event, Prompt
from kiosk.compose import card, reach
from kiosk.compose.brief import Brief
from kiosk.page.stock import STOCKS
from kiosk.store import templates

SHAPES = ("1920x1080", "1080x1920")
CAMPAIGN = Campaign(
    title="Spring reading",
    id="spring",
    languages=("en", "cy", "ar"),
    events=(
        Event(
            id="cafe",
            title="Knowledge cafe",
            summary="One question, many small tables.",
            description="Bring a question that keeps you awake and a cup of something warm; leave with six answers.",
            starts=datetime(2022, 11, 9, 14),
            ends=datetime(2022, 11, 9, 15),
            venue="Learning Hub",
            booking="https://example.org/k/cafe",
        ),
    ),
    prompts=(Prompt(id="ask", question="Whom did you {ask} <last> & why $?"),),
)
TOUCHED = {"back", "list", "next", "large", "contrast", "close", "idle", "panel"}


def brief(family: str = "leaf", shape: str = "1920x1080", what: str = "cafe", lang: str = "en", **screen: object) -> Brief:
    return Brief(
        campaign=CAMPAIGN,
        product="slide",
        stock=STOCKS["slide"][shape],
        what=what,
        at=datetime(2022, 11, 8, 10, tzinfo=UTC),
        family_name=family,
        family=templates.load(family, None),
        langs=(lang,),
        screen=Screen(name="x", touch=True, **screen),  # type: ignore[arg-type]
        living=True,
    )


def troubles(made: card.Card) -> list[str]:
    return [f.sentence for f in made.composed.findings if f.severity == "error"]


@pytest.mark.parametrize("look", card.LOOKS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("family", sorted(card.FAMILIES))
def test_a_card_has_all_its_buttons_and_no_faults_in_every_family(family: str, shape: str, look: card.Look) -> None:
    made = card.card(brief(family, shape), templates.card(), look, ("cy",))
    assert set(made.composed.boxes) >= TOUCHED | {"lang-cy"}
    assert troubles(made) == []
    stock = STOCKS["slide"][shape]
    names = [n for n in made.composed.boxes if n in TOUCHED - {"panel", "idle"} or n == "lang-cy"]
    rects = [made.composed.boxes[n] for n in names]
    for i, a in enumerate(rects):
        assert 0 <= a.x <= a.right <= stock.width
        assert a.h / stock.u >= 9 - 1e-6
        assert not any(a.meets(b) for b in rects[i + 1 :]), names[i]


def test_every_family_of_the_program_says_which_inks_its_cards_take() -> None:
    import tomli

    assert set(tomli.loads(templates.card()["families.toml"])) == card.FAMILIES == set(templates.names(None))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_code_on_a_card_is_large_and_can_be_read(shape: str, qapp: object) -> None:
    from kiosk.paint import qt

    made = card.card(brief(shape=shape), templates.card(), "plain", ()).composed
    assert [c.text for c in made.codes] == ["https://example.org/k/cafe"]
    image = qt.raster(made.page)
    pixels = Image.frombytes("RGBA", (image.width(), image.height()), bytes(image.constBits()))
    assert [c.text for c in zxingcpp.read_barcodes(pixels.convert("L"))] == ["https://example.org/k/cafe"]
    qr = next(rect for name, rect in made.boxes.items() if name == "qr")
    assert qr.w / made.page.stock.u == pytest.approx(56 if shape == "1920x1080" else 50)


def test_larger_is_larger_and_high_contrast_is_black_whatever_the_brand() -> None:
    plain, large = (card.card(brief(), templates.card(), look).composed for look in ("plain", "large"))
    assert large.boxes["date"].h >= 1.2 * plain.boxes["date"].h
    branded = replace(brief(), campaign=replace(CAMPAIGN, brand=Brand(inks={"primary": BrandInk(screen="#005EB8")})))
    assert card.card(branded, templates.card(), "contrast").bar == "#FFE14D"
    assert card.card(branded, templates.card(), "plain").bar != card.card(brief(), templates.card(), "plain").bar


def test_languages_name_themselves_and_an_arabic_card_is_mirrored() -> None:
    assert [card.autonym(lang) for lang in ("en", "cy", "ar", "xx-nonsense")] == ["English", "Cymraeg", "العربية", "xx-nonsense"]
    left, right = (card.card(brief(lang=lang), templates.card(), "plain", ("en",)).composed for lang in ("cy", "ar"))
    width = left.page.stock.width
    assert right.boxes["back"].x == pytest.approx(width - left.boxes["back"].right)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_list_names_its_rows_by_item_whatever_their_titles_hold(shape: str) -> None:
    made = card.listing(brief(shape=shape), templates.card(), "plain", ["cafe", "ask"], 0, ("cy",))
    assert {n for n in made.composed.boxes if n.startswith("item-")} == {"item-cafe", "item-ask"}
    assert troubles(made) == []
    assert (
        card.listing(brief(shape=shape), templates.card(), "plain", ["cafe", "ask"], 1)
        .composed.boxes.keys()
        .isdisjoint({"item-cafe", "item-ask"})
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_the_pad_has_ten_digits(shape: str) -> None:
    made = card.pad(brief(shape=shape), templates.card(), "Type the PIN to leave the slides")
    assert set(made.composed.boxes) >= {*(f"pin-{n}" for n in range(10)), "pin-erase", "back", "dots"}
    assert troubles(made) == []


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("diagonal", [15, 24, 43, 55, 86])
def test_buttons_are_never_lower_than_twenty_millimetres(diagonal: float, wide: bool) -> None:
    space = reach.room(Screen(name="x", diagonal=diagonal), wide)
    short = diagonal * 25.4 / (1 + (16 / 9) ** 2) ** 0.5
    assert space.high * short / 100 >= 19.9


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize(("diagonal", "mounted"), [(32, 0.9), (43, 0.9), (55, 0.9), (55, 0.8), (65, 0.85)])
def test_within_reach_means_no_higher_than_a_metre_twenty(diagonal: float, mounted: float, wide: bool) -> None:
    space = reach.room(Screen(name="x", diagonal=diagonal, mounted=mounted, reach_low=True), wide)
    short = diagonal * 0.0254 / (1 + (16 / 9) ** 2) ** 0.5
    whole = 100.0 if wide else 100 * 16 / 9
    tops = [space.boxes[n][1] for n in ("back", "list", "next")] + [c[1] for c in (*space.choices(3), *space.cells(wide))]
    for top in tops:
        assert mounted + (whole - top) / 100 * short <= 1.2 + 0.01
    assert space.close is None, "what is at the top does not count"
