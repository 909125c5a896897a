import re
from typing import Any

import pytest

from kiosk.campaign.brand import Brand, BrandInk, Logo
from kiosk.campaign.campaign import Screen
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event
from kiosk.compose import compose as composer
from kiosk.page.geometry import MM, Rect, rectangle
from kiosk.page.ink import ink
from kiosk.page.items import Group, Shape
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import STOCKS
from tests.compose.making import FAMILY, at, brief, campaign, compose, event, groups, ids, in_u, placed, runs, u

SLIDE = STOCKS["slide"]["1920x1080"]


def on_slide(inside: str, **fields: Any) -> tuple[Finding, ...]:
    family = {"family.toml": FAMILY, "slide.xml": f"<template><page>{inside}</page></template>"}
    return composer.compose(brief(family, product="slide", stock=SLIDE, **fields))[0].findings


def title(size: float) -> str:
    return f"<text role='title' size='{size}' box='7,40,86,*'>Title</text>"


@pytest.mark.parametrize(
    ("size", "severity", "reads", "cure"),
    [
        (13.6, None, "", ""),
        (8.0, "info", "2.2", "Hang it where people come within 2.2 m, or choose a larger stock."),
        (7.0, "info", "1.9", "Hang it where people come within 1.9 m, or choose a larger stock."),
        (6.5, "error", "1.8", "Set the title larger in the template, or choose a larger stock."),
    ],
)
def test_a_title_is_judged_by_the_distance_it_is_read_from(size: float, severity: str | None, reads: str, cure: str) -> None:
    findings = compose(title(size)).findings
    assert [f.severity for f in findings if f.id == "title-distance"] == ([severity] if severity else [])
    if severity:
        assert findings[0].sentence == f"The title reads to {reads} m; this is read from 3 m."
        assert findings[0].cure == cure


def test_a_page_that_is_printed_smaller_is_judged_as_it_comes_out() -> None:
    (found,) = (f for f in compose(title(13.6), printed=0.6).findings if f.id == "title-distance")
    assert found.sentence == "The title reads to 2.3 m; this is read from 3 m."
    small = "<text role='small' size='1.2' box='7,40,86,*'>Small</text>"
    assert ids(compose(small)) == []
    assert ids(compose(small, printed=0.5)) == ["small-type"]


def test_a_title_that_gave_way_is_to_be_shorter_and_one_of_two_parts_carries_the_fix() -> None:
    long = "Knowledge exchange: how nurses and midwives share what they know about the wards they work on"
    made = compose(
        "<text role='title' fit='6.8-13' box='7,40,86,30'>{item.title}</text>", campaign=campaign(event(title=long))
    ).findings
    found = next(f for f in made if f.id == "title-distance")
    assert (found.severity, found.fix) == ("warning", "part-title")
    assert found.cure == "Shorten the title, or choose a larger stock."


def test_details_on_a_screen_are_judged_by_its_diagonal_and_distance() -> None:
    facts = "<text role='facts' size='5.4' box='7,40,86,*'>Facts</text>"
    assert [f.id for f in on_slide(facts)] == []
    near = Screen(name="desk", diagonal=24, distance=2)
    far = Screen(name="hall", diagonal=43, distance=8)
    assert [f.id for f in on_slide(facts, screen=near)] == []
    (finding,) = on_slide(facts, screen=far)
    assert (finding.id, finding.severity) == ("detail-distance", "error")
    assert "read from 8 m" in finding.sentence


def test_small_type_on_a_screen_and_in_print_is_an_error() -> None:
    small = "<text role='small' size='{}' box='7,40,86,*'>Small</text>"
    assert [f.id for f in on_slide(small.format("3.1"))] == []
    assert [f.id for f in on_slide(small.format("3"))] == ["small-type"]
    assert ids(compose(small.format("1.2"))) == []
    assert ids(compose(small.format(".9"))) == ["small-type"]


def test_a_code_is_judged_by_scanning_distance_and_module() -> None:
    assert ids(compose("<qr of='{link.qr}' box='7,40,28,28'/>")) == []
    assert ids(compose("<qr of='{link.qr}' box='7,40,18,18'/>")) == ["qr-distance"]
    assert ids(compose("<qr of='{link.qr}' box='7,40,6,6'/>")) == ["qr-distance", "qr-module"]
    long = campaign(event(booking=f"https://example.org/{'k' * 80}"))
    (found,) = compose("<qr of='{link.qr}' box='7,40,28,28'/>", campaign=long).findings
    assert (found.id, found.cure) == ("long-link", "Give the item a short link.")
    assert "has 100 characters" in found.sentence


def test_a_missing_link_takes_the_code_away_and_is_told_once() -> None:
    done = compose(
        "<qr of='{link.qr}' box='7,40,28,28'/><qr of='{link.qr}' box='7,80,28,28'/>", campaign=campaign(event(booking=""))
    )
    assert ids(done) == ["no-link"]
    assert done.findings[0].severity == "warning"
    assert done.findings[0].item == "exchange"
    assert done.codes == ()
    assert ids(compose("<qr of='{link.qr}' box='7,40,28,28'/>", campaign=campaign(event(booking="mailto:a@example.org")))) == []


@pytest.mark.parametrize(
    ("fields", "id_", "severity"),
    [
        ({"starts": None, "ends": None}, "no-date", "info"),
        ({"status": "cancelled"}, "cancelled", "info"),
        ({"status": "postponed"}, "postponed", "info"),
        ({"status": "full"}, "full", "info"),
        ({"starts": at("2022-10-03T12:30"), "ends": None}, "past", "warning"),
        ({"venue": ""}, "no-place", "warning"),
        ({"title": "Bake 🎉 sale"}, "emoji", "warning"),
        ({"title": "🎉"}, "missing-glyphs", "error"),
    ],
)
def test_states_and_gaps_are_findings(fields: dict[str, Any], id_: str, severity: str) -> None:
    done = compose("<text role='small' size='9' box='7,40,86,*'>{item.title}</text>", campaign=campaign(event(**fields)))
    assert [(f.id, f.severity) for f in done.findings] == [(id_, severity)]


def test_a_printed_code_fills_its_panel_with_a_quiet_zone_of_four_modules() -> None:
    done = compose("<qr of='{link.qr}' box='r7,40,28,28'/>")
    (code,) = done.codes
    panel = done.boxes["qr"]
    assert code.text == "https://example.org/k/exchange"
    assert code.code.w / code.modules * (code.modules + 8) == pytest.approx(panel.w)
    assert code.code.centre == pytest.approx(panel.centre)
    (group,) = groups(done.page, "qr")
    assert (group.role, group.link, group.alt) == ("link", code.text, "Scan to book: example.org/k/exchange")
    white, dark = (item for _, item in group.items)
    assert isinstance(white, Shape)
    assert isinstance(dark, Shape)
    assert white.fill == ink("#FFFFFF")
    assert dark.crisp


def test_a_code_on_a_screen_has_modules_of_whole_pixels_on_the_pixel_grid() -> None:
    family = {"family.toml": FAMILY, "slide.xml": "<template><page><qr of='{link.qr}' box='r7,b6,35,35'/></page></template>"}
    (code,) = composer.compose(brief(family, product="slide", stock=SLIDE))[0].codes
    pixels = [v / 0.75 for v in (code.code.x, code.code.y, code.code.w / code.modules)]
    assert pixels == pytest.approx([round(v) for v in pixels])


def test_logos_stand_in_one_row_at_equal_area() -> None:
    mark = (Shape(rectangle(Rect(0, 0, 1, 1)), fill=ink("#000000")),)
    logos = tuple(Logo(file=f"{n}.svg", alt=n) for n in ("wide", "tall"))
    art = {"wide.svg": Artwork("a", 300, 100, mark), "tall.svg": Artwork("b", 100, 100, mark)}
    done = compose("<logos box='7,b7,60,4' which='all'/>", campaign=campaign(brand=Brand(logos=logos)), pictures=art)
    sizes = {g.alt: m for m, g in placed(done.page) if isinstance(g, Group) and g.name == "logo"}
    assert set(sizes) == {"wide", "tall"}
    inner = [(g.matrix.a * 300 if i == 0 else g.matrix.a * 100, g.matrix.a * 100) for i, g in enumerate(
        g for _, g in placed(done.page) if isinstance(g, Group) and g.matrix)]  # fmt: skip
    (wide_w, wide_h), (_, tall_h) = inner
    assert 3 * u() <= wide_h < tall_h <= 5 * u() + 0.01
    assert wide_w < 60 * u()


def test_logos_can_stand_at_the_end_of_their_box() -> None:
    art = {"a.svg": Artwork("a", 300, 100, (Shape(rectangle(Rect(0, 0, 300, 100)), fill=ink("#000000")),))}
    c = campaign(brand=Brand(logos=(Logo(file="a.svg"),)))
    for align, far in (("start", 7 + 12), ("end", 67)):
        done = compose(f"<logos box='7,b7,60,4' align='{align}'/>", campaign=c, pictures=art)
        (right,) = (m.at((300, 0)).x for m, i in placed(done.page) if isinstance(i, Shape))
        assert right / u() == pytest.approx(far, abs=0.05)


def test_without_a_logo_the_organisation_stands_in_an_outlined_box() -> None:
    done = compose("<logos box='7,b7,60,4.4' ink='ink'/>")
    (group,) = groups(done.page, "organisation")
    assert group.role == "p"
    assert "".join(r.text for _, r in runs(done.page)) == "Riverside Library"
    assert groups(compose("<logos box='7,b7,60,4.4'/>", campaign=campaign(organisation="")).page, "organisation") == []


def test_more_than_four_logos_are_an_error() -> None:
    logos = tuple(Logo(file=f"{n}.svg") for n in range(5))
    art = {f"{n}.svg": Artwork(str(n), 100, 100, ()) for n in range(5)}
    done = compose("<logos box='7,b7,60,4' which='all'/>", campaign=campaign(brand=Brand(logos=logos)), pictures=art)
    assert ids(done) == ["too-many-logos"]


def test_a_picture_is_cut_round_its_focal_point() -> None:
    from kiosk.campaign.item import PictureRef
    from kiosk.page.items import Picture

    facts = PictureFacts("/cache/a.png", "abc", 2000, 1000, focal=(0.9, 0.5))
    done = compose(
        "<picture box='0,0,50,50' bleed='yes'/>",
        campaign=campaign(event(picture=PictureRef(file="a.jpg"))),
        pictures={"a.jpg": facts},
    )
    (picture,) = (item for _, item in placed(done.page) if isinstance(item, Picture))
    assert picture.crop == Rect(1000, 0, 1000, 1000)
    assert picture.w == pytest.approx(50 * u() + 3 * MM)
    assert not list(placed(compose("<picture box='0,0,50,50'/>").page))


def test_the_brand_replaces_inks_and_faces_by_name() -> None:
    brand = Brand(inks={"red": BrandInk(screen="#005EB8", cmyk=(100, 50, 0, 0), spot="Blue")}, faces={"text": "DM Serif Display"})
    done = compose("<text ink='red' size='5' box='7,40,80,*'>x</text>", campaign=campaign(brand=brand))
    ((_, run),) = runs(done.page)
    assert run.ink.hex == "#005EB8"
    assert (run.ink.cmyk, run.ink.spot) == ((1.0, 0.5, 0.0, 0.0), "Blue")
    assert run.face.family == "DM Serif Display"


def test_whats_lists_what_a_product_shows_without_drafts() -> None:
    from kiosk.campaign.item import Article, Notice, Prompt, Technique

    c = campaign(
        event(id="b", starts=at("2022-11-09T10:00")), event(id="a"), event(id="off", status="cancelled"),
        event(id="d", draft=True), Event(id="tba", title="TBA"), articles=(Article(id="art", title="A"),),
        techniques=(Technique(id="tec", title="T"),), prompts=(Prompt(id="pro", question="Q"),),
        notices=(Notice(id="closing", title="C", before_closing=15), Notice(id="n", title="N")),
    )  # fmt: skip
    assert composer.whats(c, "poster") == ("b", "a", "off", "tba", "art", "pro", "tec", "n")
    assert composer.whats(c, "programme") == ("programme",)
    assert composer.whats(c, "postcard") == ("tec", "b", "a", "off", "tba", "pro")
    assert composer.whats(c, "social") == ("b", "a", "off", "tba", "art", "tec")
    assert composer.whats(c, "slide")[:4] == ("cover", "agenda-today", "agenda-week", "default")
    assert "closing" in composer.whats(c, "slide")
    assert composer.whats(c, "screensaver") == ("cover", "pro", "a", "b", "tba")


def test_boxes_are_told_by_name_or_role() -> None:
    done = compose("<text role='title' size='9' box='7,40,80,12'>T</text><text role='facts' size='4' box='7,60,80,9'>F</text>")
    assert in_u(done.boxes["title"])[:3] == (7, 40, 80)
    assert set(done.boxes) == {"title", "facts"}


def test_an_online_event_with_a_joining_link_lacks_no_link() -> None:
    joined = event(booking="", venue="", online="https://teams.example.com/l/meetup/ai")
    done = compose("<qr of='{link.qr}' box='7,40,28,28'/>", campaign=campaign(joined))
    assert ids(done) == []
    assert [c.text for c in done.codes] == ["https://teams.example.com/l/meetup/ai"]


def test_only_a_title_that_fewer_words_would_make_larger_is_warned_of() -> None:
    page = "<text role='title' fit='7-12' lines='1' box='7,40,86,*'>{item.title}</text>"
    short = compose(page, campaign=campaign(event(title="Tea")))
    long = compose(page, campaign=campaign(event(title="Knowledge exchanges")))
    told = [f for done in (short, long) for f in done.findings if f.id == "title-distance"]
    assert [f.severity for f in told] == ["warning"]


def test_a_distance_that_falls_short_never_reads_like_the_one_that_is_wanted() -> None:
    near = "<text role='facts' reach='near' size='{}' box='7,40,86,*'>Facts</text>"
    told = [f.sentence for n in range(60, 185, 5) for f in compose(near.format(n / 100)).findings if f.id == "near-distance"]
    assert told
    for sentence in told:
        reads, wanted = (float(n) for n in re.findall(r"([0-9.]+) m", sentence))
        assert reads < wanted


def test_a_long_address_to_write_to_may_be_cut_at_its_joints() -> None:
    written = event(booking="mailto:library@stbrides.example.nhs.uk")
    narrow = "<text role='small' size='4' lines='3' box='7,40,34,*'>{link.short}</text>"
    done = compose(narrow, campaign=campaign(written))
    assert ids(done) == []
    assert "library@stbrides.example.nhs.uk" in done.alt
