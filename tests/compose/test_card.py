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
from kiosk.page import dump
from kiosk.page.ink import contrast, ink
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
WORDY = replace(
    CAMPAIGN,
    languages=("cy", "en"),
    events=(
        replace(CAMPAIGN.events[0], title="Everything that nobody has ever written down about the way things are done here"),
    ),
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

    terse = replace(CAMPAIGN, events=(replace(CAMPAIGN.events[0], summary="", description=""),))
    made = card.card(replace(brief(shape=shape), campaign=terse), templates.card(), "plain", ()).composed
    assert [c.text for c in made.codes] == ["https://example.org/k/cafe"]
    image = qt.raster(made.page)
    pixels = Image.frombytes("RGBA", (image.width(), image.height()), bytes(image.constBits()))
    assert [c.text for c in zxingcpp.read_barcodes(pixels.convert("L"))] == ["https://example.org/k/cafe"]
    qr = next(rect for name, rect in made.boxes.items() if name == "qr")
    assert qr.w / made.page.stock.u == pytest.approx(56 if shape == "1920x1080" else 50)


@pytest.mark.parametrize("look", card.LOOKS)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_code_gives_way_to_words_that_would_be_left_out_and_no_further(shape: str, look: card.Look) -> None:
    wordy = replace(CAMPAIGN, events=(replace(CAMPAIGN.events[0], cost="Free for all staff", audience="Everybody"),))
    made = card.card(replace(brief(shape=shape), campaign=wordy), templates.card(), look, ("cy",)).composed
    u, wide = made.page.stock.u, shape == "1920x1080"
    first = 1 if look in ("large", "both") else 0
    assert round(made.boxes["qr"].w / u, 6) in reach.CODES[wide][first : first + 2]
    if look == "plain" and not wide:
        assert made.boxes["qr"].w / u == pytest.approx(36)
        assert "words" in made.boxes, "at its usual size there was no room for the description"


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
def test_a_list_of_one_page_leads_back_and_a_longer_one_says_which_page_it_is(shape: str) -> None:
    one = card.listing(brief(shape=shape), templates.card(), "plain", ["cafe"], 0).composed
    more = card.listing(brief(shape=shape), templates.card(), "plain", ["cafe", "ask"] * 9, 1).composed
    assert {"back", "next", "list"} & set(one.boxes) == {"back"}
    assert {"back", "next", "list"} & set(more.boxes) == {"back", "next"}
    pages = card.pages(brief(shape=shape), 18)
    assert pages > 1
    assert f"2 / {pages}" in dump.dump(more.page)
    assert "1 / 1" not in dump.dump(one.page)


@pytest.mark.parametrize("look", card.LOOKS)
@pytest.mark.parametrize("lang", ["en", "cy", "ar"])
@pytest.mark.parametrize("shape", SHAPES)
def test_words_fit_their_buttons_in_every_language_and_the_title_leads(shape: str, lang: str, look: card.Look) -> None:
    other = "en" if lang != "en" else "cy"
    made = card.card(replace(brief(shape=shape, lang=lang), campaign=WORDY), templates.card(), look, (other,))
    assert troubles(made) == []
    listed = card.listing(
        replace(brief(shape=shape, lang=lang, reach_low=True), campaign=WORDY),
        templates.card(),
        look,
        ["cafe", "ask"],
        0,
        (other,),
    )
    assert troubles(listed) == []
    short = card.card(brief(shape=shape, lang=lang), templates.card(), look, (other,)).composed
    assert short.boxes["title"].h > 1.3 * short.boxes["date"].h / (2 if short.boxes["date"].h > 8 * short.page.stock.u else 1)


@pytest.mark.parametrize("look", ["plain", "contrast"])
@pytest.mark.parametrize("family", sorted(card.FAMILIES))
def test_the_bar_that_empties_is_seen_on_its_track(family: str, look: card.Look, qapp: object) -> None:
    from kiosk.paint import qt

    made = card.card(brief(family), templates.card(), look)
    image, spot = qt.raster(made.composed.page), made.composed.boxes["idle"].centre
    scale = image.width() / made.composed.page.stock.width
    track = image.pixelColor(round(spot.x * scale), round(spot.y * scale)).name()
    assert contrast(ink(made.bar), ink(track)) >= 3


@pytest.mark.parametrize("shape", SHAPES)
def test_buttons_stay_where_they_are_when_words_grow(shape: str) -> None:
    plain, large = (card.card(brief(shape=shape), templates.card(), look, ("cy",)).composed.boxes for look in ("plain", "large"))
    for name in (*(TOUCHED - {"panel", "idle"}), "lang-cy"):
        assert plain[name] == large[name], name


def test_a_screen_that_hangs_too_high_for_its_buttons_is_named_with_a_cure() -> None:
    def told(**screen: object) -> list[str]:
        screens = (Screen(name="Foyer", touch=True, **screen),)  # type: ignore[arg-type]
        return [f"{f.severity}: {f.sentence} {f.cure}" for f in reach.findings(replace(CAMPAIGN, screens=screens))]

    assert told(mounted=1.4) == [
        'warning: The screen "Foyer" hangs 1.4 m above the floor, so its buttons lie higher than the 1.2 m that people who sit '
        "can reach. Hang it with its lower edge at most 0.97 m above the floor and say so in mounted, or put a keyboard or two "
        "switches within reach."
    ]
    assert told(mounted=1.0, diagonal=43.0) == told(mounted=0.9, reach_low=True) == []
    assert len(told(mounted=1.0, reach_low=True)) == 1, "the rows of the list must be reached as well"
    assert "Take a smaller one" in told(diagonal=400.0)[0]
    assert list(reach.findings(replace(CAMPAIGN, screens=(Screen(name="Foyer", mounted=2.5, reach_low=True),)))) == []


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("diagonal", [24.0, 43.0, 55.0, 65.0])
def test_what_the_check_allows_can_be_reached(diagonal: float, wide: bool) -> None:
    rotate = 0 if wide else 90
    highest = reach.highest(Screen(name="x", diagonal=diagonal, reach_low=True, rotate=rotate))
    short, whole = diagonal * 0.0254 / (1 + (16 / 9) ** 2) ** 0.5, 100.0 if wide else 100 * 16 / 9
    space = reach.room(Screen(name="x", diagonal=diagonal, mounted=highest, reach_low=True), wide)
    tops = [space.boxes["back"][1], space.cells[0][1]]
    assert all(highest + (whole - top) / 100 * short <= 1.2 + 0.001 for top in tops)
    over = reach.room(Screen(name="x", diagonal=diagonal, mounted=highest + 0.02, reach_low=True), wide)
    assert highest + 0.02 + (whole - over.cells[0][1]) / 100 * short > 1.2


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
    tops = [space.boxes[n][1] for n in ("back", "list", "next")] + [c[1] for c in (*space.choices([1, 1, 1]), *space.cells)]
    for top in tops:
        assert mounted + (whole - top) / 100 * short <= 1.2 + 0.01
    assert space.close is None, "what is at the top does not count"
