"""Brand kits and brand files on disk."""

import pytest

from kiosk.campaign.brand import ROLES, rule_findings, rules, whole
from kiosk.page import ink, typefaces
from kiosk.store.folder import brands, files

KITS = ("neutral", "nhs", "high-contrast", "welsh")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "c").mkdir()
    return tmp_path / "c"


def read(folder, text):
    (folder / "campaign.toml").write_text('title = "C"\n' + text)
    return files.read(folder)


def test_four_kits_ship():
    assert brands.names() == tuple(sorted(KITS))


@pytest.mark.parametrize("name", KITS)
def test_a_kit_is_sound(name):
    kit = brands.kit(name)
    assert kit is not None
    assert (kit.use, kit.logos, list(rule_findings(kit, kit.languages or ("en",)))) == (name, (), [])
    assert set(kit.inks) in (set(), set(ROLES))
    for given in kit.inks.values():
        assert given.cmyk is not None
        assert sum(given.cmyk) <= 300  # total ink that a press takes
    assert all(typefaces.locate(face) for face in kit.faces.values())


@pytest.mark.parametrize("name", [k for k in KITS if k != "neutral"])
def test_the_words_of_a_kit_can_be_read(name):
    kit = brands.kit(name)
    assert kit is not None
    inks = {role: ink.ink(given.screen) for role, given in kit.inks.items()}
    floor = rules(kit).contrast or 4.5
    for word, ground in (("light", "primary"), ("light", "dark"), ("text", "light"), ("text", "accent"), ("primary", "light")):
        assert ink.contrast(inks[word], inks[ground]) >= floor, (word, ground)


def test_blue_by_value_with_a_press_value_set_by_hand():
    kit = brands.kit("nhs")
    assert kit is not None
    assert (kit.inks["primary"].screen, kit.inks["primary"].cmyk) == ("#005EB8", (99, 50, 0, 0))


def test_use_lays_a_kit_under_the_campaigns_own(folder):
    brand = read(folder, '[brand]\nuse = "nhs"\n[brand.inks.accent]\nscreen = "#112233"\n').campaign.brand
    assert {k: v.screen for k, v in brand.inks.items()} == {"accent": "#112233"}
    made = whole(brand)
    assert (made.inks["accent"].screen, made.inks["primary"].screen) == ("#112233", "#005EB8")
    assert rules(made).faces == ("Frutiger", "Arial")


def test_a_kit_that_is_not_there_is_a_warning_with_the_names(folder):
    (found,) = read(folder, '[brand]\nuse = "nsh"\n').findings
    assert (found.id, found.severity) == ("brand-unknown", "warning")
    assert '"nhs"' in found.sentence


def test_a_kit_gives_its_languages_to_a_campaign_that_names_none(folder):
    assert read(folder, '[brand]\nuse = "welsh"\n').campaign.languages == ("cy", "en")
    told = read(folder, 'languages = ["en"]\n[brand]\nuse = "welsh"\n')
    assert told.campaign.languages == ("en",)
    assert [f.id for f in told.findings] == ["brand-languages"]


def test_rules_of_a_brand_file_cannot_be_loosened(folder):
    (folder / "brand.toml").write_text('[rules]\nfaces = ["Arial"]\n[minimum]\nlogo = 10\n')
    brand = read(
        folder, '[brand]\nfile = "brand.toml"\nrules.faces = ["Comic"]\nrules.contrast = 7\nminimum.logo = 2\n'
    ).campaign.brand
    assert (brand.rules, brand.minimum) == ({"faces": ["Arial"], "contrast": 7}, {"logo": 10})


def test_a_brand_file_may_name_a_kit(folder):
    (folder / "brand.toml").write_text('use = "nhs"\n[inks.accent]\nscreen = "#112233"\n')
    made = whole(read(folder, '[brand]\nfile = "brand.toml"\n').campaign.brand)
    assert (made.inks["accent"].screen, made.inks["primary"].screen) == ("#112233", "#005EB8")


def test_changing_the_kit_is_saved_and_takes_effect(folder):
    from dataclasses import replace

    opened = read(folder, '[brand]\nuse = "neutral" # ours\n')
    changed = replace(opened.campaign, brand=replace(opened.campaign.brand, use="nhs"))
    files.save(folder, changed, opened.stamp)
    assert 'use = "nhs" # ours' in (folder / "campaign.toml").read_text()
    assert "primary" in whole(files.read(folder).campaign.brand).inks


def test_faults_are_told_by_the_file_they_stand_in(folder):
    (folder / "brand.toml").write_text('[inks]\nprimary = { screen = "blue" }\n')
    (folder / "campaign.toml").write_text(
        'title = "C"\n[brand]\nfile = "brand.toml"\n[brand.inks]\naccent = { screen = "red" }\n'
    )
    with pytest.raises(files.Error) as caught:
        files.read(folder)
    told = sorted(s.partition(": expected")[0] for s in caught.value.sentences)
    assert told == ["brand.toml, line 2, brand.inks.primary.screen", "campaign.toml, line 5, brand.inks.accent.screen"]


def test_typefaces_are_looked_for_in_the_campaign_and_in_its_fonts(folder, tmp_path):
    assert brands.font_folders(folder) == ()
    (folder / "fonts").mkdir()
    (folder / "fonts" / "House-Bold.OTF").write_bytes(b"")
    (folder / "Other.ttf").write_bytes(b"")
    assert brands.font_folders(folder) == (str((folder / "fonts").resolve()), str(folder.resolve()))


def test_a_fonts_folder_outside_the_campaign_is_not_followed(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "A.ttf").write_bytes(b"")
    (folder / "fonts").symlink_to(tmp_path / "elsewhere")
    assert brands.font_folders(folder) == ()
