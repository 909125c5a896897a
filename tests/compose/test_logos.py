"""Logos: the right variant for the ground, panels, clear space, least sizes, and a corner of their own."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.campaign.brand import Brand, Logo
from kiosk.compose import logos
from kiosk.page.geometry import MM, Rect, rectangle
from kiosk.page.ink import Ink, ink
from kiosk.page.items import Group, Shape
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import STOCKS
from tests.compose.making import FAMILY, brief, campaign, composer, groups, ids, placed, u
from tests.compose.making import compose as composed


def mark(name: str, colour: str, w: float = 300, h: float = 100) -> Artwork:
    return Artwork(name, w, h, (Shape(rectangle(Rect(0, 0, w, h)), fill=ink(colour)),))


ART = {"dark.svg": mark("dark", "#111111"), "pale.svg": mark("pale", "#FFFFFF"), "wide.svg": mark("wide", "#111111", 900, 100)}
ROW = "<logos box='7,120,60,6' which='{}'/>"


def page(
    ground: str, *own: Logo, inside: str = ROW.format("host"), partners: tuple[Logo, ...] = (), art: Any = None, **brand: Any
):
    sheet = f"<box box='0,0,100,141.5' fill='{ground}'/>"
    c = campaign(brand=Brand(logos=own, partners=partners, **brand))
    return composed(sheet + inside, campaign=c, pictures=art or ART)


def shown(done) -> list[str]:
    """Name the colours of the logos that were drawn, by their first shape."""
    out = []
    for group in groups(done.page, "logo"):
        inner = [i for _, i in group.items if isinstance(i, Group) and i.name != "panel"][-1]
        shape = inner.items[0][1]
        assert isinstance(shape, Shape)
        assert isinstance(shape.fill, Ink)
        out.append(shape.fill.hex)
    return out


def where(done, n: int = 0) -> Rect:
    """Find where a logo's own artwork stands, in points."""
    found = [(m, g) for m, g in placed(done.page) if isinstance(g, Group) and g.matrix and g.name is None]
    m, g = found[n]
    art = g.items[0][1]
    assert isinstance(art, Shape)
    assert g.matrix is not None
    box = art.path.bounds()
    corner, far = g.matrix.then(m).at((0, 0)), g.matrix.then(m).at((box.w, box.h))
    return Rect(corner.x, corner.y, far.x - corner.x, far.y - corner.y)


DARK = Logo(file="dark.svg", alt="Riverside", on="light")
PALE = Logo(file="pale.svg", alt="Riverside", on="dark")


def test_the_variant_made_for_the_ground_is_taken():
    assert shown(page("#FFFFFF", DARK, PALE)) == ["#111111"]
    assert shown(page("#101840", DARK, PALE)) == ["#FFFFFF"]
    assert "logo-panel" not in ids(page("#101840", DARK, PALE))


def test_without_a_variant_for_the_ground_a_logo_stands_on_a_panel():
    done = page("#101840", DARK)
    assert shown(done) == ["#111111"]
    (panel,) = groups(done.page, "panel")
    ((_, sheet),) = panel.items
    assert isinstance(sheet, Shape)
    assert isinstance(sheet.fill, Ink)
    assert sheet.fill.hex == "#FFFFFF"
    (found,) = [f for f in done.findings if f.id == "logo-panel"]
    assert "dark ground" in found.sentence
    assert 'on = "dark"' in found.cure
    assert sheet.path.bounds().holds(where(done))


def test_a_logo_for_dark_grounds_gets_a_dark_panel_on_light():
    done = page("#FFFFFF", PALE)
    (panel,) = groups(done.page, "panel")
    ((_, sheet),) = panel.items
    assert isinstance(sheet, Shape)
    assert isinstance(sheet.fill, Ink)
    assert sheet.fill.hex == "#000000"


def test_a_logo_that_claims_any_ground_is_looked_at_all_the_same():
    assert "logo-panel" in ids(page("#101840", Logo(file="dark.svg", alt="R")))
    assert "logo-panel" not in ids(page("#FFFFFF", Logo(file="dark.svg", alt="R")))
    assert "logo-panel" in ids(page("#FFFFFF", Logo(file="pale.svg", alt="R")))


def test_a_picture_with_transparency_is_judged_by_what_is_opaque():
    own = Logo(file="a.png", alt="R")
    dark = PictureFacts("a.png", "a", 300, 100, tones=((0.01, 0.9), (0.9, 0.1)))
    assert "logo-panel" in ids(page("#101840", own, art={"a.png": dark}))
    assert "logo-panel" not in ids(page("#FFFFFF", own, art={"a.png": dark}))
    opaque = replace(dark, tones=())
    assert "logo-panel" not in ids(page("#101840", own, art={"a.png": opaque}))


def test_a_busy_ground_asks_for_a_panel():
    halves = "<box box='0,0,20,141' fill='#000000'/>" + ROW.format("host")
    done = page("#FFFFFF", DARK, PALE, inside=halves)
    assert "busy ground" in next(f.sentence for f in done.findings if f.id == "logo-panel")


def test_partners_follow_the_host_with_the_clear_space_of_the_larger():
    partner = Logo(file="pale.svg", alt="Partner", clear=1.0)
    done = page("#808080", DARK, inside=ROW.format("all"), partners=(partner,))
    first, second = where(done), where(done, 1)
    assert second.x - first.right == pytest.approx(second.h, rel=0.05)


def test_more_than_four_logos_stay_four_and_it_is_an_error():
    many = tuple(Logo(file="dark.svg", mark=str(n)) for n in range(6))
    done = page("#FFFFFF", *many)
    assert len(groups(done.page, "logo")) == 4
    assert "too-many-logos" in ids(done)


def test_a_logo_is_never_smaller_than_the_brand_wants_where_there_is_room():
    small = "<logos box='7,120,60,3'/>"
    assert where(page("#FFFFFF", DARK, inside=small)).h == pytest.approx(3 * u(), rel=0.01)
    wanted = 3.4 * u() / MM
    done = page("#FFFFFF", DARK, inside=small, minimum={"logo": wanted})
    assert where(done).h / MM == pytest.approx(wanted, rel=0.01)
    assert "logo-small" not in ids(done)


def test_a_logo_that_has_no_room_to_be_large_enough_is_told_with_both_sizes():
    done = page("#FFFFFF", DARK, inside="<logos box='7,120,60,3'/>", minimum={"logo": 20})
    (found,) = [f for f in done.findings if f.id == "logo-small"]
    assert "20 mm" in found.sentence
    assert "7.9 mm" in found.sentence


def test_words_in_the_clear_space_make_a_logo_give_way_or_are_told():
    near = "<text size='3' box='7,{},80,*'>Words above the logo that reach across it</text>" + ROW.format("host")
    free, tight, lost = (page("#FFFFFF", DARK, inside=near.format(y)) for y in (100, 115, 118.5))
    assert where(free).h == pytest.approx(6 * u(), rel=0.01)
    assert 4.4 * u() < where(tight).h < 5.9 * u()
    assert where(tight).bottom == pytest.approx(126 * u(), rel=0.01)
    assert ("logo-clear" in ids(tight), "logo-clear" in ids(lost)) == (False, True)


def test_a_corner_rule_takes_the_hosts_logo_out_of_the_row():
    done = page("#FFFFFF", DARK, rules={"logo": "top right"})
    place = where(done)
    assert len(groups(done.page, "logo")) == 1
    assert place.right / u() == pytest.approx(94, abs=0.1)
    assert place.y / u() == pytest.approx(6, abs=0.1)


def test_a_row_that_stands_in_the_corner_anyway_stays_as_it_is():
    row = "<logos box='50,5,43,7' align='end'/>"
    with_rule, without = (page("#FFFFFF", DARK, inside=row, rules=r) for r in ({"logo": "top right, once a page"}, {}))
    assert where(with_rule) == where(without)


def test_a_page_without_a_place_for_logos_gets_the_one_that_the_brand_demands():
    assert len(groups(page("#FFFFFF", DARK, inside="", rules={"logo": "bottom left, once a page"}).page, "logo")) == 1
    assert groups(page("#FFFFFF", DARK, inside="").page, "logo") == []


def test_words_in_the_corner_keep_it_and_it_is_told():
    busy = "<text size='5' box='60,5,35,*'>Busy corner</text>" + ROW.format("host")
    done = page("#FFFFFF", DARK, inside=busy, rules={"logo": "top right"})
    assert where(done).y > 100 * u()
    (found,) = [f for f in done.findings if f.id == "brand-zone"]
    assert "top right" in found.sentence


def test_once_a_page_means_once():
    twice = "<logos box='7,100,60,6'/>" + ROW.format("all")
    assert len(groups(page("#FFFFFF", DARK, inside=twice).page, "logo")) == 2
    assert len(groups(page("#FFFFFF", DARK, inside=twice, rules={"logo": "once a page"}).page, "logo")) == 1


def test_the_motif_keeps_clear_of_the_corner():
    family = {
        "family.toml": FAMILY,
        "poster.xml": "<template><page><motif name='leaf' part='fall' scene='poster'/></page></template>",
    }

    def leaves(rules):
        c = campaign(brand=Brand(logos=(DARK,), rules=rules))
        done = composer.compose(brief(family, campaign=c, pictures=ART))[0]
        return next(g for _, g in placed(done.page) if isinstance(g, Group) and g.name == "motif")

    assert leaves({}) != leaves({"logo": "top right"})


def test_what_a_logo_loses_is_measured_by_area():
    most, rest = rectangle(Rect(0, 0, 100, 70)), rectangle(Rect(0, 70, 100, 30))
    two = Artwork("two", 100, 100, (Shape(most, fill=ink("#000000")), Shape(rest, fill=ink("#FFFFFF"))))
    assert logos.lost(two, [(0, 0, 0)])
    assert not logos.lost(two, [(1, 1, 1)])
    assert not logos.lost(two, [(0.5, 0.5, 0.5)])


def test_on_screens_the_least_size_counts_in_pixels():
    family = {"family.toml": FAMILY, "slide.xml": "<template><page><logos box='7,80,60,2'/></page></template>"}
    c = campaign(brand=Brand(logos=(DARK,), minimum={"logo-screen": 24}))
    done = composer.compose(brief(family, campaign=c, pictures=ART, product="slide", stock=STOCKS["slide"]["1920x1080"]))[0]
    assert where(done).h / 0.75 == pytest.approx(24, rel=0.02)
