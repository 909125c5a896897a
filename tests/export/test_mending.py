"""Mending a campaign: what helps is saved with its comments, what makes a page worse is taken back, inks and codes included."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.campaign import fixes
from kiosk.campaign.brand import Brand, BrandInk
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.export import job, mending
from kiosk.export.raster import contrast
from kiosk.page.ink import Ink, ink
from kiosk.page.ink import contrast as ratio
from kiosk.resources import templates_dir
from kiosk.store.folder import files, writing
from tests.export.test_contrast import page, sheet, words

AT = datetime(2022, 11, 1, 9)
PLAIN = """# A remark.
title = "Sharing"
timezone = "Europe/London"
short = "https://example.org/k"
{more}
[[technique]]
id = "fishbowl"
title = "Fishbowl"
summary = "Sit in a ring and talk."
link = "{link}"
"""


def made(folder: Path, more: str = "", link: str = "https://example.org/fish") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "campaign.toml").write_text(PLAIN.format(more=more, link=link))
    return folder


def ids(folder: Path, *, press: bool = False) -> set[str]:
    return {f.id for f in job.check(job.Order(campaign=folder, out=Path("."), at=AT, press=press)) if f.severity != "info"}


def small_coded(folder: Path) -> Path:
    """A campaign with a family of its own whose posters have a code too small to scan."""
    own = folder / "templates" / "mine"
    own.mkdir(parents=True)
    for file in (templates_dir() / "leaf").iterdir():
        (own / file.name).write_text(file.read_text().replace('width="28" height="28"', 'width="14" height="14"'))
    return made(folder, 'family = "mine"')


def test_a_code_too_small_to_scan_is_made_larger(tmp_path):
    folder = small_coded(tmp_path / "c")
    assert "qr-distance" in ids(folder)
    done = mending.mend(folder, AT)
    assert [f.fix for f in done.done] == ["larger-code"]
    assert "qr-distance" not in ids(folder)
    text = (folder / "campaign.toml").read_text()
    assert text.startswith("# A remark.")
    assert files.read(folder).campaign.brand.minimum == {"code-poster": 40.1}
    assert done.before is not None
    assert done.before.read_text() == PLAIN.format(more='family = "mine"', link="https://example.org/fish")


def test_a_fix_that_leaves_a_page_worse_is_taken_back(tmp_path):
    folder = made(tmp_path / "c", link="https://example.org/" + "x" * 380)
    before = (folder / "campaign.toml").read_text()
    done = mending.mend(folder, AT)
    assert not done.done
    (found, why) = done.left[0]
    assert found.id == "qr-module"
    assert "Use a short link" in why
    assert (folder / "campaign.toml").read_text() == before
    assert writing.previous(folder / "campaign.toml") == ()


def test_inks_for_the_press_are_mended_from_what_the_press_would_say(tmp_path):
    inks = """[brand.inks]
primary = { screen = "#123456", cmyk = [100, 90, 80, 70], spot = "House Blue" }  # ours
accent = { screen = "#B03020", cmyk = [10, 90, 90, 0], spot = "House Blue" }
"""
    folder = made(tmp_path / "c", inks)
    assert {"ink-total", "spot-twice"} & ids(folder, press=True) == {"ink-total", "spot-twice"}
    done = mending.mend(folder, AT, press=True)
    assert {f.fix for f in done.done} >= {"one-spot"}
    mended = files.read(folder).campaign.brand.inks
    assert "# ours" in (folder / "campaign.toml").read_text()
    assert "spot-twice" not in ids(folder, press=True)
    assert mended["primary"].spot == mended["accent"].spot == "House Blue"


def test_a_brand_in_a_file_of_its_own_is_left_to_its_keeper(tmp_path):
    folder = made(tmp_path / "c", '[brand]\nfile = "brand.toml"')
    (folder / "brand.toml").write_text(
        '[inks]\nprimary = { screen = "#123456", cmyk = [10, 20, 30, 40], spot = "B" }\n'
        'accent = { screen = "#B03020", cmyk = [10, 90, 90, 0], spot = "B" }\n'
    )
    done = mending.mend(folder, AT, press=True)
    assert not done.done
    assert {"brand.toml" in why for _, why in done.left} == {True}


@pytest.mark.parametrize(("colour", "ground"), [("#BBBBBB", "#FFFFFF"), ("#555555", "#000000"), ("#777777", "#6F6F6F")])
def test_an_ink_that_does_not_stand_out_is_moved_away_from_its_ground(colour: str, ground: str):
    run = words(colour)
    named = replace(run, ink=Ink("amber", run.ink.screen))
    (found,) = contrast.findings(page(named, sheet(ink(ground))))
    assert found.fix == "darken-ink"
    name, value = found.of.split()
    assert name == "amber"
    assert ratio(ink(value), ink(ground)) >= 4.5 * 0.97
    campaign = Campaign(title="C", id="c")
    mended = fixes.fixed(campaign, found)
    assert mended is not None
    assert mended.brand.inks == {"amber": BrandInk(screen=value)}


def test_an_ink_without_a_name_has_no_fix():
    (found,) = contrast.findings(page(words("#BBBBBB"), sheet(ink("#FFFFFF"))))
    assert (found.fix, found.of) == (None, "")


def test_press_values_go_along_with_what_the_screen_shows():
    brand = Brand(inks={"accent": BrandInk(screen="#FF8000", cmyk=(0, 50, 100, 0), spot="")})
    campaign = Campaign(title="C", id="c", brand=brand)
    darker = Finding(id="contrast-low", severity="error", sentence="…", fix="darken-ink", of="accent #804000")
    done = fixes.fixed(campaign, darker)
    assert done is not None
    assert done.brand.inks["accent"] == BrandInk(screen="#804000", cmyk=(0, 50, 100, 49.8))
    held = Finding(id="ink-total", severity="warning", sentence="…", fix="hold-ink", of="accent #FF8000 40 50 60 70")
    done = fixes.fixed(campaign, held)
    assert done is not None
    assert done.brand.inks["accent"].cmyk == (40, 50, 60, 70)
    assert fixes.fixed(done, held) is None
