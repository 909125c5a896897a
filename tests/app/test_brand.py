"""`kiosk brand`: what it shows, what it changes."""

import shutil

import pytest

from kiosk.app import cli
from kiosk.resources import assets_dir


@pytest.fixture
def campaign(tmp_path):
    return shutil.copytree(assets_dir() / "samples" / "knowvember-22", tmp_path / "c", ignore=shutil.ignore_patterns(".kiosk"))


def test_it_shows_inks_typefaces_logos_and_rules(campaign, capsys):
    assert cli.run(["brand", str(campaign), "--use", "nhs"]) == 0
    said = capsys.readouterr().out
    assert 'The campaign uses the brand "nhs".' in said
    assert "ink primary: #005EB8, 99 / 50 / 0 / 0, PANTONE 300 C; on white 6.4" in said
    assert "typeface text: Arial, set in Arimo" in said
    assert "logo: logos/riverside-library.svg, on light ground" in said
    assert "rule faces: Frutiger, Arial" in said
    assert 'use = "nhs"' in (campaign / "campaign.toml").read_text()


def test_what_the_brand_demands_of_the_campaign_is_told(campaign, capsys):
    assert cli.run(["brand", str(campaign), "--use", "welsh"]) == 0
    assert "error: The brand wants its pages in cy, en" in capsys.readouterr().out


def test_a_kit_that_is_not_there_is_one_sentence(campaign, capsys):
    assert cli.run(["brand", str(campaign), "--use", "corporate"]) == 2
    assert capsys.readouterr().err.startswith("kiosk: There is no brand 'corporate'; choose from high-contrast, ")


def test_check_names_typefaces_with_their_licences(campaign, capsys):
    cli.run(["brand", str(campaign), "--use", "nhs"])
    capsys.readouterr()
    cli.run(["check", str(campaign), "--at", "2022-11-01T09:00"])
    said = capsys.readouterr().out
    assert "info: The typeface Arimo: This Font Software is licensed under the SIL Open Font License" in said
    assert "info: Arial is set in Arimo" in said
