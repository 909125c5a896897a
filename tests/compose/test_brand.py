"""A brand on a family: inks by role and recipe, typefaces by rule, and every kit on every family."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from kiosk.campaign.brand import Brand, BrandInk, Rules
from kiosk.campaign.campaign import Campaign
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.template import brand as brands
from kiosk.compose.template import brand_findings, family
from kiosk.compose.template.template import Error
from kiosk.page.ink import contrast, ink
from kiosk.page.stock import STOCKS, Product
from kiosk.resources import assets_dir
from kiosk.store import templates
from kiosk.store.folder import brands as kits
from kiosk.store.folder import files
from kiosk.store.pictures import pictures
from tests.compose.making import FAMILY, campaign, runs
from tests.compose.making import compose as composed
from tests.tooling.choice import chessboard

FAMILIES = ("leaf", "ink", "civic", "table", "photo")
KITS = ("nhs", "high-contrast", "welsh")
SAMPLE = assets_dir() / "samples" / "knowvember-22"
BLUE = BrandInk(screen="#005EB8", cmyk=(99, 50, 0, 0), spot="PANTONE 300 C")


@cache
def sample(kit: str) -> Campaign:
    """Read the sample campaign, in English, under a kit."""
    c = files.read(SAMPLE).campaign
    return replace(c, languages=("en",), brand=kits.dressed(replace(c.brand, use=kit), SAMPLE, []))


@cache
def art(tmp: str) -> Any:
    from pathlib import Path

    return pictures.gather(sample("neutral"), SAMPLE, Path(tmp))[0]


def pages(kit: str, name: str, product: Product, stock: str, what: str, tmp: str, **changed: Any) -> tuple[Composed, ...]:
    c = sample(kit)
    brief = Brief(
        campaign=replace(c, **changed), product=product, stock=STOCKS[product][stock], what=what,
        at=datetime(2022, 11, 1, 9, tzinfo=c.zone), family_name=name, family=templates.load(name, None), pictures=art(tmp),
    )  # fmt: skip
    return compose.compose(brief)


# ---- inks


def test_a_role_becomes_the_inks_that_follow_it() -> None:
    own = {"sky": ink("#000011", "sky"), "paper": ink("#FFFFEE", "paper"), "leaf": ink("#AA0000", "leaf")}
    recipes = {"sky": "primary", "paper": "primary + 90% white", "leaf": "accent"}
    made = brands.palette(own, recipes, Brand(inks={"primary": BLUE}))
    assert (made["sky"].hex, made["sky"].spot, made["sky"].cmyk) == ("#005EB8", "PANTONE 300 C", (0.99, 0.5, 0.0, 0.0))
    assert made["paper"].hex == "#E6EFF8"
    assert made["paper"].cmyk == pytest.approx((0.099, 0.05, 0, 0))  # tints in print, too
    assert made["paper"].spot is None
    assert made["leaf"] == own["leaf"]  # the brand gives no accent: the family's own stays


def test_recipes_mix_from_left_to_right() -> None:
    made = brands.palette({"a": ink("#123456")}, {"a": "white + 50% black + 50% white"}, Brand(inks={"primary": BLUE}))
    assert made["a"].hex == "#BFBFBF"


def test_missing_roles_are_made_readable_from_primary() -> None:
    own = {k: ink("#808080", k) for k in ("dark", "light", "text")}
    made = brands.palette(own, {k: k for k in own}, Brand(inks={"primary": BrandInk(screen="#FFD60A")}))
    white = ink("#FFFFFF")
    assert contrast(made["dark"], white) >= brands.ON_DARK
    assert contrast(made["text"], white) >= brands.ON_LIGHT
    assert made["light"].hex == "#FFFFFF"


def test_an_ink_named_by_the_family_wins_over_roles() -> None:
    own = {"sky": ink("#000011", "sky")}
    made = brands.palette(own, {"sky": "primary"}, Brand(inks={"primary": BLUE, "sky": BrandInk(screen="#010203")}))
    assert made["sky"].hex == "#010203"


def test_a_brand_without_roles_changes_nothing_by_recipe() -> None:
    own = {"sky": ink("#000011", "sky")}
    assert brands.palette(own, {"sky": "white"}, Brand(inks={"other": BLUE}))["sky"] == own["sky"]


@pytest.mark.parametrize(
    ("recipe", "good"),
    [
        ("primary", True),
        ("primary + 90% white", True),
        ("dark+8%primary + 10% black", True),
        ("blue", False),
        ("primary + 900% white", False),
        ("primary - 10% white", False),
        ("primary + white", False),
        ("", False),
    ],
)
def test_recipes_are_checked(recipe: str, good: bool) -> None:
    assert brands.is_recipe(recipe) is good


@pytest.mark.parametrize("table", ['[brand]\nink = "blue"\n', '[brand]\nnone = "primary"\n', "[brand]\nink = 3\n", "brand = 3\n"])
def test_a_wrong_brand_table_names_family_toml(table: str) -> None:
    text = table + FAMILY if table.startswith("brand") else FAMILY + table
    with pytest.raises(Error, match=r"family\.toml"):
        family.read("plain", {"family.toml": text}, Brand())


def test_a_family_that_says_nothing_of_brands_keeps_its_inks_and_is_told() -> None:
    made = family.read("plain", {"family.toml": FAMILY}, Brand(inks={"primary": BLUE}))
    assert made.inks["red"].hex == "#C7402D"
    assert [f.id for f in made.findings] == ["brand-inks-unused"]


def test_the_same_brand_is_put_on_once() -> None:
    brand, texts = Brand(inks={"red": BLUE}), {"family.toml": FAMILY}
    assert family.read("plain", texts, brand) is family.read("plain", texts, brand)
    assert family.read("plain", texts, Brand(inks={"red": BLUE})) is not family.read("plain", texts, brand)


# ---- typefaces


def chosen(brand: Brand, *allowed: str) -> tuple[dict[str, str], list[str]]:
    made = brands.faces({"display": "DM Serif Display", "text": "Lato"}, brand, Rules(faces=allowed))
    return dict(made.names), [f.id for f in made.findings]


def test_the_brands_typeface_takes_the_familys_place() -> None:
    assert chosen(Brand(faces={"text": "Barlow"})) == ({"display": "DM Serif Display", "text": "Barlow"}, [])


def test_a_typeface_that_is_missing_is_told_and_the_familys_stays() -> None:
    names, found = chosen(Brand(faces={"text": "Nowhere Sans"}))
    assert (names["text"], found) == ("Lato", ["brand-face-missing"])


def test_only_allowed_typefaces_are_used() -> None:
    names, found = chosen(Brand(faces={"text": "Arial"}), "Frutiger", "Arial")
    assert names == {"display": "Arimo", "text": "Arimo"}
    assert found == ["brand-face-swapped", "brand-face-twin"]
    assert chosen(Brand(), "Lato") == ({"display": "Lato", "text": "Lato"}, ["brand-face-swapped"])


def test_when_none_of_the_allowed_typefaces_is_there_it_is_an_error() -> None:
    names, found = chosen(Brand(), "Nowhere Sans")
    assert names == {"display": "DM Serif Display", "text": "Lato"}
    assert found == ["brand-face", "brand-face"]


def test_a_stand_in_for_a_headline_face_is_bold() -> None:
    brand = Brand(faces={"display": "Arial"})
    done = composed("<text role='title' size='5' box='7,40,80,*'>Words</text>", campaign=campaign(brand=brand))
    ((_, run),) = runs(done.page)
    assert (run.face.family, run.face.weight) == ("Arimo", 700)


def test_licences_are_shown_for_what_the_brand_brings() -> None:
    texts = {"leaf": templates.load("leaf", None)}
    found = brand_findings.licences(sample("nhs").brand, texts)
    assert [f.id for f in found] == ["face-licence"]
    assert "Arimo" in found[0].sentence
    assert "Open Font License" in found[0].sentence
    assert brand_findings.licences(sample("neutral").brand, texts) == ()


def test_the_smallest_type_of_a_brand_holds_in_print() -> None:
    def found(size: float, height: float, **minimum: float) -> list[str]:
        c = campaign(brand=Brand(minimum=minimum))
        text = f"<text size='{size}' box='7,40,34,{height}' name='line'>Words that hardly fit in one line here</text>"
        return [f.id for f in composed(text, campaign=c).findings]

    assert "brand-small-type" in found(2.4, 20, text=16)
    assert "brand-small-type" not in found(2.4, 20, text=14)
    assert "does-not-fit" not in found(2.4, 5.4)  # it gives way
    assert "does-not-fit" in found(2.4, 5.4, text=14)  # it may not


# ---- every kit on every family


def test_without_a_brand_every_family_is_as_it_was_drawn() -> None:
    for name in FAMILIES:
        texts = templates.load(name, None)
        assert family.read(name, texts, sample("neutral").brand) is family.read(name, texts, Brand())


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("kit", KITS)
def test_every_family_follows_a_kits_main_inks(kit: str, name: str) -> None:
    made = family.read(name, templates.load(name, None), sample(kit).brand)
    given = kits.kit(kit)
    assert given is not None
    used = {i.hex for i in made.inks.values()}
    assert given.inks["text"].screen in used
    assert {given.inks[r].screen for r in ("primary", "dark", "accent")} & used
    assert all(i.cmyk for n, i in made.inks.items() if n in made.recipes), "press values are made with the screen's"


@pytest.mark.parametrize(("kit", "name"), chessboard([*KITS, "neutral"], FAMILIES))
def test_pages_under_a_kit_have_no_errors(kit: str, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp = str(tmp_path_factory.getbasetemp() / "art")
    orders: tuple[tuple[Product, str, str], ...] = (
        ("poster", "a4", "exchange"), ("slide", "1920x1080", "peer-assist"), ("slide", "1080x1920", "agenda-week"),
        ("postcard", "a6", "fishbowl"), ("social", "square", "cafe-nihr"), ("programme", "a3-landscape", "programme"),
    )  # fmt: skip
    for product, stock, what in orders:
        for page in pages(kit, name, product, stock, what, tmp):
            assert [f.sentence for f in page.findings if f.severity == "error"] == [], (product, what)
            if kit == "neutral":
                assert [f.sentence for f in page.findings if f.id == "contrast-repaired"] == [], (product, what)
