"""Orders for the print shop: profile, bleed and marks; what is wrong is a finding with its cure, and --force goes on."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from kiosk.compose.brief import Composed
from kiosk.export import job, press
from kiosk.export.order import Error
from kiosk.page import face
from kiosk.page.geometry import MM, Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Shape
from kiosk.page.lines import Span, set_lines
from kiosk.page.stock import STOCKS
from kiosk.paint import pdf_profile
from kiosk.store.folder import files
from tests.export.sheets import sheet

A4 = STOCKS["poster"]["a4"]


def printed(order, **choices):
    return job.run(order(**({"products": ("poster",), "press": True} | choices)))


def written(order, result, index=0):
    return (order().out / result.entries[index].path).read_bytes()


def ids(result) -> list[tuple[str, str]]:
    return [(f.id, f.severity) for f in result.findings if f.id.startswith(("press", "spot", "ink", "face", "picture", "proof"))]


def with_shape(*inks: Ink) -> Composed:
    made = sheet(A4)
    boxes = tuple((Point(100, 100 + 20 * n), Shape(rectangle(Rect(0, 0, 10, 10)), ink)) for n, ink in enumerate(inks))
    return replace(made, page=replace(made.page, items=(*made.page.items, *boxes)))


def test_a_press_file_stands_beside_the_one_for_screens(order, composer):
    job.run(order(products=("poster",)))
    result = printed(order)
    assert result.clean
    assert [e.path.rpartition("-")[2] for e in result.entries] == ["press.pdf"] * 3
    assert all(e.press for e in result.entries)
    told = json.loads((order().out / "manifest.json").read_text())["files"]
    assert len(told) == 6
    assert [f.get("press", False) for f in sorted(told, key=lambda f: f["path"])] == [True, False] * 3 or sum(
        f.get("press", False) for f in told
    ) == 3
    assert printed(order).removed == job.run(order(products=("poster",))).removed == ()
    assert len(json.loads((order().out / "manifest.json").read_text())["files"]) == 6
    with pikepdf.open(BytesIO(written(order, result))) as file:
        assert file.Root.OutputIntents[0].S == "/GTS_PDFX"


def test_codes_of_press_files_are_read_back(order, composer):
    result = printed(order)
    assert {code.decoded for e in result.entries for code in e.qr} == {"https://example.org/k"}


@pytest.mark.parametrize(("stock", "bleed"), [("a4", 3), ("a5", 3), ("a3", 3), ("a2", 5)])
def test_the_bleed_is_the_stocks_own(order, composer, stock, bleed):
    result = printed(order, items=("exchange",), stocks=(stock,))
    with pikepdf.open(BytesIO(written(order, result))) as file:
        trim, box = ([float(v) for v in file.pages[0][n]] for n in ("/TrimBox", "/BleedBox"))
    assert (trim[0] - box[0]) / MM == pytest.approx(bleed, abs=0.01)
    assert result.entries[0].page_size_mm == (round(A4.width / MM, 2), round(A4.height / MM, 2)) or stock != "a4"


def test_a_bleed_that_was_asked_for_is_composed(order, composer):
    seen = []
    composer["exchange"] = lambda b: seen.append(b.stock.bleed) or sheet(b.stock)
    result = printed(order, items=("exchange",), bleed=6 * MM)
    assert seen == [6 * MM]
    assert result.clean
    for choices, boxes in (({"bleed": 6 * MM}, 6), ({"marks": True}, 3)):
        digital = job.run(order(products=("poster",), items=("exchange",), **choices))
        with pikepdf.open(BytesIO(written(order, digital))) as file:
            trim, box = ([float(v) for v in file.pages[0][n]] for n in ("/TrimBox", "/BleedBox"))
            assert (trim[0] - box[0]) / MM == pytest.approx(boxes, abs=0.01)
            assert (file.pages[0].MediaBox == file.pages[0].BleedBox) == ("marks" not in choices)


@pytest.mark.parametrize(("bleed", "severity"), [(0.0, "warning"), (1 * MM, "warning"), (210 * MM, "error")])
def test_a_bleed_that_is_no_use_is_told(order, composer, bleed, severity):
    result = printed(order, items=("exchange",), bleed=bleed)
    assert ids(result) == [("press-bleed", severity)]
    assert result.findings[0].cure
    assert bool(result.withheld) == (severity == "error")
    assert len(printed(order, items=("exchange",), bleed=bleed, force=True).entries) == 1


def test_a_profile_of_ones_own_is_embedded(order, composer, tmp_path):
    own = tmp_path / "our press FOGRA51.icc"
    own.write_bytes(Path(str(pdf_profile.locate())).read_bytes())
    result = printed(order, items=("exchange",), profile=own)
    assert result.clean
    with pikepdf.open(BytesIO(written(order, result))) as file:
        assert str(file.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA51"


def test_a_profile_that_is_not_cmyk_withholds_and_force_takes_the_usual_one(order, composer, tmp_path):
    screen = tmp_path / "screen.icc"
    screen.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    result = printed(order, items=("exchange",), profile=screen)
    assert ids(result) == [("press-profile", "error")]
    assert "not of a press in CMYK" in result.withheld[0].finding.sentence
    forced = printed(order, items=("exchange",), profile=screen, force=True)
    assert not forced.clean
    with pikepdf.open(BytesIO(written(order, forced))) as file:
        assert file.Root.OutputIntents[0].DestOutputProfile.N == 4


def test_a_machine_without_a_profile_says_where_one_comes_from(order, composer, monkeypatch):
    monkeypatch.setattr(pdf_profile, "locate", lambda: None)
    result = printed(order, items=("exchange",))
    assert ids(result) == [("press-profile", "error")]
    assert "--profile" in result.findings[0].cure
    assert "scribus-data" in result.findings[0].cure
    assert len(printed(order, items=("exchange",), force=True).entries) == 1


def test_a_spot_name_with_two_values_is_told(order, composer):
    one = Ink("one", (0.9, 0.3, 0.1), (0.0, 0.7, 0.9, 0.0), "Gold")
    same, two = replace(one, name="same"), replace(one, name="two", cmyk=(0.0, 0.2, 0.9, 0.0))
    composer["exchange"] = lambda b: with_shape(one, same)
    assert printed(order, items=("exchange",)).clean
    composer["exchange"] = lambda b: with_shape(one, same, two)
    result = printed(order, items=("exchange",))
    assert ids(result) == [("spot-twice", "error")]
    assert "0/70/90/0 and 0/20/90/0" in result.findings[0].sentence
    assert len(printed(order, items=("exchange",), force=True).entries) == 1
    assert job.run(order(products=("poster",), items=("exchange",))).clean, "on screens a spot ink has one value"


def test_an_ink_that_would_not_dry_is_told(order, composer):
    composer["exchange"] = lambda b: with_shape(Ink("deep", (0.0, 0.0, 0.1), (1.0, 0.9, 0.7, 0.6)))
    result = printed(order, items=("exchange",))
    assert ids(result) == [("ink-total", "warning")]
    assert "320%" in result.findings[0].sentence


def test_a_typeface_that_may_not_be_embedded_withholds_the_pdf(order, composer, monkeypatch):
    text = set_lines((Span("Ours", face.find("Lato"), Ink("ink", (1, 1, 1))),), 300, 20, lang="en", leading=1.2)
    made = sheet(A4)
    group = Group(text.placed, role="p")
    composer["exchange"] = lambda b: replace(made, page=replace(made.page, items=(*made.page.items, (Point(20, 300), group))))
    assert job.run(order(products=("poster",), items=("exchange",))).clean
    monkeypatch.setattr(press, "_restricted", lambda f: f.family == "Lato")
    for choices in ({}, {"press": True}):
        result = job.run(order(products=("poster",), items=("exchange",), **choices))
        assert ids(result) == [("face-restricted", "error")]
        assert result.withheld
    assert job.run(order(products=("poster",), items=("exchange",), formats=("png",))).clean


def test_only_what_is_printed_goes_to_the_press(order, composer):
    made = job.run(order(products=(), press=True))
    assert {e.product for e in made.entries} == {"poster", "programme", "postcard"}
    assert all(e.path.endswith("-press.pdf") for e in made.entries)
    for choices in ({"products": ("slide",)}, {"products": ("poster",), "formats": ("png",)}):
        with pytest.raises(Error, match="leave out --press, or choose poster, programme, postcard as pdf"):
            job.run(order(press=True, **choices))


def test_the_difference_from_the_picture_on_screens_is_a_number(order, composer, monkeypatch):
    result = job.run(order(products=("poster",), items=("exchange",), compare=True))
    (entry,) = result.entries
    assert entry.difference is not None
    assert entry.difference.worst < 48
    told = json.loads((order().out / "manifest.json").read_text())["files"][0]
    assert told["difference"] == {"worst": entry.difference.worst, "share": entry.difference.share}
    assert job.run(order(products=("poster",), items=("exchange",))).entries[0].difference is None
    # A painter that loses a mark is found out.
    from kiosk.paint import pdf

    shape = pdf._shape
    monkeypatch.setattr(
        pdf, "_shape", lambda f, s, at, item, *more: None if item.fill.name == "mark" else shape(f, s, at, item, *more)
    )
    worse = job.run(order(products=("poster",), items=("exchange",), compare=True))
    assert ids(worse) == [("proof-differs", "warning")]
    assert worse.entries[0].difference.worst > 64
    assert len(worse.entries) == 1


def test_the_sample_campaign_goes_to_the_press_without_a_word(order, tmp_path):
    from kiosk.resources import assets_dir

    folder = assets_dir() / "samples" / "knowvember-22"
    result = job.run(replace(order(products=("poster", "postcard"), press=True), campaign=folder))
    assert result.clean
    assert ids(result) == [("picture-profile", "info")], "the sample's photograph says nothing of its colours"
    few = order(products=("poster", "postcard"), press=True, items=("exchange", "fishbowl"))
    again = job.run(replace(few, campaign=folder, out=tmp_path / "again"))
    first = {e.path: e.sha256 for e in result.entries}
    assert len(again.entries) == 4
    assert all(e.sha256 == first[e.path] for e in again.entries)


def test_a_picture_without_profile_in_cmyk_is_told(order, campaign):
    text = (campaign / "campaign.toml").read_text()
    Image.new("CMYK", (2000, 1500), (10, 20, 30, 0)).save(campaign / "four.jpg")
    line = 'id = "fishbowl"\npicture = {file = "four.jpg", alt = "A pond in the park"}'
    (campaign / "campaign.toml").write_text(text.replace('id = "fishbowl"', line))
    opened = files.read(campaign)
    for _ in range(2):  # also when the copy is in the cache already
        result = printed(order, items=("fishbowl",))
        assert ids(result) == [("picture-inks", "warning")], opened.findings
        assert result.entries
