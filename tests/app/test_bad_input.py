"""What may be wrong with what staff put in, on real files: each is a finding with its cure; --force exports all the same."""

import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageCms

from kiosk.page import face
from kiosk.resources import templates_dir

AT = "2022-11-01T09:00"

TEXT = """title = "Sharing"
timezone = "Europe/London"
short = "https://example.org/k"
{head}
[[technique]]
id = "fishbowl"
title = "Fishbowl"
summary = "Sit in a ring and talk."
link = "{link}"
{tail}
"""
LINK = "https://example.org/fish"


def written(folder: Path, head: str = "", tail: str = "", link: str = LINK) -> None:
    (folder / "campaign.toml").write_text(TEXT.format(head=head, tail=tail, link=link))


def without_words(folder: Path) -> None:
    Image.new("RGB", (2400, 3400), (90, 120, 90)).save(folder / "a.png")
    written(folder, 'family = "photo"', 'picture = { file = "a.png" }')


def in_inks(folder: Path) -> None:
    Image.new("CMYK", (2400, 3400), (90, 20, 90, 10)).save(folder / "a.jpg")
    written(folder, 'family = "photo"', 'picture = { file = "a.jpg", alt = "A pond in the park" }')


def without_profile(folder: Path) -> None:
    Image.new("RGB", (2400, 3400), (90, 120, 90)).save(folder / "a.jpg")
    written(folder, 'family = "photo"', 'picture = { file = "a.jpg", alt = "A pond in the park" }')


def two_values(folder: Path) -> None:
    family = folder / "templates" / "mine"
    family.mkdir(parents=True)
    for file in (templates_dir() / "leaf").iterdir():
        (family / file.name).write_text(file.read_text())
    inks = 'cream = { screen = "#FFF6E3", cmyk = [0, 3, 12, 0], spot = "Ours" }\n'
    inks += 'amber = { screen = "#FCC76B", cmyk = [0, 25, 65, 0], spot = "Ours" }'
    written(folder, f'family = "mine"\n[brand.inks]\n{inks}')


def a_long_link(folder: Path) -> None:
    written(folder, link="https://example.org/" + "x" * 380)


def plain(folder: Path) -> None:
    written(folder)


def a_closed_typeface(folder: Path) -> None:
    font = TTFont(face.find("Lato").path)
    font["OS/2"].fsType = 2
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "House Sans"
    (folder / "fonts").mkdir()
    font.save(folder / "fonts" / "HouseSans-Regular.ttf")
    written(folder, '[brand.faces]\ntext = "House Sans"')


def no_press(folder: Path) -> None:
    (folder / "screen.icc").write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    written(folder)


def a_small_code(folder: Path) -> None:
    family = folder / "templates" / "mine"
    family.mkdir(parents=True)
    for file in (templates_dir() / "leaf").iterdir():
        (family / file.name).write_text(file.read_text().replace('width="28" height="28"', 'width="14" height="14"'))
    written(folder, 'family = "mine"')


CASES = [
    (without_words, (), "no-alt", "warning", "Add alt to the picture."),
    (in_inks, ("--press",), "picture-inks", "warning", "Save it again as RGB, with the profile sRGB."),
    (without_profile, ("--press",), "picture-profile", "info", "Save it again with its profile"),
    (two_values, ("--press",), "spot-twice", "error", "Give both inks of the brand the same CMYK values"),
    (a_long_link, ("--product", "postcard"), "qr-module", "error", "Use a short link"),
    (plain, ("--press", "--bleed", "300mm"), "press-bleed", "error", "Print shops want --bleed 3mm"),
    (a_closed_typeface, (), "face-restricted", "error", "use another typeface"),
    (no_press, ("--press", "--profile", "screen.icc"), "press-profile", "error", "Ask the print shop for the ICC profile"),
    (a_small_code, (), "qr-distance", "warning", "code-poster in [brand.minimum]"),
]


@pytest.mark.parametrize(("plant", "words", "rule", "severity", "cure"), CASES, ids=[c[2] for c in CASES])
def test_it_is_found_with_its_cure_and_force_exports_all_the_same(kiosk, tmp_path, plant, words, rule, severity, cure):
    folder, out = tmp_path / "c", tmp_path / "out"
    folder.mkdir()
    plant(folder)
    asked = [str(folder / w) if w.endswith(".icc") else w for w in words]
    product = () if "--product" in asked else ("--product", "poster")
    order = ("export", folder, "-o", out, "--item", "fishbowl", *product, *asked, "--at", AT, "--json")
    code, said, _ = kiosk(*order)
    told = json.loads(said)
    found = [f for f in told["findings"] if f["id"] == rule]
    assert severity in {f["severity"] for f in found}
    assert all(cure in f["cure"] for f in found)
    assert bool(told["withheld"]) is (severity == "error")
    assert bool(told["files"]) is (severity != "error")
    code, said, err = kiosk(*order, "--force")
    forced = json.loads(said)
    assert forced["files"]
    assert not forced["withheld"]
    assert code == (1 if severity == "error" else 0)
    assert "Traceback" not in err
    assert rule in {f["id"] for f in forced["findings"]}
    if severity == "error":
        kept = json.loads((out / "manifest.json").read_text())
        assert rule in {f["id"] for f in kept["files"][0]["findings"]}, "the manifest says so"
        assert kiosk("check", out)[0] == 1, "and so does a later look"
