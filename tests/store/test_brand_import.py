"""Shared brands: a brand.toml comes into a campaign with all that it names, and nothing that is there is lost."""

import re

import pytest

from kiosk.campaign.brand import whole
from kiosk.store import brand_import
from kiosk.store.folder import files

BRAND = """# The house's own
use = "nhs"
logos = [{ file = "logos/a.svg", alt = "House" }]
[inks.accent]
screen = "#112233"
"""


@pytest.fixture
def campaign(tmp_path):
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "campaign.toml").write_text('title = "C" # ours\n\n[[event]]\ntitle = "E"\n')
    return tmp_path / "c"


@pytest.fixture
def shared(tmp_path):
    for name in ("logos", "fonts"):
        (tmp_path / "shared" / name).mkdir(parents=True)
    (tmp_path / "shared" / "brand.toml").write_text(BRAND)
    (tmp_path / "shared" / "logos" / "a.svg").write_text("<svg/>")
    (tmp_path / "shared" / "fonts" / "House.ttf").write_bytes(b"font")
    return tmp_path / "shared"


def test_a_brand_comes_with_its_logos_and_typefaces(campaign, shared):
    (said,) = brand_import.bring(campaign, shared / "brand.toml")
    assert "fonts/House.ttf, logos/a.svg" in said
    brand = files.read(campaign).campaign.brand
    assert (brand.file, brand.inks["accent"].screen, brand.logos[0].file) == ("brand.toml", "#112233", "logos/a.svg")
    assert whole(brand).inks["primary"].screen == "#005EB8"
    assert (campaign / "brand.toml").read_text() == BRAND
    assert (campaign / "logos" / "a.svg").read_text() == "<svg/>"
    assert 'title = "C" # ours' in (campaign / "campaign.toml").read_text()


def test_bringing_it_again_changes_nothing_and_an_edited_one_is_taken(campaign, shared):
    brand_import.bring(campaign, shared)
    before = (campaign / "campaign.toml").read_bytes()
    brand_import.bring(campaign, shared)
    (shared / "brand.toml").write_text(BRAND.replace("#112233", "#445566"))
    brand_import.bring(campaign, shared)
    assert (campaign / "campaign.toml").read_bytes() == before
    assert files.read(campaign).campaign.brand.inks["accent"].screen == "#445566"


def test_another_file_of_that_name_is_never_overwritten(campaign, shared):
    (campaign / "logos").mkdir()
    (campaign / "logos" / "a.svg").write_text("<svg>mine</svg>")
    with pytest.raises(brand_import.Error, match="another file"):
        brand_import.bring(campaign, shared)
    assert (campaign / "logos" / "a.svg").read_text() == "<svg>mine</svg>"
    assert not (campaign / "brand.toml").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[inks.accent\n", "line 1"),
        ('[inks.accent]\nscreen = "blue"\n', "brand.toml, line 2, brand.inks.accent.screen: expected a colour"),
        ('logos = [{ file = "gone.svg" }]\n', "gone.svg is not in the brand's folder"),
        ('logos = [{ file = "../secret.svg" }]\n', "leaves the campaign folder"),
    ],
)
def test_a_brand_that_cannot_be_used_is_one_sentence_and_writes_nothing(campaign, shared, text, sentence):
    (shared / "brand.toml").write_text(text)
    before = (campaign / "campaign.toml").read_bytes()
    with pytest.raises((brand_import.Error, files.Error), match=re.escape(sentence)):
        brand_import.bring(campaign, shared)
    assert (campaign / "campaign.toml").read_bytes() == before
    assert not (campaign / "brand.toml").exists()


def test_what_is_not_there_is_said(campaign, tmp_path):
    with pytest.raises(brand_import.Error, match=r"name a brand\.toml"):
        brand_import.bring(campaign, tmp_path / "nowhere")


def test_a_kit_is_chosen_by_name(campaign):
    brand_import.choose(campaign, "nhs")
    assert files.read(campaign).campaign.brand.use == "nhs"
    with pytest.raises(brand_import.Error, match="high-contrast, neutral, nhs, welsh"):
        brand_import.choose(campaign, "corporate")
